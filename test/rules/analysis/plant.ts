// Small edits of the default rules of travel clearance, as somebody might make them by a slip.
import type { AreasAround } from '../../../rules/analysis/space.ts';
import type { Roster } from '../../../rules/analysis/roster.ts';
import type { Condition, FactDeclaration, Outcome, Rule, RuleSet } from '../../../rules/rule-set.ts';
import { travelClearanceRules } from '../../../rules/travel-clearance.ts';

export type Planted = {
  slip: string;
  set: RuleSet;
  code: string;
  /** Must be among the rules of the finding. */
  rules?: string[];
  invariant?: string;
  /** What the example of the finding must hold. */
  facts?: Record<string, unknown>;
  place?: Record<string, unknown>;
  roles?: Roster;
  areas?: AreasAround;
  /** No rule looked at alone shows it: it takes several, their order, a day, a fact that is missing, or the value at an edge. */
  subtle?: Subtlety;
};

export const subtleties = ['interplay', 'order', 'dates', 'absence', 'edge'] as const;
export type Subtlety = (typeof subtleties)[number];

type All = { all: Condition[] };
export const test = (fact: string, is: string, value?: unknown, missing?: string): Condition =>
  ({ fact, is, ...(value === undefined ? {} : { value }), ...(missing ? { missing } : {}) }) as Condition;

/** The rule with its conditions, all of which must hold, edited. */
export function when(id: string, edit: (all: Condition[]) => Condition[]): RuleSet {
  return change(id, (rule) => ({ ...rule, when: { all: edit((rule.when as All).all) } }));
}

/** The test of that fact said otherwise, wherever it stands among the conditions. */
export function said(id: string, fact: string, other: Condition): RuleSet {
  return when(id, (all) => all.map((one) => ('fact' in one && one.fact === fact ? other : one)));
}

export function then(id: string, ...outcomes: Outcome[]): RuleSet {
  return change(id, (rule) => ({ ...rule, then: outcomes }));
}

export function scoped(id: string, scope: Rule['scope']): RuleSet {
  return change(id, (rule) => ({ ...rule, scope }) as Rule);
}

export function change(id: string, edit: (rule: Rule) => Rule, set: RuleSet = travelClearanceRules): RuleSet {
  if (!set.rules.some((rule) => rule.id === id)) throw new Error(`There is no rule ${id}`);
  return { ...set, rules: set.rules.map((rule) => (rule.id === id ? edit(rule) : rule)) };
}

export function without(id: string, set: RuleSet = travelClearanceRules): RuleSet {
  return { ...set, rules: set.rules.filter((rule) => rule.id !== id) };
}

export function add(rule: Pick<Rule, 'step' | 'when' | 'then'> & Partial<Rule>, set: RuleSet = travelClearanceRules) {
  return { ...set, rules: [...set.rules, { id: 'new', title: 'A new rule', source: 'a test', ...rule }] };
}

export function declared(name: string, edit: (fact: FactDeclaration) => FactDeclaration): RuleSet {
  const facts = travelClearanceRules.facts.map((fact) => (fact.name === name ? edit(fact) : fact));
  return { ...travelClearanceRules, facts };
}

export const decide = (authority: string, rest: object = {}): Outcome =>
  ({ kind: 'require', authority, mode: 'decide', ...rest }) as Outcome;
export const allow: Outcome = { kind: 'allow' };
export const settle: Outcome = { kind: 'settle', state: 'not-required' };
export const people = test('subject', 'in', ['traveller', 'dependants']);
export const traveller = test('subject', 'equal', 'traveller');
export const official = test('travelType', 'equal', 'official');
export const notPersonal = test('travelType', 'in', ['official', 'entitlement']);
