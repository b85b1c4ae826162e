// How rules are analysed and compared, handed in: minutes of computing stay off the thread that runs the other steps.
import { analyse } from '../../rules/analysis/analyse.ts';
import { compareVersions } from '../../rules/analysis/compare.ts';
import type { Analysis, Comparison, Limits } from '../../rules/analysis/findings.ts';
import type { Ground } from '../../rules/analysis/roster.ts';
import type { RuleSet } from '../../rules/rule-set.ts';

export type Analyst = {
  analyse(set: RuleSet): Promise<Analysis>;
  compare(before: RuleSet, after: RuleSet): Promise<Comparison>;
};
/** What makes them, where it is told of the world. */
export type AnalystOfWorlds = {
  analyse(set: RuleSet, limits: Limits, ground: Ground): Promise<Analysis>;
  compare(before: RuleSet, after: RuleSet, limits: Limits, ground: Ground): Promise<Comparison>;
};

/** Changes whenever an analysis could come to another answer; what an older engine passed is analysed again. */
export const engine = '5';

export function inWorld({ analyse, compare }: AnalystOfWorlds, ground: Ground): Analyst {
  return {
    analyse: (set) => analyse(set, {}, ground),
    compare: (before, after) => compare(before, after, {}, ground),
  };
}

/** On the caller's own thread. */
export const here: AnalystOfWorlds = {
  analyse: async (set, limits, ground) => analyse(set, { ...ground, limits }),
  compare: async (before, after, limits, ground) => compareVersions(before, after, { ...ground, limits }),
};
