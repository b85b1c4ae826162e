// One dimension's share of a region: which of its classes, or which lists, are within.
import type { FactValue } from '../rule-set.ts';
import type { Class } from './classes.ts';
import type { Span } from './findings.ts';
import { rangeWords } from './range-words.ts';
import type { Dimension, Members, OneOf } from './dimensions.ts';
import type { Literal, Model, Solver } from './solver.ts';

type Choice = { dimension: OneOf; chosen: ReadonlySet<number> };
/** Lists in which each of these holds or does not; null: no list is within. */
type Lists = { dimension: Members; orMissing: boolean; where: ReadonlyMap<Literal, boolean> | null };
export type Part = Choice | Lists;

/** The value of the case found. */
export function startOf(dimension: Dimension, model: Model): Part {
  if (isOneOf(dimension)) return { dimension, chosen: new Set([dimension.at.findIndex((one) => model(one))]) };
  if (model(dimension.absent)) return { dimension, orMissing: true, where: null };
  const asked = model(dimension.some) ? [dimension.some, ...bitsOf(dimension)] : [dimension.some];
  return { dimension, orMissing: false, where: new Map(asked.map((bit) => [bit, model(bit)])) };
}

export function literalOf(solver: Solver, part: Part): Literal {
  if ('chosen' in part) return solver.or([...part.chosen].map((index) => part.dimension.at[index]!));
  const { dimension, orMissing, where } = part;
  const bits = [...(where ?? [])].map(([bit, holds]) => (holds ? bit : -bit));
  const listed = where === null ? [] : [solver.and([-dimension.absent, ...bits])];
  return solver.or([...listed, ...(orMissing ? [dimension.absent] : [])]);
}

/** Widens one part step by step, keeping each step that may be taken. */
export function widenPart(part: Part, mayBe: (wider: Part) => boolean): Part {
  return 'chosen' in part ? widenChoice(part, mayBe) : widenLists(part, mayBe);
}

function widenChoice(part: Choice, mayBe: (wider: Part) => boolean): Part {
  let kept = part;
  const add = (some: readonly number[]) => {
    if (some.length === 0 || kept.chosen.size + some.length >= part.dimension.at.length) return;
    const wider = { ...kept, chosen: new Set([...kept.chosen, ...some]) };
    if (mayBe(wider)) kept = wider;
    else if (some.length > 1) {
      add(some.slice(0, some.length >> 1));
      add(some.slice(some.length >> 1));
    }
  };
  const others = part.dimension.at.flatMap((_, index) => (part.chosen.has(index) ? [] : [index]));
  for (const one of others.length > 6 ? [others] : others.map((index) => [index])) add(one);
  return kept;
}

function widenLists(part: Lists, mayBe: (wider: Part) => boolean): Part {
  let kept = part;
  const attempt = (wider: Lists) => {
    if (mayBe(wider)) kept = wider;
  };
  for (const bit of part.where?.keys() ?? []) {
    attempt({ ...kept, where: new Map([...(kept.where ?? [])].filter(([one]) => one !== bit)) });
  }
  if (kept.where === null) {
    for (const holds of [true, false]) {
      if (kept.where === null) attempt({ ...kept, where: new Map([[part.dimension.some, holds]]) });
    }
  } else attempt({ ...kept, orMissing: true });
  return kept;
}

export function spanOf(part: Part): Span {
  const { name, absent } = part.dimension;
  if ('where' in part) {
    const values = part.where === null ? [] : [listWords(part.dimension, part.where)];
    return { fact: name, values, missing: part.orMissing };
  }
  const { at, classes } = part.dimension;
  const chosen = at.map((_, index) => part.chosen.has(index));
  const isRange = classes.some((one) => one.range);
  const values = isRange
    ? rangeWords(classes, chosen)
    : classes.flatMap((one, index) => (chosen[index] ? one.words : []));
  return { fact: name, values, missing: at.some((one, index) => one === absent && chosen[index]) };
}

function listWords({ some, members, others }: Members, where: ReadonlyMap<Literal, boolean>): string {
  const named: [string, Literal][] = [...members, ...(others ? [['other', others.at] as [string, Literal]] : [])];
  const [withThese, without] = [true, false].map((holds) =>
    named.flatMap(([name, bit]) => (where.get(bit) === holds ? [name] : [])),
  );
  if (where.get(some) === false) return 'empty';
  const words = [
    ...(withThese!.length > 0 ? [`with ${withThese!.join(' and ')}`] : []),
    ...(without!.length > 0 ? [`without ${without!.join(' or ')}`] : []),
  ];
  if (where.get(some) === true && withThese!.length === 0) words.unshift('not empty');
  return words.join(', ') || 'any list';
}

/** A value within, known where the part leaves the choice. Undefined: missing; null: none. */
export function sampleOf(part: Part): FactValue | null | undefined {
  if ('chosen' in part) {
    const within = part.dimension.classes.filter((_, index) => part.chosen.has(index));
    return (within.find(isKnown) ?? within.find(({ sample }) => sample === null) ?? within[0])?.sample;
  }
  return part.where === null ? undefined : listWithin(part.dimension, part.where);
}

/** Where nothing is asked of a dimension: a value like any other. */
export function anySample(dimension: Dimension): FactValue | null | undefined {
  return isOneOf(dimension) ? (dimension.classes.find(isKnown) ?? dimension.classes[0])?.sample : [];
}

function listWithin({ some, members, others }: Members, where: ReadonlyMap<Literal, boolean>): string[] {
  const named: [string, Literal][] = [...members, ...(others ? [[others.sample, others.at] as [string, Literal]] : [])];
  const asked = named.filter(([, bit]) => where.get(bit) === true);
  if (asked.length > 0 || where.get(some) !== true) return asked.map(([name]) => name);
  return named
    .filter(([, bit]) => where.get(bit) === undefined)
    .slice(-1)
    .map(([name]) => name);
}

function isKnown({ sample }: Class): boolean {
  return sample !== undefined && sample !== null;
}

function bitsOf({ members, others }: Members): Literal[] {
  return [...members.values(), ...(others ? [others.at] : [])];
}

function isOneOf(dimension: Dimension): dimension is OneOf {
  return dimension.kind === 'one-of';
}
