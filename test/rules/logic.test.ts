// Random rule sets: judge and explanation against a tiny evaluator of its own kind.
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compile, explain, judge } from '../../rules/judge.ts';
import type { Condition, FactValue, Facts, Test } from '../../rules/rule-set.ts';
import { aRule, aRuleSet, anywhere } from './builders.ts';

const level = ['low', 'medium', 'high'];
const values = {
  yes: fc.boolean(),
  count: fc.integer({ min: 8, max: 11 }),
  color: fc.constantFrom('red', 'green'),
  level: fc.constantFrom(...level),
  codes: fc.subarray(['a', 'b', 'c']),
  day: fc.constantFrom('2027-03-09', '2027-03-10', '2027-12-01'),
  name: fc.constantFrom('x', 'y'),
} satisfies Record<string, fc.Arbitrary<FactValue>>;

const equality = ['equal', 'not-equal'] as const;
const order = [...equality, 'less', 'at-most', 'more', 'at-least'] as const;
const valueOf = (fact: keyof typeof values): fc.Arbitrary<FactValue> => values[fact];
const leaf = (fact: keyof typeof values): fc.Arbitrary<Test> => {
  const missing = fc.option(fc.constantFrom('holds', 'fails', 'person'), { nil: undefined });
  const one = (is: readonly Test['is'][], value: fc.Arbitrary<FactValue>) =>
    fc.record({ fact: fc.constant(fact), is: fc.constantFrom(...is), value, missing });
  const many = fc.array(fact === 'codes' ? fc.constantFrom('a', 'b') : valueOf(fact), { minLength: 1, maxLength: 2 });
  const known = fc.record({ fact: fc.constant(fact), is: fc.constantFrom('missing', 'present') });
  const tests: fc.Arbitrary<object>[] = [known];
  if (fact === 'codes') {
    tests.push(
      one(['contains'], fc.constantFrom('a', 'b')),
      one(['contains-none-of'], many as fc.Arbitrary<FactValue>),
    );
    tests.push(fc.record({ fact: fc.constant(fact), is: fc.constantFrom('empty', 'not-empty'), missing }));
  } else {
    tests.push(one(['count', 'level', 'day'].includes(fact) ? order : equality, values[fact]));
    if (fact === 'color' || fact === 'level') tests.push(one(['in', 'not-in'], many as fc.Arbitrary<FactValue>));
  }
  return fc.oneof(...tests).map((made) => JSON.parse(JSON.stringify(made)) as Test);
};

const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.oneof(...(Object.keys(values) as (keyof typeof values)[]).map(leaf)),
    fc.array(tie('condition'), { minLength: 1, maxLength: 3 }).map((all) => ({ all })),
    fc.array(tie('condition'), { minLength: 1, maxLength: 3 }).map((any) => ({ any })),
    tie('condition').map((not) => ({ not })),
  ),
}));
const facts = fc.record(
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, fc.option(value as fc.Arbitrary<FactValue>)]),
  ),
  { requiredKeys: [] },
) as fc.Arbitrary<Facts>;

/** 1 = true, 0 = false, 0.5 = nobody knows. */
function truth(of: Condition, given: Facts): number {
  if ('not' in of) return 1 - truth(of.not, given);
  if ('all' in of) return Math.min(...of.all.map((part) => truth(part, given)));
  if ('any' in of) return Math.max(...of.any.map((part) => truth(part, given)));
  const found = given[of.fact] ?? null;
  if (of.is === 'missing' || of.is === 'present') return Number((of.is === 'missing') === (found === null));
  if (found === null) return { holds: 1, fails: 0, person: 0.5 }[of.missing ?? 'person'];
  const rank = (value: unknown) => (of.fact === 'level' ? level.indexOf(String(value)) : (value as number));
  const list = [of.value].flat();
  const verdicts: Record<Exclude<Test['is'], 'missing' | 'present'>, () => boolean> = {
    equal: () => found === of.value,
    'not-equal': () => found !== of.value,
    in: () => list.some((one) => one === found),
    'not-in': () => list.every((one) => one !== found),
    less: () => rank(found) < rank(of.value),
    'at-most': () => rank(found) <= rank(of.value),
    more: () => rank(found) > rank(of.value),
    'at-least': () => rank(found) >= rank(of.value),
    contains: () => (found as string[]).includes(of.value as string),
    'contains-none-of': () => list.every((one) => !(found as string[]).includes(one as string)),
    empty: () => (found as string[]).length === 0,
    'not-empty': () => (found as string[]).length > 0,
  };
  return Number(verdicts[of.is]());
}

test('a rule fires when it is true, and a person decides when nobody knows', async () => {
  const conditions = fc.array(condition, { minLength: 1, maxLength: 4 });
  const property = fc.asyncProperty(
    conditions,
    fc.array(facts, { minLength: 4, maxLength: 4 }),
    async (whens, cases) => {
      const compiled = compile(aRuleSet(whens.map((when, index) => aRule(when, { id: `rule-${index}` }))));
      for (const given of cases) {
        const expected = whens.map((when) => truth(when, given));
        const where = (value: number) => expected.flatMap((one, index) => (one === value ? [`rule-${index}`] : []));
        const verdict = await judge(compiled, given, anywhere);
        expect([verdict.fired, verdict.undecided, verdict.failure]).toEqual([where(1), where(0.5), undefined]);
        expect(verdict.outcome).toBe(expected.includes(1) && !expected.includes(0.5) ? 'automatic' : 'decide');
        const traced = explain(compiled, given, anywhere).map((trace) => trace.result);
        expect(traced).toEqual(expected.map((one) => ({ 1: 'fired', 0: 'not-fired', 0.5: 'undecided' })[one]));
      }
    },
  );
  await fc.assert(property, { numRuns: 800 });
});

test('what a missing fact decides, every value of it would decide alike, unless the rule speaks of missing', async () => {
  const withoutWord = condition.filter((when) => !/"missing"|"present"/.test(JSON.stringify(when)));
  const name = fc.constantFrom(...(Object.keys(values) as (keyof typeof values)[]));
  const property = fc.asyncProperty(
    withoutWord,
    facts,
    name.chain((fact) => fc.tuple(fc.constant(fact), valueOf(fact))),
    async (when, given, [fact, value]) => {
      const compiled = compile(aRuleSet([aRule(when)]));
      const without = await judge(compiled, { ...given, [fact]: null }, anywhere);
      fc.pre(without.outcome === 'automatic');
      expect((await judge(compiled, { ...given, [fact]: value }, anywhere)).outcome).toBe('automatic');
    },
  );
  await fc.assert(property, { numRuns: 500 });
});
