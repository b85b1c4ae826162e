// Less control is told worst first, and advice that nobody waits for any more is less control.
import { describe, expect, test } from '@jest/globals';
import { analyse } from '../../../rules/analysis/analyse.ts';
import { compareVersions } from '../../../rules/analysis/compare.ts';
import { confirm, confirmComparison } from '../../../rules/analysis/confirm.ts';
import type { Difference } from '../../../rules/analysis/findings.ts';
import type { Ask, Outcome, RuleSet } from '../../../rules/rule-set.ts';
import { travelClearanceRules } from '../../../rules/travel-clearance.ts';
import { allow, aRule, aRuleSet, ask } from '../builders.ts';
import { then } from './plant.ts';

const adviser = (stage?: number): Outcome => ({
  ...{ kind: 'require', authority: 'country-security-adviser', mode: 'advise' },
  ...(stage === undefined ? {} : { stage }),
});
const unlimited = { elapsed: () => 0 };
const compared = (before: RuleSet, after: RuleSet, mostRegions = 50) =>
  confirmComparison(
    compareVersions(before, { ...after, version: 2 }, { ...unlimited, limits: { mostRegions } }),
    before,
    after,
  );

describe('advice counts only where a decision waits for it:', () => {
  const decides = ask('designated-official');
  const heard = then('risk-unknown', adviser(), decides);

  test.each([20, 30])('moved to stage %d, beside or after the decision, it is less control', async (stage) => {
    const unheard = then('risk-unknown', adviser(stage), decides);
    const { differences } = await compared(heard, unheard);
    expect([...new Set(differences.map(({ direction }) => direction))]).toContain('less-control');
    const back = await compared(unheard, heard);
    expect(back.differences.map(({ direction }) => direction)).not.toContain('less-control');
  });

  test.each([20, 30])('in stage %d the analysis finds it', async (stage) => {
    const set = then('risk-unknown', adviser(stage), decides);
    const { findings } = await confirm(analyse(set, unlimited), set);
    expect(findings).toContainEqual(
      expect.objectContaining({ code: 'advice-not-awaited', weight: 'warns', rules: ['risk-unknown'] }),
    );
  });

  test('given before the decision it is found nowhere, and in which earlier stage is no matter', async () => {
    const earlier = then('risk-unknown', adviser(5), decides);
    for (const set of [travelClearanceRules, earlier]) {
      expect(analyse(set, unlimited).findings.map(({ code }) => code)).not.toContain('advice-not-awaited');
    }
    const { differences } = await compared(heard, earlier);
    expect(differences.map(({ direction }) => direction)).not.toContain('less-control');
  });
});

describe('of several kinds of less control', () => {
  const level = (value: string, ...said: Outcome[]) =>
    aRule({ fact: 'level', is: 'equal', value, missing: 'fails' }, { id: `at-${value}`, then: said });
  const color = (value: string, ...said: Outcome[]) =>
    aRule({ fact: 'color', is: 'equal', value, missing: 'fails' }, { id: `on-${value}`, then: said });
  const deny: Outcome = { kind: 'stop', code: 'never', remedy: 'none' };
  const condition: Outcome = { kind: 'condition', code: 'radio' };
  const two = [ask('designated-official'), { ...ask('regional-operations'), of: 'traveller' } as Ask];
  const before = aRuleSet([
    level('low', adviser(), ask('clearing-officer'), condition),
    level('medium', ...two),
    level('high', ask('designated-official')),
    color('red', deny),
    color('green', { kind: 'hold', code: 'wait' }),
  ]);
  const after = aRuleSet([
    level('low', ask('clearing-officer')),
    level('medium', ask('designated-official')),
    level('high', allow),
    color('green', { kind: 'note', code: 'seen' }),
  ]);
  const rankOf = ({ before: was, after: is }: Difference) => {
    const isHalted = ['deny', 'return', 'hold'].includes(was.outcome);
    const isCleared = ['automatic', 'not-required', 'registered'].includes(is.outcome);
    if (isCleared) return isHalted ? 0 : 1;
    if (isHalted && is.outcome === 'decide') return 2;
    const deciders = ({ stages }: typeof was) =>
      stages.flatMap(({ asks }) => asks.filter(({ mode }) => mode === 'decide'));
    return deciders(is).length < deciders(was).length ? 3 : 4;
  };
  const ranksOf = (differences: readonly Difference[]) =>
    differences.filter(({ direction }) => direction === 'less-control').map(rankOf);

  test('those cleared with nobody come first, those denied or held before all, then fewer deciders, then the rest', async () => {
    const { differences, notDecided } = await compared(before, after);
    const ranks = ranksOf(differences);
    expect(notDecided).toEqual([]);
    expect(ranks).toEqual(ranks.toSorted((one, other) => one - other));
    expect([...new Set(ranks)]).toEqual([0, 1, 2, 3, 4]);
    expect(differences.slice(0, ranks.length).every(({ direction }) => direction === 'less-control')).toBe(true);
  });

  test('what the list has no room for is the least dangerous, and is owned up to', async () => {
    const all = ranksOf((await compared(before, after)).differences);
    for (let most = 1; most < all.length; most += 1) {
      const { differences, notDecided } = await compared(before, after, most);
      expect(ranksOf(differences)).toEqual(all.slice(0, most));
      expect(notDecided).toContainEqual({ what: 'less control', why: 'size' });
      expect(notDecided.filter(({ what }) => what === 'less control').length).toBe(1);
    }
  });
});
