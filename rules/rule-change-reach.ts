// How far a change of rules reaches: one country where only that country's rules differ and it is in force only there.
import canonicalize from 'canonicalize';
import type { Rule, RuleSet } from './rule-set.ts';

/** Countries of which the change is in force; null = everywhere. */
export type Effect = { countries: readonly string[] | null };

/** @param ownerOf country of an area, undefined where it is not known */
export function nationalReach(
  befores: readonly RuleSet[],
  after: RuleSet,
  { countries }: Effect,
  ownerOf: (area: string) => string | undefined,
): string | null {
  const [country] = countries ?? [];
  if (!country || countries!.some((one) => one !== country) || befores.length === 0) return null;
  const isHis = befores.every((before) => {
    const touched = rulesThatDiffer(before, after);
    return isSameAround(before, after) && touched.every((rule) => countryOf(rule, ownerOf) === country);
  });
  return isHis ? country : null;
}

const around = ['name', 'title', 'hitPolicy', 'facts', 'otherwise', 'undecided', 'invariants'] as const;

function isSameAround(before: RuleSet, after: RuleSet): boolean {
  return around.every((name) => canonicalize(before[name] ?? []) === canonicalize(after[name] ?? []));
}

/** Both sides of each rule that was added, removed or changed. */
function rulesThatDiffer(before: RuleSet, after: RuleSet): Rule[] {
  const texts = (set: RuleSet) => new Map(set.rules.map((rule) => [canonicalize(rule)!, rule]));
  const [old, now] = [texts(before), texts(after)];
  return [...[...old].filter(([text]) => !now.has(text)), ...[...now].filter(([text]) => !old.has(text))].map(
    ([, rule]) => rule,
  );
}

function countryOf({ scope }: Rule, ownerOf: (area: string) => string | undefined): string | undefined {
  const named = scope?.countries ?? scope?.areas?.map((area) => ownerOf(area));
  return named && named.length > 0 && named.every((one) => one === named[0]) ? named[0] : undefined;
}
