// Regions of the space: one case widened as far as what was found still holds of every case within.
import type { FactValue } from '../rule-set.ts';
import type { JudgedIn } from '../scope.ts';
import type { Example, Region } from './findings.ts';
import { anySample, literalOf, sampleOf, spanOf, startOf, widenPart } from './parts.ts';
import type { Part } from './parts.ts';
import { someday } from './ranges.ts';
import type { Dimension } from './dimensions.ts';
import type { Literal, Model, Solver } from './solver.ts';

export type Found = { parts: readonly Part[]; region: Region; example: Example };

/** Widens the case of `model` for as long as every case within has the property. */
export function widen(solver: Solver, dimensions: readonly Dimension[], model: Model, property: Literal): Found {
  const implies = (some: readonly Part[]) =>
    !solver.isPossible(...some.map((part) => literalOf(solver, part)), -property);
  const exact = dimensions.map((dimension) => startOf(dimension, model));
  const parts = dropped(exact, implies);
  parts.forEach((part, index) => {
    const others = parts.filter((one) => one !== part);
    parts[index] = widenPart(part, (wider) => implies([...others, wider]));
  });
  return { parts, region: parts.map(spanOf), example: exampleOf(dimensions, parts) };
}

/** Leaves out every part that is not needed, by halves, so that few questions are asked where few are needed. */
function dropped(parts: readonly Part[], implies: (some: readonly Part[]) => boolean): Part[] {
  let kept = [...parts];
  const tryWithout = (some: readonly Part[]) => {
    if (some.length === 0) return;
    const left = kept.filter((part) => !some.includes(part));
    if (implies(left)) kept = left;
    else if (some.length > 1) {
      tryWithout(some.slice(0, some.length >> 1));
      tryWithout(some.slice(some.length >> 1));
    }
  };
  tryWithout(parts);
  return kept;
}

/** A case within, with known values where the region leaves the choice. */
export function exampleOf(dimensions: readonly Dimension[], parts: readonly Part[]): Example {
  const facts: Record<string, FactValue> = {};
  const place: JudgedIn = { date: someday };
  const free = dimensions.filter((dimension) => !parts.some((part) => part.dimension === dimension));
  for (const dimension of free) put(facts, place, dimension, anySample(dimension));
  for (const part of parts) put(facts, place, part.dimension, sampleOf(part));
  return { facts, in: place };
}

export function put(
  facts: Record<string, FactValue>,
  place: JudgedIn,
  dimension: Dimension,
  sample: FactValue | null | undefined,
) {
  if (sample === undefined) delete facts[dimension.name];
  else if (dimension.kind === 'one-of' && dimension.isPlace) {
    Object.assign(place, { [dimension.name]: sample });
    const inside = dimension.classes.find((one) => one.sample === sample)?.inside;
    if (inside) place.inside = inside;
  } else if (sample !== null) facts[dimension.name] = sample;
}
