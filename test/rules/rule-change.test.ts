// Who decides a change of rules by the default rules, and what counts as a change of one country.
import { expect, test } from '@jest/globals';
import { compile, judge } from '../../rules/judge.ts';
import { nationalReach } from '../../rules/rule-change-reach.ts';
import { ruleChangeRules } from '../../rules/rule-change.ts';
import type { Facts, Rule, RuleSet } from '../../rules/rule-set.ts';
import { aRule, aRuleSet, allow } from './builders.ts';

const compiled = compile(ruleChangeRules);
const calm: Facts = {
  ...{ reach: 'national', ownCountry: 'XA', checksPass: true, lessControl: false, comparisonComplete: true },
  ...{ isReturn: false, filerHolds: 'none', takesBackFrom: 'none' },
};

/** Outcome, who decides, who advises. */
async function asked(facts: Facts): Promise<[string, string[], string[]]> {
  const verdict = await judge(compiled, { ...calm, ...facts }, { country: 'XA', area: null, date: '2027-03-01' });
  const asks = verdict.stages.flatMap((stage) => stage.asks);
  const of = (mode: string) => asks.filter((one) => one.mode === mode).map((one) => one.authority);
  return [verdict.outcome, of('decide'), of('advise')];
}

test.each<[string, Facts, string, string | undefined, string?]>([
  ['a national change is the official’s', {}, 'decide', 'designated-official'],
  ['a national change with less control is the desk’s', { lessControl: true }, 'decide', 'regional-operations'],
  ['a global change is the desk’s', { reach: 'global' }, 'decide', 'regional-operations'],
  [
    'a global change with less control is the Under-Secretary-General’s',
    { reach: 'global', lessControl: true },
    'decide',
    'under-secretary-general',
    'regional-operations',
  ],
  ['what fails its checks goes back', { checksPass: false }, 'return', undefined],
  ['a return in a country is the official’s', { isReturn: true }, 'decide', 'designated-official'],
  [
    'a return in a country to less control is his where he published what it takes back',
    { isReturn: true, lessControl: true, takesBackFrom: 'designated-official' },
    'decide',
    'designated-official',
  ],
  [
    'a return in a country to less control than another office asked for is the desk’s',
    { isReturn: true, lessControl: true, takesBackFrom: 'regional-operations' },
    'decide',
    'regional-operations',
  ],
  [
    'so it is where nobody knows who published it',
    { isReturn: true, lessControl: true },
    'decide',
    'regional-operations',
  ],
  ['a return everywhere is the desk’s', { isReturn: true, reach: 'global' }, 'decide', 'regional-operations'],
  [
    'who holds more than need be asked decides his own return',
    { isReturn: true, filerHolds: 'under-secretary-general' },
    'decide',
    'under-secretary-general',
  ],
  ['what is not known is the Under-Secretary-General’s', { reach: null }, 'decide', 'under-secretary-general'],
])('%s', async (_, facts, outcome, decides, ...advises) => {
  expect(await asked(facts)).toEqual([outcome, decides ? [decides] : [], advises]);
});

const yes = { fact: 'yes', is: 'equal', value: true } as const;
const rule = (id: string, scope?: Rule['scope']): Rule => ({ ...aRule(yes), id, ...(scope ? { scope } : {}) });
const base = aRuleSet([rule('everywhere'), rule('in-xa', { countries: ['XA'] })]);
const ownerOf = (area: string) => ({ 'XA-1': 'XA', 'XB-1': 'XB' })[area];
const reach = (after: RuleSet, countries: string[] | null = ['XA']) =>
  nationalReach([base], after, { countries }, ownerOf);
const plus = (...rules: Rule[]): RuleSet => ({ ...base, rules: [...base.rules, ...rules] });

test('a rule added, changed or removed of one country is national where it is in force only there', () => {
  expect(reach(plus(rule('new', { countries: ['XA'] })))).toBe('XA');
  expect(reach(plus(rule('new', { areas: ['XA-1'] })))).toBe('XA');
  expect(reach({ ...base, rules: [base.rules[0]!] })).toBe('XA');
  expect(reach(plus(rule('new', { countries: ['XA'] })), null)).toBeNull();
  expect(reach(plus(rule('new', { countries: ['XA'] })), ['XA', 'XB'])).toBeNull();
});

test('whatever reaches beyond that country is not national', () => {
  expect(reach(plus(rule('new')))).toBeNull();
  expect(reach(plus(rule('new', { countries: ['XB'] })))).toBeNull();
  expect(reach(plus(rule('new', { countries: ['XA', 'XB'] })))).toBeNull();
  expect(reach(plus(rule('new', { areas: ['XA-1', 'XB-1'] })))).toBeNull();
  expect(reach({ ...base, rules: [base.rules[1]!] })).toBeNull();
  expect(reach({ ...base, rules: [base.rules[0]!, rule('in-xa')] })).toBeNull();
  expect(reach({ ...base, otherwise: [allow] })).toBeNull();
  expect(reach({ ...base, facts: [...base.facts, { ...base.facts[0]!, name: 'more' }] })).toBeNull();
});
