// Small spaces judged case by case: what an analysis and a comparison report is all there is, and nothing else.
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { analyse } from '../../../rules/analysis/analyse.ts';
import { compareVersions } from '../../../rules/analysis/compare.ts';
import { confirm, confirmComparison } from '../../../rules/analysis/confirm.ts';
import type { Route } from '../../../rules/analysis/findings.ts';
import { routeIn } from '../../../rules/analysis/routes.ts';
import { compile } from '../../../rules/compile.ts';
import { explain } from '../../../rules/explain.ts';
import type { RuleSet } from '../../../rules/rule-set.ts';
import { aRule, aRuleSet } from '../builders.ts';
import { isInRegion } from './in-region.ts';
import { aSmallRuleSet, everySmallCase, twoVersions } from './random-rules.ts';

const namedIn = (...sets: RuleSet[]) =>
  sets.flatMap(({ rules }) => rules.flatMap(({ scope }) => scope?.countries ?? []));
const limits = { mostRegions: 100_000 };
const unlimited = { limits, elapsed: () => 0 };

test('every case no rule speaks of lies in a reported gap, and no other does', async () => {
  await fc.assert(
    fc.asyncProperty(aSmallRuleSet, async (ruleSet) => {
      const analysis = await confirm(analyse(ruleSet, unlimited), ruleSet);
      expect(analysis.notDecided).toEqual([]);
      const gaps = analysis.findings.flatMap((one) => (one.code === 'no-rule-speaks' ? [one.region ?? []] : []));
      const compiled = compile(ruleSet);
      const wrong = everySmallCase.filter((one) => {
        const traces = explain(compiled, one.facts, one.in);
        const isReported = gaps.some((region) => isInRegion(region, one, namedIn(ruleSet)));
        return isReported !== isGap(ruleSet, traces);
      });
      expect(wrong).toEqual([]);
    }),
    { numRuns: 15 },
  );
});

test('every case that two versions judge differently lies within a reported change; every region changes', async () => {
  await fc.assert(
    fc.asyncProperty(twoVersions, async ({ before, after }) => {
      const comparison = await confirmComparison(compareVersions(before, after, unlimited), before, after);
      expect(comparison.notDecided).toEqual([]);
      const named = namedIn(before, after);
      const [old, next] = [compile(before), compile(after)];
      for (const one of everySmallCase) {
        const [was, is] = [routeIn(old, one), routeIn(next, one)];
        const around = comparison.differences.filter(({ within }) => isInRegion(within, one, named));
        const inside = comparison.differences.filter(({ region }) => isInRegion(region, one, named));
        const differs = words(was) !== words(is);
        if (differs) expect(around).not.toEqual([]);
        if (inside.length > 0) expect({ one, differs }).toEqual({ one, differs: true });
        const fall = rank(is) - rank(was);
        if (fall < 0) expect(around.map(({ direction }) => direction)).toContain('less-control');
        if (inside.some(({ direction }) => direction === 'less-control')) expect(fall).toBeLessThanOrEqual(0);
        if (inside.some(({ direction }) => direction === 'more-control')) expect(fall).toBeGreaterThanOrEqual(0);
      }
    }),
    { numRuns: 12 },
  );
});

test('a deadline only one of two versions names is no change where neither comes to it', () => {
  const ask = (deadlineHours: number) => ({
    ...{ kind: 'require' as const, authority: 'clearing-officer' as const, mode: 'decide' as const, deadlineHours },
  });
  const level = (value: string) => ({ fact: 'level', is: 'equal' as const, value });
  const [low, high] = [aRule(level('low'), { id: 'low', then: [ask(12)] }), level('high')];
  const before = aRuleSet([low, aRule(high, { id: 'high', then: [ask(24)] })]);
  const after = aRuleSet([low], { version: 2 });
  const { differences } = compareVersions(before, after, unlimited);
  expect(differences.flatMap(({ example }) => example.facts['level'])).not.toContain('low');
  expect(differences.every((one) => words(one.before) !== words(one.after))).toBe(true);
});

test('a rule called redundant changes nothing when it is left out, and one that is not does', () => {
  fc.assert(
    fc.property(aSmallRuleSet, (ruleSet) => {
      const { findings } = analyse(ruleSet, unlimited);
      const compiled = compile(ruleSet);
      const idle = findings.filter(({ kind }) => kind === 'redundant').flatMap(({ rules }) => rules);
      const silent = findings.filter(({ kind }) => kind === 'never-fires').flatMap(({ rules }) => rules);
      for (const { id } of ruleSet.rules) {
        const fires = everySmallCase.some((one) =>
          explain(compiled, one.facts, one.in).some((trace) => trace.rule === id && trace.result === 'fired'),
        );
        expect({ id, fires }).toEqual({ id, fires: !silent.includes(id) });
        if (!fires || ruleSet.rules.length === 1) continue;
        const without = compile({ ...ruleSet, rules: ruleSet.rules.filter((rule) => rule.id !== id) });
        const isNeeded = everySmallCase.some((one) => words(routeIn(compiled, one)) !== words(routeIn(without, one)));
        expect({ id, isNeeded }).toEqual({ id, isNeeded: !idle.includes(id) });
      }
    }),
    { numRuns: 15 },
  );
});

function isGap({ rules }: RuleSet, traces: readonly { rule: string; result: string }[]): boolean {
  const fired = traces.filter(({ result }) => result === 'fired').map(({ rule }) => rule);
  const said = rules.filter(({ id }) => fired.includes(id)).flatMap(({ then }) => then);
  const speaks = said.some(
    (one) =>
      ['stop', 'hold', 'allow', 'settle'].includes(one.kind) || (one.kind === 'require' && one.mode === 'decide'),
  );
  return !speaks && !traces.some(({ result }) => result === 'undecided');
}

const ranks = { 'not-required': 0, registered: 0, automatic: 1, decide: 2, hold: 3, return: 3, deny: 4 };
const rank = ({ outcome }: Route) => ranks[outcome];

/** A route without the order in which rules were written. */
function words({ outcome, stages, informs, conditions, opens, reasons }: Route): string {
  const bag = (items: readonly unknown[]) => items.map((item) => JSON.stringify(item)).sort();
  const steps = stages.map(({ stage, asks }) => [stage, bag(asks)]);
  return JSON.stringify([outcome, steps, bag(informs), bag(conditions), bag(opens), bag(reasons)]);
}
