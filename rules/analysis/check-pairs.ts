// Invariants that compare two cases which differ in one fact: nothing is cleared because a fact is missing, or time passes.
import type { CompiledRuleSet } from '../compile.ts';
import { explain } from '../explain.ts';
import { general } from '../invariants.ts';
import type { PairInvariant } from '../invariants.ts';
import type { FactDeclaration } from '../rule-set.ts';
import { refuted } from './check-invariants.ts';
import type { Checked } from './check-invariants.ts';
import type { Context } from './context.ts';
import { copyOf } from './dimensions.ts';
import type { Dimension } from './dimensions.ts';
import { encodeCondition, encodeRule, exchanged, speaksOf } from './encode.ts';
import { encodeVerdict } from './encode-verdict.ts';
import type { Example, Finding } from './findings.ts';
import { literalOf, sampleOf, startOf } from './parts.ts';
import { put, widen } from './region.ts';
import { FALSE, TRUE } from './solver.ts';
import type { Literal } from './solver.ts';

/** No case with a fact missing is cleared while some value of it, all else equal, would have gone to a person or been halted. */
export function checkMissing(context: Context): Checked {
  return checkEach(context, general.missing, (fact, dimension) => {
    if (fact.absent === 'none') return null;
    const found = findFavour(context, dimension);
    const message = `Where “${fact.title}” is not known a case is cleared that is not cleared for some value of it.`;
    return found && { ...refuted(general.missing, 'missing-clears', message, found), rules: found.rules };
  });
}

function findFavour(context: Context, dimension: Dimension, where: Literal = TRUE): Pair | null {
  return findPair(context, dimension, (other) => [where, dimension.absent, -other.absent], 'before');
}

/** What a process says of the absence of a fact, or of the calendar. */
export function checkPairs(context: Context, pairs: readonly PairInvariant[]): Checked {
  const checked: Checked = { findings: [], proved: [] };
  for (const pair of pairs) {
    if (context.isOver()) {
      context.notDecided.push({ what: `invariant ${pair.id}`, why: 'time' });
      continue;
    }
    const found = findBreach(context, pair);
    if (!found) checked.proved.push(pair.id);
    else {
      const code = pair.absence === null ? 'period-clears' : 'missing-clears';
      checked.findings.push({ ...refuted(pair, code, `Refuted: ${pair.title}.`, found), rules: found.rules });
    }
  }
  return checked;
}

function findBreach(context: Context, { absence, unless }: PairInvariant): Pair | null {
  const where = unless ? -encodeCondition(context.view, unless, 'must') : TRUE;
  if (absence === null) return findOpening(context, where);
  const dimension = context.view.facts.get(absence);
  return dimension ? findFavour(context, dimension, where) : null;
}

/** No case that is not cleared becomes so because a fact of the clock moves on. */
export function checkTimer(context: Context): Checked {
  return checkEach(context, general.timer, (fact, dimension) => {
    if (!fact.clock) return null;
    const found = findPair(context, dimension, (other) => moves(context, fact, dimension, other), 'after');
    const message = `A case is cleared because “${fact.title}” moves on with the clock.`;
    return found && { ...refuted(general.timer, 'timer-clears', message, found), rules: found.rules };
  });
}

/** A period in the scope of rules that lets somebody in when it begins or ends: meant or not, it should be seen. */
export function findDateOpenings(context: Context): Finding[] {
  if (context.isOver()) {
    context.notDecided.push({ what: 'periods', why: 'time' });
    return [];
  }
  const found = findOpening(context);
  if (!found) return [];
  const message = 'A case is cleared because the period of a rule begins or ends.';
  return [{ kind: 'overlap', weight: 'warns', code: 'period-clears', message, ...found }];
}

function findOpening(context: Context, where: Literal = TRUE): Pair | null {
  const days = context.space.places.get('date');
  if (!days) return null;
  return findPair(context, days, (other) => [where, laterOf(context, days, other)], 'after');
}

function checkEach(
  context: Context,
  { id }: { id: string },
  look: (fact: FactDeclaration, dimension: Dimension) => Finding | null,
): Checked {
  const findings: Finding[] = [];
  for (const fact of context.compiled.ruleSet.facts) {
    const dimension = context.view.facts.get(fact.name);
    if (!dimension) continue;
    if (context.isOver()) {
      context.notDecided.push({ what: `invariant ${id}`, why: 'time' });
      return { findings, proved: [] };
    }
    findings.push(...[look(fact, dimension) ?? []].flat());
  }
  return { findings, proved: findings.length === 0 ? [id] : [] };
}

type Pair = Required<Pick<Finding, 'rules' | 'region' | 'example' | 'beside'>>;

/** `cleared`: which of the two cases is cleared, the one as it is (`before`) or the other (`after`). */
function findPair(
  context: Context,
  dimension: Dimension,
  differ: (other: Dimension) => Literal[],
  cleared: 'before' | 'after',
): Pair | null {
  const { solver, space, compiled, view, rules, verdict } = context;
  const other = copyOf(solver, dimension);
  const seen = exchanged(view, dimension, other);
  const moved = rules.map((entry) => (speaksOf(entry.rule, dimension) ? encodeRule(seen, entry.rule) : entry));
  const second = encodeVerdict(solver, compiled.ruleSet, moved);
  const [free, bound] = cleared === 'before' ? [verdict, second] : [second, verdict];
  const property = solver.and([...differ(other), free.clears, -bound.clears]);
  const model = solver.solve([property]);
  if (!model) return null;
  const value = startOf(other, model);
  const { region, example } = widen(solver, space.all, model, solver.implies(literalOf(solver, value), property));
  const beside = exchangedExample(example, dimension, sampleOf(value));
  return { rules: differing(compiled, example, beside), region, example, beside };
}

/** The rules that see the two cases differently. */
function differing(compiled: CompiledRuleSet, one: Example, other: Example): string[] {
  const [here, there] = [one, other].map(({ facts, in: place }) => explain(compiled, facts, place));
  return here!.flatMap(({ rule, result }, index) => (there![index]?.result === result ? [] : [rule]));
}

function exchangedExample(example: Example, dimension: Dimension, sample: ReturnType<typeof sampleOf>): Example {
  const beside = { facts: { ...example.facts }, in: { ...example.in } };
  put(beside.facts, beside.in, dimension, sample);
  return beside;
}

/** Where the second value is one the clock may bring after the first. */
function moves({ solver }: Context, fact: FactDeclaration, one: Dimension, other: Dimension): Literal[] {
  if (one.kind !== 'one-of' || other.kind !== 'one-of') return [-one.absent, -other.absent];
  const isOrdered = ['boolean', 'number', 'date'].includes(fact.of.type);
  const known = (index: number) => one.classes[index]?.sample !== undefined;
  return [
    solver.or(
      one.at.flatMap((from, index) =>
        other.at.flatMap((to, next) => {
          const isOnward = fact.clock === 'falls' ? next < index : next > index;
          return known(index) && known(next) && (isOnward || !isOrdered) ? [solver.and([from, to])] : [];
        }),
      ),
    ),
  ];
}

function laterOf({ solver }: Context, one: Dimension, other: Dimension): Literal {
  if (one.kind !== 'one-of' || other.kind !== 'one-of') return FALSE;
  return solver.or(one.at.flatMap((from, index) => other.at.slice(index + 1).map((to) => solver.and([from, to]))));
}
