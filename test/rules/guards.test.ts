// What is refused before it may judge anything.
import { describe, expect, test } from '@jest/globals';
import { RuleSetError, compile } from '../../rules/judge.ts';
import type { Condition, Outcome, Rule, RuleSet } from '../../rules/rule-set.ts';
import { aRule, aRuleSet, allow, ask } from './builders.ts';

function issuesOf(input: unknown) {
  try {
    compile(input);
  } catch (error) {
    if (error instanceof RuleSetError) return error.issues;
    throw error;
  }
  return [];
}

const found = (set: unknown) => issuesOf(set).map(({ rule, at, code }) => [rule, at, code]);
const yes: Condition = { fact: 'yes', is: 'equal', value: true };
const raw = (when: unknown) => ({ ...aRuleSet([]), rules: [{ ...aRule(yes), when }] });
const nested = (depth: number) =>
  Array(depth - 1)
    .fill('not')
    .reduce((inner: unknown) => ({ not: inner }), yes);

describe('a condition is refused', () => {
  const refused: [string, unknown, string, string][] = [
    ['when a group in it is empty', { all: [yes, { any: [] }] }, 'when.all[1].any', 'empty-group'],
    ['when it is empty', {}, 'when', 'empty-group'],
    ['when it writes a path', { fact: 'yes', is: 'equal', value: true, path: '$.a' }, 'when', 'unknown-key'],
    ['when it writes params', { all: [{ ...yes, params: {} }] }, 'when.all[0]', 'unknown-key'],
    ['when it refers to a condition', { condition: 'other' }, 'when', 'unknown-key'],
    ['when it mixes groups', { all: [yes], any: [yes] }, 'when', 'unknown-key'],
    ['when its value refers to a fact', { fact: 'count', is: 'less', value: { fact: 'count' } }, 'when.value', 'shape'],
    ['when its operator is not known', { fact: 'yes', is: 'equals', value: true }, 'when.is', 'shape'],
    ['when it reaches for the prototype', { fact: '__proto__', is: 'present' }, 'when.fact', 'shape'],
    ['when it reaches for the constructor', { fact: 'constructor', is: 'present' }, 'when.fact', 'shape'],
    ['when it nests too deep', nested(21), `when${'.not'.repeat(20)}`, 'too-deep'],
    ['when it has no bottom', nested(20_000), `when${'.not'.repeat(20)}`, 'too-deep'],
    ['when its fact is not declared', { fact: 'other', is: 'present' }, 'when', 'unknown-fact'],
    [
      'when its operator does not fit',
      { not: { fact: 'color', is: 'less', value: 'red' } },
      'when.not',
      'operator-misfit',
    ],
    ['when its value is of another type', { fact: 'count', is: 'less', value: '9' }, 'when', 'mixed-types'],
    ['when it looks for a number in a list', { fact: 'count', is: 'in', value: ['9'] }, 'when', 'operator-misfit'],
    ['when its list mixes types', { fact: 'day', is: 'in', value: ['soon'] }, 'when', 'mixed-types'],
    ['when its date is none', { fact: 'day', is: 'less', value: 'soon' }, 'when', 'mixed-types'],
    ['when its value is not declared', { fact: 'level', is: 'more', value: 'higher' }, 'when', 'value-not-declared'],
    ['when a value is missing', { fact: 'yes', is: 'equal' }, 'when', 'value-misfit'],
    ['when a value is one too many', { fact: 'yes', is: 'present', value: true }, 'when', 'value-misfit'],
    ['when it asks one value of a list', { fact: 'color', is: 'in', value: 'red' }, 'when', 'value-misfit'],
    ['when it asks no value of a list', { fact: 'color', is: 'not-in', value: [] }, 'when', 'empty-values'],
    ['when it doubts what is missing', { fact: 'yes', is: 'missing', missing: 'holds' }, 'when', 'value-misfit'],
  ];
  test.each(refused)('%s', (_, when, at, code) => {
    expect(found(raw(when))).toContainEqual(['rule', at, code]);
  });

  test('but not at the greatest depth', () => expect(found(raw(nested(20)))).toEqual([]));
});

describe('a rule set is refused', () => {
  const asks = (then: Outcome[]) => aRuleSet([aRule(yes, { then })]);
  const refused: [string, unknown, [string, string, string]][] = [
    ['when two rules have one id', aRuleSet([aRule(yes), aRule(yes)]), ['rule', 'id', 'duplicate-rule']],
    [
      'when a rule ends before it begins',
      aRuleSet([aRule(yes, { scope: { from: '2027-02-01', to: '2027-01-01' } })]),
      ['rule', 'scope', 'reversed-dates'],
    ],
    [
      'when it asks the security management team',
      asks([{ kind: 'require', authority: 'security-management-team', mode: 'decide' }]),
      ['rule', 'then[0]', 'team-not-available'],
    ],
    [
      'when it asks a quorum',
      asks([allow, { kind: 'require', authority: 'warden', mode: 'decide', quorum: 2 }]),
      ['rule', 'then[1]', 'quorum-not-available'],
    ],
    ['when silence would clear', aRuleSet([aRule(yes)], { otherwise: [allow] }), ['', 'otherwise', 'silence-clears']],
    [
      'when silence would do nothing',
      aRuleSet([aRule(yes)], { otherwise: [{ kind: 'note', code: 'n' }] }),
      ['', 'otherwise', 'silence-clears'],
    ],
    [
      'when a missing fact would stop the requester',
      aRuleSet([aRule(yes)], { undecided: [ask('clearing-officer'), { kind: 'hold', code: 'h' }] }),
      ['', 'undecided', 'nobody-decides'],
    ],
    ['when a rule has no source', aRuleSet([{ ...aRule(yes), source: '' }]), ['rule', 'source', 'shape']],
    ['when it has no rules', aRuleSet([]), ['', 'rules', 'shape']],
    ['when it is none', 'rules', ['', '', 'shape']],
    [
      'when a fact is declared twice',
      {
        ...aRuleSet([aRule(yes)]),
        facts: Array(2).fill({ name: 'yes', title: 'Yes', of: { type: 'boolean' }, from: 'x' }),
      },
      ['', 'facts', 'duplicate-fact'],
    ],
    [
      'when a scale repeats a word',
      {
        ...aRuleSet([aRule(yes)]),
        facts: [
          ...aRuleSet([]).facts,
          { name: 'odd', title: 'Odd', of: { type: 'scale', values: ['a', 'a'] }, from: 'x' },
        ],
      },
      ['', 'facts[7]', 'duplicate-value'],
    ],
    [
      'when it has too many rules',
      aRuleSet(Array.from({ length: 10_001 }, (): Rule => aRule(yes))),
      ['', 'rules', 'too-many-rules'],
    ],
  ];
  test.each(refused)('%s', (_, set, issue) => {
    expect(found(set)).toContainEqual(issue);
  });

  test('with all its faults at once', () => {
    const set = aRuleSet([
      aRule({ fact: 'other', is: 'present' }, { id: 'one' }),
      aRule({ fact: 'count', is: 'less', value: 'x' }, { id: 'two' }),
    ]);
    expect(issuesOf(set).map(({ rule }) => rule)).toEqual(['one', 'two']);
  });
});

test('the same content is compiled once and has one hash, whatever the order of its keys', () => {
  const set = aRuleSet([aRule(yes)]);
  const turned = Object.fromEntries(Object.entries(set).toReversed()) as RuleSet;
  expect(compile(turned)).toBe(compile(set));
  expect(compile(set).hash).toMatch(/^[0-9a-f]{64}$/);
  expect(compile({ ...set, version: 2 }).hash).not.toBe(compile(set).hash);
});
