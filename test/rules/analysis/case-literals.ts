// A concrete case in the solver, and a verdict as the keys its circuits have.
import type { Range } from '../../../rules/analysis/ranges.ts';
import type { Dimension, OneOf, Space } from '../../../rules/analysis/space.ts';
import type { Literal } from '../../../rules/analysis/solver.ts';
import type { Ask, FactValue, Verdict } from '../../../rules/rule-set.ts';
import type { JudgedIn } from '../../../rules/scope.ts';

type Value = FactValue | null | undefined;
export type Case = { facts: Readonly<Record<string, FactValue | undefined>>; in: JudgedIn };

export function literalsOf(space: Space, { facts, in: place }: Case): Literal[] {
  return space.all.flatMap((dimension) => {
    const isPlace = dimension.kind === 'one-of' && dimension.isPlace;
    if (dimension.name === 'area' && isPlace) return literalsAt(dimension, knownArea(dimension, place));
    return literalsAt(dimension, isPlace ? place[dimension.name as keyof JudgedIn] : facts[dimension.name]);
  });
}

/** What is not named is as the nearest area around it that is. */
function knownArea({ classes }: OneOf, { area, inside = [] }: JudgedIn): Value {
  if (!area) return area;
  return [area, ...inside].find((id) => classes.some(({ words }) => words.includes(id))) ?? area;
}

function literalsAt(dimension: Dimension, value: Value): Literal[] {
  if (dimension.kind === 'one-of') return [dimension.at[classAt(dimension, value)]!];
  if (!Array.isArray(value)) return [dimension.absent];
  const { members, others, absent } = dimension;
  const bits = [...members].map(([member, at]) => (value.includes(member) ? at : -at));
  const isOther = value.some((member) => !members.has(member));
  return [-absent, ...bits, ...(others ? [isOther ? others.at : -others.at] : [])];
}

function classAt({ classes }: OneOf, value: Value): number {
  const found = classes.findIndex(({ sample, words, range }) => {
    if (value === undefined || value === null) return sample === value;
    return range ? isWithin(range, value as number | string) : words.includes(String(value));
  });
  return found >= 0 ? found : classes.findIndex(({ words }) => words.includes('other'));
}

export function isWithin({ low, lowIn, high, highIn }: Range, value: number | string): boolean {
  return (
    (low === null || value > low || (lowIn && value === low)) &&
    (high === null || value < high || (highIn && value === high))
  );
}

/** The keys that the verdict has. */
export function keysOf(verdict: Verdict): string[] {
  const asks = [
    ...verdict.stages.flatMap(({ stage, asks: of }) =>
      of.map((ask) => [`ask ${stage} ${ask.mode} ${nameOf(ask)}`, ask] as const),
    ),
    ...verdict.informs.map((ask) => [`tell ${nameOf(ask)}`, ask] as const),
  ];
  const said = new Set([
    `outcome ${verdict.outcome}`,
    ...asks.flatMap(([key, { deadlineHours }]) =>
      deadlineHours === undefined ? [key] : [key, `${key} within ${deadlineHours}`],
    ),
    ...verdict.conditions.map(({ code, due }) => `condition ${code} ${due ?? ''}`),
    ...verdict.opens.map(({ process, degree }) => `open ${process} ${degree ?? ''}`),
    ...verdict.reasons.map((code) => `reason ${code}`),
  ]);
  return [...said].sort();
}

function nameOf(ask: Ask): string {
  return `${ask.authority} ${ask.of ?? 'area'}`;
}
