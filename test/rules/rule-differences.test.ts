// Two versions of a rule set are told apart completely, in words, and the same way from both sides.
import { describe, expect, test } from '@jest/globals';
import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { processes } from '../../rules/index.ts';
import { conflictsBetween, differencesInWords } from '../../rules/rule-differences.ts';
import type { Invariant, Rule, RuleSet, RuleTest, Scope } from '../../rules/rule-set.ts';
import { aRule, aRuleSet, allow, anywhere, ask } from './builders.ts';

const yes = { fact: 'yes', is: 'equal', value: true } as const;
const no = { fact: 'yes', is: 'equal', value: false } as const;
const first = aRule(yes, { id: 'first' });
const second = aRule(no, { id: 'second', then: [ask('clearing-officer')] });
const base = aRuleSet([first, second]);
const withRules = (...rules: Rule[]) => ({ ...base, rules });
const invariant: Invariant = { id: 'never', title: 'Never', source: 'a test', when: yes, must: { be: 'halted' } };
const example: RuleTest = { name: 'One', facts: { yes: true }, in: anywhere, expect: { outcome: 'automatic' } };

describe('what changed', () => {
  test('a rule added and a rule removed are given as sentences', () => {
    const [added, removed] = differencesInWords(withRules(first), withRules(second));
    expect(added).toMatchObject({ what: 'rules', how: 'added', id: 'second', path: 'rules/second' });
    expect(added?.after).toBe('If “Yes” is false, then the clearing officer must decide.');
    expect(removed).toMatchObject({
      how: 'removed',
      id: 'first',
      before: 'If “Yes” is true, then nobody need decide.',
    });
  });

  test('of a rule changed it is said what of it', () => {
    const changed: Rule = {
      ...first,
      when: no,
      scope: { countries: ['C'] },
      then: [ask('designated-official')],
      step: 2,
      title: 'New',
    };
    const [change, ...rest] = differencesInWords(base, withRules(changed, second));
    expect(rest).toEqual([]);
    expect(change?.parts.map(({ of, path }) => [of, path])).toEqual([
      ['words', 'rules/first/title'],
      ['order', 'rules/first/step'],
      ['condition', 'rules/first/when'],
      ['outcome', 'rules/first/then'],
      ['scope', 'rules/first/scope'],
    ]);
    expect(change?.after).toBe('If “Yes” is false, then the designated official must decide. Only in C.');
    expect(change?.parts.at(-1)).toEqual({ of: 'scope', path: 'rules/first/scope', after: 'only in C' });
  });

  test('one rule that moved is one change', () => {
    const third = aRule(yes, { id: 'third' });
    const moves = differencesInWords(withRules(first, second, third), withRules(third, first, second));
    expect(moves.map(({ how, id }) => [how, id])).toEqual([['moved', 'third']]);
  });

  test('defaults, facts, invariants and examples too', () => {
    const after = {
      ...base,
      otherwise: [ask('designated-official')],
      invariants: [invariant],
      tests: [example],
      facts: base.facts.slice(1),
    };
    expect(differencesInWords(base, after).map(({ how, path }) => `${how} ${path}`)).toEqual([
      'added invariants/never',
      'added tests/One',
      'removed facts/yes',
      'changed otherwise',
    ]);
  });
});

const anOutcome = fc.constantFrom(allow, ask('clearing-officer'), ask('designated-official'));
const aScope = fc.constantFrom<Scope | undefined>(
  undefined,
  { countries: ['C'] },
  { countries: ['D'], from: '2027-01-01' },
);
const someRule = fc
  .record({
    id: fc.constantFrom('a', 'b', 'c', 'd'),
    when: fc.constantFrom(yes, no),
    then: fc.array(anOutcome, { minLength: 1, maxLength: 2 }),
    step: fc.integer({ min: 1, max: 2 }),
    scope: aScope,
  })
  .map(({ scope, when, ...rest }) => aRule(when, { ...rest, ...(scope ? { scope } : {}) }));
const someSet = fc
  .record({
    rules: fc.array(someRule, { minLength: 1, maxLength: 5 }),
    otherwise: fc.array(anOutcome, { minLength: 1, maxLength: 2 }),
    title: fc.constantFrom('One', 'Two'),
    tests: fc.constantFrom<RuleTest[] | undefined>(undefined, [], [example], [example, example]),
    invariants: fc.constantFrom<Invariant[] | undefined>(undefined, [], [invariant]),
    order: fc.boolean(),
  })
  .map(({ rules, otherwise, title, tests, invariants, order }): RuleSet => {
    const listed = { ...(tests ? { tests } : {}), ...(invariants ? { invariants } : {}) };
    return aRuleSet(rules, { otherwise, title, ...listed, ...(order ? { facts: base.facts.toReversed() } : {}) });
  });

describe('for any two sets', () => {
  test('no difference is told exactly when their bytes are the same', () => {
    fc.assert(
      fc.property(someSet, someSet, (one, other) => {
        expect(differencesInWords(one, structuredClone(one))).toEqual([]);
        expect(differencesInWords(one, other).length === 0).toBe(canonicalize(one) === canonicalize(other));
      }),
    );
  });

  test('what is added one way is removed the other way, and what is changed is changed', () => {
    const mirror = { added: 'removed', removed: 'added', changed: 'changed', moved: 'moved' };
    fc.assert(
      fc.property(someSet, someSet, (one, other) => {
        const there = differencesInWords(one, other).filter(({ how }) => how !== 'moved');
        const back = differencesInWords(other, one).filter(({ how }) => how !== 'moved');
        expect(back.map(({ how, path, before, after }) => [mirror[how], path, after, before]).toSorted()).toEqual(
          there.map(({ how, path, before, after }) => [how, path, before, after]).toSorted(),
        );
      }),
    );
  });

  test('a side that changed nothing is in nobody’s way', () => {
    fc.assert(
      fc.property(someSet, someSet, (one, other) => {
        for (const [mine, theirs] of [
          [one, other],
          [other, one],
          [other, other],
        ] as const)
          expect(conflictsBetween(one, mine, theirs)).toEqual({ rules: [], elsewhere: [] });
      }),
    );
  });
});

test('a version number alone is no difference', () => {
  const { ruleSet } = processes.travelClearance;
  expect(differencesInWords(ruleSet, { ...ruleSet, version: 7 })).toEqual([]);
});

test('what both changed, and not alike, is named', () => {
  const mine = { ...withRules({ ...first, title: 'Mine' }, second), otherwise: [ask('designated-official')] };
  const theirs = { ...withRules({ ...second, title: 'Theirs' }), otherwise: [ask('clearing-officer')] };
  expect(conflictsBetween(base, mine, theirs)).toEqual({ rules: ['first'], elsewhere: ['otherwise'] });
});
