// A fact in the solver: one literal a class, or for lists one a member.
import type { FactType } from '../rule-set.ts';
import { freshBeside } from './classes.ts';
import type { Class } from './classes.ts';
import { FALSE } from './solver.ts';
import type { Literal, Solver } from './solver.ts';

/** One of the classes holds. */
export type OneOf = {
  kind: 'one-of';
  name: string;
  isPlace: boolean;
  classes: readonly Class[];
  at: readonly Literal[];
  /** Missing, or of a place not known. */
  absent: Literal;
};
/** A list: missing, or its members in any combination. */
export type Members = {
  kind: 'members';
  name: string;
  absent: Literal;
  members: ReadonlyMap<string, Literal>;
  /** Members no rule names. */
  others: { at: Literal; sample: string } | null;
  /** Not missing and not empty. */
  some: Literal;
};
export type Dimension = OneOf | Members;

export function oneOf(solver: Solver, name: string, isPlace: boolean, classes: readonly Class[]): OneOf {
  const at = classes.map(() => solver.variable());
  solver.require(...at);
  atMostOne(solver, at);
  const absent = at[classes.findIndex(({ sample }) => sample === undefined)] ?? FALSE;
  return { kind: 'one-of', name, isPlace, classes, at, absent };
}

/** In pairs where they are few; along a chain where pairs would be too many. */
function atMostOne(solver: Solver, some: readonly Literal[]) {
  if (some.length <= 12) {
    some.forEach((one, index) => some.slice(index + 1).forEach((other) => solver.require(-one, -other)));
    return;
  }
  let before: Literal = FALSE;
  for (const one of some) {
    solver.require(-before, -one);
    before = solver.or([before, one]);
  }
}

export function membersOf(
  solver: Solver,
  name: string,
  types: readonly FactType[],
  mentioned: readonly string[],
): Members {
  const declared = types.flatMap((type) => (type.type === 'list' && type.values ? [type.values] : []));
  const isSame = declared.length === 0 || new Set(types.map((type) => JSON.stringify(type))).size === 1;
  const named = [...new Set([...mentioned, ...(isSame ? [] : declared.flat())])];
  const absent = solver.variable();
  const members = new Map(named.map((member) => [member, solver.variable()]));
  const sample =
    declared.length < types.length
      ? freshBeside(named, 'other')
      : declared.flat().find((member) => !named.includes(member));
  const others = sample === undefined ? null : { at: solver.variable(), sample };
  const each = [...members.values(), ...(others ? [others.at] : [])];
  for (const one of each) solver.require(-absent, -one);
  return { kind: 'members', name, absent, members, others, some: solver.or(each) };
}

/** Holds where the class of the case is one of those chosen. */
export function within(solver: Solver, { classes, at }: OneOf, isChosen: (one: Class) => boolean): Literal {
  const [chosen, left] = [true, false].map((side) => at.filter((_, index) => isChosen(classes[index]!) === side));
  return chosen!.length <= left!.length ? solver.or(chosen!) : -solver.or(left!);
}

/** The same values once more, for a case that differs in them. */
export function copyOf(solver: Solver, dimension: Dimension): Dimension {
  if (dimension.kind === 'one-of') return oneOf(solver, dimension.name, dimension.isPlace, dimension.classes);
  const absent = solver.variable();
  const members = new Map([...dimension.members.keys()].map((member) => [member, solver.variable()]));
  const others = dimension.others && { ...dimension.others, at: solver.variable() };
  const each = [...members.values(), ...(others ? [others.at] : [])];
  for (const one of each) solver.require(-absent, -one);
  return { ...dimension, absent, members, others, some: solver.or(each) };
}
