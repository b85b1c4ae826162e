// Random rule sets over a few facts of any kind and a few parts of the place, each with every case its rules can tell apart.
import fc from 'fast-check';
import type { Condition, FactValue, RuleSet } from '../../../rules/rule-set.ts';
import type { Example } from '../../../rules/analysis/findings.ts';
import { allDays, bodyOf, conditionOf, counts, everyTest, facts, inItsPlace, ruleSets, scope } from './random-rules.ts';

type Value = FactValue | null | undefined;
export type Axis = { name: string; isPlace: boolean; values: readonly Value[] };
/** One value of each axis, in their order. */
export type Known = Example & { at: readonly number[] };
export type SmallWorld = { set: RuleSet; when: Condition; other: Condition; axes: readonly Axis[]; cases: Known[] };

const subsets = (of: readonly string[]): string[][] =>
  of.reduce<string[][]>((all, one) => [...all, ...all.map((some) => [...some, one])], [[]]);
const axesOfFacts: Record<string, readonly Value[]> = {
  yes: [false, true, undefined],
  count: [...counts, undefined],
  color: ['red', 'green', 'blue', 'grey', undefined],
  level: ['low', 'medium', 'high', 'top', undefined],
  codes: [...subsets(['A', 'B', 'X', 'Y']), undefined],
  known: [...subsets(['A', 'B', 'C']), undefined],
  day: [...allDays.toSorted(), undefined],
  name: ['Ana', 'Bo', 'Cy', 'Di', undefined],
};
const axesOfPlaces: Record<string, readonly Value[]> = {
  country: ['C', 'D', 'E', null, undefined],
  area: ['C-0', 'C-1', 'C-2', 'C-1-inner', 'C-2-inner', 'D-1', 'E-1', null, undefined],
  organization: ['org', 'other', null, undefined],
  date: ['2027-02-28', '2027-03-01', '2027-03-02', '2027-03-05', '2027-03-07', '2027-03-08'],
};
const keysOf: Record<string, readonly string[]> = {
  ...{ country: ['countries'], area: ['areas'], organization: ['organizations'], date: ['from', 'to'] },
};
const kinds = facts.map(({ name }) => name);

export const aSmallWorld: fc.Arbitrary<SmallWorld> = fc
  .record({
    // At least one that the smallest sets do not have.
    names: fc
      .tuple(fc.constantFrom('codes', 'known', 'day', 'name'), fc.constantFrom(...kinds))
      .map((both) => [...new Set(both)]),
    places: fc.oneof(
      { weight: 3, arbitrary: fc.subarray(Object.keys(axesOfPlaces), { minLength: 1, maxLength: 1 }) },
      { weight: 1, arbitrary: fc.subarray(Object.keys(axesOfPlaces), { minLength: 2, maxLength: 2 }) },
    ),
  })
  .chain(({ names, places }) => {
    const condition = conditionOf(names.map((name) => everyTest[kinds.indexOf(name)]!));
    const keys = places.flatMap((place) => keysOf[place] ?? []);
    const within = scope.map((all) => Object.fromEntries(Object.entries(all).filter(([key]) => keys.includes(key))));
    const axes = [
      ...names.map((name) => ({ name, isPlace: false, values: axesOfFacts[name]! })),
      ...places.map((name) => ({ name, isPlace: true, values: axesOfPlaces[name]! })),
    ];
    const stages = fc.array(fc.constantFrom(undefined, undefined, 10, 20, 30), { minLength: 4, maxLength: 4 });
    const set = fc.tuple(ruleSets(bodyOf(condition, within), 4), stages).map(([one, at]) => advised(one, at));
    return fc
      .record({ set, when: condition, other: condition })
      .map((found) => ({ ...found, axes, cases: casesOf(axes) }));
  });

/** Some rules ask for advice besides, before, beside or after whoever decides. */
function advised(set: RuleSet, stages: readonly (number | undefined)[]): RuleSet {
  const adviser = { kind: 'require', authority: 'country-security-adviser', mode: 'advise' } as const;
  const rules = set.rules.map((rule, index) => {
    const stage = stages[index];
    return stage === undefined ? rule : { ...rule, then: [...rule.then, { ...adviser, stage }] };
  });
  return { ...set, rules };
}

function casesOf(axes: readonly Axis[]): Known[] {
  const all = axes.reduce<number[][]>(
    (some, { values }) => some.flatMap((at) => values.map((_, index) => [...at, index])),
    [[]],
  );
  return all.map((at) => {
    const given = (isPlace: boolean) =>
      Object.fromEntries(
        axes.flatMap((axis, index) => {
          const value = axis.values[at[index]!];
          return axis.isPlace === isPlace && value !== undefined ? [[axis.name, value]] : [];
        }),
      );
    return {
      ...{ at, facts: given(false) as Example['facts'] },
      in: inItsPlace({ date: '2027-01-01', ...given(true) }),
    };
  });
}

/** Every two cases that differ on that axis only, given in pairs of their values there. */
export function pairsAlong<T extends { one: Known }>(axes: readonly Axis[], name: string, all: readonly T[]): [T, T][] {
  const axis = axes.findIndex((one) => one.name === name);
  const lines = new Map<string, T[]>();
  for (const each of all) {
    const key = each.one.at.with(axis, 0).join();
    lines.set(key, [...(lines.get(key) ?? []), each]);
  }
  return [...lines.values()].flatMap((line) => line.flatMap((one) => line.map((other): [T, T] => [one, other])));
}
