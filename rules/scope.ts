// Where and when a rule applies; asked before the engine sees the rule.
import type { Rule } from './rule-set.ts';

/** `null` says there is none (a request without an area); a key left out is not known. */
export type JudgedIn = {
  country?: string | null | undefined;
  area?: string | null | undefined;
  /** The areas it lies in; what is said of them is said of it. */
  inside?: readonly string[] | undefined;
  organization?: string | null | undefined;
  /** The calendar date the rules are asked for. */
  date: string;
};

/** `unknown`: the rule is bound to a place or an organization and that of the case is not known. */
export function within(rule: Rule, judged: JudgedIn): 'in' | 'out' | 'unknown' {
  const scope = rule.scope;
  if (!scope) return 'in';
  if ((scope.from ?? judged.date) > judged.date || (scope.to ?? judged.date) < judged.date) return 'out';
  const country = bound(scope.countries, judged.country);
  const area = bound(scope.areas, judged.area, judged.inside);
  const organization = bound(scope.organizations, judged.organization);
  if (country === 'out' || area === 'out' || organization === 'out') return 'out';
  return country === 'unknown' || area === 'unknown' || organization === 'unknown' ? 'unknown' : 'in';
}

function bound(
  allowed: readonly string[] | undefined,
  actual: string | null | undefined,
  inside: readonly string[] = [],
) {
  if (allowed === undefined) return 'in';
  if (actual === undefined) return 'unknown';
  return actual !== null && reaches(allowed, actual, inside) ? 'in' : 'out';
}

/** Whether one of these places is the place itself or around it. */
export function reaches(allowed: readonly string[], place: string, inside: readonly string[] = []): boolean {
  return allowed.includes(place) || inside.some((around) => allowed.includes(around));
}
