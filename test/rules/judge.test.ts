// The judge beside the bare engine: what the engine does by itself, and what we promise instead.
import { describe, expect, test } from '@jest/globals';
import { Engine } from 'json-rules-engine';
import { compile, explain, judge } from '../../rules/judge.ts';
import type { Condition, Facts } from '../../rules/rule-set.ts';
import { aRule, aRuleSet, anywhere, ask } from './builders.ts';

async function bareFires(conditions: object, facts: Record<string, unknown>, options = {}) {
  const engine = new Engine([], options);
  engine.addRule({ conditions: conditions as never, event: { type: 'fired' } });
  return (await engine.run(facts)).events.length > 0;
}

const judged = (when: Condition, facts: Facts) => judge(compile(aRuleSet([aRule(when)])), facts, anywhere);

test('an empty group fires in the bare engine and is refused here', async () => {
  expect(await bareFires({ all: [] }, {})).toBe(true);
  expect(await bareFires({ any: [] }, {})).toBe(true);
  expect(() => compile(aRuleSet([aRule({ any: [] })]))).toThrow('would hold always');
});

describe('a missing fact', () => {
  const lenient = { allowUndefinedFacts: true };

  test('passes "not equal" in the bare engine and goes to a person here', async () => {
    const bare = { all: [{ fact: 'color', operator: 'notEqual', value: 'red' }] };
    expect(await bareFires(bare, {}, lenient)).toBe(true);
    const verdict = await judged({ fact: 'color', is: 'not-equal', value: 'red' }, {});
    expect(verdict).toMatchObject({ outcome: 'decide', fired: [], undecided: ['rule'] });
    expect(verdict.stages).toEqual([{ stage: 20, asks: [ask('designated-official')] }]);
  });

  test('passes "not" in the bare engine and goes to a person here', async () => {
    const bare = { not: { fact: 'color', operator: 'equal', value: 'red' } };
    expect(await bareFires(bare, {}, lenient)).toBe(true);
    const verdict = await judged({ not: { fact: 'color', is: 'equal', value: 'red' } }, {});
    expect(verdict).toMatchObject({ outcome: 'decide', undecided: ['rule'] });
  });

  test('rejects the whole run of the strict bare engine and leaves the other rules alone here', async () => {
    await expect(bareFires({ all: [{ fact: 'color', operator: 'equal', value: 'red' }] }, {})).rejects.toThrow();
    const rules = [
      aRule({ fact: 'color', is: 'equal', value: 'red' }, { id: 'blind' }),
      aRule({ fact: 'yes', is: 'equal', value: true }, { id: 'seeing', then: [{ kind: 'hold', code: 'wait' }] }),
    ];
    const verdict = await judge(compile(aRuleSet(rules)), { yes: true }, anywhere);
    expect(verdict).toMatchObject({ outcome: 'hold', reasons: ['wait'], fired: ['seeing'], undecided: ['blind'] });
  });

  test('does what its condition says of it', async () => {
    const one = (missing: 'holds' | 'fails'): Condition => ({ fact: 'yes', is: 'equal', value: true, missing });
    expect((await judged(one('holds'), {})).outcome).toBe('automatic');
    expect((await judged({ not: one('fails') }, {})).outcome).toBe('automatic');
    expect(await judged(one('fails'), {})).toMatchObject({ outcome: 'decide', undecided: [] });
    expect((await judged({ fact: 'yes', is: 'missing' }, {})).outcome).toBe('automatic');
    expect((await judged({ not: { fact: 'yes', is: 'present' } }, { yes: null })).outcome).toBe('automatic');
  });

  test('leaves nothing undecided where another fact settles the matter', async () => {
    const when: Condition = {
      all: [
        { fact: 'yes', is: 'equal', value: true },
        { fact: 'count', is: 'more', value: 1 },
      ],
    };
    expect(await judged(when, { yes: false })).toMatchObject({ fired: [], undecided: [] });
    expect(await judged(when, { yes: true })).toMatchObject({ fired: [], undecided: ['rule'] });
  });
});

describe('values', () => {
  test('are text to the bare engine; here words of a scale go by rank', async () => {
    const not = { not: { fact: 'level', operator: 'greaterThan', value: 5 } };
    expect(await bareFires(not, { level: 'high' })).toBe(true);
    expect((await judged({ fact: 'level', is: 'more', value: 'medium' }, { level: 'high' })).outcome).toBe('automatic');
    expect((await judged({ fact: 'level', is: 'more', value: 'low' }, { level: 'high' })).outcome).toBe('automatic');
    expect((await judged({ fact: 'level', is: 'less', value: 'medium' }, { level: 'high' })).fired).toEqual([]);
  });

  test('"10" is less than "9" in the bare engine; here a number is a number', async () => {
    expect(await bareFires({ all: [{ fact: 'count', operator: 'lessThan', value: '9' }] }, { count: '10' })).toBe(true);
    const below: Condition = { fact: 'count', is: 'less', value: 9 };
    expect((await judged(below, { count: 10 })).fired).toEqual([]);
    expect(await judged(below, { count: '10' })).toMatchObject({ undecided: ['rule'], unusable: ['count'] });
    expect(() => compile(aRuleSet([aRule({ fact: 'count', is: 'less', value: '9' })]))).toThrow('is no number');
  });

  test('that do not fit their declaration count as missing and are named', async () => {
    const facts = { color: 'blue', day: '2027-02-30', codes: [1], level: 'High', count: Number.NaN, name: '', yes: 1 };
    const verdict = await judged({ fact: 'color', is: 'not-equal', value: 'red' }, facts as unknown as Facts);
    expect(verdict.undecided).toEqual(['rule']);
    expect(verdict.unusable?.toSorted()).toEqual(['codes', 'color', 'count', 'day', 'level', 'name', 'yes']);
  });

  test('from the prototype of an object are never facts', async () => {
    const facts = JSON.parse('{"__proto__": {"yes": true}, "constructor": "x"}') as Facts;
    const verdict = await judged({ fact: 'yes', is: 'equal', value: true }, facts);
    expect(verdict).toMatchObject({ undecided: ['rule'], unusable: ['__proto__', 'constructor'] });
    const inherited = Object.create({ yes: true }) as Facts;
    expect((await judged({ fact: 'yes', is: 'equal', value: true }, inherited)).undecided).toEqual(['rule']);
  });

  test('dates compare as dates and lists by what they hold', async () => {
    expect((await judged({ fact: 'day', is: 'at-most', value: '2027-03-01' }, { day: '2027-03-01' })).outcome).toBe(
      'automatic',
    );
    expect((await judged({ fact: 'codes', is: 'contains', value: 'a' }, { codes: ['a', 'b'] })).outcome).toBe(
      'automatic',
    );
    expect(
      (await judged({ fact: 'codes', is: 'contains-none-of', value: ['a', 'c'] }, { codes: ['a'] })).fired,
    ).toEqual([]);
    expect((await judged({ fact: 'codes', is: 'empty' }, { codes: [] })).outcome).toBe('automatic');
    expect((await judged({ fact: 'color', is: 'not-in', value: ['red'] }, { color: 'green' })).outcome).toBe(
      'automatic',
    );
  });
});

test('results come in rule order, not in the order in which the engine ends', async () => {
  const deep: Condition = { any: [{ all: [{ any: [{ fact: 'yes', is: 'equal', value: true }] }] }] };
  const engine = new Engine();
  const bareDeep = { any: [{ all: [{ any: [{ fact: 'yes', operator: 'equal', value: true }] }] }] };
  engine.addRule({ conditions: bareDeep, event: { type: 'first' } });
  engine.addRule({ conditions: { all: [{ fact: 'yes', operator: 'equal', value: true }] }, event: { type: 'second' } });
  expect((await engine.run({ yes: true })).events.map((event) => event.type)).toEqual(['second', 'first']);

  const rules = [
    aRule(deep, { id: 'late', step: 9 }),
    aRule(deep, { id: 'first', then: [{ kind: 'note', code: 'one' }] }),
    aRule({ fact: 'yes', is: 'equal', value: true }, { id: 'second', then: [{ kind: 'note', code: 'two' }] }),
  ];
  const verdict = await judge(compile(aRuleSet(rules)), { yes: true }, anywhere);
  expect(verdict).toMatchObject({ fired: ['first', 'second', 'late'], reasons: ['one', 'two'] });
});

test('judgements at the same time do not disturb each other', async () => {
  const compiled = compile(aRuleSet([aRule({ fact: 'count', is: 'more', value: 10 })]));
  const verdicts = await Promise.all(Array.from({ length: 40 }, (_, count) => judge(compiled, { count }, anywhere)));
  expect(verdicts.filter((verdict) => verdict.outcome === 'automatic')).toHaveLength(29);
});

describe('when the rules fail', () => {
  const compiled = compile(aRuleSet([aRule({ fact: 'yes', is: 'equal', value: true })]));

  test('by taking too long, a person decides', async () => {
    let time = 0;
    const verdict = await judge(compiled, { yes: true }, anywhere, { limitMs: 10, elapsed: () => (time += 100) });
    expect(verdict).toMatchObject({ outcome: 'decide', fired: [], failure: 'The rules took too long' });
    expect(verdict.stages).toEqual([{ stage: 20, asks: [ask('designated-official')] }]);
  });

  test('by an error, a person decides', async () => {
    const broken = { ...compiled, rules: compiled.rules.map((rule) => ({ ...rule, may: { any: [{}] } as never })) };
    const verdict = await judge(broken, { yes: true }, anywhere);
    expect(verdict).toMatchObject({ outcome: 'decide', fired: [], failure: expect.any(String) });
  });
});

describe('scope', () => {
  const rules = [
    aRule(
      { fact: 'yes', is: 'equal', value: true },
      { scope: { countries: ['C'], from: '2027-03-01', to: '2027-03-31' } },
    ),
  ];
  const outcome = async (where: object) => {
    const verdict = await judge(compile(aRuleSet(rules)), { yes: true }, { ...anywhere, ...where });
    return [verdict.outcome, ...verdict.undecided];
  };

  test('keeps a rule to its places and dates, last day included', async () => {
    expect(await outcome({})).toEqual(['automatic']);
    expect(await outcome({ date: '2027-03-31' })).toEqual(['automatic']);
    expect(await outcome({ date: '2027-04-01' })).toEqual(['decide']);
    expect(await outcome({ country: 'D' })).toEqual(['decide']);
    expect(await outcome({ country: null })).toEqual(['decide']);
  });

  test('that cannot be told leaves the rule undecided', async () => {
    const { country: _, ...somewhere } = anywhere;
    const compiled = compile(aRuleSet(rules));
    expect(await judge(compiled, { yes: true }, somewhere)).toMatchObject({ outcome: 'decide', undecided: ['rule'] });
    expect(explain(compiled, { yes: true }, somewhere)[0]?.result).toBe('undecided');
  });
});

test('an explanation shows every rule and every test with the value it found', () => {
  const rules = [
    aRule({
      all: [{ fact: 'level', is: 'at-least', value: 'high' }, { not: { fact: 'yes', is: 'equal', value: true } }],
    }),
    aRule({ fact: 'yes', is: 'present' }, { id: 'elsewhere', scope: { countries: ['D'] } }),
  ];
  const [here, elsewhere] = explain(compile(aRuleSet(rules)), { level: 'high' }, anywhere);
  expect(here).toEqual({
    rule: 'rule',
    title: 'A rule',
    source: 'a test',
    result: 'undecided',
    when: {
      all: [
        { fact: 'level', is: 'at-least', value: 'high', found: 'high', result: 'holds' },
        { not: { fact: 'yes', is: 'equal', value: true, found: null, result: 'unknown' }, result: 'unknown' },
      ],
      result: 'unknown',
    },
  });
  expect(elsewhere).toMatchObject({ rule: 'elsewhere', result: 'out-of-scope' });
});
