// Slips that let somebody through: settled cases, missing facts, time, places and periods.
import {
  add,
  allow,
  change,
  notPersonal,
  official,
  people,
  said,
  scoped,
  settle,
  test,
  traveller,
  when,
  without,
} from './plant.ts';
import type { Planted } from './plant.ts';
import type { Condition } from '../../../rules/rule-set.ts';

const askedFor = { code: 'invariant-refuted', invariant: 'clearance-asked-for' };
const missing = { code: 'missing-clears', invariant: 'no-missing-fact-clears' };
const timer = { code: 'timer-clears', invariant: 'no-timer-clears' };
const hours = (is: string, value: number, orMissing?: string) => test('hoursToDeparture', is, value, orMissing);
const local = test('travellerCategory', 'equal', 'local');
const atWork = test('withinWorkArea', 'equal', true);
const manual = test('clearanceMode', 'equal', 'manual', 'fails');
const last = (condition: Condition) => (all: Condition[]) => [...all.slice(0, -1), condition];
const also = (condition: Condition) => (all: Condition[]) => [...all, condition];

const banIn = (scope: object, id: string) => ({
  ...change('ban', (rule) => ({ ...rule, id, scope })).rules.find((rule) => rule.id === id)!,
});
const twoBans = (until: string, from: string) => {
  const set = scoped('ban', { to: until });
  return { ...set, rules: [...set.rules, banIn({ from }, 'ban-later')] };
};

const refuted = (invariant: string) => ({ code: 'invariant-refuted', invariant });
const partner = test('travellerCategory', 'equal', 'partner', 'fails');
const airside = test('transit', 'equal', 'airside', 'fails');
/** Granted by the first rule, and spared by the others. */
const granted = (by: string, spared: Condition, ...others: string[]) =>
  others.reduce(
    (set, id) => change(id, (rule) => ({ ...rule, when: { all: [rule.when, { not: spared }] } }), set),
    change(by, (rule) => ({ ...rule, then: [allow] })),
  );

export const plantedOpenings: Planted[] = [
  {
    slip: 'partners are granted, at unacceptable risk too, where they need no clearance',
    subtle: 'interplay',
    set: granted('partner-personnel', partner, 'unacceptable', 'high-risk', 'manual'),
    ...refuted('unacceptable-halted'),
    facts: { travellerCategory: 'partner' },
  },
  {
    slip: 'partners are granted at high risk',
    subtle: 'interplay',
    set: granted('partner-personnel', partner, 'high-risk', 'manual'),
    ...refuted('high-risk-official'),
    facts: { travellerCategory: 'partner' },
  },
  {
    slip: 'whoever stays inside the airport is granted into a closed area',
    subtle: 'interplay',
    set: granted('airside-transit', airside, 'ban'),
    ...refuted('ban-halted'),
    facts: { transit: 'airside' },
  },
  {
    slip: 'local staff in their work area are granted at high risk',
    subtle: 'interplay',
    set: granted('normal-work-area', { all: [local, atWork] }, 'high-risk', 'manual'),
    ...refuted('high-risk-official'),
    facts: { travellerCategory: 'local' },
  },
  {
    slip: 'personal travel no policy speaks of is granted instead of registered',
    set: change('personal-travel', (rule) => ({ ...rule, then: [allow] })),
    ...refuted('high-risk-official'),
    facts: { travelType: 'personal' },
  },
  {
    slip: 'a clearing officer decides on partners at unacceptable risk',
    subtle: 'interplay',
    set: change(
      'partner-personnel',
      (rule) => ({ ...rule, then: [{ kind: 'require', authority: 'clearing-officer', mode: 'decide' }] }),
      granted('partner-personnel', partner, 'unacceptable', 'high-risk'),
    ),
    ...refuted('unacceptable-halted'),
  },
  {
    slip: 'no policy counts as an automatic one',
    subtle: 'absence',
    set: {
      ...said('automatic', 'clearanceMode', test('clearanceMode', 'equal', 'automatic', 'holds')),
      rules: said('automatic', 'clearanceMode', test('clearanceMode', 'equal', 'automatic', 'holds')).rules.map(
        (rule) => (rule.id === 'manual' ? { ...rule, when: { all: [people, notPersonal, manual] } } : rule),
      ),
    },
    ...refuted('no-policy-looked-at'),
    facts: { clearanceMode: undefined },
  },
  {
    slip: 'high risk is asked about for rated activities only',
    subtle: 'absence',
    set: when('high-risk', also(test('criticality', 'present'))),
    ...missing,
    invariant: 'unrated-not-easier',
    facts: { criticality: undefined },
  },
  {
    slip: 'only who has an exemption is asked about in a closed area, the rest is let in',
    subtle: 'interplay',
    set: change(
      'automatic',
      (rule) => ({ ...rule, when: { all: [people, test('clearanceMode', 'in', ['automatic', 'ban'], 'fails')] } }),
      said('ban', 'banExemption', test('banExemption', 'present')),
    ),
    ...missing,
    invariant: 'no-exemption-not-easier',
    facts: { banExemption: undefined, clearanceMode: 'ban' },
  },
  {
    slip: 'who moved in an emergency is ratified by nobody',
    set: without('after-the-fact'),
    ...refuted('emergency-ratified'),
    facts: { begun: true },
  },
  {
    slip: 'from a day on partners at high risk need no clearance',
    subtle: 'dates',
    set: scoped('partner-personnel', { from: '2028-01-01' }),
    code: 'period-clears',
    invariant: 'no-date-clears',
  },
  {
    slip: 'local staff need no clearance anywhere',
    set: when('normal-work-area', (all) => all.filter((one) => one !== all[2])),
    ...askedFor,
    facts: { travellerCategory: 'local' },
  },
  {
    slip: 'interns need no clearance, by a rule among many',
    set: add({
      step: 1,
      when: { all: [traveller, notPersonal, test('travellerCategory', 'equal', 'intern')] },
      then: [settle],
    }),
    ...askedFor,
    rules: ['new'],
    facts: { travellerCategory: 'intern' },
  },
  {
    slip: 'whoever leaves the airport in transit needs no clearance',
    set: said('airside-transit', 'transit', test('transit', 'in', ['airside', 'landside'])),
    ...askedFor,
    facts: { transit: 'landside' },
  },
  {
    slip: 'a missing transit counts as one inside the airport',
    subtle: 'absence',
    set: said('airside-transit', 'transit', test('transit', 'equal', 'airside', 'holds')),
    ...missing,
  },
  {
    slip: 'any instead of all for local staff',
    set: change('normal-work-area', (rule) => ({
      ...rule,
      when: { all: [people, notPersonal, { any: [local, atWork] }] },
    })),
    ...askedFor,
  },
  {
    slip: 'any instead of all for personal travel',
    set: change('personal-travel', (rule) => ({
      ...rule,
      when: { any: [test('travelType', 'equal', 'personal'), test('clearanceMode', 'missing')] },
    })),
    ...askedFor,
  },
  {
    slip: 'not one category, where one category was meant',
    set: change('partner-personnel', (rule) => ({
      ...rule,
      when: test('travellerCategory', 'not-equal', 'international', 'fails'),
    })),
    ...askedFor,
  },
  {
    slip: 'not over a missing fact',
    subtle: 'absence',
    set: change('partner-personnel', (rule) => ({
      ...rule,
      when: { not: test('travellerCategory', 'not-equal', 'partner', 'fails') },
    })),
    ...missing,
  },
  {
    slip: 'a work area that is not known counts as inside',
    subtle: 'absence',
    set: said('normal-work-area', 'withinWorkArea', test('withinWorkArea', 'equal', true, 'holds')),
    ...missing,
    facts: { travellerCategory: 'local' },
  },
  {
    slip: 'registered only, where the official is on duty travel shortly before departure',
    set: add({
      step: 1,
      when: { all: [people, official, hours('less', 4, 'fails')] },
      then: [{ kind: 'settle', state: 'registered' }],
    }),
    ...timer,
    facts: {},
  },
  {
    slip: 'one country is open for one week',
    subtle: 'dates',
    set: add({
      step: 1,
      scope: { countries: ['XA'], from: '2027-04-05', to: '2027-04-11' },
      when: { all: [people, notPersonal] },
      then: [settle],
    }),
    ...askedFor,
    rules: ['new'],
    place: { country: 'XA' },
  },
  {
    slip: 'the official is asked in one country only',
    set: scoped('high-risk', { countries: ['XA'] }),
    code: 'invariant-refuted',
    invariant: 'high-risk-official',
  },
  {
    slip: 'the stop at unacceptable risk ends with the year',
    subtle: 'dates',
    set: scoped('unacceptable', { to: '2027-12-31' }),
    code: 'invariant-refuted',
    invariant: 'unacceptable-halted',
    place: { date: '2028-01-01' },
  },
  {
    slip: 'between two periods of a ban one day is free',
    subtle: 'dates',
    set: twoBans('2027-06-30', '2027-07-02'),
    code: 'invariant-refuted',
    invariant: 'ban-halted',
    place: { date: '2027-07-01' },
  },
  {
    slip: 'a missing list of courses counts as complete',
    subtle: 'absence',
    set: when('course-missing', last(test('coursesMissing', 'not-empty', undefined, 'fails'))),
    ...missing,
  },
  {
    slip: 'not an empty list, where a missing one counts as empty',
    subtle: 'absence',
    set: when('course-missing', last({ not: test('coursesMissing', 'empty', undefined, 'holds') })),
    ...missing,
  },
  {
    slip: 'a place that nobody has counted is free',
    subtle: 'absence',
    set: when('ceiling', last(test('placeFree', 'equal', false, 'fails'))),
    ...missing,
    facts: {},
  },
  {
    slip: 'a way of entry that is not known is allowed',
    subtle: 'absence',
    set: when('way-of-entry', last({ not: test('entryModeAllowed', 'equal', true, 'holds') })),
    ...missing,
  },
  {
    slip: 'measures are asked for only where they are known',
    subtle: 'absence',
    set: when('measures', also(test('measuresMissing', 'present'))),
    ...missing,
    rules: [],
  },
  {
    slip: 'an area that may not be for families is open to them',
    subtle: 'absence',
    set: when('non-family', last(test('nonFamilyArea', 'equal', true, 'fails'))),
    ...missing,
    facts: { subject: 'dependants' },
  },
  {
    slip: 'a day before departure nobody need decide',
    subtle: 'interplay',
    set: {
      ...when('manual', also(hours('at-least', 24, 'holds'))),
      rules: [
        ...when('manual', also(hours('at-least', 24, 'holds'))).rules,
        {
          id: 'new',
          title: 'A new rule',
          source: 'a test',
          step: 8,
          when: { all: [people, manual, hours('less', 24, 'fails')] },
          then: [allow],
        },
      ],
    },
    ...timer,
  },
  {
    slip: 'a full area is full only until the day before',
    subtle: 'edge',
    set: when('ceiling', also(hours('more', 24, 'holds'))),
    ...timer,
  },
  {
    slip: 'measures are asked for only in time',
    subtle: 'edge',
    set: when('measures', also(hours('at-least', 72, 'holds'))),
    ...timer,
  },
  {
    slip: 'who has begun is not stopped for a course',
    set: when('course-missing', also(test('begun', 'equal', false))),
    ...timer,
    facts: { begun: false },
  },
  {
    slip: 'the measures of an area end with the year',
    subtle: 'dates',
    set: scoped('measures', { to: '2027-12-31' }),
    code: 'period-clears',
  },
];
