// Analyses rules on the thread of the test.
import type { RuleAnalyst } from '../../api/rules/analysis.ts';
import { analyse } from '../../rules/analysis/analyse.ts';
import { compareVersions } from '../../rules/analysis/compare.ts';

export const analystHere: RuleAnalyst = {
  analyse: async (ruleSet, limits, roles) => analyse(ruleSet, { limits, ...(roles ? { roles } : {}) }),
  compare: async (before, after, limits) => compareVersions(before, after, { limits }),
};
