// What a condition must satisfy: no empty group, nothing but declared facts, operators and values that fit them.
import { Test } from './rule-set.ts';
import type { Condition, FactType } from './rule-set.ts';
import { operand, operatorsOf, withList, withoutValue } from './values.ts';

export const maxDepth = 20;

export type Fault = { at: string; code: string; message: string };

const groups = ['all', 'any', 'not'];
const testKeys = Object.keys(Test.shape);

/** Faults of form, found in what somebody wrote before anything is known of it. */
export function shapeFaults(condition: unknown, at = 'when', depth = 1): Fault[] {
  if (depth > maxDepth) return [{ at, code: 'too-deep', message: `Conditions nest at most ${maxDepth} deep` }];
  if (typeof condition !== 'object' || condition === null || Array.isArray(condition)) {
    return [{ at, code: 'shape', message: 'A condition is a test or a group: all, any, not' }];
  }
  const keys = Object.keys(condition);
  if (keys.length === 0) return [{ at, code: 'empty-group', message: 'An empty condition would hold always' }];
  const group = keys.find((key) => groups.includes(key));
  const unknown = keys.filter((key) => (group === undefined ? !testKeys.includes(key) : key !== group));
  if (unknown.length > 0) return [{ at, code: 'unknown-key', message: `Not known here: ${unknown.join(', ')}` }];
  if (group === undefined) return testFaults(condition, at);
  const inner: unknown = Reflect.get(condition, group);
  if (group === 'not') return shapeFaults(inner, `${at}.not`, depth + 1);
  if (!Array.isArray(inner)) return [{ at: `${at}.${group}`, code: 'shape', message: 'A group is a list' }];
  if (inner.length === 0) {
    return [{ at: `${at}.${group}`, code: 'empty-group', message: 'An empty group would hold always' }];
  }
  return inner.flatMap((part, index) => shapeFaults(part, `${at}.${group}[${index}]`, depth + 1));
}

function testFaults(test: object, at: string): Fault[] {
  const parsed = Test.safeParse(test);
  if (parsed.success) return [];
  return parsed.error.issues.map((issue) => ({
    at: [at, ...issue.path].join('.'),
    code: 'shape',
    message: issue.message,
  }));
}

/** Faults of meaning, against the declared facts. */
export function conditionFaults(condition: Condition, types: ReadonlyMap<string, FactType>, at = 'when'): Fault[] {
  if ('not' in condition) return conditionFaults(condition.not, types, `${at}.not`);
  if ('all' in condition) {
    return condition.all.flatMap((part, index) => conditionFaults(part, types, `${at}.all[${index}]`));
  }
  if ('any' in condition) {
    return condition.any.flatMap((part, index) => conditionFaults(part, types, `${at}.any[${index}]`));
  }
  const type = types.get(condition.fact);
  if (!type) return [{ at, code: 'unknown-fact', message: `The fact ${condition.fact} is not declared` }];
  if (!operatorsOf[type.type].includes(condition.is)) {
    return [{ at, code: 'operator-misfit', message: `"${condition.is}" cannot be asked of a ${type.type}` }];
  }
  const fault = valueFault(condition, type);
  return fault ? [{ at, ...fault }] : [];
}

function valueFault(test: Test, type: FactType): Omit<Fault, 'at'> | undefined {
  const { is, value } = test;
  if (is === 'missing' || is === 'present') {
    if (test.missing !== undefined) return misfit(`"${is}" says itself what a missing fact means`);
  }
  if (withoutValue.includes(is)) return value === undefined ? undefined : misfit(`"${is}" takes no value`);
  if (value === undefined) return misfit(`"${is}" needs a value`);
  if (withList.includes(is) !== Array.isArray(value)) {
    return misfit(`"${is}" takes ${withList.includes(is) ? 'a list' : 'one value'}`);
  }
  const values = Array.isArray(value) ? value : [value];
  if (values.length === 0) return { code: 'empty-values', message: `"${is}" needs at least one value` };
  const odd = values.find((one) => operand(type, type.type === 'list' ? [one] : one) === undefined);
  if (odd === undefined) return undefined;
  return typeof odd === 'string' && 'values' in type
    ? { code: 'value-not-declared', message: `${test.fact} is never ${JSON.stringify(odd)}` }
    : { code: 'mixed-types', message: `${JSON.stringify(odd)} is no ${type.type}` };
}

function misfit(message: string): Omit<Fault, 'at'> {
  return { code: 'value-misfit', message };
}
