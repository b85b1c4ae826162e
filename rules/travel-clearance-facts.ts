// The facts travel clearance is judged by, for each stop and subject, and what it means where one is missing.
import { emergencyKinds, travelTypes } from '../forms/travel-clearance.ts';
import { categories } from '../forms/world.ts';
import { criticalities, riskLevels } from './risk.ts';
import type { FactDeclaration } from './rule-set.ts';

export const travelSubjects = ['traveller', 'dependants', 'flight-group', 'air-operator'] as const;
export type TravelSubject = (typeof travelSubjects)[number];

const yesNo = { type: 'boolean' } as const;
const codes = { type: 'list' } as const;
const oneOf = (values: readonly string[]) => ({ type: 'choice' as const, values: [...values] });

export const travelFacts: FactDeclaration[] = [
  { name: 'subject', title: 'Subject of the part', of: oneOf(travelSubjects), from: 'the part judged' },
  { name: 'travellerCategory', title: 'Category of the traveller', of: oneOf(categories), from: 'the person' },
  { name: 'travelType', title: 'Type of travel', of: oneOf(travelTypes), from: 'the request' },
  { name: 'transit', title: 'Transit', of: oneOf(['none', 'airside', 'landside']), from: 'the stop' },
  { name: 'withinWorkArea', title: 'Inside the normal work area', of: yesNo, from: 'the duty station and the area' },
  {
    name: 'clearanceMode',
    title: 'Policy of the area',
    of: oneOf(['automatic', 'manual', 'ban']),
    from: 'the policy in force for this travel; missing: none speaks of it',
    absent: 'none',
  },
  {
    name: 'banExemption',
    title: 'Exemption from the ban',
    of: { type: 'text' },
    from: 'the policy; missing: none',
    absent: 'none',
  },
  {
    name: 'presentRisk',
    title: 'Present risk',
    of: { type: 'scale', values: [...riskLevels] },
    from: 'the assessment in force; missing: unknown',
  },
  {
    name: 'assessment',
    title: 'Assessment of the area',
    of: oneOf(['valid', 'expires-during-stay', 'expired']),
    from: 'assessments over the days of the stay',
  },
  {
    name: 'criticality',
    title: 'Programme criticality',
    of: oneOf(criticalities),
    from: 'the activity; missing: not rated, or no activity',
    absent: 'none',
  },
  { name: 'criticalityExpired', title: 'Rating past its validity', of: yesNo, from: 'the activity' },
  { name: 'acceptance', title: 'Risk acceptance in force', of: yesNo, from: 'acceptances of activity and area' },
  { name: 'coursesMissing', title: 'Courses not held', of: codes, from: 'requirements and training' },
  { name: 'coursesExpired', title: 'Courses out of date', of: codes, from: 'requirements and training' },
  { name: 'coursesExpiring', title: 'Courses ending during the stay', of: codes, from: 'requirements and training' },
  { name: 'coursesOnArrival', title: 'Courses to take on arrival', of: codes, from: 'requirements and training' },
  { name: 'nonFamilyArea', title: 'Non-family area', of: yesNo, from: 'the area' },
  { name: 'comesOfAge', title: 'A child is or comes of age', of: yesNo, from: 'the dependants and the dates' },
  { name: 'entryModeAllowed', title: 'Way of entry allowed', of: yesNo, from: 'the area and the stop' },
  { name: 'measuresMissing', title: 'Measures not in place', of: codes, from: 'the area and the stop' },
  { name: 'operatorListed', title: 'Air operator listed', of: yesNo, from: 'the stop' },
  { name: 'aboveFlightLimit', title: 'Above the limit for one flight', of: yesNo, from: 'bookings of the flight' },
  {
    name: 'hoursToDeparture',
    title: 'Hours to departure',
    of: { type: 'number', unit: 'hours' },
    from: 'the dates',
    clock: 'falls',
  },
  {
    name: 'emergencyKind',
    title: 'Emergency',
    of: oneOf(emergencyKinds),
    from: 'the request; missing: none',
    absent: 'none',
  },
  { name: 'begun', title: 'Begun before it was filed', of: yesNo, from: 'the dates and the filing', clock: 'rises' },
  { name: 'automaticWithdrawn', title: 'Automatic clearance withdrawn', of: yesNo, from: 'the person' },
  { name: 'contractEndsDuringStay', title: 'Contract ends during the stay', of: yesNo, from: 'the person' },
  { name: 'claimedByOthers', title: 'Claimed by other countries', of: yesNo, from: 'the area' },
  { name: 'officialPresent', title: 'Designated official in the country', of: yesNo, from: 'the country' },
  { name: 'ownAuthority', title: 'Traveller is the official of the area', of: yesNo, from: 'appointments' },
  { name: 'actingMissing', title: 'Nobody acts for the travelling official', of: yesNo, from: 'appointments' },
  { name: 'placeFree', title: 'Place under the ceiling', of: yesNo, from: 'ceilings and stays, each night' },
];
