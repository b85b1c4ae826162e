// Rules as circuits: where each fires and where it stays undecided, exactly as judge.ts reads them.
import type { CompiledRule, CompiledRuleSet } from '../compile.ts';
import type { Condition, FactType, Rule, Test } from '../rule-set.ts';
import { reaches } from '../scope.ts';
import { within } from './dimensions.ts';
import type { Members } from './dimensions.ts';
import { isInTime, listOf } from './space.ts';
import type { Dimension, OneOf, PlaceName, Space } from './space.ts';
import { FALSE, TRUE } from './solver.ts';
import type { Literal, Solver } from './solver.ts';
import { readTest, testsIn } from './tests-read.ts';

export type EncodedRule = { rule: Rule; fired: Literal; undecided: Literal };

/** What one rule set sees of a case. */
export type View = {
  solver: Solver;
  types: ReadonlyMap<string, FactType>;
  facts: ReadonlyMap<string, Dimension>;
  places: ReadonlyMap<PlaceName, OneOf>;
};

export function viewOf(space: Space, set: number, { types }: CompiledRuleSet): View {
  return { solver: space.solver, types, facts: space.facts[set] ?? new Map(), places: space.places };
}

/** The same view with one dimension exchanged: the case with that fact, or that place, otherwise. */
export function exchanged(view: View, dimension: Dimension, other: Dimension): View {
  const swap = <Name extends string, Kind extends Dimension>(from: ReadonlyMap<Name, Kind>) =>
    new Map([...from].map(([name, one]) => [name, one === dimension ? (other as Kind) : one] as const));
  return { ...view, facts: swap(view.facts), places: swap(view.places) };
}

export function encodeRules(view: View, rules: readonly CompiledRule[]): EncodedRule[] {
  return rules.map(({ rule }) => encodeRule(view, rule));
}

export function encodeRule(view: View, rule: Rule): EncodedRule {
  const { solver } = view;
  const place = encodeScope(view, rule);
  const must = encodeCondition(view, rule.when, 'must');
  const may = encodeCondition(view, rule.when, 'may');
  const fired = solver.and([place.in, must]);
  return { rule, fired, undecided: solver.and([-place.out, may, -fired]) };
}

/** Whether a rule speaks of a fact or a part of the place. */
export function speaksOf(rule: Rule, dimension: Dimension): boolean {
  if (dimension.kind === 'one-of' && dimension.isPlace) return rule.scope !== undefined;
  return testsIn(rule.when).some((test) => test.fact === dimension.name);
}

function encodeScope({ solver, places }: View, { scope }: Rule): { in: Literal; out: Literal } {
  if (!scope) return { in: TRUE, out: FALSE };
  const inside: Literal[] = [];
  const outside: Literal[] = [];
  for (const [name, dimension] of places) {
    if (name === 'date') {
      const inTime = within(solver, dimension, ({ sample }) => isInTime(scope, String(sample)));
      inside.push(inTime);
      outside.push(-inTime);
      continue;
    }
    const allowed = listOf(scope, name);
    if (allowed === undefined) continue;
    const isAllowed = within(
      solver,
      dimension,
      ({ sample, inside }) => typeof sample === 'string' && reaches(allowed, sample, inside),
    );
    inside.push(isAllowed);
    outside.push(solver.and([-isAllowed, -dimension.absent]));
  }
  return { in: solver.and(inside), out: solver.or(outside) };
}

type Mode = 'must' | 'may';

export function encodeCondition(view: View, condition: Condition, mode: Mode, isNegated = false): Literal {
  if ('not' in condition) return encodeCondition(view, condition.not, mode, !isNegated);
  if ('all' in condition || 'any' in condition) {
    const isAll = 'all' in condition;
    const parts = (isAll ? condition.all : condition.any).map((part) => encodeCondition(view, part, mode, isNegated));
    return isAll === isNegated ? view.solver.or(parts) : view.solver.and(parts);
  }
  return encodeTest(view, condition, mode, isNegated);
}

function encodeTest({ solver, types, facts }: View, test: Test, mode: Mode, isNegated: boolean): Literal {
  const [dimension, type] = [facts.get(test.fact), types.get(test.fact)];
  if (!dimension || !type) throw new Error(`The fact ${test.fact} is not in the space`);
  const orMissing = onMissing(test, mode, isNegated);
  if (dimension.kind === 'one-of') {
    return within(solver, dimension, ({ sample }) => {
      const found = readTest(type, test, sample);
      return found === 'missing' ? orMissing : found !== isNegated;
    });
  }
  const [absent, met] = [unreadable(solver, type, dimension), metBy(solver, test, dimension)];
  return orMissing ? solver.or([absent, isNegated ? -met : met]) : solver.and([-absent, isNegated ? -met : met]);
}

/** As compile.ts reads it: whether this leaf counts as true when the fact is missing. */
function onMissing(test: Test, mode: Mode, isNegated: boolean): boolean {
  if (test.is === 'missing' || test.is === 'present') return (test.is === 'missing') !== isNegated;
  const when = test.missing ?? 'person';
  return when === 'person' ? mode === 'may' : (when === 'holds') !== isNegated;
}

/** Missing, or holding a member this set does not declare. */
function unreadable(solver: Solver, type: FactType, { absent, members, others }: Members): Literal {
  const declared = type.type === 'list' ? type.values : undefined;
  if (!declared) return absent;
  const alien = [...members].flatMap(([member, at]) => (declared.includes(member) ? [] : [at]));
  const unnamed = others && !declared.includes(others.sample) ? [others.at] : [];
  return solver.or([absent, ...alien, ...unnamed]);
}

/** On a list that is not missing. */
function metBy(solver: Solver, test: Test, { members, some }: Members): Literal {
  const values = [test.value ?? []].flat().map((value) => members.get(String(value)) ?? FALSE);
  switch (test.is) {
    case 'contains':
      return values[0] ?? FALSE;
    case 'contains-none-of':
      return -solver.or(values);
    case 'empty':
      return -some;
    case 'not-empty':
      return some;
    case 'present':
      return TRUE;
    case 'missing':
      return FALSE;
    default:
      throw new Error(`"${test.is}" cannot be asked of a list`);
  }
}
