// What else would have to be so for another answer: single facts first, pairs only where none helps.
import { describe, expect, test } from '@jest/globals';
import { compile, judge } from '../../rules/judge.ts';
import { processes } from '../../rules/index.ts';
import type { Condition, Facts, Rule } from '../../rules/rule-set.ts';
import { whatWouldChange } from '../../rules/what-would-change.ts';
import { aRule, aRuleSet, aTravelPart, allow, anywhere, ask } from './builders.ts';

const travel = compile(processes.travelClearance.ruleSet);
const other = (rules: Rule[], facts: Facts, options = {}) =>
  whatWouldChange(compile(aRuleSet(rules)), facts, anywhere, options);
const late: Condition = { fact: 'count', is: 'less', value: 72 };
const far: Condition = { fact: 'count', is: 'more', value: 500 };
const open = aRule({ fact: 'yes', is: 'equal', value: true }, { id: 'open' });

test('numbers are said as ranges, side by side as one', async () => {
  const rules = [
    open,
    aRule({ any: [late, far] }, { id: 'odd', then: [ask('designated-official')] }),
    aRule({ fact: 'count', is: 'equal', value: 600 }, { id: 'round', then: [{ kind: 'note', code: 'round' }] }),
  ];
  const { now, ways } = await other(rules, { yes: true, count: 100 });
  expect(now).toEqual({ outcome: 'automatic', deciders: [], reasons: [] });
  const counts = ways.flatMap(({ changes, after }) =>
    changes.map(({ fact, to, missing }) => [fact, to, missing, after.outcome]),
  );
  expect(counts).toContainEqual(['count', ['under 72', 'over 500'], false, 'decide']);
  expect(counts).toContainEqual(['count', [], true, 'decide']);
  expect(ways.every(({ weight }) => weight === 'heavier')).toBe(true);
});

test('a value between two that lead elsewhere keeps them apart', async () => {
  const rules = [
    open,
    aRule({ fact: 'count', is: 'not-equal', value: 72 }, { id: 'odd', then: [ask('clearing-officer')] }),
  ];
  const { ways } = await other(rules, { yes: true, count: 72 });
  expect(ways.find(({ changes }) => changes[0]?.to.length === 2)?.changes[0]?.to).toEqual(['under 72', 'over 72']);
  const unknown = await other(rules, { yes: true });
  expect(unknown.ways.map(({ changes }) => changes[0]?.to)).toContainEqual(['under 72', 'over 72']);
});

test('dates are said as days', async () => {
  const rules = [
    open,
    aRule({ fact: 'day', is: 'at-least', value: '2027-05-01' }, { id: 'late', then: [ask('clearing-officer')] }),
  ];
  const { ways } = await other(rules, { yes: true, day: '2027-06-10' });
  expect(ways[0]).toMatchObject({
    weight: 'lighter',
    changes: [{ fact: 'day', from: '2027-06-10', to: ['before 2027-05-01'], example: '2027-04-30' }],
    after: { outcome: 'automatic' },
  });
});

test('a list is emptied, or a code taken out or put in', async () => {
  const rules = [
    open,
    aRule({ fact: 'codes', is: 'contains', value: 'X' }, { id: 'x', then: [ask('clearing-officer')] }),
  ];
  const { ways } = await other(rules, { yes: true, codes: ['X', 'Y'] });
  expect(ways[0]?.changes).toEqual([
    { fact: 'codes', from: ['X', 'Y'], to: ['empty', 'without X'], missing: false, example: [] },
  ]);
});

test('where no one fact helps, two are named', async () => {
  const stops = ['yes', 'color'].map((fact) =>
    aRule(
      { fact, is: 'equal', value: fact === 'yes' ? false : 'red' },
      { id: fact, then: [ask('designated-official')] },
    ),
  );
  const rules = [aRule({ fact: 'count', is: 'more', value: 0 }, { id: 'open', then: [allow] }), ...stops];
  const { ways, complete } = await other(rules, { yes: false, color: 'red', count: 1 });
  expect(complete).toBe(true);
  const lighter = ways.filter(({ weight }) => weight === 'lighter');
  expect(lighter).toEqual([
    expect.objectContaining({
      changes: [
        expect.objectContaining({ fact: 'yes', to: ['true'] }),
        expect.objectContaining({ fact: 'color', to: ['green'] }),
      ],
      after: { outcome: 'automatic', deciders: [], reasons: [] },
    }),
  ]);
  const cut = await other(rules, { yes: false, color: 'red', count: 1 }, { mostJudged: 1 });
  expect(cut.complete).toBe(false);
});

test('what nobody can change is left alone', async () => {
  const { ways } = await other([open], { yes: false }, { fixed: ['yes'] });
  expect(ways).toEqual([]);
});

describe('of a trip', () => {
  const wanted = (facts: Facts) => whatWouldChange(travel, aTravelPart(facts), anywhere, { fixed: ['subject'] });

  test('a missing course is what holds it back', async () => {
    const { now, ways } = await wanted({ coursesMissing: ['X'] });
    expect(now.outcome).toBe('return');
    const first = ways.find(({ changes }) => changes[0]?.fact === 'coursesMissing');
    expect(first).toMatchObject({ weight: 'lighter', changes: [{ to: ['empty'] }], after: { outcome: 'automatic' } });
  });

  test('every way named leads where it says', async () => {
    const facts = aTravelPart({ presentRisk: 'very-high', placeFree: false });
    const { ways } = await wanted(facts);
    expect(ways.length).toBeGreaterThan(5);
    for (const { changes, after } of ways) {
      const changed = Object.fromEntries(changes.map(({ fact, example }) => [fact, example]));
      expect((await judge(travel, { ...facts, ...changed }, anywhere)).outcome).toBe(after.outcome);
    }
  });
});
