// Analyses run beside the event loop: answers arrive, the queue has an end, and so has the time.
import { afterEach, expect, test } from '@jest/globals';
import { AnalysisBusyError, startAnalysisThreads } from '../analysis-thread.ts';
import type { AnalysisThreads } from '../analysis-thread.ts';
import { processes } from '../rules/index.ts';
import type { RuleSet } from '../rules/rule-set.ts';

const { ruleSet } = processes.travelClearance;
const changed: RuleSet = { ...ruleSet, version: 2, rules: ruleSet.rules.filter(({ id }) => id !== 'high-risk') };
let threads: AnalysisThreads | undefined;
afterEach(() => threads?.close());

test('an analysis and a comparison are made on a thread of their own', async () => {
  threads = startAnalysisThreads();
  const [analysis, comparison] = await Promise.all([threads.analyse(ruleSet), threads.compare(ruleSet, changed)]);
  expect(analysis.findings.filter(({ weight }) => weight === 'blocks')).toEqual([]);
  expect(analysis.notDecided).toEqual([]);
  expect(comparison.differences[0]?.direction).toBe('less-control');
});

test('what waits beyond the queue is refused', async () => {
  threads = startAnalysisThreads({ threads: 1, queue: 1 });
  const asked = [1, 2, 3].map(() =>
    threads!.analyse(ruleSet).then(
      () => 'answered',
      (error: unknown) => error,
    ),
  );
  const answers = await Promise.all(asked);
  expect(answers.slice(0, 2)).toEqual(['answered', 'answered']);
  expect(answers[2]).toBeInstanceOf(AnalysisBusyError);
});

test('what there is no time for is named as not decided', async () => {
  threads = startAnalysisThreads();
  const { notDecided, findings } = await threads.analyse(ruleSet, { withinMs: 0 });
  expect(findings).toEqual([]);
  expect(notDecided).toContainEqual({ what: 'gaps', why: 'time' });
});

test('a rule set that cannot judge is an error of its own', async () => {
  threads = startAnalysisThreads();
  await expect(threads.analyse({ ...ruleSet, otherwise: [{ kind: 'allow' }] })).rejects.toMatchObject({
    name: 'RuleSetError',
  });
});
