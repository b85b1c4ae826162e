// The space of all cases that rule sets can tell apart: a dimension for each fact and each part of the place they speak of.
import type { CompiledRuleSet } from '../compile.ts';
import type { Condition, FactType, Scope, Test } from '../rule-set.ts';
import { reaches } from '../scope.ts';
import { classesOf, daysOf, placesOf } from './classes.ts';
import type { Sample } from './classes.ts';
import { membersOf, oneOf } from './dimensions.ts';
import type { Dimension, Members, OneOf } from './dimensions.ts';
import { readTest, testsIn } from './tests-read.ts';
import type { Solver } from './solver.ts';

export const placeNames = ['country', 'area', 'organization', 'date'] as const;
export type PlaceName = (typeof placeNames)[number];

/** A rule set with what else is asked in its words, such as invariants. */
export type Subject = { compiled: CompiledRuleSet; conditions: readonly Condition[] };
/** Identifiers to be told apart although no scope names them. */
export type NamedPlaces = Partial<Record<PlaceName, readonly string[]>>;

/** Area -> the areas it lies in; of what is inside a named area and not named itself, the named area speaks. */
export type AreasAround = Readonly<Record<string, readonly string[]>>;

export type Space = {
  solver: Solver;
  /** For each rule set the facts that are tested, as it declares them. */
  facts: readonly ReadonlyMap<string, Dimension>[];
  places: ReadonlyMap<PlaceName, OneOf>;
  all: readonly Dimension[];
};

type Asked = { type: FactType; tests: Test[]; set: number };

export function spaceOf(
  solver: Solver,
  subjects: readonly Subject[],
  named: NamedPlaces = {},
  around: AreasAround = {},
): Space {
  const facts = subjects.map(() => new Map<string, Dimension>());
  const all: Dimension[] = [];
  for (const [name, asked] of askedOf(subjects)) {
    const made: Dimension[] = [];
    for (const kind of new Set(asked.map(({ type }) => type.type))) {
      const alike = asked.filter(({ type }) => type.type === kind);
      const dimension = factDimension(solver, name, alike);
      for (const { set } of alike) facts[set]?.set(name, dimension);
      made.push(dimension);
    }
    // What two sets declare as different things has one value: it is missing for one of them.
    const [one, other] = made;
    if (one && other) solver.require(one.absent, other.absent);
    all.push(...made);
  }
  const scopes = subjects.flatMap(({ compiled }) => compiled.rules.flatMap(({ rule }) => rule.scope ?? []));
  const places = new Map<PlaceName, OneOf>();
  for (const name of placeNames) {
    const dimension = placeDimension(solver, name, scopes, named[name] ?? [], around);
    if (dimension) places.set(name, dimension);
  }
  return { solver, facts, places, all: [...all, ...places.values()] };
}

function askedOf(subjects: readonly Subject[]): Map<string, Asked[]> {
  const asked = new Map<string, Asked[]>();
  subjects.forEach(({ compiled, conditions }, set) => {
    const all = [...compiled.rules.map(({ rule }) => rule.when), ...conditions].flatMap(testsIn);
    for (const name of new Set(all.map((test) => test.fact))) {
      const type = compiled.types.get(name);
      const tests = distinct(all.filter((test) => test.fact === name));
      if (type) asked.set(name, [...(asked.get(name) ?? []), { type, tests, set }]);
    }
  });
  return asked;
}

function distinct(tests: readonly Test[]): Test[] {
  return [...new Map(tests.map((test) => [JSON.stringify([test.is, test.value]), test])).values()];
}

function factDimension(solver: Solver, name: string, asked: readonly Asked[]): Dimension {
  const types = asked.map(({ type }) => type);
  const constants = asked.flatMap(({ tests }) => tests.flatMap(({ value }) => value ?? []));
  if (types[0]?.type === 'list') return membersOf(solver, name, types, wordsAmong(constants));
  const signature = (sample: Sample) =>
    asked.flatMap(({ type, tests }) => tests.map((test) => readTest(type, test, sample))).join();
  return oneOf(solver, name, false, classesOf(types, constants, signature));
}

function placeDimension(
  solver: Solver,
  name: PlaceName,
  scopes: readonly Scope[],
  named: readonly string[],
  around: AreasAround,
): OneOf | undefined {
  if (name === 'date') {
    const days = scopes.flatMap((scope) => [scope.from ?? [], scope.to ?? []].flat());
    if (days.length === 0) return undefined;
    const signature = (day: Sample) => scopes.map((scope) => isInTime(scope, String(day))).join();
    return oneOf(solver, name, true, daysOf(days, signature));
  }
  const lists = scopes.flatMap((scope) => [listOf(scope, name) ?? []]).filter((list) => list.length > 0);
  if (scopes.every((scope) => listOf(scope, name) === undefined) && named.length === 0) return undefined;
  const all = [...lists.flat(), ...named];
  // What stands for an area that no rule names may be called as a real one is.
  const insideOf = (id: string) =>
    name === 'area' && all.includes(id) && Object.hasOwn(around, id) ? (around[id] ?? []) : [];
  const signature = (id: Sample) => {
    const place = String(id);
    return [...lists.map((list) => reaches(list, place, insideOf(place))), named.includes(place) ? id : ''].join();
  };
  return oneOf(solver, name, true, placesOf(all, signature, insideOf));
}

export function listOf(scope: Scope, name: Exclude<PlaceName, 'date'>): readonly string[] | undefined {
  return { country: scope.countries, area: scope.areas, organization: scope.organizations }[name];
}

export function isInTime({ from, to }: Scope, day: string): boolean {
  return (from ?? day) <= day && (to ?? day) >= day;
}

function wordsAmong(constants: readonly unknown[]): string[] {
  return constants.filter((one) => typeof one === 'string');
}

export type { Dimension, Members, OneOf };
