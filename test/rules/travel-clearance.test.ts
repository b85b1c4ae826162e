// Each rule of travel clearance fires once and once not; nothing clears by what is not known.
import { describe, expect, test } from '@jest/globals';
import { compile, judge } from '../../rules/judge.ts';
import { processes } from '../../rules/index.ts';
import { riskLevels } from '../../rules/risk.ts';
import type { Condition, FactType, FactValue, Facts, Test, Verdict } from '../../rules/rule-set.ts';
import { sentence } from '../../rules/sentence.ts';
import { aTravelPart, anywhere, ask } from './builders.ts';

const { ruleSet } = processes.travelClearance;
const compiled = compile(ruleSet);
const clear = (facts: Facts) => judge(compiled, aTravelPart(facts), anywhere);
const askedOf = (verdict: Verdict) => verdict.stages.flatMap((stage) => stage.asks.map((one) => one.authority));

const afterTheFact = { emergencyKind: 'life-saving', begun: true };
const topActivity = { criticality: 'PC1', presentRisk: 'very-high', clearanceMode: 'manual' };
const family = { subject: 'dependants' };
const flight = { subject: 'flight-group' };
const operator = { subject: 'air-operator' };
const none = { clearanceMode: null };

type Case = { fires: Facts; not: Facts; outcome: Verdict['outcome']; reasons?: string[]; asks?: string[] };
const cases: Record<string, Case> = {
  'partner-personnel': {
    fires: { travellerCategory: 'partner' },
    not: {},
    outcome: 'not-required',
    reasons: ['partner-agreement'],
  },
  'airside-transit': {
    fires: { transit: 'airside' },
    not: { transit: 'landside' },
    outcome: 'not-required',
    reasons: ['transit-airside'],
  },
  'normal-work-area': {
    fires: { travellerCategory: 'local', withinWorkArea: true },
    not: { travellerCategory: 'local' },
    outcome: 'not-required',
    reasons: ['within-work-area'],
  },
  'personal-travel': {
    fires: { travelType: 'personal', presentRisk: 'unacceptable', coursesMissing: ['X'], ...none },
    not: { travelType: 'personal' },
    outcome: 'registered',
    reasons: [],
  },
  ban: {
    fires: { clearanceMode: 'ban' },
    not: { clearanceMode: 'ban', banExemption: 'E-1' },
    outcome: 'deny',
    reasons: ['area-banned'],
  },
  'ban-exempt': {
    fires: { clearanceMode: 'ban', banExemption: 'E-1' },
    not: { banExemption: 'E-1' },
    outcome: 'decide',
    reasons: ['ban-exemption'],
    asks: ['designated-official'],
  },
  unacceptable: {
    fires: { presentRisk: 'unacceptable', criticality: 'PC1' },
    not: { presentRisk: 'very-high' },
    outcome: 'deny',
    reasons: ['unacceptable-risk'],
  },
  'above-ceiling-pc2': {
    fires: { presentRisk: 'very-high' },
    not: { presentRisk: 'high' },
    outcome: 'return',
    reasons: ['above-criticality-ceiling', 'above-delegation'],
  },
  'above-ceiling-pc3': {
    fires: { criticality: 'PC3', presentRisk: 'high' },
    not: { criticality: 'PC3', presentRisk: 'medium' },
    outcome: 'return',
  },
  'above-ceiling-pc4': {
    fires: { criticality: 'PC4', presentRisk: 'medium' },
    not: { criticality: 'PC4' },
    outcome: 'return',
    reasons: ['above-criticality-ceiling'],
  },
  'rating-missing': {
    fires: { criticality: null, presentRisk: 'high' },
    not: { criticality: null, presentRisk: 'medium' },
    outcome: 'return',
  },
  'rating-expired': {
    fires: { criticalityExpired: true, presentRisk: 'high' },
    not: { criticalityExpired: true },
    outcome: 'return',
  },
  'very-high-accepted': {
    fires: { ...topActivity, acceptance: true },
    not: topActivity,
    outcome: 'decide',
    reasons: ['acceptance-on-file', 'manual-area', 'above-delegation'],
    asks: ['designated-official'],
  },
  'very-high-not-accepted': {
    fires: topActivity,
    not: { ...topActivity, acceptance: true },
    outcome: 'hold',
    reasons: ['acceptance-pending', 'manual-area', 'above-delegation'],
  },
  'course-missing': {
    fires: { coursesMissing: ['X'] },
    not: { coursesMissing: ['X'], ...afterTheFact },
    outcome: 'return',
    reasons: ['training-missing'],
  },
  'course-expired': {
    fires: { coursesExpired: ['X'] },
    not: { coursesExpired: ['X'], ...family },
    outcome: 'return',
    reasons: ['training-expired'],
  },
  'course-expiring': {
    fires: { coursesExpiring: ['X'] },
    not: {},
    outcome: 'return',
    reasons: ['training-expires-during-stay'],
  },
  'course-on-arrival': {
    fires: { coursesOnArrival: ['X'] },
    not: {},
    outcome: 'automatic',
    reasons: ['training-on-arrival'],
  },
  'non-family': {
    fires: { ...family, nonFamilyArea: true },
    not: { nonFamilyArea: true },
    outcome: 'deny',
    reasons: ['non-family-area'],
  },
  'child-of-age': {
    fires: { ...family, comesOfAge: true },
    not: { comesOfAge: true },
    outcome: 'return',
    reasons: ['dependant-of-age'],
  },
  'way-of-entry': {
    fires: { entryModeAllowed: false },
    not: {},
    outcome: 'decide',
    reasons: ['mode-not-allowed'],
    asks: ['designated-official'],
  },
  measures: {
    fires: { measuresMissing: ['X'] },
    not: { measuresMissing: ['X'], ...afterTheFact },
    outcome: 'return',
    reasons: ['measures-not-in-place'],
  },
  guest: { fires: { travellerCategory: 'guest' }, not: {}, outcome: 'automatic', reasons: ['coverage-risk'] },
  'contract-end': {
    fires: { contractEndsDuringStay: true },
    not: {},
    outcome: 'automatic',
    reasons: ['contract-ends-during-stay'],
  },
  'flight-group': {
    fires: { ...flight, aboveFlightLimit: true },
    not: { aboveFlightLimit: true },
    outcome: 'decide',
    reasons: ['flight-group-limit'],
    asks: ['bureau-director'],
  },
  'flight-group-within-limit': {
    fires: flight,
    not: { ...flight, aboveFlightLimit: true },
    outcome: 'automatic',
    reasons: [],
  },
  operator: {
    fires: { ...operator, operatorListed: false },
    not: { operatorListed: false },
    outcome: 'decide',
    reasons: ['operator-not-listed'],
    asks: ['air-safety-adviser', 'country-representative'],
  },
  'operator-listed': {
    fires: operator,
    not: { ...operator, operatorListed: false },
    outcome: 'automatic',
    reasons: [],
  },
  ceiling: { fires: { placeFree: false }, not: {}, outcome: 'hold', reasons: ['ceiling-full'] },
  automatic: { fires: {}, not: { clearanceMode: 'manual' }, outcome: 'automatic', reasons: [] },
  manual: { fires: none, not: {}, outcome: 'decide', reasons: ['manual-area'], asks: ['clearing-officer'] },
  'personal-controlled': {
    fires: { travelType: 'personal', clearanceMode: 'manual' },
    not: { travelType: 'personal' },
    outcome: 'decide',
    reasons: ['personal-entry-controlled'],
    asks: ['clearing-officer'],
  },
  'automatic-withdrawn': {
    fires: { automaticWithdrawn: true },
    not: {},
    outcome: 'decide',
    reasons: ['automatic-clearance-withdrawn'],
    asks: ['clearing-officer'],
  },
  'high-risk': {
    fires: { presentRisk: 'high' },
    not: { presentRisk: 'medium' },
    outcome: 'decide',
    reasons: ['above-delegation'],
    asks: ['designated-official'],
  },
  'risk-unknown': {
    fires: { presentRisk: null },
    not: { presentRisk: null, assessment: 'expires-during-stay' },
    outcome: 'decide',
    reasons: ['assessment-expired'],
    asks: ['country-security-adviser', 'designated-official'],
  },
  'risk-unknown-later': {
    fires: { assessment: 'expires-during-stay' },
    not: { assessment: 'expired' },
    outcome: 'decide',
    reasons: ['assessment-expires-during-stay'],
    asks: ['country-security-adviser', 'designated-official'],
  },
  disputed: { fires: { claimedByOthers: true }, not: {}, outcome: 'automatic', reasons: ['disputed-area'] },
  'no-official': {
    fires: { officialPresent: false, ...none },
    not: {},
    outcome: 'decide',
    reasons: ['manual-area', 'no-official-present'],
    asks: ['regional-operations'],
  },
  'own-travel': {
    fires: { ownAuthority: true, presentRisk: 'high' },
    not: { presentRisk: 'high' },
    outcome: 'decide',
    reasons: ['above-delegation'],
    asks: ['country-security-adviser', 'designated-official'],
  },
  'nobody-acts': {
    fires: { actingMissing: true },
    not: { ...family, actingMissing: true },
    outcome: 'hold',
    reasons: ['acting-appointment-missing'],
  },
  'nobody-acts-personal': {
    fires: { travelType: 'personal', actingMissing: true, ...none },
    not: { actingMissing: true },
    outcome: 'registered',
    reasons: ['acting-appointment-missing'],
  },
  'short-notice': {
    fires: { hoursToDeparture: 71.5 },
    not: { hoursToDeparture: 72 },
    outcome: 'automatic',
    reasons: ['urgent'],
  },
  'after-the-fact': {
    fires: afterTheFact,
    not: { ...afterTheFact, begun: false },
    outcome: 'decide',
    reasons: ['emergency-after-the-fact'],
    asks: ['designated-official'],
  },
};

test('every rule has a case here', () => {
  expect(Object.keys(cases).toSorted()).toEqual(ruleSet.rules.map((rule) => rule.id).toSorted());
});

describe.each(ruleSet.rules)('$title', (rule) => {
  const { fires, not, outcome, reasons, asks } = cases[rule.id] ?? { fires: {}, not: {}, outcome: 'deny' };

  test('when it is so', async () => {
    const verdict = await clear(fires);
    expect(verdict.fired).toContain(rule.id);
    expect(verdict.outcome).toBe(outcome);
    if (reasons) expect(verdict.reasons).toEqual(reasons);
    expect(askedOf(verdict)).toEqual(asks ?? []);
    expect(verdict.unusable).toBeUndefined();
  });

  test('and not otherwise', async () => {
    const verdict = await clear(not);
    expect([...verdict.fired, ...verdict.undecided]).not.toContain(rule.id);
  });

  test('says where it comes from and reads as a sentence', () => {
    expect(rule.source).toMatch(/^(A\/\d+\/\d+|Domain \d)/);
    expect(sentence(ruleSet, rule)).toMatch(/^If .+, then .+\.$/);
  });
});

test('rules stand in the order of their steps', () => {
  expect(compiled.rules.map(({ rule }) => rule.step)).toEqual(ruleSet.rules.map((rule) => rule.step));
});

test('a rule reads as a plain sentence', () => {
  const rule = ruleSet.rules.find(({ id }) => id === 'operator');
  expect(rule && sentence(ruleSet, rule)).toBe(
    'If “Subject of the part” is air-operator, it is not so that (“Emergency” is given and “Begun before it was filed” is true) ' +
      'and “Air operator listed” is false, then the air safety adviser is asked for advice, the country representative of the ' +
      'traveller’s organization must decide and the designated official is told (operator-not-listed).',
  );
});

describe('who is told and what follows', () => {
  test('unacceptable risk tells the designated official', async () => {
    expect((await clear({ presentRisk: 'unacceptable' })).informs).toEqual([
      { ...ask('designated-official'), mode: 'inform' },
    ]);
  });
  test('a disputed area tells the claimants', async () => {
    expect((await clear({ claimedByOthers: true })).informs).toEqual([
      { ...ask('designated-official'), mode: 'inform', of: 'claimants' },
    ]);
  });
  test('personal travel that leaves a gap tells the regional desk', async () => {
    const verdict = await clear({ travelType: 'personal', actingMissing: true, ...none });
    expect(verdict.informs).toEqual([{ ...ask('regional-operations'), mode: 'inform' }]);
  });
  test('very high risk without acceptance opens one', async () => {
    expect((await clear(topActivity)).opens).toEqual([{ process: 'riskAcceptance' }]);
  });
  test('a course on arrival is a condition', async () => {
    const due = [{ code: 'training-before-field-move', due: 'on-arrival' }];
    expect((await clear({ coursesOnArrival: ['X'] })).conditions).toEqual(due);
  });
});

describe('reasons behind the first stopper are collected', () => {
  test('beside a ban and unacceptable risk', async () => {
    const verdict = await clear({
      clearanceMode: 'ban',
      presentRisk: 'unacceptable',
      coursesMissing: ['X'],
      placeFree: false,
    });
    expect(verdict.outcome).toBe('deny');
    expect(verdict.reasons).toEqual(
      expect.arrayContaining(['area-banned', 'unacceptable-risk', 'training-missing', 'ceiling-full']),
    );
  });
});

describe('an unlisted operator or a full flight', () => {
  test('does not hold the traveller up', async () => {
    expect((await clear({ operatorListed: false, aboveFlightLimit: true })).outcome).toBe('automatic');
  });
  test('of personal travel is registered like the rest', async () => {
    expect((await clear({ ...operator, operatorListed: false, travelType: 'personal', ...none })).outcome).toBe(
      'registered',
    );
  });
});

test.each(riskLevels)('registered personal travel stays registered at %s risk', async (presentRisk) => {
  expect((await clear({ travelType: 'personal', presentRisk, ...none })).outcome).toBe('registered');
});

describe('a missing fact never clears what one of its values would not', () => {
  const samples: Record<FactType['type'], (type: FactType) => FactValue[]> = {
    boolean: () => [true, false],
    number: () => [-1, 1, 100],
    choice: (type) => ('values' in type ? (type.values ?? []) : []),
    scale: (type) => ('values' in type ? (type.values ?? []) : []),
    list: () => [[], ['X']],
    date: () => ['2027-03-01'],
    text: () => ['X'],
  };
  /** Of these, "missing" is an answer: the declaration says which, and the rules ask for it by name. */
  const missingIsAnAnswer = ruleSet.facts.filter((fact) => fact.from.includes('missing: no')).map((fact) => fact.name);

  const testsOf = (of: Condition): Test[] => {
    if ('not' in of) return testsOf(of.not);
    if ('all' in of) return of.all.flatMap(testsOf);
    return 'any' in of ? of.any.flatMap(testsOf) : [of];
  };

  test('and where missing is an answer, a rule asks for it', () => {
    const tests = ruleSet.rules.flatMap((rule) => testsOf(rule.when));
    const asked = tests.filter(({ is }) => is === 'missing' || is === 'present').map(({ fact }) => fact);
    expect(missingIsAnAnswer.filter((name) => !asked.includes(name))).toEqual([]);
    expect(missingIsAnAnswer).toEqual(['clearanceMode', 'banExemption', 'criticality', 'emergencyKind']);
  });

  test.each(ruleSet.rules)('$title', async ({ id, when }) => {
    const names = new Set(testsOf(when).map(({ fact }) => fact));
    for (const { name, of } of ruleSet.facts.filter((fact) => names.has(fact.name))) {
      if (missingIsAnAnswer.includes(name)) continue;
      for (const base of [cases[id]?.fires, cases[id]?.not]) {
        const without = await clear({ ...base, [name]: null });
        if (without.outcome !== 'automatic') continue;
        for (const value of samples[of.type](of)) {
          const { outcome } = await clear({ ...base, [name]: value });
          expect({ name, value, outcome }).toMatchObject({
            outcome: expect.stringMatching('automatic|not-required|registered'),
          });
        }
      }
    }
  });

  test('of all facts sends the part to the designated official', async () => {
    expect(askedOf(await judge(compiled, {}, anywhere))).toEqual(['designated-official']);
  });

  test.each([
    'subject',
    'travellerCategory',
    'presentRisk',
    'assessment',
    'coursesMissing',
    'placeFree',
    'officialPresent',
  ])('%s missing alone takes an automatic clearance away', async (name) =>
    expect((await clear({ [name]: null })).outcome).toBe('decide'),
  );
});
