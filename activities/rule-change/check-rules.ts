// Whether the text of a rule set may be decided on at all, and whether it takes control away from what it would replace.
import { couldBlock, type Analysis, type Comparison } from '../../rules/analysis/findings.ts';
import { invariantsOf } from '../../rules/invariants.ts';
import { compile, RuleSetError } from '../../rules/judge.ts';
import type { RuleSet } from '../../rules/rule-set.ts';
import { runTests } from '../../rules/rule-tests.ts';
import { hasFailed, nothingToPlay, type StoryRun } from '../../stories/run.ts';
import type { Analyst } from './analyst.ts';

const mostKept = 100;

/** Why a text cannot be decided on; an invariant that was not proved within the limits counts as refuted. */
export type Failure =
  | 'faults'
  | 'tests-fail'
  | 'story-fails'
  | 'story-not-played'
  | 'invariants-not-proved'
  | 'analysis-not-finished'
  | 'blocked';
export type Checks = {
  passed: boolean;
  failures: Failure[];
  lessControl: boolean;
  comparisonComplete: boolean;
  faults?: RuleSetError['issues'];
  tests?: { passed: number; failed: string[] };
  stories?: StoryRun;
  analysis?: Analysis;
  /** Parts of the analysis that were not finished and could have held what blocks. */
  notDecided?: string[];
  comparisons: Comparison[];
};

export async function checkRules(
  set: RuleSet | null,
  replaced: readonly RuleSet[],
  { analyse, compare }: Analyst,
  play: (set: RuleSet) => Promise<StoryRun> = async () => nothingToPlay,
): Promise<Checks> {
  const unseen = { lessControl: true, comparisonComplete: false, comparisons: [] };
  const faults = set ? faultsOf(set) : [];
  if (!set || faults.length > 0) return { passed: false, failures: ['faults'], faults, ...unseen };
  const { passed, results } = await runTests(compile(set));
  const failed = results.filter((one) => !one.passed).map((one) => one.name);
  const [analysis, stories] = await Promise.all([analyse(set), play(set)]);
  const proved = new Set(analysis.proved);
  const notDecided = [...new Set(analysis.notDecided.filter(couldBlock).map(({ what }) => what))];
  const failures: Failure[] = [
    ...(failed.length > 0 ? (['tests-fail'] as const) : []),
    ...(hasFailed(stories) ? (['story-fails'] as const) : []),
    ...(stories.state === 'played' || stories.state === 'none' ? [] : (['story-not-played'] as const)),
    ...(idsOfInvariants(set).every((id) => proved.has(id)) ? [] : (['invariants-not-proved'] as const)),
    ...(notDecided.length > 0 ? (['analysis-not-finished'] as const) : []),
    ...(analysis.findings.some((one) => one.weight === 'blocks') ? (['blocked'] as const) : []),
  ];
  const comparisons = await Promise.all(distinct(replaced).map((before) => compare(before, set)));
  const comparisonComplete = comparisons.length > 0 && comparisons.every((one) => one.notDecided.length === 0);
  const takes = comparisons.some((one) => one.differences.some(({ direction }) => direction === 'less-control'));
  return {
    ...{ passed: failures.length === 0, failures, lessControl: takes || !comparisonComplete, comparisonComplete },
    tests: { passed, failed },
    stories,
    notDecided,
    analysis: { ...analysis, findings: analysis.findings.slice(0, mostKept) },
    comparisons: comparisons.map((one) => ({ ...one, differences: one.differences.slice(0, mostKept) })),
  };
}

function faultsOf(set: RuleSet): RuleSetError['issues'] {
  try {
    compile(set);
    return [];
  } catch (error) {
    if (error instanceof RuleSetError) return error.issues;
    throw error;
  }
}

function idsOfInvariants(set: RuleSet): string[] {
  return [...invariantsOf(set.name), ...(set.invariants ?? [])].map((one) => one.id);
}

function distinct(sets: readonly RuleSet[]): RuleSet[] {
  return [...new Map(sets.map((one) => [one.version, one])).values()];
}
