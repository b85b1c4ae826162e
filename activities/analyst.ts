// How rules are analysed and compared, handed in: minutes of computing stay off the thread that runs the other steps.
import type { Analysis, Comparison } from '../rules/analysis/findings.ts';
import type { RuleSet } from '../rules/rule-set.ts';

export type Analyst = {
  analyse(set: RuleSet): Promise<Analysis>;
  compare(before: RuleSet, after: RuleSet): Promise<Comparison>;
};

/** Changes whenever an analysis could come to another answer; what an older engine passed is analysed again. */
export const engine = '1';

const refuse = () => Promise.reject(new Error('Nothing here analyses rules.'));
export const absent: Analyst = { analyse: refuse, compare: refuse };
