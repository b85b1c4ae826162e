// Small rule sets and travel parts for tests, complete by default.
import { unhindered } from '../../rules/packs/examples.ts';
import type { Condition, Facts, Outcome, Rule, RuleSet } from '../../rules/rule-set.ts';

export const anywhere = { country: 'C', area: 'C-1', organization: 'org', date: '2027-03-01' };

export const allow: Outcome = { kind: 'allow' };
export const ask = (authority: 'clearing-officer' | 'designated-official' | 'regional-operations'): Outcome => ({
  kind: 'require',
  authority,
  mode: 'decide',
});

export function aRule(when: Condition, rest: Partial<Rule> = {}): Rule {
  return { id: 'rule', title: 'A rule', source: 'a test', step: 1, when, then: [allow], ...rest };
}

export function aRuleSet(rules: Rule[], rest: Partial<RuleSet> = {}): RuleSet {
  return {
    name: 'test',
    version: 1,
    title: 'A rule set',
    hitPolicy: 'collect',
    facts: [
      { name: 'yes', title: 'Yes', of: { type: 'boolean' }, from: 'a test' },
      { name: 'count', title: 'Count', of: { type: 'number' }, from: 'a test' },
      { name: 'color', title: 'Color', of: { type: 'choice', values: ['red', 'green'] }, from: 'a test' },
      { name: 'level', title: 'Level', of: { type: 'scale', values: ['low', 'medium', 'high'] }, from: 'a test' },
      { name: 'codes', title: 'Codes', of: { type: 'list' }, from: 'a test' },
      { name: 'day', title: 'Day', of: { type: 'date' }, from: 'a test' },
      { name: 'name', title: 'Name', of: { type: 'text' }, from: 'a test' },
    ],
    rules,
    otherwise: [ask('regional-operations')],
    undecided: [ask('designated-official')],
    ...rest,
  };
}

/** A traveller on official business whom an automatic area lets in: every fact known, nothing in the way. */
export function aTravelPart(facts: Facts = {}): Facts {
  return { ...unhindered, ...facts };
}
