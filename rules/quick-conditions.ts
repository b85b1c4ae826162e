// Conditions as closures over the facts of a case, each giving holds, fails or unknown (Kleene).
import { whenMissing } from './explain.ts';
import type { Condition, FactType, Facts, Test as ConditionTest, TestTrace } from './rule-set.ts';
import { comparand, meets, operand } from './values.ts';
import type { Operand } from './values.ts';

type Result = TestTrace['result'];
/** Comparable forms in the order of declaration; null = missing. */
export type Slots = readonly (Operand | null)[];
export type Test = (slots: Slots) => Result;

const opposite = { holds: 'fails', fails: 'holds', unknown: 'unknown' } as const;

export function testOf(
  condition: Condition,
  types: ReadonlyMap<string, FactType>,
  slotOf: ReadonlyMap<string, number>,
): Test {
  if ('not' in condition) {
    const inner = testOf(condition.not, types, slotOf);
    return (slots) => opposite[inner(slots)];
  }
  if ('all' in condition)
    return together(
      condition.all.map((part) => testOf(part, types, slotOf)),
      'fails',
      'holds',
    );
  if ('any' in condition)
    return together(
      condition.any.map((part) => testOf(part, types, slotOf)),
      'holds',
      'fails',
    );
  return leaf(condition, types, slotOf);
}

function together(parts: readonly Test[], decisive: Result, neutral: Result): Test {
  return (slots) => {
    let result = neutral;
    for (const part of parts) {
      const one = part(slots);
      if (one === decisive) return decisive;
      if (one === 'unknown') result = 'unknown';
    }
    return result;
  };
}

function leaf(test: ConditionTest, types: ReadonlyMap<string, FactType>, slotOf: ReadonlyMap<string, number>): Test {
  const type = types.get(test.fact);
  const slot = slotOf.get(test.fact);
  if (!type || slot === undefined) throw new Error(`The fact ${test.fact} is not declared`);
  const { is } = test;
  const value = comparand(type, test);
  const otherwise = whenMissing(test);
  return (slots) => {
    const found = slots[slot] ?? null;
    if (found === null) return otherwise;
    return meets(is, found, value) ? 'holds' : 'fails';
  };
}

/** As readFacts reads them, by place instead of by name. */
export function readSlots(types: ReadonlyMap<string, FactType>, facts: Facts): { slots: Slots; unusable: string[] } {
  const slots: (Operand | null)[] = [];
  const unusable = Object.keys(facts).filter((name) => !types.has(name));
  for (const [name, type] of types) {
    const value = Object.hasOwn(facts, name) ? (facts[name] ?? null) : null;
    const read = value === null ? undefined : operand(type, value);
    if (value !== null && read === undefined) unusable.push(name);
    slots.push(read ?? null);
  }
  return { slots, unusable };
}
