// Examples kept beside the rules say what differs, and what no example shows.
import { expect, test } from '@jest/globals';
import { runTests } from '../../rules/rule-tests.ts';
import { RuleSetError } from '../../rules/judge.ts';
import type { RuleTest } from '../../rules/rule-set.ts';
import { aRule, aRuleSet, allow, anywhere, ask } from './builders.ts';

const example = (rest: Partial<RuleTest>): RuleTest => ({
  name: 'An example',
  facts: { yes: true, level: 'low' },
  in: anywhere,
  expect: {},
  ...rest,
});
const rules = [
  aRule({ fact: 'yes', is: 'equal', value: true }, { id: 'open', reason: 'open-area', then: [allow] }),
  aRule(
    { fact: 'level', is: 'equal', value: 'high' },
    { id: 'high', then: [ask('designated-official'), { kind: 'condition', code: 'escort' }] },
  ),
  aRule(
    { fact: 'yes', is: 'equal', value: true },
    { id: 'elsewhere', scope: { countries: ['D'] }, then: [ask('clearing-officer')] },
  ),
];
const run = (...tests: RuleTest[]) => runTests(aRuleSet(rules, { tests }));

test('an example that comes to what it says has passed', async () => {
  const { passed, failed, results } = await run(
    example({ expect: { outcome: 'automatic', reasons: ['open-area'], deciders: [], conditions: [] } }),
  );
  expect({ passed, failed }).toEqual({ passed: 1, failed: 0 });
  expect(results[0]?.found.fired).toEqual(['open']);
});

test('what differs is named one by one', async () => {
  const { failed, results } = await run(
    example({
      facts: { yes: true, level: 'high' },
      expect: { outcome: 'automatic', deciders: ['clearing-officer'], reasons: ['closed'], conditions: [] },
    }),
  );
  expect(failed).toBe(1);
  expect(results[0]?.differs).toEqual([
    { what: 'outcome', expected: ['automatic'], found: ['decide'] },
    { what: 'deciders', expected: ['clearing-officer'], found: ['designated-official'] },
    { what: 'reasons', expected: ['closed'], found: ['open-area'] },
    { what: 'conditions', expected: [], found: ['escort'] },
  ]);
});

test('an example with a fact the rules do not know fails, for it shows something else than it says', async () => {
  const { results } = await run(example({ facts: { yes: true, level: 'low', weather: 'fine' } }));
  expect(results[0]?.differs).toEqual([{ what: 'facts', expected: [], found: ['weather'] }]);
});

test('what is left out is not compared, and null is a fact that is missing', async () => {
  const { results } = await run(example({ facts: { yes: null, level: 'low' } }));
  expect(results[0]).toMatchObject({ passed: true, found: { outcome: 'decide', undecided: ['open'] } });
});

test('a rule is covered when one example fires it and one spares it; out of scope and undecided are neither', async () => {
  const { coverage } = await run(example({}), example({ facts: { yes: null, level: 'high' } }));
  expect(coverage).toEqual([
    { rule: 'open', fired: true, spared: false },
    { rule: 'high', fired: true, spared: true },
    { rule: 'elsewhere', fired: false, spared: false },
  ]);
});

test('a set without examples has none that fail and covers nothing', async () => {
  const { failed, results, coverage } = await run();
  expect({ failed, results }).toEqual({ failed: 0, results: [] });
  expect(coverage.every(({ fired, spared }) => !fired && !spared)).toBe(true);
});

test('a set that cannot judge is refused', async () => {
  await expect(runTests(aRuleSet([...rules, rules[0]!]))).rejects.toThrow(RuleSetError);
});
