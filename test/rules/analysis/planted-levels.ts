// Slips in levels, people and authorities: who is asked, and from where on.
import { travelClearanceRules } from '../../../rules/travel-clearance.ts';
import {
  change,
  decide,
  declared,
  notPersonal,
  official,
  said,
  test,
  then,
  traveller,
  when,
  without,
} from './plant.ts';
import type { Planted } from './plant.ts';

const highRisk = { code: 'invariant-refuted', invariant: 'high-risk-official' };
const halted = (invariant: string) => ({ code: 'invariant-refuted', invariant });
const risk = (is: string, value: string, missing?: string) => test('presentRisk', is, value, missing);

export const plantedLevels: Planted[] = [
  {
    slip: 'the official is asked one level too late',
    set: when('high-risk', ([one, two, , four]) => [one!, two!, risk('at-least', 'very-high'), four!]),
    ...highRisk,
    facts: { presentRisk: 'high' },
  },
  {
    slip: 'more than high, where from high on was meant',
    subtle: 'edge',
    set: when('high-risk', ([one, two, , four]) => [one!, two!, risk('more', 'high'), four!]),
    ...highRisk,
    facts: { presentRisk: 'high' },
  },
  {
    slip: 'the upper bound is one level too low',
    subtle: 'edge',
    set: when('high-risk', ([one, two, three]) => [one!, two!, three!, risk('less', 'very-high')]),
    ...highRisk,
    facts: { presentRisk: 'very-high' },
  },
  {
    slip: 'high risk is asked about for travellers only',
    set: said('high-risk', 'subject', traveller),
    ...highRisk,
    facts: { subject: 'dependants' },
  },
  {
    slip: 'high risk is asked about for official travel only',
    set: when('high-risk', ([one, , ...rest]) => [one!, official, ...rest]),
    ...highRisk,
  },
  { slip: 'the rung is lowered', set: then('high-risk', decide('area-security-coordinator')), ...highRisk },
  {
    slip: 'the rung is lowered for dependants only',
    subtle: 'interplay',
    set: change('high-risk', (rule) => rule, {
      ...said('high-risk', 'subject', traveller),
      rules: [
        ...said('high-risk', 'subject', traveller).rules,
        {
          id: 'high-risk-family',
          title: 'A new rule',
          source: 'a test',
          step: 9,
          when: { all: [test('subject', 'equal', 'dependants'), risk('at-least', 'high', 'holds')] },
          then: [decide('clearing-officer')],
        },
      ],
    }),
    ...highRisk,
    facts: { subject: 'dependants' },
  },
  {
    slip: 'the official of the traveller is asked instead of that of the area',
    set: then('high-risk', decide('designated-official', { of: 'traveller' })),
    ...highRisk,
  },
  {
    slip: 'the officials who claim the area are asked instead of its own',
    set: then('high-risk', decide('designated-official', { of: 'claimants' })),
    ...highRisk,
  },
  {
    slip: 'the official is only asked for advice',
    set: then('high-risk', { kind: 'require', authority: 'designated-official', mode: 'advise' }),
    ...highRisk,
  },
  {
    slip: 'the official is only told',
    set: then('high-risk', { kind: 'require', authority: 'designated-official', mode: 'inform' }),
    ...highRisk,
  },
  {
    slip: 'where a fact is missing a clearing officer is enough',
    subtle: 'absence',
    set: { ...travelClearanceRules, undecided: [decide('clearing-officer')] },
    ...highRisk,
  },
  {
    slip: 'an unknown risk counts as a low one',
    subtle: 'absence',
    set: {
      ...without('risk-unknown'),
      rules: without('risk-unknown').rules.map((rule) =>
        JSON.parse(JSON.stringify(rule), (_, value) =>
          value?.fact === 'presentRisk' && !value.missing && value.is !== 'missing'
            ? { ...value, missing: 'fails' }
            : value,
        ),
      ),
    },
    ...halted('unknown-risk-official'),
  },
  {
    slip: 'the ceiling of PC3 is one level too high',
    set: when('above-ceiling-pc3', ([one, two, three]) => [one!, two!, three!, risk('more', 'high')]),
    ...halted('above-ceiling-pc3'),
    facts: { presentRisk: 'high' },
  },
  {
    slip: 'the ceiling of PC2 is forgotten',
    set: without('above-ceiling-pc2'),
    ...halted('above-ceiling-pc2'),
    facts: { presentRisk: 'very-high' },
  },
  {
    slip: 'the ceiling of PC4 is only noted',
    set: then('above-ceiling-pc4', { kind: 'note', code: 'above-criticality-ceiling' }),
    ...halted('above-ceiling-pc4'),
    facts: { presentRisk: 'medium' },
  },
  {
    slip: 'the ceiling of PC4 is asked about instead of stopped',
    set: then('above-ceiling-pc4', decide('designated-official')),
    ...halted('above-ceiling-pc4'),
  },
  {
    slip: 'the ceiling of PC4 holds for official travel only',
    set: when('above-ceiling-pc4', (all) => [...all, official]),
    ...halted('above-ceiling-pc4'),
    facts: { criticality: 'PC4', travelType: 'entitlement' },
  },
  {
    slip: 'very high risk is accepted for official travel only',
    set: when('very-high-not-accepted', (all) => [...all, official]),
    ...halted('very-high-accepted'),
    facts: { travelType: 'entitlement' },
  },
  {
    slip: 'a rating is asked for one level too late',
    set: said('rating-missing', 'presentRisk', risk('at-least', 'very-high')),
    ...halted('unrated-halted'),
  },
  {
    slip: 'a rating need not be there at very high risk',
    set: when('rating-missing', ([one, two, three, four]) => [one!, two!, three!, four!, risk('less', 'very-high')]),
    ...halted('unrated-halted'),
    facts: { presentRisk: 'very-high' },
  },
  {
    slip: 'unacceptable risk stops travellers only',
    set: said('unacceptable', 'subject', traveller),
    ...halted('unacceptable-halted'),
    facts: { subject: 'dependants' },
  },
  {
    slip: 'the wrong level is unacceptable',
    set: said('unacceptable', 'presentRisk', risk('equal', 'very-high')),
    ...halted('unacceptable-halted'),
  },
  {
    slip: 'the official may accept unacceptable risk',
    set: then('unacceptable', decide('designated-official')),
    ...halted('unacceptable-halted'),
  },
  {
    slip: 'very high risk is noted before it is accepted',
    set: then('very-high-not-accepted', { kind: 'note', code: 'acceptance-pending' }),
    ...halted('very-high-accepted'),
  },
  {
    slip: 'the acceptance is read the wrong way round',
    set: when('very-high-not-accepted', (all) => [...all.slice(0, -1), test('acceptance', 'equal', true)]),
    ...halted('very-high-accepted'),
  },
  {
    slip: 'a ban holds for official travel only',
    set: when('ban', (all) => [...all, official]),
    ...halted('ban-halted'),
  },
  {
    slip: 'a ban spares who has no exemption',
    set: said('ban', 'banExemption', test('banExemption', 'present')),
    ...halted('ban-halted'),
  },
  { slip: 'the supervisor decides alone', set: then('manual', decide('supervisor')), ...halted('own-side-not-alone') },
  {
    slip: 'the representative of the traveller decides alone on personal travel',
    set: then('personal-controlled', decide('country-representative', { of: 'traveller' })),
    ...halted('own-side-not-alone'),
  },
  {
    slip: 'the clearing officer of the traveller decides alone',
    set: then('manual', decide('clearing-officer', { of: 'traveller' })),
    ...halted('own-side-not-alone'),
  },
  {
    slip: 'a missing fact is for the security focal point',
    subtle: 'absence',
    set: { ...travelClearanceRules, undecided: [decide('security-focal-point')] },
    ...halted('own-side-not-alone'),
  },
  {
    slip: 'what the set itself says must hold does not',
    set: {
      ...travelClearanceRules,
      invariants: [
        {
          id: 'guests-looked-at',
          title: 'Guests are looked at',
          source: 'a test',
          when: { all: [traveller, notPersonal, test('travellerCategory', 'equal', 'guest')] },
          must: { be: 'looked-at' },
        },
      ],
    },
    ...halted('guests-looked-at'),
    facts: { travellerCategory: 'guest' },
  },
  {
    slip: 'a claim of its own takes the name of a built-in one',
    set: {
      ...travelClearanceRules,
      invariants: [
        {
          id: 'no-timer-clears',
          title: 'Nothing much',
          source: 'a test',
          when: test('subject', 'missing'),
          must: { be: 'looked-at' },
        },
      ],
    },
    code: 'invariant-unreadable',
    invariant: 'no-timer-clears',
  },
  {
    slip: 'a claim of its own takes the name of one of the process',
    set: {
      ...travelClearanceRules,
      invariants: [
        {
          id: 'ban-halted',
          title: 'Nothing much',
          source: 'a test',
          when: test('subject', 'missing'),
          must: { be: 'looked-at' },
        },
      ],
    },
    code: 'invariant-unreadable',
    invariant: 'ban-halted',
  },
  {
    slip: 'a fact loses its mark of the clock',
    set: declared('hoursToDeparture', ({ clock: _, ...fact }) => fact),
    code: 'facts-differ',
  },
  {
    slip: 'a missing risk is declared to say that there is none',
    set: declared('presentRisk', (fact) => ({ ...fact, absent: 'none' })),
    code: 'facts-differ',
  },
  {
    slip: 'a fact nobody finds out is declared',
    set: {
      ...travelClearanceRules,
      facts: [
        ...travelClearanceRules.facts,
        { name: 'friend', title: 'Friend', of: { type: 'boolean' }, from: 'nowhere' },
      ],
    },
    code: 'facts-differ',
  },
];
