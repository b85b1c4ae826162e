// Nothing clears by what is not known: each fact of each rule taken away in turn.
import { describe, expect, test } from '@jest/globals';
import { compile, judge } from '../../rules/judge.ts';
import { processes } from '../../rules/index.ts';
import type { Condition, FactType, FactValue, Facts, Test, Verdict } from '../../rules/rule-set.ts';
import { aTravelPart, anywhere } from './builders.ts';
import { cases } from './travel-clearance-cases.ts';

const { ruleSet } = processes.travelClearance;
const compiled = compile(ruleSet);
const clear = (facts: Facts) => judge(compiled, aTravelPart(facts), anywhere);
const askedOf = (verdict: Verdict) => verdict.stages.flatMap((stage) => stage.asks.map((one) => one.authority));

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
