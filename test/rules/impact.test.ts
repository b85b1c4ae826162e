// What a replay tells: which kind of change each part is, and which queues grow.
import { describe, expect, test } from '@jest/globals';
import { impactTally, kindOf, type Replayed } from '../../rules/impact.ts';
import { compile } from '../../rules/judge.ts';
import { judgeQuickly } from '../../rules/quick-judge.ts';
import type { Outcome, Verdict } from '../../rules/rule-set.ts';
import { aRule, aRuleSet, allow, anywhere, ask } from './builders.ts';

const inform: Outcome = { kind: 'require', authority: 'supervisor', mode: 'inform' };
const stop = (remedy: 'mend' | 'none'): Outcome => ({ kind: 'stop', code: 'stopped', remedy });
const verdictOf = (...then: Outcome[]): Verdict =>
  judgeQuickly(compile(aRuleSet([aRule({ fact: 'yes', is: 'present' }, { then })])), { yes: true }, anywhere);

const automatic = verdictOf(allow);
const registered = verdictOf({ kind: 'settle', state: 'registered' });
const clerk = verdictOf(ask('clearing-officer'));
const official = verdictOf(ask('designated-official'));
const returned = verdictOf(stop('mend'));
const denied = verdictOf(stop('none'));
const held = verdictOf({ kind: 'hold', code: 'wait' });

describe('a part', () => {
  test.each([
    ['no-person', official, automatic],
    ['no-person', official, registered],
    ['no-person', denied, automatic],
    ['no-longer-halted', held, clerk],
    ['newly-halted', official, returned],
    ['newly-halted', automatic, held],
    ['newly-halted', returned, denied],
    ['newly-decided', automatic, official],
    ['other-deciders', clerk, official],
    ['other-terms', clerk, verdictOf(ask('clearing-officer'), inform)],
    ['other-terms', registered, automatic],
  ] as const)('counts as %s', (kind, before, after) => expect(kindOf(before, after)).toBe(kind));

  test('that goes the same way for other reasons does not change', () => {
    expect(kindOf(automatic, automatic)).toBeUndefined();
    expect(kindOf(automatic, verdictOf(allow, { kind: 'note', code: 'noted' }))).toBeUndefined();
    expect(kindOf(clerk, verdictOf(ask('clearing-officer')))).toBeUndefined();
  });
});

describe('a tally', () => {
  const part = (ordinal: number, before: Verdict, after: Verdict, area = 'C-1'): Replayed => ({
    ...{ caseId: `case-${area}`, reference: `TC-${area}`, ordinal, country: 'C', area, before, after },
  });

  test('counts each part once, the heaviest kind first, and keeps the first samples', () => {
    const tally = impactTally({ mostSamples: 2 });
    tally.add(part(1, clerk, official));
    for (const ordinal of [2, 3, 4]) tally.add(part(ordinal, official, automatic));
    tally.add(part(5, automatic, automatic, 'C-2'));
    const { cases, parts, changed, kinds } = tally.result();
    expect({ cases, parts, changed }).toEqual({ cases: 2, parts: 5, changed: 4 });
    expect(kinds.map((one) => [one.kind, one.parts, one.samples.map(({ ordinal }) => ordinal)])).toEqual([
      ['no-person', 3, [2, 3]],
      ['other-deciders', 1, [1]],
    ]);
    expect(kinds[0]?.samples[0]).toEqual({
      ...{ caseId: 'case-C-1', reference: 'TC-C-1', ordinal: 2, country: 'C', area: 'C-1' },
      ...{ before: 'decide', after: 'automatic' },
    });
  });

  test('tells the queues that grow or shrink, the greatest change first, by authority and place', () => {
    const tally = impactTally();
    tally.add(part(1, clerk, official));
    tally.add(part(2, official, clerk, 'C-2'));
    tally.add(part(3, official, automatic, 'C-2'));
    tally.add(part(4, official, returned, 'C-2'));
    const brief = tally.result().queues.map(({ authority, area, before, after }) => [authority, area, before, after]);
    expect(brief).toEqual([
      ['designated-official', 'C-2', 3, 0],
      ['clearing-officer', 'C-1', 1, 0],
      ['clearing-officer', 'C-2', 0, 1],
      ['designated-official', 'C-1', 0, 1],
    ]);
  });

  test('of nothing is nothing', () => {
    expect(impactTally().result()).toEqual({ cases: 0, parts: 0, changed: 0, kinds: [], queues: [] });
  });
});
