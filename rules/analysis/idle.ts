// Rules that do nothing: those that never fire, and those without which every verdict would be the same.
import { findRegion } from './context.ts';
import type { Context } from './context.ts';
import type { EncodedRule } from './encode.ts';
import { encodeVerdict } from './encode-verdict.ts';
import { reasonFeatures, routeFeatures } from './features.ts';
import type { Features } from './features.ts';
import type { Finding } from './findings.ts';
import { FALSE } from './solver.ts';
import type { Literal, Solver } from './solver.ts';

export function findNeverFiring(context: Context): Finding[] {
  return eachRule(context, 'rules that never fire', ({ rule, fired, undecided }) => {
    if (context.solver.isPossible(fired)) return [];
    const effect = context.solver.isPossible(undecided) ? ', it only sends cases with a missing fact to a person' : '';
    return [idle('never-fires', 'never-fires', 'warns', [rule.id], `This rule can never fire${effect}.`)];
  });
}

/** The rule is left out by a number, so that one circuit serves for all of them. */
export function findRedundant(context: Context): Finding[] {
  const { solver, compiled, rules, verdict } = context;
  const number = Array.from({ length: Math.max(1, Math.ceil(Math.log2(rules.length + 1))) }, () => solver.variable());
  const codeOf = (index: number) => number.map((bit, place) => ((index >> place) & 1 ? bit : -bit));
  const left = rules.map(({ rule, fired, undecided }, index) => {
    const isIn = -solver.and(codeOf(index));
    return { rule, fired: solver.and([fired, isIn]), undecided: solver.and([undecided, isIn]) };
  });
  const without = encodeVerdict(solver, compiled.ruleSet, left);
  const differs = solver.or([
    ...differences(solver, routeFeatures(solver, verdict), routeFeatures(solver, without)),
    ...differences(solver, reasonFeatures(solver, verdict), reasonFeatures(solver, without)),
  ]);
  const seen = new Set<string>();
  return eachRule(context, 'redundant rules', (entry, index) => {
    if (!solver.isPossible(entry.fired)) return [];
    if (solver.isPossible(...codeOf(index), differs)) return [];
    const twin = rules.find((other) => other !== entry && isTwin(solver, entry, other));
    const shown = () => {
      const found = findRegion(context, entry.fired);
      return found ? { region: found.region, example: found.example } : {};
    };
    if (!twin) {
      const message = 'Without this rule every verdict would be the same.';
      return [{ ...idle('redundant', 'redundant-rule', 'tells', [entry.rule.id], message), ...shown() }];
    }
    const both = rules.filter((one) => one === entry || one === twin).map(({ rule }) => rule.id);
    if (seen.has(both.join(' '))) return [];
    seen.add(both.join(' '));
    const message = 'These rules hold in the same cases and say the same.';
    return [{ ...idle('redundant', 'duplicate-rule', 'warns', both, message), ...shown() }];
  });
}

export function differences(solver: Solver, one: Features, other: Features): Literal[] {
  const keys = new Set([...one.keys(), ...other.keys()]);
  return [...keys].map((key) => solver.xor(one.get(key) ?? FALSE, other.get(key) ?? FALSE));
}

function isTwin(solver: Solver, one: EncodedRule, other: EncodedRule): boolean {
  const words = ({ rule }: EncodedRule) => JSON.stringify([rule.reason, rule.then]);
  if (words(one) !== words(other)) return false;
  return !solver.isPossible(
    solver.or([solver.xor(one.fired, other.fired), solver.xor(one.undecided, other.undecided)]),
  );
}

/** Asks of each rule in turn while there is time. */
export function eachRule(
  { rules, isOver, notDecided }: Context,
  what: string,
  look: (entry: EncodedRule, index: number) => Finding[],
): Finding[] {
  const found: Finding[] = [];
  for (const [index, entry] of rules.entries()) {
    if (isOver()) {
      notDecided.push({ what, why: 'time' });
      break;
    }
    found.push(...look(entry, index));
  }
  return found;
}

function idle(
  kind: Finding['kind'],
  code: string,
  weight: Finding['weight'],
  rules: string[],
  message: string,
): Finding {
  return { kind, weight, code, rules, message };
}
