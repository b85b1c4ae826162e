// What can be done to the rules of a draft, as plain functions, and the history that undo and redo walk.
import type { Condition, Rule, RuleSet, RuleTest } from './types.ts';

export const inOrder = (rules: readonly Rule[]): Rule[] => rules.toSorted((one, other) => one.step - other.step);

export function freeId(rules: readonly { id: string }[], wanted: string): string {
  const taken = new Set(rules.map(({ id }) => id));
  if (!taken.has(wanted)) return wanted;
  for (let number = 2; ; number += 1) if (!taken.has(`${wanted}-${number}`)) return `${wanted}-${number}`;
}

export function withRule(set: RuleSet, id: string, rule: Rule): RuleSet {
  return { ...set, rules: set.rules.map((one) => (one.id === id ? rule : one)) };
}

export function added(set: RuleSet, rule: Rule, after?: string): RuleSet {
  const rules = inOrder(set.rules);
  const at = after === undefined ? rules.length : rules.findIndex(({ id }) => id === after) + 1;
  return { ...set, rules: inOrder(rules.toSpliced(at, 0, rule)) };
}

export const removed = (set: RuleSet, id: string): RuleSet => ({
  ...set,
  rules: set.rules.filter((one) => one.id !== id),
});

/** One place up or down; at the edge of its step it goes over into the next one. */
export function moved(set: RuleSet, id: string, by: 1 | -1): RuleSet {
  const rules = inOrder(set.rules);
  const at = rules.findIndex((one) => one.id === id);
  const rule = rules[at];
  const other = rules[at + by];
  if (!rule || !other) return set;
  if (other.step !== rule.step) return { ...set, rules: rules.with(at, { ...rule, step: other.step }) };
  return { ...set, rules: rules.with(at, other).with(at + by, rule) };
}

export const withTest = (set: RuleSet, test: RuleTest): RuleSet => {
  const tests = set.tests ?? [];
  const taken = new Set(tests.map(({ name }) => name));
  let name = test.name;
  for (let number = 2; taken.has(name); number += 1) name = `${test.name} (${number})`;
  return { ...set, tests: [...tests, { ...test, name }] };
};

export function factsOf(condition: Condition): string[] {
  if ('not' in condition) return factsOf(condition.not);
  if ('all' in condition) return condition.all.flatMap(factsOf);
  if ('any' in condition) return condition.any.flatMap(factsOf);
  return [condition.fact];
}

export type History<T> = { past: T[]; now: T; future: T[]; last: string };
const keep = 200;

export const began = <T>(now: T): History<T> => ({ past: [], now, future: [], last: '' });

/** Changes of the same thing one after the other, as letters typed into one field, are one step. */
export function changed<T>(history: History<T>, now: T, what = ''): History<T> {
  if (now === history.now) return history;
  if (what !== '' && what === history.last && history.past.length > 0) return { ...history, now, future: [] };
  return { past: [...history.past, history.now].slice(-keep), now, future: [], last: what };
}

export function undone<T>(history: History<T>): History<T> {
  const before = history.past.at(-1);
  if (before === undefined) return history;
  return { past: history.past.slice(0, -1), now: before, future: [history.now, ...history.future], last: '' };
}

export function redone<T>(history: History<T>): History<T> {
  const [next, ...future] = history.future;
  if (next === undefined) return history;
  return { past: [...history.past, history.now], now: next, future, last: '' };
}
