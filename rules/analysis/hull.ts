// The smallest box that holds every case with a property: outside it there is none.
import type { Dimension, Members, OneOf } from './dimensions.ts';
import { spanOf } from './parts.ts';
import type { Part } from './parts.ts';
import type { Region } from './findings.ts';
import type { Literal, Solver } from './solver.ts';

/** Each answer shows something not seen before, until nothing is left to see. */
export function hullOf(solver: Solver, dimensions: readonly Dimension[], property: Literal): Region {
  const all = dimensions.flatMap((dimension) => sightsOf(solver, dimension));
  const seen = new Set<Literal>();
  for (;;) {
    const unseen = all.filter((sight) => !seen.has(sight));
    const model = solver.solve([property, solver.or(unseen)]);
    if (!model) break;
    for (const sight of unseen) if (model(sight)) seen.add(sight);
  }
  return dimensions.flatMap((dimension) => {
    const part = dimension.kind === 'one-of' ? choiceOf(dimension, seen) : listsOf(solver, dimension, seen);
    return part ? [spanOf(part)] : [];
  });
}

function sightsOf(solver: Solver, dimension: Dimension): readonly Literal[] {
  if (dimension.kind === 'one-of') return dimension.at;
  const listed = bitsOf(dimension).flatMap((bit) => [bit, solver.and([-dimension.absent, -bit])]);
  return [dimension.absent, ...listed];
}

function choiceOf(dimension: OneOf, seen: ReadonlySet<Literal>): Part | null {
  const chosen = new Set(dimension.at.flatMap((at, index) => (seen.has(at) ? [index] : [])));
  return chosen.size === dimension.at.length ? null : { dimension, chosen };
}

function listsOf(solver: Solver, dimension: Members, seen: ReadonlySet<Literal>): Part | null {
  const orMissing = seen.has(dimension.absent);
  const where = new Map<Literal, boolean>();
  let isListed = false;
  for (const bit of bitsOf(dimension)) {
    const [isIn, isOut] = [seen.has(bit), seen.has(solver.and([-dimension.absent, -bit]))];
    isListed ||= isIn || isOut;
    if (isIn !== isOut) where.set(bit, isIn);
  }
  if (orMissing && isListed && where.size === 0) return null;
  return { dimension, orMissing, where: isListed ? where : null };
}

function bitsOf({ some, members, others }: Members): Literal[] {
  return [some, ...members.values(), ...(others ? [others.at] : [])];
}
