// Travel clearance, steps 1 to 7: whether it is asked for at all, and what stops or holds it.
import { compareRisk, riskMatrix } from './risk.ts';
import type { Condition, Rule } from './rule-set.ts';
import {
  anyOf,
  asked,
  decide,
  deny,
  dependants,
  inTime,
  isFalse,
  isTrue,
  mend,
  mode,
  notPersonal,
  official,
  people,
  personal,
  tellOfficial,
  traveller,
} from './travel-clearance-terms.ts';

export const applicability: Rule[] = [
  {
    id: 'partner-personnel',
    title: 'Partner personnel travel under their own agreement',
    source: 'Domain 1.1 line 2',
    step: 1,
    when: { fact: 'travellerCategory', is: 'equal', value: 'partner' },
    reason: 'partner-agreement',
    then: [{ kind: 'settle', state: 'not-required' }],
  },
  {
    id: 'airside-transit',
    title: 'Transit without leaving the airport needs no clearance',
    source: 'Domain 1.1 line 5',
    step: 1,
    when: { all: [people, { fact: 'transit', is: 'equal', value: 'airside' }] },
    reason: 'transit-airside',
    then: [{ kind: 'settle', state: 'not-required' }],
  },
  {
    id: 'normal-work-area',
    title: 'Locally recruited staff need no clearance inside their normal work area',
    source: 'A/57/365 annex, para. 27; domain 1.1 line 6',
    step: 1,
    when: {
      all: [people, { fact: 'travellerCategory', is: 'equal', value: 'local' }, isTrue('withinWorkArea'), notPersonal],
    },
    reason: 'within-work-area',
    then: [{ kind: 'settle', state: 'not-required' }],
  },
  {
    id: 'personal-travel',
    title: 'Personal travel is registered only',
    source: 'Domain 1.1 line 4',
    step: 1,
    when: { all: [personal, { fact: 'clearanceMode', is: 'missing' }] },
    then: [{ kind: 'settle', state: 'registered' }],
  },
];

const veryHighAtTop: Condition[] = [
  people,
  asked,
  { fact: 'criticality', is: 'equal', value: 'PC1', missing: 'fails' },
  { fact: 'presentRisk', is: 'equal', value: 'very-high' },
];

/** What is rated is an activity, whatever the travel is for (domain 2.3, 1.1 line 3). Criticalities whose ceiling lies right under "unacceptable" need no rule of their own: that level stops everybody. */
const aboveCeiling: Rule[] = Object.entries(riskMatrix.ceilings)
  .filter(([, ceiling]) => compareRisk(ceiling, 'very-high') < 0)
  .map(([criticality, ceiling]) => ({
    id: `above-ceiling-${criticality.toLowerCase()}`,
    title: `A ${criticality} activity bears at most ${ceiling.replace('-', ' ')} risk`,
    source: 'Domain 2.3',
    step: 5,
    when: {
      all: [
        people,
        asked,
        { fact: 'criticality', is: 'equal', value: criticality, missing: 'fails' },
        { fact: 'presentRisk', is: 'more', value: ceiling },
      ],
    },
    then: [mend('above-criticality-ceiling')],
  }));

export const absoluteStops: Rule[] = [
  {
    id: 'ban',
    title: 'Nobody travels into a closed area',
    source: 'Domain 1.3',
    step: 5,
    when: { all: [people, asked, mode('ban'), { fact: 'banExemption', is: 'missing' }] },
    then: [deny('area-banned')],
  },
  {
    id: 'ban-exempt',
    title: 'Who is exempt from a ban by name is decided by the designated official',
    source: 'Domain 1.3',
    step: 5,
    when: { all: [people, asked, mode('ban'), { fact: 'banExemption', is: 'present' }] },
    reason: 'ban-exemption',
    then: [decide('designated-official')],
  },
  {
    id: 'unacceptable',
    title: 'Nobody may accept unacceptable risk',
    source: 'Domain 2.3',
    step: 5,
    when: { all: [people, asked, { fact: 'presentRisk', is: 'equal', value: 'unacceptable' }] },
    then: [deny('unacceptable-risk'), tellOfficial],
  },
  ...aboveCeiling,
  {
    id: 'rating-missing',
    title: 'From high risk upward an activity must be rated',
    source: 'Domain 2.3',
    step: 5,
    when: {
      all: [
        people,
        official,
        { fact: 'criticality', is: 'missing' },
        { fact: 'presentRisk', is: 'at-least', value: riskMatrix.ratingFrom },
        { fact: 'presentRisk', is: 'less', value: 'unacceptable' },
      ],
    },
    then: [mend('criticality-missing')],
  },
  {
    id: 'rating-expired',
    title: 'From high risk upward the rating must be in force',
    source: 'Domain 2.3',
    step: 5,
    when: {
      all: [
        people,
        asked,
        { fact: 'criticality', is: 'present' },
        { fact: 'presentRisk', is: 'at-least', value: riskMatrix.ratingFrom },
        isTrue('criticalityExpired'),
      ],
    },
    then: [mend('criticality-expired')],
  },
  {
    id: 'very-high-accepted',
    title: 'Very high risk that was accepted is decided by the designated official',
    source: 'Domain 2.3',
    step: 5,
    when: { all: [...veryHighAtTop, isTrue('acceptance')] },
    reason: 'acceptance-on-file',
    then: [decide('designated-official')],
  },
  {
    id: 'very-high-not-accepted',
    title: 'Very high risk waits for its acceptance',
    source: 'Domain 2.3',
    step: 5,
    when: { all: [...veryHighAtTop, isFalse('acceptance')] },
    then: [
      { kind: 'hold', code: 'acceptance-pending' },
      { kind: 'openCase', process: 'riskAcceptance' },
    ],
  },
];

export const prerequisites: Rule[] = [
  {
    id: 'course-missing',
    title: 'A required course must be held',
    source: 'Domain 1.6',
    step: 6,
    when: { all: [traveller, asked, inTime, anyOf('coursesMissing')] },
    then: [mend('training-missing')],
  },
  {
    id: 'course-expired',
    title: 'A required course must be in date',
    source: 'Domain 1.6',
    step: 6,
    when: { all: [traveller, asked, inTime, anyOf('coursesExpired')] },
    then: [mend('training-expired')],
  },
  {
    id: 'course-expiring',
    title: 'A required course must last as long as the stay',
    source: 'Domain 1.6',
    step: 6,
    when: { all: [traveller, asked, inTime, anyOf('coursesExpiring')] },
    then: [mend('training-expires-during-stay')],
  },
  {
    id: 'course-on-arrival',
    title: 'A course offered on arrival is taken before the field move',
    source: 'Domain 1.6',
    step: 6,
    when: { all: [traveller, asked, inTime, anyOf('coursesOnArrival')] },
    reason: 'training-on-arrival',
    then: [{ kind: 'condition', code: 'training-before-field-move', due: 'on-arrival' }],
  },
  {
    id: 'non-family',
    title: 'Dependants do not go to a non-family area',
    source: 'Domain 1.2',
    step: 6,
    when: { all: [dependants, asked, inTime, isTrue('nonFamilyArea')] },
    then: [deny('non-family-area')],
  },
  {
    id: 'child-of-age',
    title: 'A child who comes of age files an own request',
    source: 'Domain 1.2',
    step: 6,
    when: { all: [dependants, asked, inTime, isTrue('comesOfAge')] },
    then: [mend('dependant-of-age')],
  },
  {
    id: 'way-of-entry',
    title: 'Another way of entry than the allowed ones is an exception',
    source: 'Domain 1.6',
    step: 6,
    when: { all: [people, asked, inTime, isFalse('entryModeAllowed')] },
    reason: 'mode-not-allowed',
    then: [decide('designated-official')],
  },
  {
    id: 'measures',
    title: 'The measures of the area must be in place',
    source: 'Domain 1.6',
    step: 6,
    when: { all: [people, asked, inTime, anyOf('measuresMissing')] },
    then: [mend('measures-not-in-place')],
  },
  {
    id: 'guest',
    title: 'Insurance may not cover a guest by default',
    source: 'Domain 1.1 line 7, 1.9',
    step: 6,
    when: { all: [traveller, asked, inTime, { fact: 'travellerCategory', is: 'equal', value: 'guest' }] },
    then: [{ kind: 'note', code: 'coverage-risk' }],
  },
  {
    id: 'contract-end',
    title: 'Nobody is cleared beyond the contract',
    source: 'Domain 1.5',
    step: 6,
    when: { all: [traveller, asked, inTime, isTrue('contractEndsDuringStay')] },
    then: [{ kind: 'note', code: 'contract-ends-during-stay' }],
  },
];

export const ceilings: Rule[] = [
  {
    id: 'ceiling',
    title: 'Each night needs a place under the ceiling',
    source: 'Domain 1.7',
    step: 7,
    when: { all: [people, asked, isFalse('placeFree')] },
    then: [{ kind: 'hold', code: 'ceiling-full' }],
  },
];
