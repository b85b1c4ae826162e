// Rules by the places they are bound to, so that picking costs what can apply in a place and not the whole set.
import type { Rule } from './rule-set.ts';
import type { JudgedIn } from './scope.ts';

const dimensions = [
  ['areas', 'area'],
  ['countries', 'country'],
  ['organizations', 'organization'],
] as const;
type Bound = (typeof dimensions)[number][0];

type Entries = readonly { rule: Rule }[];
/** Positions in rule order. A rule stands under one of its bounds; whether the others fit too is for `within` to say. */
type ScopeIndex = {
  unbound: readonly number[];
  bound: Readonly<Record<Bound, { all: readonly number[]; by: ReadonlyMap<string, readonly number[]> }>>;
};

const indexes = new WeakMap<Entries, ScopeIndex>();

/** Positions of the rules that may apply there, in rule order; all others are out of scope. */
export function positionsIn(entries: Entries, judged: JudgedIn): readonly number[] {
  const { unbound, bound } = indexes.get(entries) ?? indexOf(entries);
  let found = unbound;
  let isMixed = false;
  for (const [name, key] of dimensions) {
    const { all, by } = bound[name];
    const actual = judged[key];
    const around = name === 'areas' ? (judged.inside ?? []) : [];
    const groups = actual === undefined ? [all] : actual === null ? [] : [actual, ...around].map((id) => by.get(id));
    for (const more of groups) {
      if (!more || more.length === 0) continue;
      isMixed ||= found.length > 0;
      found = found.length === 0 ? more : [...found, ...more];
    }
  }
  // A rule may name an area and one around it.
  return isMixed ? [...new Set(found)].sort((one, other) => one - other) : found;
}

function indexOf(entries: Entries): ScopeIndex {
  const unbound: number[] = [];
  const bound = { areas: emptyGroup(), countries: emptyGroup(), organizations: emptyGroup() };
  const crowds = crowdsOf(entries);
  for (const [position, { rule }] of entries.entries()) {
    const { scope } = rule;
    let best: Bound | undefined;
    let least = Infinity;
    for (const [name] of dimensions) {
      const values = scope?.[name];
      if (!values) continue;
      const crowd = Math.max(0, ...values.map((value) => crowds[name].get(value) ?? 0));
      if (crowd < least) [best, least] = [name, crowd];
    }
    if (best === undefined) {
      unbound.push(position);
      continue;
    }
    const group = bound[best];
    group.all.push(position);
    for (const value of new Set(scope?.[best])) {
      const listed = group.by.get(value);
      if (listed) listed.push(position);
      else group.by.set(value, [position]);
    }
  }
  const index = { unbound, bound };
  indexes.set(entries, index);
  return index;
}

/** How many rules name each value: the bound that fewest share tells rules apart best. */
function crowdsOf(entries: Entries): Record<Bound, Map<string, number>> {
  const crowds = { areas: new Map<string, number>(), countries: new Map(), organizations: new Map() };
  for (const { rule } of entries) {
    for (const [name] of dimensions) {
      for (const value of rule.scope?.[name] ?? []) crowds[name].set(value, (crowds[name].get(value) ?? 0) + 1);
    }
  }
  return crowds;
}

function emptyGroup() {
  return { all: [] as number[], by: new Map<string, number[]>() };
}
