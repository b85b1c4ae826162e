// Which change of one fact, or of two where one does not help, would send a case another way.
import { judge } from './judge.ts';
import type { CompiledRuleSet, JudgedIn } from './judge.ts';
import { constantsAsked, merged, nearbyValues } from './nearby-values.ts';
import type { Nearby } from './nearby-values.ts';
import { ladder } from './rule-set.ts';
import type { Condition, FactValue, Facts, Verdict } from './rule-set.ts';
import { decidersOf } from './rule-tests.ts';

export type RouteInShort = Pick<Verdict, 'outcome' | 'reasons'> & { deciders: string[] };

/** `to`: words, or ranges such as "under 72"; with `missing` the fact is not known. `example` is one such value. */
export type FactChange = {
  fact: string;
  from: FactValue | null;
  to: string[];
  missing: boolean;
  example: FactValue | null;
};

export type Way = { changes: FactChange[]; weight: 'lighter' | 'heavier' | 'other'; after: RouteInShort };

export type WhatWouldChange = {
  now: RouteInShort;
  /** Lighter first, each kind lightest first. */
  ways: Way[];
  /** False where the search for pairs was cut off. */
  complete: boolean;
};

export type WhatWouldChangeOptions = {
  judgeWith?: (compiled: CompiledRuleSet, facts: Facts, judged: JudgedIn) => Verdict | Promise<Verdict>;
  /** Facts nobody can change. */
  fixed?: readonly string[];
  mostJudged?: number;
};

const mostPairs = 20;

export async function whatWouldChange(
  compiled: CompiledRuleSet,
  facts: Facts,
  judged: JudgedIn,
  { judgeWith = judge, fixed = [], mostJudged = 4_000 }: WhatWouldChangeOptions = {},
): Promise<WhatWouldChange> {
  const verdict = await judgeWith(compiled, facts, judged);
  const now = inShort(verdict);
  const walks = walksOf(compiled, facts, fixed);
  const routeWith = async (changed: Facts) => inShort(await judgeWith(compiled, { ...facts, ...changed }, judged));

  const singles: Way[] = [];
  for (const { fact, from, classes } of walks) {
    const groups = new Map<string, { classes: Nearby[]; after: RouteInShort }>();
    for (const nearby of classes) {
      const after = await routeWith({ [fact]: nearby.value });
      if (routeKey(after) === routeKey(now)) continue;
      const key = `${nearby.value === null} ${routeKey(after)}`;
      const group = groups.get(key) ?? { classes: [], after };
      groups.set(key, { ...group, classes: [...group.classes, nearby] });
    }
    for (const group of groups.values()) singles.push(wayOf(now, [changeOf(fact, from, group.classes)], group.after));
  }
  if (singles.some(({ weight }) => weight === 'lighter')) return { now, ways: sorted(singles), complete: true };

  const pairs: Way[] = [];
  let left = mostJudged;
  for (const [one, other] of pairsOf(walks, factsInTheWay(compiled, verdict))) {
    for (const first of one.classes) {
      for (const second of other.classes) {
        if (left-- <= 0) return { now, ways: sorted([...singles, ...lightest(pairs)]), complete: false };
        const after = await routeWith({ [one.fact]: first.value, [other.fact]: second.value });
        const changes = [changeOf(one.fact, one.from, [first]), changeOf(other.fact, other.from, [second])];
        const way = wayOf(now, changes, after);
        if (way.weight === 'lighter') pairs.push(way);
      }
    }
  }
  return { now, ways: sorted([...singles, ...lightest(pairs)]), complete: true };
}

type Walk = { fact: string; from: FactValue | null; classes: Nearby[] };

function walksOf(compiled: CompiledRuleSet, facts: Facts, fixed: readonly string[]): Walk[] {
  const constants = constantsAsked(compiled);
  return [...compiled.types].flatMap(([fact, type]) => {
    const asked = constants.get(fact);
    if (!asked || fixed.includes(fact)) return [];
    const from = (Object.hasOwn(facts, fact) ? facts[fact] : null) ?? null;
    return [{ fact, from, classes: nearbyValues(type, asked, from) }];
  });
}

/** Only a rule that fired or is undecided can be made to fall silent: one of two facts is one of theirs. */
function pairsOf(walks: readonly Walk[], inTheWay: ReadonlySet<string>): [Walk, Walk][] {
  return walks.flatMap((one, index) =>
    walks.slice(index + 1).flatMap((other): [Walk, Walk][] => {
      return inTheWay.has(one.fact) || inTheWay.has(other.fact) ? [[one, other]] : [];
    }),
  );
}

function factsInTheWay({ rules }: CompiledRuleSet, { fired, undecided }: Verdict): Set<string> {
  const spoke = new Set([...fired, ...undecided]);
  return new Set(rules.flatMap(({ rule }) => (spoke.has(rule.id) ? factsOf(rule.when) : [])));
}

function factsOf(condition: Condition): string[] {
  if ('not' in condition) return factsOf(condition.not);
  if ('all' in condition) return condition.all.flatMap(factsOf);
  if ('any' in condition) return condition.any.flatMap(factsOf);
  return [condition.fact];
}

function changeOf(fact: string, from: FactValue | null, classes: readonly Nearby[]): FactChange {
  const example = classes[0]?.value ?? null;
  const missing = example === null;
  return { fact, from, to: missing ? [] : merged(classes), missing, example };
}

function wayOf(now: RouteInShort, changes: FactChange[], after: RouteInShort): Way {
  const difference = compareWeight(after, now);
  return { changes, weight: difference < 0 ? 'lighter' : difference > 0 ? 'heavier' : 'other', after };
}

const order = { lighter: 0, heavier: 1, other: 2 } as const;

function sorted(ways: readonly Way[]): Way[] {
  return ways.toSorted(
    (one, other) => order[one.weight] - order[other.weight] || compareWeight(one.after, other.after),
  );
}

function lightest(pairs: readonly Way[]): Way[] {
  return sorted(pairs).slice(0, mostPairs);
}

function inShort(verdict: Verdict): RouteInShort {
  return { outcome: verdict.outcome, deciders: decidersOf(verdict), reasons: verdict.reasons };
}

function routeKey({ outcome, deciders }: RouteInShort): string {
  return JSON.stringify([outcome, deciders.toSorted()]);
}

const outcomes: readonly string[] = ['not-required', 'registered', 'automatic', 'decide', 'hold', 'return', 'deny'];
const rungs: readonly string[] = ladder;

/** By outcome, then by the highest asked, then by how many are. */
function compareWeight(one: RouteInShort, other: RouteInShort): number {
  const height = ({ deciders }: RouteInShort) => Math.max(-1, ...deciders.map((decider) => rungs.indexOf(decider)));
  return (
    outcomes.indexOf(one.outcome) - outcomes.indexOf(other.outcome) ||
    height(one) - height(other) ||
    one.deciders.length - other.deciders.length
  );
}
