// What no edit of the travel clearance rules may undo (domain 1.1, 1.3, 1.8, 2.3).
import type { BuiltIn, PairInvariant } from './invariants.ts';
import { riskMatrix } from './risk.ts';
import type { Criticality } from './risk.ts';
import type { Condition } from './rule-set.ts';

const is = (fact: string, value: string | boolean, missing: 'holds' | 'fails' = 'fails'): Condition => ({
  fact,
  is: 'equal',
  value,
  missing,
});
const isMissing = (fact: string): Condition => ({ fact, is: 'missing' });
const not = (condition: Condition): Condition => ({ not: condition });

/** Parts about people, unless it is known that they are about a flight or its operator. */
const people: Condition = { fact: 'subject', is: 'in', value: ['traveller', 'dependants'], missing: 'holds' };
/** Of the people the system covers, where they leave the airport and their normal work area. */
const covered: Condition[] = [
  people,
  not(is('travellerCategory', 'partner')),
  not(is('transit', 'airside')),
  not({
    all: [is('travellerCategory', 'local'), is('withinWorkArea', true), not(is('travelType', 'personal', 'holds'))],
  }),
];
const required: Condition = not(is('travelType', 'personal'));
/** Personal travel too, where a policy of the area speaks of it. */
const asked: Condition = { any: [required, { fact: 'clearanceMode', is: 'present' }] };
/** Who is told that no clearance is needed is not cleared by that; nobody else may be told so (domain 1.1 lines 2 and 4 to 6). */
const settles: Condition = not({ all: [...covered, asked] });

const known: Condition[] = ['subject', 'travelType'].map((fact) => ({ fact, is: 'present' }));
const official = is('travelType', 'official');
const risk = (be: 'at-least' | 'less' | 'more', value: string): Condition => ({
  ...{ fact: 'presentRisk', is: be, value, missing: 'fails' },
});
const fromRatingUp = risk('at-least', riskMatrix.ratingFrom);
const belowRating = risk('less', riskMatrix.ratingFrom);

const halted = { be: 'halted' } as const;
const byOfficial = { be: 'decided', atLeast: 'designated-official' } as const;

const aboveCeiling: BuiltIn[] = Object.entries(riskMatrix.ceilings).map(([criticality, ceiling]) => ({
  id: `above-ceiling-${criticality.toLowerCase()}`,
  title: `Nothing clears a ${criticality as Criticality} activity above ${ceiling.replace('-', ' ')} risk, whatever the travel is for`,
  source: 'Domain 2.3; 1.1 line 3',
  when: { all: [people, ...known, is('criticality', criticality), risk('more', ceiling)] },
  must: halted,
  settles,
}));

export const travelInvariants: readonly BuiltIn[] = [
  {
    id: 'high-risk-official',
    title: 'From high risk upward nothing is granted without the designated official of the area or higher',
    source: 'Domain 2.3',
    when: { all: [people, fromRatingUp] },
    must: byOfficial,
    settles,
  },
  {
    id: 'unknown-risk-official',
    title: 'Where the risk is not known nothing is granted without the designated official of the area or higher',
    source: 'Domain 1.11, 2.4',
    when: { all: [people, isMissing('presentRisk')] },
    must: byOfficial,
    settles,
  },
  ...aboveCeiling,
  {
    id: 'unrated-halted',
    title: 'From high risk upward nothing clears official travel for an activity that is not rated',
    // Home leave has no activity that could be rated (domain 1.2).
    source: 'Domain 2.3, 1.2',
    when: { all: [people, ...known, official, isMissing('criticality'), fromRatingUp] },
    must: halted,
    settles,
  },
  {
    id: 'very-high-accepted',
    title: 'Official travel, and any other for a rated activity, runs no very high risk before it was accepted',
    source: 'Domain 2.3',
    when: {
      all: [
        ...[people, ...known, { any: [official, { fact: 'criticality', is: 'present' }] } as Condition],
        ...[is('presentRisk', 'very-high'), is('acceptance', false)],
      ],
    },
    must: halted,
    settles,
  },
  {
    id: 'unacceptable-halted',
    title: 'Nobody may accept unacceptable risk',
    source: 'Domain 2.3',
    when: { all: [people, ...known, is('presentRisk', 'unacceptable')] },
    must: halted,
    settles,
  },
  {
    id: 'ban-halted',
    title: 'Into a closed area nobody is cleared without an exemption',
    source: 'Domain 1.3',
    when: { all: [people, ...known, is('clearanceMode', 'ban'), isMissing('banExemption')] },
    must: halted,
    settles,
  },
  {
    id: 'no-policy-looked-at',
    title: 'Where no policy of the area is on file nothing is cleared automatically',
    source: 'Domain 1.3',
    when: { all: [people, isMissing('clearanceMode')] },
    must: { be: 'looked-at' },
    settles,
  },
  {
    id: 'emergency-ratified',
    title:
      'What began in an emergency before it was filed is ratified by the designated official of the area or higher',
    // To claim none is the ordinary case and may clear; what has begun without one cannot be filed.
    source: 'A/57/365 para. 8 (p); domain 1.8',
    when: { all: [people, { fact: 'emergencyKind', is: 'present' }, is('begun', true)] },
    must: byOfficial,
    settles,
  },
  {
    id: 'clearance-asked-for',
    title:
      'Official and entitlement travel is never settled without a clearance, but of partners, inside the airport, and of local staff in their work area',
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

/** What absence means is said by the domain: where it may be the more favourable, the title says so. */
export const travelPairs: readonly PairInvariant[] = [
  {
    id: 'unrated-not-easier',
    title:
      'From high risk upward, and where the risk is not known, an activity that is not rated clears nowhere where a rated one would not; below, a rating is not yet asked for',
    source: 'Domain 2.3',
    absence: 'criticality',
    unless: belowRating,
  },
  {
    id: 'no-exemption-not-easier',
    title: 'Without an exemption from a ban nothing clears that would not clear with one',
    source: 'Domain 1.3',
    absence: 'banExemption',
  },
  {
    id: 'no-date-clears',
    title:
      'From high risk upward, and where the risk is not known, nobody is let in by the day on which a rule begins or ends; below, it is shown as a warning',
    source: 'Domain 1.8, silence is never consent; 2.3',
    absence: null,
    unless: belowRating,
  },
];
