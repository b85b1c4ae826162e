// The judge without the engine, synchronous and fast: the same verdict as `judge`, which stays the reference.
import type { CompiledRuleSet } from './compile.ts';
import { compose, composeFailure } from './compose.ts';
import { readSlots, testOf } from './quick-conditions.ts';
import type { Slots, Test } from './quick-conditions.ts';
import type { Facts, Verdict } from './rule-set.ts';
import { within } from './scope.ts';
import type { JudgedIn } from './scope.ts';
import { positionsIn } from './scope-index.ts';

type Quick = {
  tests: readonly Test[];
  /** By the rules that fired and those undecided: few of the possible sets ever occur. */
  verdicts: Map<string, Verdict>;
};

const verdictsAtMost = 5_000;
/** A verdict that names more rules than this is large and hardly comes again. */
const rulesOfKept = 100;
const quickForms = new WeakMap<CompiledRuleSet, Quick>();

/** Never throws on account of rules or facts: if they fail, a person decides. What it gives is frozen, being shared. */
export function judgeQuickly(compiled: CompiledRuleSet, facts: Facts, judged: JudgedIn): Verdict {
  try {
    const quick = quickForms.get(compiled) ?? quickFormOf(compiled);
    const { slots, unusable } = readSlots(compiled.types, facts);
    const verdict = verdictFrom(compiled, quick, slots, judged);
    return unusable.length > 0 ? { ...verdict, unusable } : verdict;
  } catch (error) {
    const failure = error instanceof Error ? error.message : String(error);
    return { ...headOf(compiled), ...composeFailure(compiled.ruleSet), failure };
  }
}

function verdictFrom(compiled: CompiledRuleSet, quick: Quick, slots: Slots, judged: JudgedIn): Verdict {
  const { rules } = compiled;
  const fired: number[] = [];
  const undecided: number[] = [];
  for (const position of positionsIn(rules, judged)) {
    const place = within(rules[position]!.rule, judged);
    if (place === 'out') continue;
    const result = quick.tests[position]!(slots);
    if (result === 'fails') continue;
    if (result === 'holds' && place === 'in') fired.push(position);
    else undecided.push(position);
  }
  if (fired.length + undecided.length > rulesOfKept) return made(compiled, fired, undecided);
  const key = `${fired.join()};${undecided.join()}`;
  const known = quick.verdicts.get(key);
  if (known) return known;
  const verdict = made(compiled, fired, undecided);
  const [oldest] = quick.verdicts.keys();
  if (quick.verdicts.size >= verdictsAtMost && oldest !== undefined) quick.verdicts.delete(oldest);
  quick.verdicts.set(key, verdict);
  return verdict;
}

function made(compiled: CompiledRuleSet, fired: readonly number[], undecided: readonly number[]): Verdict {
  const rulesAt = (positions: readonly number[]) => positions.map((position) => compiled.rules[position]!.rule);
  return frozen({ ...headOf(compiled), ...compose(compiled.ruleSet, rulesAt(fired), rulesAt(undecided)) });
}

function quickFormOf(compiled: CompiledRuleSet): Quick {
  const slotOf = new Map([...compiled.types.keys()].map((name, slot) => [name, slot]));
  const tests = compiled.rules.map(({ rule }) => testOf(rule.when, compiled.types, slotOf));
  const quick = { tests, verdicts: new Map() };
  quickForms.set(compiled, quick);
  return quick;
}

function headOf({ ruleSet: { name, version }, hash }: CompiledRuleSet) {
  return { ruleSet: { name, version, hash } };
}

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    for (const part of Object.values(value)) frozen(part);
    Object.freeze(value);
  }
  return value;
}
