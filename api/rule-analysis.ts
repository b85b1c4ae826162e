// Analyses and comparisons of rules, made beside the event loop and kept while they are exact: one text has one answer.
import type { Analysis, Comparison, Limits, NotDecided } from '../rules/analysis/findings.ts';
import type { RuleSet } from '../rules/rule-set.ts';

/** What makes them; heavy, so never on the thread that answers. */
export type RuleAnalyst = {
  analyse(ruleSet: RuleSet, limits: Limits): Promise<Analysis>;
  compare(before: RuleSet, after: RuleSet, limits: Limits): Promise<Comparison>;
};

const mostKept = 50;
const limits: Limits = { withinMs: 20_000, mostRegions: 50 };

export function keepingAnalyst(analyst: RuleAnalyst) {
  const analyses = new Map<string, Promise<Analysis>>();
  const comparisons = new Map<string, Promise<Comparison>>();
  return {
    analyse: (ruleSet: RuleSet, hash: string) => kept(analyses, hash, () => analyst.analyse(ruleSet, limits)),
    compare: (before: RuleSet, after: RuleSet, key: string) =>
      kept(comparisons, key, () => analyst.compare(before, after, limits)),
  };
}

/** Asked twice at once it is made once; what the time cut off is made anew. */
function kept<T extends { notDecided: NotDecided[] }>(
  known: Map<string, Promise<T>>,
  key: string,
  make: () => Promise<T>,
): Promise<T> {
  const found = known.get(key);
  if (found) return found;
  const made = make();
  known.set(key, made);
  if (known.size > mostKept) known.delete(known.keys().next().value!);
  const forget = () => void (known.get(key) === made && known.delete(key));
  made.then(({ notDecided }) => notDecided.some(({ why }) => why === 'time') && forget(), forget);
  return made;
}
