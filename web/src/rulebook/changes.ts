// What one rule set says that another does not, rule by rule, for sentences in the reader's language.
import { inOrder } from './edit.ts';
import type { Rule, RuleSet } from './types.ts';

export type RuleChange = { id: string; how: 'added' | 'removed' | 'changed' | 'moved'; before?: Rule; after?: Rule };
export type Changes = {
  rules: RuleChange[];
  /** Parts of the set besides the rules that differ. */
  others: ('title' | 'facts' | 'otherwise' | 'undecided' | 'invariants' | 'tests' | 'stories')[];
};

const others = ['title', 'facts', 'otherwise', 'undecided', 'invariants', 'tests', 'stories'] as const;
export const isSame = (one: unknown, other: unknown) => sorted(one) === sorted(other);

/** Keys in one order, so that only what is said counts. */
const sorted = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  ) ?? '';

export function changesBetween(before: RuleSet, after: RuleSet): Changes {
  const [was, is] = [inOrder(before.rules), inOrder(after.rules)];
  const old = new Map(was.map((rule) => [rule.id, rule]));
  const now = new Map(is.map((rule) => [rule.id, rule]));
  const stayed = was.filter(({ id }) => now.has(id)).map(({ id }) => id);
  const kept = is.filter(({ id }) => old.has(id)).map(({ id }) => id);
  const rules = is.flatMap((rule): RuleChange[] => {
    const earlier = old.get(rule.id);
    if (!earlier) return [{ id: rule.id, how: 'added', after: rule }];
    if (!isSame(earlier, rule)) return [{ id: rule.id, how: 'changed', before: earlier, after: rule }];
    return stayed.indexOf(rule.id) === kept.indexOf(rule.id) ? [] : [{ id: rule.id, how: 'moved', after: rule }];
  });
  const gone = was
    .filter(({ id }) => !now.has(id))
    .map((rule): RuleChange => ({ id: rule.id, how: 'removed', before: rule }));
  return {
    rules: [...rules, ...gone],
    others: others.filter((part) => !isSame(before[part] ?? [], after[part] ?? [])),
  };
}
