// rules test: the examples beside the rules and what they cover, and stories, those the file carries and others, played against a system with these rules.
import { runTests, type TestResult, type TestRun } from '../../rules/rule-tests.ts';
import type { CliAnswer, CliFinding } from '../finding.ts';
import { findingAt, ready } from '../faults.ts';
import { sourcesOf, type RuleSource, type SourceOptions } from '../rule-source.ts';
import { playKeptStories, playStories } from '../stories.ts';

export async function test(
  files: readonly string[],
  { scenarios, ...options }: SourceOptions & { scenarios?: string },
): Promise<CliAnswer> {
  const all: CliAnswer & { lines: string[] } = { findings: [], lines: [] };
  const runs: TestRun[] = [];
  for (const source of await sourcesOf(files, options)) {
    const sound = ready(source);
    if ('findings' in sound) {
      all.findings.push(...sound.findings);
      continue;
    }
    const run = await runTests(sound.compiled);
    runs.push(run);
    all.findings.push(...findingsOf(source, run));
    const whole = run.coverage.filter(({ fired, spared }) => fired && spared).length;
    const counts = `${run.passed} passed, ${run.failed} failed; ${whole} of ${run.coverage.length} rules covered`;
    all.lines.push(`${source.label}: ${counts}`);
    const { ruleSet } = sound.compiled;
    const beside = scenarios === undefined ? [] : [await playStories(ruleSet, scenarios)];
    for (const stories of [await playKeptStories(source, ruleSet), ...beside]) {
      all.findings.push(...stories.findings);
      all.lines.push(...stories.lines);
    }
  }
  return { ...all, details: { runs } };
}

function findingsOf(source: RuleSource, { results, coverage }: TestRun): CliFinding[] {
  return [
    ...results.flatMap((result, index) => {
      if (result.passed) return [];
      const issue = { rule: '', at: `tests[${index}]`, code: 'example-fails', message: differenceOf(result) };
      return [findingAt(source, issue, 'error')];
    }),
    ...coverage.flatMap(({ rule, fired, spared }) => {
      if (fired && spared) return [];
      const lacking = [fired ? '' : 'fires', spared ? '' : 'does not fire'].filter(Boolean).join(', nor one where it ');
      const message = `No example shows where it ${lacking}`;
      return [findingAt(source, { rule, at: '', code: 'not-shown', message }, 'warning')];
    }),
  ];
}

function differenceOf({ name, differs }: TestResult): string {
  const words = (values: readonly string[]) => values.join(', ') || 'none';
  const parts = differs.map(({ what, expected, found }) =>
    what === 'facts'
      ? `facts the rules do not take: ${words(found)}`
      : `${what}: expected ${words(expected)}, found ${words(found)}`,
  );
  return `“${name}”: ${parts.join('; ')}`;
}
