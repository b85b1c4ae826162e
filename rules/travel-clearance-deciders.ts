// Travel clearance, steps 6, 8 and 9: who must agree, who is told, and when nobody need decide.
import { riskMatrix } from './risk.ts';
import type { Rule } from './rule-set.ts';
import {
  adviser,
  afterTheFact,
  asked,
  decide,
  inTime,
  isFalse,
  isTrue,
  mode,
  notPersonal,
  people,
  personal,
  tellOfficial,
  traveller,
} from './travel-clearance-terms.ts';

export const flights: Rule[] = [
  {
    id: 'flight-group',
    title: 'More heads on one flight than allowed is for the bureau director',
    source: 'Domain 1.6',
    step: 6,
    when: { all: [{ fact: 'subject', is: 'equal', value: 'flight-group' }, inTime, isTrue('aboveFlightLimit')] },
    reason: 'flight-group-limit',
    then: [{ kind: 'require', authority: 'bureau-director', mode: 'decide', of: 'traveller' }],
  },
  {
    id: 'flight-group-within-limit',
    title: 'A flight within the limit needs nobody',
    source: 'Domain 1.6',
    step: 6,
    when: { all: [{ fact: 'subject', is: 'equal', value: 'flight-group' }, isFalse('aboveFlightLimit')] },
    then: [{ kind: 'allow' }],
  },
  {
    id: 'operator',
    title: 'For an air operator not on the list the organization decides after safety advice',
    source: 'Domain 5, air operator advice',
    step: 6,
    when: { all: [{ fact: 'subject', is: 'equal', value: 'air-operator' }, inTime, isFalse('operatorListed')] },
    reason: 'operator-not-listed',
    then: [
      { kind: 'require', authority: 'air-safety-adviser', mode: 'advise' },
      { kind: 'require', authority: 'country-representative', mode: 'decide', of: 'traveller' },
      tellOfficial,
    ],
  },
  {
    id: 'operator-listed',
    title: 'A listed air operator needs nobody',
    source: 'Domain 5, air operator advice',
    step: 6,
    when: { all: [{ fact: 'subject', is: 'equal', value: 'air-operator' }, isTrue('operatorListed')] },
    then: [{ kind: 'allow' }],
  },
];

export const modes: Rule[] = [
  {
    id: 'automatic',
    title: 'Where the policy is automatic and nothing objects, nobody need decide',
    source: 'Domain 1.3',
    step: 8,
    when: { all: [people, asked, mode('automatic')] },
    then: [{ kind: 'allow' }],
  },
  {
    id: 'manual',
    title: 'Where the policy is manual, or there is none, a clearing officer decides',
    source: 'A/57/365 para. 22 (b); domain 1.3',
    step: 8,
    when: { all: [people, notPersonal, { any: [mode('manual'), { fact: 'clearanceMode', is: 'missing' }] }] },
    reason: 'manual-area',
    then: [decide('clearing-officer')],
  },
  {
    id: 'personal-controlled',
    title: 'Where numbers are controlled, personal travel too is decided',
    source: 'Domain 1.1 line 4',
    step: 8,
    when: { all: [people, personal, mode('manual')] },
    reason: 'personal-entry-controlled',
    then: [decide('clearing-officer')],
  },
  {
    id: 'automatic-withdrawn',
    title: 'Who has lost automatic clearance is decided by hand',
    source: 'Domain 4',
    step: 8,
    when: { all: [traveller, asked, isTrue('automaticWithdrawn')] },
    reason: 'automatic-clearance-withdrawn',
    then: [decide('clearing-officer')],
  },
];

export const deciders: Rule[] = [
  {
    id: 'high-risk',
    title: 'From high risk upward only the designated official clears',
    source: 'Domain 2.3',
    step: 9,
    when: {
      all: [
        people,
        asked,
        { fact: 'presentRisk', is: 'at-least', value: riskMatrix.ratingFrom },
        { fact: 'presentRisk', is: 'less', value: 'unacceptable' },
      ],
    },
    reason: 'above-delegation',
    then: [decide('designated-official')],
  },
  {
    id: 'risk-unknown',
    title: 'Without an assessment in force the risk is unknown',
    source: 'Domain 1.11, 2.4',
    step: 9,
    when: {
      all: [
        people,
        asked,
        {
          any: [
            { fact: 'assessment', is: 'equal', value: 'expired', missing: 'holds' },
            {
              all: [
                { fact: 'presentRisk', is: 'missing' },
                { fact: 'assessment', is: 'not-equal', value: 'expires-during-stay', missing: 'holds' },
              ],
            },
          ],
        },
      ],
    },
    reason: 'assessment-expired',
    then: [adviser, decide('designated-official')],
  },
  {
    id: 'risk-unknown-later',
    title: 'An assessment that ends during the stay leaves the risk unknown from then on',
    source: 'Domain 1.10, 1.11',
    step: 9,
    when: {
      all: [people, asked, { fact: 'assessment', is: 'equal', value: 'expires-during-stay', missing: 'fails' }],
    },
    reason: 'assessment-expires-during-stay',
    then: [adviser, decide('designated-official')],
  },
  {
    id: 'disputed',
    title: 'Officials of the other countries that claim an area are told',
    source: 'Domain 1.11',
    step: 9,
    when: { all: [people, asked, isTrue('claimedByOthers')] },
    reason: 'disputed-area',
    then: [{ kind: 'require', authority: 'designated-official', mode: 'inform', of: 'claimants' }],
  },
  {
    id: 'no-official',
    title: 'In a country without a designated official the regional desk decides',
    source: 'Domain 1.11',
    step: 9,
    when: { all: [people, asked, isFalse('officialPresent')] },
    reason: 'no-official-present',
    then: [decide('regional-operations')],
  },
  {
    id: 'own-travel',
    title: 'On the own travel of the official the security adviser speaks first',
    source: 'Domain 1.11',
    step: 9,
    when: { all: [traveller, asked, isTrue('ownAuthority')] },
    then: [adviser],
  },
  {
    id: 'nobody-acts',
    title: 'An official does not leave while nobody acts in his place',
    source: 'A/57/365 para. 8 (b); domain 5',
    step: 9,
    when: { all: [traveller, notPersonal, isTrue('actingMissing')] },
    then: [{ kind: 'hold', code: 'acting-appointment-missing' }],
  },
  {
    id: 'nobody-acts-personal',
    title: 'A gap in authority through personal travel is raised with the regional desk',
    source: 'A/57/365 para. 8 (b); domain 1.11',
    step: 9,
    when: { all: [traveller, personal, isTrue('actingMissing')] },
    then: [
      { kind: 'note', code: 'acting-appointment-missing' },
      { kind: 'require', authority: 'regional-operations', mode: 'inform' },
    ],
  },
  {
    id: 'short-notice',
    title: 'Less than 72 hours to departure is urgent',
    source: 'Domain 1.5, 1.8',
    step: 9,
    when: { all: [people, asked, { fact: 'hoursToDeparture', is: 'less', value: 72, missing: 'fails' }] },
    then: [{ kind: 'note', code: 'urgent' }],
  },
  {
    id: 'after-the-fact',
    title: 'A move on a verbal approval is ratified by the designated official',
    source: 'A/57/365 para. 8 (p); domain 1.8',
    step: 9,
    when: { all: [people, asked, afterTheFact] },
    reason: 'emergency-after-the-fact',
    then: [decide('designated-official')],
  },
];
