// Our conditions as the query builder has them, and back, with nothing lost on either way.
import type { RuleGroupType, RuleType } from 'react-querybuilder';
import type { Condition, Test } from '../../../rules/rule-set.ts';
import { aboutKnowing, withList, withoutValue } from './operators.ts';

/** What a test compares with, and what it comes to when the fact is not known. */
export type Compared = Pick<Test, 'value' | 'missing'>;
export type TestRow = RuleType<string, string, Compared>;
/** `wraps`: the group is there for its `not` only, or because the builder wants one at the top; it holds one condition. */
export type Group = RuleGroupType<TestRow> & { wraps?: boolean };
type Inner = Group | TestRow;

export function toGroup(condition: Condition): Group {
  const inner = toInner(condition);
  return 'rules' in inner ? inner : { combinator: 'and', rules: [inner], wraps: true };
}

function toInner(condition: Condition): Inner {
  if ('all' in condition) return { combinator: 'and', rules: condition.all.map(toInner) };
  if ('any' in condition) return { combinator: 'or', rules: condition.any.map(toInner) };
  if ('not' in condition) {
    const inner = toInner(condition.not);
    return 'rules' in inner && !inner.not
      ? { ...inner, not: true }
      : { combinator: 'and', rules: [inner], not: true, wraps: true };
  }
  const { fact, is, ...compared } = condition;
  return { field: fact, operator: is, value: compared };
}

export function fromGroup(group: Group): Condition {
  const [only, ...others] = group.rules as Inner[];
  const inner =
    group.wraps && only !== undefined && others.length === 0 ? fromInner(only) : grouped(group, group.rules as Inner[]);
  return group.not ? { not: inner } : inner;
}

function grouped({ combinator }: Group, rules: Inner[]): Condition {
  const parts = rules.map(fromInner);
  return combinator === 'or' ? { any: parts } : { all: parts };
}

function fromInner(inner: Inner): Condition {
  if ('rules' in inner) return fromGroup(inner);
  return { fact: inner.field, is: inner.operator as Test['is'], ...inner.value };
}

/** After another comparison was chosen: one value, a list or none, as it takes them. */
export function fitted(group: Group): Group {
  return { ...group, rules: (group.rules as Inner[]).map((one) => ('rules' in one ? fitted(one) : fittedRow(one))) };
}

function fittedRow(row: TestRow): TestRow {
  const is = row.operator as Test['is'];
  const { value, missing } = row.value;
  const fit = withoutValue.includes(is) ? undefined : withList.includes(is) ? asList(value) : asOne(value);
  return {
    ...row,
    value: {
      ...(fit === undefined ? {} : { value: fit }),
      ...(missing === undefined || aboutKnowing.includes(is) ? {} : { missing }),
    },
  };
}

const asList = (value: Test['value']) => (value === undefined || Array.isArray(value) ? value : [String(value)]);
const asOne = (value: Test['value']) => (Array.isArray(value) ? value[0] : value);

/** Where the builder shows the condition the server names as `when.all[0].not` and the like. */
export function pathAt(condition: Condition, at: string): number[] {
  const steps = [...at.replace(/^when\.?/, '').matchAll(/(all|any|not)(?:\[(\d+)\])?/g)];
  const path: number[] = [];
  let here: Condition | undefined = condition;
  for (const [, kind, index] of steps) {
    if (here === undefined) break;
    if (kind === 'not' && 'not' in here) {
      const inner: Condition = here.not;
      const isFolded = 'all' in inner || 'any' in inner;
      if (!isFolded) path.push(0);
      here = inner;
      continue;
    }
    if (index === undefined) break;
    here = 'all' in here ? here.all[Number(index)] : 'any' in here ? here.any[Number(index)] : undefined;
    path.push(Number(index));
  }
  return 'fact' in condition ? [0] : path;
}
