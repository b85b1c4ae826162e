// What the replay is measured on: 300 rules in force, a draft of them, and trips as they were judged, the same each time.
import { travelClearanceRules } from '../../rules/travel-clearance.ts';
import type { Condition, FactValue, Facts, Rule, RuleSet } from '../../rules/rule-set.ts';
import type { JudgedIn } from '../../rules/scope.ts';
import { randomFrom, type Random } from './random.ts';

const size = 300;
const [countries, areasEach] = [10, 6];
const organizations = ['o-1', 'o-2', 'o-3', 'o-4'];
const { facts: declared, rules: common } = travelClearanceRules;

/** The default rules of travel, which hold everywhere, and rules of places beside them. */
export const inForce: RuleSet = {
  ...travelClearanceRules,
  name: 'measured',
  rules: [...common, ...Array.from({ length: size - common.length }, (_, index) => localRule(index))],
  tests: [],
  invariants: [],
};

/** Every seventh rule of a place lets people pass where it asked somebody, or the other way round. */
export const draft: RuleSet = {
  ...inForce,
  version: 2,
  rules: inForce.rules.map((rule, index) =>
    index < common.length || index % 7 !== 0
      ? rule
      : { ...rule, then: [index % 2 === 0 ? { kind: 'allow' } : decide('designated-official')] },
  ),
};

export type Trip = { facts: Facts; in: Required<Omit<JudgedIn, 'inside'>>; filedMinutesAgo: number };

/** Most facts are known and ordinary, as in what people file; some are missing. */
export function tripOf(index: number): Trip {
  const random = randomFrom(index + 1);
  const facts = Object.fromEntries(declared.map(({ name, of }) => [name, valueOf(name, of, random)]));
  const [country, area] = placeOf(random);
  return {
    facts,
    in: { country, area, organization: random.of(organizations), date: '2027-03-01' },
    filedMinutesAgo: index % 129_600,
  };
}

function valueOf(name: string, of: RuleSet['facts'][number]['of'], random: Random): FactValue | null {
  if (name === 'subject') return 'traveller';
  if (name === 'banExemption') return null;
  if (random() < (name === 'emergencyKind' ? 0.98 : 0.02)) return null;
  switch (of.type) {
    case 'boolean':
      return ['entryModeAllowed', 'operatorListed', 'officialPresent', 'placeFree'].includes(name) !== random() < 0.04;
    case 'number':
      return random.below(700);
    case 'choice':
    case 'scale':
      return random() < 0.6 ? of.values[0]! : random.of(of.values);
    case 'list':
      return random() < 0.92 ? [] : ['a-course'];
    case 'date':
      return '2027-03-01';
    case 'text':
      return 'a text';
  }
}

function localRule(index: number): Rule {
  const random = randomFrom(10_000 + index);
  const [country, area] = placeOf(random);
  const scope = index % 3 === 0 ? { countries: [country] } : { countries: [country], areas: [area] };
  return {
    ...{ id: `local-${index}`, title: `Local rule ${index}`, source: 'a measurement', step: 50 + (index % 5) },
    scope: index % 5 === 0 ? { ...scope, organizations: [random.of(organizations)] } : scope,
    when: { all: [conditionOf(random), { any: [conditionOf(random), { not: conditionOf(random) }] }] },
    then: [index % 4 === 0 ? { kind: 'condition', code: `local-${index % 9}` } : decide(deciderOf(random))],
  };
}

function conditionOf(random: Random): Condition {
  const { name, of } = random.of(declared.filter((one) => one.of.type !== 'text'));
  switch (of.type) {
    case 'number':
      return { fact: name, is: random.of(['less', 'at-least'] as const), value: random.below(700) };
    case 'scale':
      return { fact: name, is: random.of(['at-least', 'at-most'] as const), value: random.of(of.values) };
    case 'choice':
      return { fact: name, is: random.of(['equal', 'not-equal'] as const), value: random.of(of.values) };
    case 'list':
      return { fact: name, is: 'not-empty' };
    default:
      return { fact: name, is: 'equal', value: random() < 0.5 };
  }
}

function decide(authority: 'clearing-officer' | 'designated-official') {
  return { kind: 'require', authority, mode: 'decide' } as const;
}

function deciderOf(random: Random) {
  return random.of(['clearing-officer', 'designated-official'] as const);
}

function placeOf(random: Random): [country: string, area: string] {
  const country = `C${random.below(countries)}`;
  return [country, `${country}-${random.below(areasEach)}`];
}
