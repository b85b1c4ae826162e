// How rules are analysed and compared, handed in: minutes of computing stay off the thread that runs the other steps.
import { analyse } from '../../rules/analysis/analyse.ts';
import { compareVersions } from '../../rules/analysis/compare.ts';
import type { Analysis, Comparison } from '../../rules/analysis/findings.ts';
import type { RuleSet } from '../../rules/rule-set.ts';

export type Analyst = {
  analyse(set: RuleSet): Promise<Analysis>;
  compare(before: RuleSet, after: RuleSet): Promise<Comparison>;
};

/** Changes whenever an analysis could come to another answer; what an older engine passed is analysed again. */
export const engine = '5';

/** On the caller's own thread. */
export const here: Analyst = {
  analyse: async (set) => analyse(set),
  compare: async (before, after) => compareVersions(before, after),
};
