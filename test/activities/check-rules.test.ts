// What is not proved within the limits of an analysis has not been proved, and what is not compared takes control away.
import { expect, test } from '@jest/globals';
import { startAnalysisThreads } from '../../analysis-thread.ts';
import { checkRules } from '../../activities/rule-change/check-rules.ts';
import { analyse } from '../../rules/analysis/analyse.ts';
import type { Analysis, Comparison, Difference } from '../../rules/analysis/findings.ts';
import { invariantsOf } from '../../rules/invariants.ts';
import type { RuleSet } from '../../rules/rule-set.ts';
import { travelClearanceRules } from '../../rules/travel-clearance.ts';

const { tests: _, ...set } = travelClearanceRules;
const ids = invariantsOf(set.name).map(({ id }) => id);
const head = { name: set.name, version: 1, hash: '' };
const analysis: Analysis = {
  ...{ ruleSet: head, findings: [], proved: ids, notDecided: [] },
  size: { rules: 1, facts: 1, queries: 1, ms: 1 },
};
const comparison: Comparison = { before: head, after: head, differences: [], notDecided: [] };
const analyst = (more: Partial<Analysis> = {}, compared: Partial<Comparison> = {}) => ({
  analyse: async () => ({ ...analysis, ...more }),
  compare: async () => ({ ...comparison, ...compared }),
});

test('a text with everything proved and compared passes', async () => {
  expect(await checkRules(set, [set], analyst())).toMatchObject({
    ...{ passed: true, failures: [], lessControl: false, comparisonComplete: true },
  });
});

test('an invariant that was not decided counts as not passed', async () => {
  const undecided = { proved: ids.slice(1), notDecided: [{ what: ids[0]!, why: 'time' as const }] };
  expect(await checkRules(set, [set], analyst(undecided))).toMatchObject({
    ...{ passed: false, failures: ['invariants-not-proved', 'analysis-not-finished'], notDecided: [ids[0]] },
  });
});

test('a check cut short that could have blocked counts as not passed, and is named; one that only warns does not', async () => {
  for (const why of ['time', 'size'] as const) {
    for (const what of ['settling rules', 'rules that never count', 'a part nobody has heard of']) {
      const cut = {
        notDecided: [
          { what, why },
          { what: 'gaps', why },
          { what, why },
        ],
      };
      expect(await checkRules(set, [set], analyst(cut))).toMatchObject({
        ...{ passed: false, failures: ['analysis-not-finished'], notDecided: [what] },
      });
    }
  }
  const harmless = { notDecided: [{ what: 'vacancies', why: 'size' as const }] };
  expect(await checkRules(set, [set], analyst(harmless))).toMatchObject({ passed: true, failures: [], notDecided: [] });
});

test('a set that takes longer than it may does not pass by what was proved until then', async () => {
  const slow = { ...analyst(), analyse: async (one: RuleSet) => analyse(one, { limits: { withinMs: -1 } }) };
  expect(await checkRules(set, [set], slow)).toMatchObject({
    notDecided: expect.arrayContaining(['settling rules', 'rules that never count']),
  });
});

test('five thousand rules end in a plain answer in bounded time: nothing of them was proved or compared', async () => {
  const threads = startAnalysisThreads();
  const limits = { withinMs: 15_000 };
  const rules = Array.from({ length: 5_000 }, (_, n) => ({
    ...set.rules[0]!,
    ...{ id: `rule-${n}`, when: { fact: 'hoursToDeparture', is: 'less' as const, value: n } },
  }));
  const many = { analyse: (one: RuleSet) => threads.analyse(one, limits), compare: threads.compare };
  const compare = (one: RuleSet, other: RuleSet) => many.compare(one, other, limits);
  const checked = checkRules({ ...set, rules }, [set], { ...many, compare });
  const { analysis: whole, ...found } = await checked.finally(() => void threads.close());
  expect(found).toMatchObject({
    ...{ passed: false, failures: expect.arrayContaining(['invariants-not-proved', 'analysis-not-finished']) },
    ...{ lessControl: true, comparisonComplete: false },
  });
  expect(whole?.proved).toEqual([]);
}, 120_000);

test('a finding that blocks, an example that fails and a fault are each said', async () => {
  const blocks = { kind: 'gap' as const, weight: 'blocks' as const, code: 'x', rules: [], message: 'x' };
  expect(await checkRules(set, [set], analyst({ findings: [blocks] }))).toMatchObject({ failures: ['blocked'] });
  const example = {
    name: 'Nobody is cleared',
    facts: {},
    in: { date: '2027-03-01' },
    expect: { outcome: 'deny' as const },
  };
  expect(await checkRules({ ...set, tests: [example] }, [set], analyst())).toMatchObject({
    ...{ failures: ['tests-fail'], tests: { failed: ['Nobody is cleared'] } },
  });
  const twice = { ...set, rules: [...set.rules, set.rules[0]!] };
  expect(await checkRules(twice, [set], analyst())).toMatchObject({ failures: ['faults'], lessControl: true });
  expect(await checkRules(null, [set], analyst())).toMatchObject({ passed: false, failures: ['faults'] });
});

test('less control found, or a comparison not finished or not possible, is for the higher authority', async () => {
  const less = { direction: 'less-control' } as Difference;
  const open = { notDecided: [{ what: 'less control', why: 'size' as const }] };
  expect(await checkRules(set, [set], analyst({}, { differences: [less] }))).toMatchObject({ lessControl: true });
  expect(await checkRules(set, [set], analyst({}, open))).toMatchObject({
    ...{ passed: true, lessControl: true, comparisonComplete: false },
  });
  expect(await checkRules(set, [], analyst())).toMatchObject({ lessControl: true, comparisonComplete: false });
});
