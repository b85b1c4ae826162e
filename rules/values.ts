// How values of facts and tests are read and compared: numbers as numbers, scales by rank, dates as dates.
import { z } from 'zod';
import type { FactType, Test } from './rule-set.ts';

type Operator = Test['is'];

/** A value in comparable form: scale words are ranks, dates are milliseconds. */
export type Operand = boolean | number | string | readonly string[];

const isoDate = z.iso.date();
const always: Operator[] = ['missing', 'present'];
const equality: Operator[] = ['equal', 'not-equal', ...always];
const membership: Operator[] = [...equality, 'in', 'not-in'];
const ranges: Operator[] = ['less', 'at-most', 'more', 'at-least'];

export const operatorsOf: Readonly<Record<FactType['type'], readonly Operator[]>> = {
  boolean: equality,
  // A list holds words: of numbers there are ranges.
  number: [...equality, ...ranges],
  choice: membership,
  scale: [...membership, ...ranges],
  list: ['contains', 'contains-none-of', 'empty', 'not-empty', ...always],
  date: [...membership, ...ranges],
  text: membership,
};

export const withoutValue: readonly Operator[] = ['empty', 'not-empty', 'missing', 'present'];
export const withList: readonly Operator[] = ['in', 'not-in', 'contains-none-of'];

/** The comparable form of a fact's value, or undefined where it does not fit the declaration. */
export function operand(type: FactType, value: unknown): Operand | undefined {
  switch (type.type) {
    case 'boolean':
      return typeof value === 'boolean' ? value : undefined;
    case 'number':
      return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
    case 'choice':
      return typeof value === 'string' && type.values.includes(value) ? value : undefined;
    case 'scale': {
      const rank = typeof value === 'string' ? type.values.indexOf(value) : -1;
      return rank < 0 ? undefined : rank;
    }
    case 'list':
      return isListOf(value, type.values) ? value : undefined;
    case 'date': {
      const date = isoDate.safeParse(value);
      return date.success ? Date.parse(date.data) : undefined;
    }
    case 'text':
      return typeof value === 'string' && value !== '' ? value : undefined;
  }
}

/** The comparable form of what a test compares with. The test has passed the guards. */
export function comparand(type: FactType, test: Test): Operand | readonly Operand[] | null {
  if (test.value === undefined) return null;
  if (type.type === 'list') return test.value;
  if (Array.isArray(test.value)) return test.value.flatMap((value) => operand(type, value) ?? []);
  return operand(type, test.value) ?? null;
}

/** Whether a known value meets the test. `missing` and `present` are about knowing, so they are settled here too. */
export function meets(is: Operator, found: Operand, value: Operand | readonly Operand[] | null): boolean {
  switch (is) {
    case 'equal':
      return found === value;
    case 'not-equal':
      return found !== value;
    case 'in':
      return Array.isArray(value) && value.includes(found);
    case 'not-in':
      return Array.isArray(value) && !value.includes(found);
    case 'less':
      return typeof found === 'number' && typeof value === 'number' && found < value;
    case 'at-most':
      return typeof found === 'number' && typeof value === 'number' && found <= value;
    case 'more':
      return typeof found === 'number' && typeof value === 'number' && found > value;
    case 'at-least':
      return typeof found === 'number' && typeof value === 'number' && found >= value;
    case 'contains':
      return Array.isArray(found) && found.includes(value);
    case 'contains-none-of':
      return Array.isArray(found) && Array.isArray(value) && !found.some((item) => value.includes(item));
    case 'empty':
      return Array.isArray(found) && found.length === 0;
    case 'not-empty':
      return Array.isArray(found) && found.length > 0;
    case 'missing':
      return false;
    case 'present':
      return true;
  }
}

function isListOf(value: unknown, allowed: readonly string[] | undefined): value is readonly string[] {
  if (!Array.isArray(value)) return false;
  return value.every((item) => typeof item === 'string' && (allowed === undefined || allowed.includes(item)));
}
