// The quick judge beside the reference: the same verdict on every case, and the explanation agrees with both.
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compile, explain, judge } from '../../rules/judge.ts';
import type { CompiledRuleSet } from '../../rules/judge.ts';
import { judgeQuickly } from '../../rules/quick-judge.ts';
import type { Facts, Verdict } from '../../rules/rule-set.ts';
import type { JudgedIn } from '../../rules/scope.ts';
import { travelClearanceRules } from '../../rules/travel-clearance.ts';
import { aRule, aRuleSet, anywhere } from './builders.ts';
import { factsFor, randomFacts, randomPlace, randomSet } from './random-rules.ts';

const compared = { cases: 0, undecided: 0, unusable: 0, byOutcome: new Map<string, number>() };
/** A case that differs is shown as it is, with the seed: to make it smaller would take minutes. */
const plainly = { endOnFailure: true };

async function compare(compiled: CompiledRuleSet, facts: Facts, judged: JudgedIn): Promise<Verdict> {
  const reference = await judge(compiled, facts, judged);
  const quick = judgeQuickly(compiled, facts, judged);
  const isEqual = isDeepStrictEqual(quick, reference) && JSON.stringify(quick) === JSON.stringify(reference);
  if (!isEqual) expect(quick).toStrictEqual(reference);
  expect(isEqual).toBe(true);
  compareExplained(compiled, facts, judged, reference);
  compared.cases += 1;
  compared.undecided += Number(reference.undecided.length > 0);
  compared.unusable += Number(reference.unusable !== undefined);
  compared.byOutcome.set(reference.outcome, (compared.byOutcome.get(reference.outcome) ?? 0) + 1);
  return reference;
}

function compareExplained(compiled: CompiledRuleSet, facts: Facts, judged: JudgedIn, verdict: Verdict): void {
  const traces = explain(compiled, facts, judged);
  const having = (result: string) => traces.filter((one) => one.result === result).map((one) => one.rule);
  if (having('fired').join() !== verdict.fired.join()) expect(having('fired')).toEqual(verdict.fired);
  if (having('undecided').join() !== verdict.undecided.join()) expect(having('undecided')).toEqual(verdict.undecided);
}

test('random rule sets judge random cases alike', async () => {
  const cases = fc.array(fc.tuple(factsFor(randomFacts), randomPlace), { minLength: 50, maxLength: 50, size: 'max' });
  const property = fc.asyncProperty(randomSet, cases, async (set, given) => {
    const compiled = compile(set);
    for (const [facts, judged] of given) await compare(compiled, facts, judged);
  });
  await fc.assert(property, { numRuns: 600, ...plainly });
  expect(compared.cases).toBeGreaterThanOrEqual(30_000);
  const outcomes = ['automatic', 'decide', 'return', 'deny', 'hold', 'not-required', 'registered'];
  for (const outcome of outcomes) expect(compared.byOutcome.get(outcome)).toBeGreaterThan(100);
  expect(Math.min(compared.undecided, compared.unusable)).toBeGreaterThan(1_000);
}, 240_000);

test('the default rules of travel clearance judge random trips alike', async () => {
  const compiled = compile(travelClearanceRules);
  const one = fc.tuple(factsFor(travelClearanceRules.facts), randomPlace);
  const cases = fc.array(one, { minLength: 400, maxLength: 400, size: 'max' });
  const property = fc.asyncProperty(cases, async (given) => {
    // The engine takes a hundred times as long: it sees every tenth case, the explanation all.
    for (const [index, [facts, judged]] of given.entries()) {
      if (index % 10 === 0) await compare(compiled, facts, judged);
      else compareExplained(compiled, facts, judged, judgeQuickly(compiled, facts, judged));
    }
  });
  await fc.assert(property, { numRuns: 50, ...plainly });
}, 240_000);

describe('the quick judge', () => {
  const yes = { fact: 'yes', is: 'equal', value: true } as const;

  test('fails as the reference does: a person decides', async () => {
    const compiled = compile(aRuleSet([aRule(yes)]));
    for (const facts of [null, undefined] as unknown as Facts[]) {
      expect(judgeQuickly(compiled, facts, anywhere)).toStrictEqual(await judge(compiled, facts, anywhere));
    }
  });

  test('gives a verdict nobody can change for the next case', () => {
    const compiled = compile(aRuleSet([aRule(yes)]));
    const { fired, stages } = judgeQuickly(compiled, { yes: true }, anywhere);
    expect(() => fired.push('another')).toThrow();
    expect(Object.isFrozen(stages)).toBe(true);
  });

  test('and the reference look at the rules of the place alone, among 10,000', async () => {
    const rules = Array.from({ length: 10_000 }, (_, index) =>
      aRule(yes, { id: `rule-${index}`, scope: { countries: ['C'], areas: [`C-${index % 1_000}`] } }),
    );
    const compiled = compile(aRuleSet(rules));
    const verdict = await compare(compiled, { yes: true }, { ...anywhere, area: 'C-7' });
    expect(verdict.fired).toHaveLength(10);
    expect((await compare(compiled, { yes: true }, { ...anywhere, area: null })).fired).toEqual([]);
    const { area: _, ...somewhere } = anywhere;
    expect((await compare(compiled, { yes: true }, somewhere)).undecided).toHaveLength(10_000);
  });
});
