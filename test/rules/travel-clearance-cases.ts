// For each rule of travel clearance a part on which it fires and one on which it does not.
import type { Facts, Verdict } from '../../rules/rule-set.ts';

const afterTheFact = { emergencyKind: 'life-saving', begun: true };
export const topActivity = { criticality: 'PC1', presentRisk: 'very-high', clearanceMode: 'manual' };
const family = { subject: 'dependants' };
const flight = { subject: 'flight-group' };
export const operator = { subject: 'air-operator' };
export const none = { clearanceMode: null };

export type Case = { fires: Facts; not: Facts; outcome: Verdict['outcome']; reasons?: string[]; asks?: string[] };
export const cases: Record<string, Case> = {
  'partner-personnel': {
    fires: { travellerCategory: 'partner' },
    not: {},
    outcome: 'not-required',
    reasons: ['partner-agreement'],
  },
  'airside-transit': {
    fires: { transit: 'airside' },
    not: { transit: 'landside' },
    outcome: 'not-required',
    reasons: ['transit-airside'],
  },
  'normal-work-area': {
    fires: { travellerCategory: 'local', withinWorkArea: true },
    not: { travellerCategory: 'local' },
    outcome: 'not-required',
    reasons: ['within-work-area'],
  },
  'personal-travel': {
    fires: { travelType: 'personal', presentRisk: 'unacceptable', coursesMissing: ['X'], ...none },
    not: { travelType: 'personal' },
    outcome: 'registered',
    reasons: [],
  },
  ban: {
    fires: { clearanceMode: 'ban' },
    not: { clearanceMode: 'ban', banExemption: 'E-1' },
    outcome: 'deny',
    reasons: ['area-banned'],
  },
  'ban-exempt': {
    fires: { clearanceMode: 'ban', banExemption: 'E-1' },
    not: { banExemption: 'E-1' },
    outcome: 'decide',
    reasons: ['ban-exemption'],
    asks: ['designated-official'],
  },
  unacceptable: {
    fires: { presentRisk: 'unacceptable', criticality: 'PC1' },
    not: { presentRisk: 'very-high' },
    outcome: 'deny',
    reasons: ['unacceptable-risk'],
  },
  'above-ceiling-pc2': {
    fires: { presentRisk: 'very-high' },
    not: { presentRisk: 'high' },
    outcome: 'return',
    reasons: ['above-criticality-ceiling', 'above-delegation'],
  },
  'above-ceiling-pc3': {
    fires: { criticality: 'PC3', presentRisk: 'high' },
    not: { criticality: 'PC3', presentRisk: 'medium' },
    outcome: 'return',
  },
  'above-ceiling-pc4': {
    fires: { criticality: 'PC4', presentRisk: 'medium' },
    not: { criticality: 'PC4' },
    outcome: 'return',
    reasons: ['above-criticality-ceiling'],
  },
  'rating-missing': {
    fires: { criticality: null, presentRisk: 'high' },
    not: { criticality: null, presentRisk: 'medium' },
    outcome: 'return',
  },
  'rating-expired': {
    fires: { criticalityExpired: true, presentRisk: 'high' },
    not: { criticalityExpired: true },
    outcome: 'return',
  },
  'very-high-accepted': {
    fires: { ...topActivity, acceptance: true },
    not: topActivity,
    outcome: 'decide',
    reasons: ['acceptance-on-file', 'manual-area', 'above-delegation'],
    asks: ['designated-official'],
  },
  'very-high-not-accepted': {
    fires: topActivity,
    not: { ...topActivity, acceptance: true },
    outcome: 'hold',
    reasons: ['acceptance-pending', 'manual-area', 'above-delegation'],
  },
  'course-missing': {
    fires: { coursesMissing: ['X'] },
    not: { coursesMissing: ['X'], ...afterTheFact },
    outcome: 'return',
    reasons: ['training-missing'],
  },
  'course-expired': {
    fires: { coursesExpired: ['X'] },
    not: { coursesExpired: ['X'], ...family },
    outcome: 'return',
    reasons: ['training-expired'],
  },
  'course-expiring': {
    fires: { coursesExpiring: ['X'] },
    not: {},
    outcome: 'return',
    reasons: ['training-expires-during-stay'],
  },
  'course-on-arrival': {
    fires: { coursesOnArrival: ['X'] },
    not: {},
    outcome: 'automatic',
    reasons: ['training-on-arrival'],
  },
  'non-family': {
    fires: { ...family, nonFamilyArea: true },
    not: { nonFamilyArea: true },
    outcome: 'deny',
    reasons: ['non-family-area'],
  },
  'child-of-age': {
    fires: { ...family, comesOfAge: true },
    not: { comesOfAge: true },
    outcome: 'return',
    reasons: ['dependant-of-age'],
  },
  'way-of-entry': {
    fires: { entryModeAllowed: false },
    not: {},
    outcome: 'decide',
    reasons: ['mode-not-allowed'],
    asks: ['designated-official'],
  },
  measures: {
    fires: { measuresMissing: ['X'] },
    not: { measuresMissing: ['X'], ...afterTheFact },
    outcome: 'return',
    reasons: ['measures-not-in-place'],
  },
  guest: { fires: { travellerCategory: 'guest' }, not: {}, outcome: 'automatic', reasons: ['coverage-risk'] },
  'contract-end': {
    fires: { contractEndsDuringStay: true },
    not: {},
    outcome: 'automatic',
    reasons: ['contract-ends-during-stay'],
  },
  'flight-group': {
    fires: { ...flight, aboveFlightLimit: true },
    not: { aboveFlightLimit: true },
    outcome: 'decide',
    reasons: ['flight-group-limit'],
    asks: ['bureau-director'],
  },
  'flight-group-within-limit': {
    fires: flight,
    not: { ...flight, aboveFlightLimit: true },
    outcome: 'automatic',
    reasons: [],
  },
  operator: {
    fires: { ...operator, operatorListed: false },
    not: { operatorListed: false },
    outcome: 'decide',
    reasons: ['operator-not-listed'],
    asks: ['air-safety-adviser', 'country-representative'],
  },
  'operator-listed': {
    fires: operator,
    not: { ...operator, operatorListed: false },
    outcome: 'automatic',
    reasons: [],
  },
  ceiling: { fires: { placeFree: false }, not: {}, outcome: 'hold', reasons: ['ceiling-full'] },
  automatic: { fires: {}, not: { clearanceMode: 'manual' }, outcome: 'automatic', reasons: [] },
  manual: { fires: none, not: {}, outcome: 'decide', reasons: ['manual-area'], asks: ['clearing-officer'] },
  'personal-controlled': {
    fires: { travelType: 'personal', clearanceMode: 'manual' },
    not: { travelType: 'personal' },
    outcome: 'decide',
    reasons: ['personal-entry-controlled'],
    asks: ['clearing-officer'],
  },
  'automatic-withdrawn': {
    fires: { automaticWithdrawn: true },
    not: {},
    outcome: 'decide',
    reasons: ['automatic-clearance-withdrawn'],
    asks: ['clearing-officer'],
  },
  'high-risk': {
    fires: { presentRisk: 'high' },
    not: { presentRisk: 'medium' },
    outcome: 'decide',
    reasons: ['above-delegation'],
    asks: ['designated-official'],
  },
  'risk-unknown': {
    fires: { presentRisk: null },
    not: { presentRisk: null, assessment: 'expires-during-stay' },
    outcome: 'decide',
    reasons: ['assessment-expired'],
    asks: ['country-security-adviser', 'designated-official'],
  },
  'risk-unknown-later': {
    fires: { assessment: 'expires-during-stay' },
    not: { assessment: 'expired' },
    outcome: 'decide',
    reasons: ['assessment-expires-during-stay'],
    asks: ['country-security-adviser', 'designated-official'],
  },
  disputed: { fires: { claimedByOthers: true }, not: {}, outcome: 'automatic', reasons: ['disputed-area'] },
  'no-official': {
    fires: { officialPresent: false, ...none },
    not: {},
    outcome: 'decide',
    reasons: ['manual-area', 'no-official-present'],
    asks: ['regional-operations'],
  },
  'own-travel': {
    fires: { ownAuthority: true, presentRisk: 'high' },
    not: { presentRisk: 'high' },
    outcome: 'decide',
    reasons: ['above-delegation'],
    asks: ['country-security-adviser', 'designated-official'],
  },
  'nobody-acts': {
    fires: { actingMissing: true },
    not: { ...family, actingMissing: true },
    outcome: 'hold',
    reasons: ['acting-appointment-missing'],
  },
  'nobody-acts-personal': {
    fires: { travelType: 'personal', actingMissing: true, ...none },
    not: { actingMissing: true },
    outcome: 'registered',
    reasons: ['acting-appointment-missing'],
  },
  'short-notice': {
    fires: { hoursToDeparture: 71.5 },
    not: { hoursToDeparture: 72 },
    outcome: 'automatic',
    reasons: ['urgent'],
  },
  'after-the-fact': {
    fires: afterTheFact,
    not: { ...afterTheFact, begun: false },
    outcome: 'decide',
    reasons: ['emergency-after-the-fact'],
    asks: ['designated-official'],
  },
};
