// How outcomes of many rules make one verdict.
import { describe, expect, test } from '@jest/globals';
import { compile, judge } from '../../rules/judge.ts';
import type { Condition, Outcome, Rule } from '../../rules/rule-set.ts';
import { aRule, aRuleSet, allow, anywhere, ask } from './builders.ts';

const yes: Condition = { fact: 'yes', is: 'equal', value: true };
const blind: Condition = { fact: 'count', is: 'more', value: 1 };

type Part = Partial<Rule> & { then: Outcome[] };
const verdictOf = (...parts: Part[]) => {
  const rules = parts.map((part, index) => aRule(yes, { id: `rule-${index}`, ...part }));
  return judge(compile(aRuleSet(rules)), { yes: true }, anywhere);
};
const of = (...outcomes: Outcome[]): Part => ({ then: outcomes });
const stop = (code: string, remedy: 'mend' | 'none'): Outcome => ({ kind: 'stop', code, remedy });
const hold: Outcome = { kind: 'hold', code: 'held' };
const advice: Outcome = { kind: 'require', authority: 'country-security-adviser', mode: 'advise' };
const inform: Outcome = { kind: 'require', authority: 'warden', mode: 'inform' };

describe('the first stopper wins and all reasons are kept', () => {
  const all = [
    of(allow),
    of(ask('clearing-officer')),
    of(hold),
    of(stop('mend', 'mend')),
    of(stop('never', 'none')),
    { step: 9, ...of({ kind: 'settle', state: 'registered' }) } satisfies Part,
  ];
  test.each([
    [1, 'automatic', []],
    [2, 'decide', []],
    [3, 'hold', ['held']],
    [4, 'return', ['held', 'mend']],
    [5, 'deny', ['held', 'mend', 'never']],
    [6, 'registered', ['held', 'mend', 'never']],
  ] as const)('with the first %i rules: %s', async (count, outcome, reasons) => {
    const verdict = await verdictOf(...all.slice(0, count));
    expect(verdict).toMatchObject({ outcome, reasons });
    expect(verdict.stages).toHaveLength(outcome === 'decide' ? 1 : 0);
  });
});

describe('a settled part', () => {
  const settle: Part = { step: 2, reason: 'settled', then: [{ kind: 'settle', state: 'not-required' }] };

  test('keeps what only tells, and nothing else of later steps', async () => {
    const verdict = await verdictOf(
      settle,
      { step: 3, then: [{ kind: 'note', code: 'told' }, inform] },
      { step: 3, reason: 'dropped', then: [stop('stopped', 'none'), { ...inform, authority: 'supervisor' }] },
      {
        step: 3,
        then: [
          { kind: 'condition', code: 'later' },
          { kind: 'openCase', process: 'other' },
        ],
      },
      { step: 1, then: [{ kind: 'condition', code: 'before' }] },
    );
    expect(verdict).toMatchObject({
      outcome: 'not-required',
      reasons: ['settled', 'told'],
      informs: [inform],
      opens: [],
    });
    expect(verdict.conditions).toEqual([{ code: 'before' }]);
    expect(verdict.fired).toHaveLength(5);
  });

  test('is settled by the lowest step', async () => {
    expect((await verdictOf({ step: 5, then: [{ kind: 'settle', state: 'registered' }] }, settle)).outcome).toBe(
      'not-required',
    );
  });
});

test('where no rule speaks, what the set says of that applies', async () => {
  const verdict = await verdictOf(of({ kind: 'note', code: 'noted' }));
  expect(verdict).toMatchObject({ outcome: 'decide', reasons: ['noted'] });
  expect(verdict.stages).toEqual([{ stage: 20, asks: [ask('regional-operations')] }]);
});

test('an allowed part with an undecided rule goes to a person', async () => {
  const verdict = await verdictOf(of(allow), { when: blind, ...of(stop('maybe', 'none')) });
  expect(verdict).toMatchObject({ outcome: 'decide', reasons: [], undecided: ['rule-1'] });
  expect(verdict.stages).toEqual([{ stage: 20, asks: [ask('designated-official')] }]);
});

test('an undecided rule does not undo a stop', async () => {
  expect((await verdictOf(of(stop('no', 'mend')), { when: blind, ...of(allow) })).outcome).toBe('return');
});

describe('stages', () => {
  const decide = (authority: 'warden' | 'under-secretary-general', rest = {}): Outcome => ({
    kind: 'require',
    authority,
    mode: 'decide',
    ...rest,
  });

  test('run advice before decision', async () => {
    const { stages } = await verdictOf(of(ask('clearing-officer')), of(advice));
    expect(stages).toEqual([
      { stage: 10, asks: [advice] },
      { stage: 20, asks: [ask('clearing-officer')] },
    ]);
  });

  test('keep the highest of the ladder, those beside it and other places apart', async () => {
    const claimants = { ...ask('clearing-officer'), of: 'claimants' } as Outcome;
    const { stages } = await verdictOf(
      of(ask('clearing-officer')),
      of(decide('warden')),
      of(ask('regional-operations')),
      of(ask('designated-official')),
      of(claimants),
    );
    expect(stages).toEqual([{ stage: 20, asks: [decide('warden'), ask('regional-operations'), claimants] }]);
  });

  test('merge like asks with the shortest deadline, and say neither stage nor default twice', async () => {
    const { stages } = await verdictOf(
      of(decide('under-secretary-general', { deadlineHours: 48, stage: 30, of: 'area', quorum: 1 })),
      of(decide('under-secretary-general', { deadlineHours: 24, stage: 30 })),
    );
    expect(stages).toEqual([{ stage: 30, asks: [decide('under-secretary-general', { deadlineHours: 24 })] }]);
  });

  test('give advice to nobody', async () => {
    expect(await verdictOf(of(advice), of(allow))).toMatchObject({ outcome: 'automatic', stages: [] });
  });
});

test('what is told, asked for and opened stays with a refusal, once each', async () => {
  const more = of(inform, { kind: 'condition', code: 'c', due: 'on-arrival' }, { kind: 'openCase', process: 'p' });
  expect(await verdictOf(of(stop('no', 'none')), more, more)).toMatchObject({
    outcome: 'deny',
    stages: [],
    informs: [inform],
    conditions: [{ code: 'c', due: 'on-arrival' }],
    opens: [{ process: 'p' }],
  });
});
