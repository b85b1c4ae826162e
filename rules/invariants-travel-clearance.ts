// What no edit of the travel clearance rules may undo (domain 1.1, 1.3, 1.8, 2.3).
import type { BuiltIn } from './invariants.ts';
import { riskMatrix } from './risk.ts';
import type { Criticality } from './risk.ts';
import type { Condition } from './rule-set.ts';

const is = (fact: string, value: string | boolean, missing: 'holds' | 'fails' = 'fails'): Condition => ({
  fact,
  is: 'equal',
  value,
  missing,
});

/** Parts about people, unless it is known that they are about a flight or its operator. */
const people: Condition = { fact: 'subject', is: 'in', value: ['traveller', 'dependants'], missing: 'holds' };
/** Of the people the system covers, where they leave the airport and their normal work area. */
const covered: Condition[] = [
  people,
  { not: is('travellerCategory', 'partner') },
  { not: is('transit', 'airside') },
  {
    not: {
      all: [
        is('travellerCategory', 'local'),
        is('withinWorkArea', true),
        { not: is('travelType', 'personal', 'holds') },
      ],
    },
  },
];
const required: Condition = { not: is('travelType', 'personal') };
/** Personal travel too, where a policy of the area speaks of it. */
const asked: Condition = { any: [required, { fact: 'clearanceMode', is: 'present' }] };

const known: Condition[] = ['subject', 'travelType'].map((fact) => ({ fact, is: 'present' }));
const official = is('travelType', 'official');
const fromRatingUp: Condition = {
  fact: 'presentRisk',
  is: 'at-least',
  value: riskMatrix.ratingFrom,
  missing: 'fails',
};

const halted = { be: 'halted' } as const;
const byOfficial = { be: 'decided', atLeast: 'designated-official' } as const;

const aboveCeiling: BuiltIn[] = Object.entries(riskMatrix.ceilings).map(([criticality, ceiling]) => ({
  id: `above-ceiling-${criticality.toLowerCase()}`,
  title: `Nothing clears a ${criticality as Criticality} activity above ${ceiling.replace('-', ' ')} risk`,
  source: 'Domain 2.3',
  when: {
    all: [
      ...covered,
      ...known,
      official,
      is('criticality', criticality),
      { fact: 'presentRisk', is: 'more', value: ceiling, missing: 'fails' },
    ],
  },
  must: halted,
}));

export const travelInvariants: readonly BuiltIn[] = [
  {
    id: 'high-risk-official',
    title: 'From high risk upward nothing is granted without the designated official of the area or higher',
    source: 'Domain 2.3',
    when: { all: [...covered, asked, fromRatingUp] },
    must: byOfficial,
  },
  {
    id: 'unknown-risk-official',
    title: 'Where the risk is not known nothing is granted without the designated official of the area or higher',
    source: 'Domain 1.11, 2.4',
    when: { all: [...covered, asked, { fact: 'presentRisk', is: 'missing' }] },
    must: byOfficial,
  },
  ...aboveCeiling,
  {
    id: 'unrated-halted',
    title: 'From high risk upward nothing clears an activity that is not rated',
    source: 'Domain 2.3',
    when: { all: [...covered, ...known, official, { fact: 'criticality', is: 'missing' }, fromRatingUp] },
    must: halted,
  },
  {
    id: 'very-high-accepted',
    title: 'Very high risk is not run before it was accepted',
    source: 'Domain 2.3',
    when: { all: [...covered, ...known, official, is('presentRisk', 'very-high'), is('acceptance', false)] },
    must: halted,
  },
  {
    id: 'unacceptable-halted',
    title: 'Nobody may accept unacceptable risk',
    source: 'Domain 2.3',
    when: { all: [...covered, ...known, asked, is('presentRisk', 'unacceptable')] },
    must: halted,
  },
  {
    id: 'ban-halted',
    title: 'Into a closed area nobody travels without an exemption',
    source: 'Domain 1.3',
    when: {
      all: [...covered, ...known, is('clearanceMode', 'ban'), { fact: 'banExemption', is: 'missing' }],
    },
    must: halted,
  },
  {
    id: 'clearance-asked-for',
    title: 'Official and entitlement travel of the people covered is never settled without a clearance',
    source: 'Domain 1.1 lines 1 to 6',
    when: { all: [...covered, required] },
    must: { be: 'asked-for' },
  },
  {
    id: 'own-side-not-alone',
    title: 'Where people decide about people, an authority of the ladder of the area is among them',
    source: 'Domain 1.4, 1.11',
    when: people,
    must: { be: 'decided-by-ladder' },
  },
];
