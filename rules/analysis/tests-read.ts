// What one test comes to on one value, as the judge reads it.
import type { Condition, FactType, Test } from '../rule-set.ts';
import { comparand, meets, operand } from '../values.ts';
import type { Sample } from './classes.ts';

export function testsIn(condition: Condition): Test[] {
  if ('not' in condition) return testsIn(condition.not);
  if ('all' in condition) return condition.all.flatMap(testsIn);
  if ('any' in condition) return condition.any.flatMap(testsIn);
  return [condition];
}

/** A value that does not fit the declaration counts as missing. */
export function readTest(type: FactType, test: Test, sample: Sample): boolean | 'missing' {
  const found = sample === undefined || sample === null ? undefined : operand(type, sample);
  return found === undefined ? 'missing' : meets(test.is, found, comparand(type, test));
}
