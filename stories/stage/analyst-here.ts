// Analyses rules on the thread of the test.
import type { RuleAnalyst } from '../../api/rules/analysis.ts';
import { analyse } from '../../rules/analysis/analyse.ts';
import { compareVersions } from '../../rules/analysis/compare.ts';

export const analystHere: RuleAnalyst = {
  analyse: async (ruleSet, limits, ground) => analyse(ruleSet, { ...ground, limits }),
  compare: async (before, after, limits, ground) => compareVersions(before, after, { ...ground, limits }),
};
