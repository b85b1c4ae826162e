// Travel clearance of a non-governmental organization: the shared rules, and where line management decides otherwise.
import type { Outcome, Rule } from '../rule-set.ts';
import { adviser, asked, decide, inTime, people, tellOfficial } from '../travel-clearance-terms.ts';
import { travelClearanceRules } from '../travel-clearance.ts';

const regionalAdvice: Outcome = { kind: 'require', authority: 'regional-operations', mode: 'advise' };
const globalDirector: Outcome = { kind: 'require', authority: 'under-secretary-general', mode: 'decide' };
const risk = (is: 'equal' | 'at-least' | 'less', value: string) => ({ fact: 'presentRisk', is, value }) as const;

/** Who decides here is line management: there is no clearing chain beside it (domain 7, NGO mapping). */
const own: Rule[] = [
  {
    id: 'visitor',
    title: 'The country director answers for every visitor and guest',
    source: 'Domain 7, NGO mapping; 1.1 line 7, 1.9',
    step: 6,
    when: { all: [people, asked, inTime, { fact: 'travellerCategory', is: 'equal', value: 'guest' }] },
    reason: 'coverage-risk',
    then: [decide('designated-official')],
  },
  {
    id: 'medium-risk',
    title: 'From medium risk upward the country director decides',
    source: 'Domain 7, NGO mapping; 2.3',
    step: 9,
    when: { all: [people, asked, risk('at-least', 'medium'), risk('less', 'very-high')] },
    reason: 'above-delegation',
    then: [decide('designated-official')],
  },
  {
    id: 'high-risk',
    title: 'At high risk the security adviser of the country speaks first',
    source: 'Domain 7, NGO mapping; 2.3',
    step: 9,
    when: { all: [people, asked, risk('equal', 'high')] },
    then: [adviser],
  },
  {
    id: 'very-high-risk',
    title: 'At very high risk the global security director decides after regional advice',
    source: 'Domain 7, NGO mapping; 2.3',
    step: 9,
    when: { all: [people, asked, risk('equal', 'very-high')] },
    reason: 'above-delegation',
    then: [regionalAdvice, globalDirector, tellOfficial],
  },
];

/** What was accepted at very high risk goes to the global director like the rest of it; a guest is a visitor. */
const leftOut = new Set(['very-high-accepted', 'guest']);

/** Asked in the same cases as the shared rule of that id. */
const changed: Readonly<Record<string, Partial<Omit<Rule, 'id'>>>> = {
  'flight-group': {
    title: 'More heads on one flight than allowed is for the chief executive',
    source: 'Domain 7, NGO mapping; 1.6',
    then: [{ kind: 'require', authority: 'executive-head', mode: 'decide', of: 'traveller' }],
  },
  operator: {
    title: 'For an air operator not on the list the country director decides after regional advice',
    source: 'Domain 7, NGO mapping; 5',
    then: [regionalAdvice, decide('designated-official')],
  },
  'personal-controlled': {
    title: 'Where numbers are controlled, the country director decides on personal travel too',
    source: 'Domain 7, NGO mapping; 1.1 line 4',
    then: [decide('designated-official')],
  },
  'own-travel': {
    title: 'On the own travel of the country director the regional adviser speaks first',
    source: 'Domain 7, NGO mapping; 1.11',
    then: [regionalAdvice],
  },
  'normal-work-area': {
    title: 'Locally recruited staff need no clearance inside their normal work area',
    source: 'Domain 1.1 line 6',
  },
  'ban-exempt': {
    title: 'Who is exempt from a ban by name is decided by the country director',
    source: 'Domain 7, NGO mapping; 1.3',
  },
  manual: { title: 'Where the policy is manual, or there is none, a clearing officer decides', source: 'Domain 1.3' },
  disputed: {
    title: 'Country directors of the other countries that claim an area are told',
    source: 'Domain 7, NGO mapping; 1.11',
  },
  'no-official': {
    title: 'In a country without a country director the regional security adviser decides',
    source: 'Domain 7, NGO mapping; 1.11',
  },
  'nobody-acts': {
    title: 'A country director does not leave while nobody acts in his place',
    source: 'Domain 7, NGO mapping; 5',
  },
  'nobody-acts-personal': {
    title: 'A gap in authority through personal travel is raised with the regional security adviser',
    source: 'Domain 7, NGO mapping; 1.11',
  },
  'after-the-fact': {
    title: 'A move on a verbal approval is ratified by the country director',
    source: 'Domain 7, NGO mapping; 1.8',
  },
};

export const ngoTravelRules: Rule[] = [
  ...travelClearanceRules.rules
    .filter(({ id }) => !leftOut.has(id) && !own.some((rule) => rule.id === id))
    .map((rule) => ({ ...rule, ...changed[rule.id] })),
  ...own,
].toSorted((one, other) => one.step - other.step);
