// Which comparisons fit which kind of fact, as the server has them (rules/values.ts); a test keeps the two alike.
import type { FactType, Test } from '../../../rules/rule-set.ts';

export type Operator = Test['is'];

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
/** These say themselves what a missing fact means. */
export const aboutKnowing: readonly Operator[] = always;
