// Reads the facts a rule set declares; what does not fit its declaration counts as missing and is named.
import type { FactType, FactValue, Facts } from './rule-set.ts';
import { operand } from './values.ts';
import type { Operand } from './values.ts';

export type ReadFacts = {
  /** Comparable form by name; null = missing. */
  readonly operands: Readonly<Record<string, Operand | null>>;
  readonly found: ReadonlyMap<string, FactValue>;
  /** Given, but undeclared or with a value that does not fit. */
  readonly unusable: readonly string[];
};

export function readFacts(types: ReadonlyMap<string, FactType>, facts: Facts): ReadFacts {
  const operands: Record<string, Operand | null> = Object.create(null);
  const found = new Map<string, FactValue>();
  const unusable = Object.keys(facts).filter((name) => !types.has(name));
  for (const [name, type] of types) {
    const value = Object.hasOwn(facts, name) ? (facts[name] ?? null) : null;
    const read = value === null ? undefined : operand(type, value);
    operands[name] = read ?? null;
    if (value !== null && read !== undefined) found.set(name, value);
    if (value !== null && read === undefined) unusable.push(name);
  }
  return { operands, found, unusable };
}
