// What a rule bound to an area reaches: the area and all that lies in it, however it is asked.
import { expect, test } from '@jest/globals';
import { analyse } from '../../rules/analysis/analyse.ts';
import { compareVersions } from '../../rules/analysis/compare.ts';
import { confirm, confirmComparison } from '../../rules/analysis/confirm.ts';
import { compile, explain, judge } from '../../rules/judge.ts';
import type { JudgedIn } from '../../rules/judge.ts';
import { judgeQuickly } from '../../rules/quick-judge.ts';
import type { RuleSet } from '../../rules/rule-set.ts';
import { runTests } from '../../rules/rule-tests.ts';
import { allow, anywhere, aRule, aRuleSet } from './builders.ts';

const known = { fact: 'yes', is: 'present' } as const;
const closed = aRule(known, {
  ...{ id: 'closed', scope: { areas: ['region'] } },
  then: [{ kind: 'stop', code: 'closed', remedy: 'none' }],
});
const open = aRule(known, { id: 'open', then: [allow] });
const set = aRuleSet([closed, open]);
const areas = { district: ['region'], town: ['district', 'region'] };

async function outcomes(ruleSet: RuleSet, where: Partial<JudgedIn>): Promise<string[]> {
  const compiled = compile(ruleSet);
  const judged = { ...anywhere, ...where };
  const traces = explain(compiled, { yes: true }, judged).filter(({ result }) => result === 'fired');
  const verdicts = [await judge(compiled, { yes: true }, judged), judgeQuickly(compiled, { yes: true }, judged)];
  for (const { fired } of verdicts) expect(fired).toEqual(traces.map(({ rule }) => rule));
  return verdicts.map(({ outcome }) => outcome);
}

test('a halt for a region holds for every stop within it', async () => {
  expect(await outcomes(set, { area: 'region' })).toEqual(['deny', 'deny']);
  expect(await outcomes(set, { area: 'town', inside: areas.town })).toEqual(['deny', 'deny']);
  expect(await outcomes(set, { area: 'coast', inside: ['shore'] })).toEqual(['automatic', 'automatic']);
  expect(await outcomes(set, { area: null, inside: ['region'] })).toEqual(['automatic', 'automatic']);
});

test('a rule that names an area and one around it fires once', async () => {
  const twice = aRuleSet([{ ...closed, scope: { areas: ['town', 'region'] } }]);
  const { fired } = judgeQuickly(compile(twice), { yes: true }, { ...anywhere, area: 'town', inside: areas.town });
  expect(fired).toEqual(['closed']);
});

test('an example kept with the rules says what its area lies in', async () => {
  const example = { name: 'In the town', facts: { yes: true }, expect: { outcome: 'deny' as const } };
  const where = { ...anywhere, area: 'town', inside: areas.town };
  expect((await runTests({ ...set, tests: [{ ...example, in: where }] })).failed).toBe(0);
  const { inside: _, ...alone } = where;
  expect((await runTests({ ...set, tests: [{ ...example, in: alone }] })).failed).toBe(1);
});

test('the analysis sees that who is let into a town goes past the halt for its region', async () => {
  const settled = aRule(known, {
    id: 'settled',
    scope: { areas: ['town'] },
    then: [{ kind: 'settle', state: 'registered' }],
  });
  const both = aRuleSet([settled, closed]);
  const blocking = ({ findings }: ReturnType<typeof analyse>) => findings.filter(({ weight }) => weight === 'blocks');
  expect(blocking(analyse(both))).toEqual([]);
  const [found] = blocking(await confirm(analyse(both, { areas }), both));
  expect(found).toMatchObject({ code: 'settled-over-halt', example: { in: { area: 'town', inside: areas.town } } });
});

test('the comparison sees a town that falls out of a region', async () => {
  const narrower = aRuleSet([{ ...closed, scope: { areas: ['district'] } }, open], { version: 2 });
  const { differences } = await confirmComparison(compareVersions(set, narrower, { areas }), set, narrower);
  expect(differences).toMatchObject([{ direction: 'less-control', example: { in: { area: 'region' } } }]);
  const [wider] = compareVersions(narrower, set, { areas }).differences;
  expect(wider).toMatchObject({
    direction: 'more-control',
    region: [{ fact: 'yes' }, { fact: 'area', values: ['region'] }],
  });
});
