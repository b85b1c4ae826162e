// Examples of travel clearance that come out the same in every pack: what applies, what stops, what is only noted.
import type { RuleSet } from '../rule-set.ts';
import type { Example } from './examples.ts';

type Facts = Example['facts'];
type Expect = NonNullable<RuleSet['tests']>[number]['expect'];

export const example = (name: string, facts: Facts, expect: Expect): Example => ({ name, facts, expect });

export const family = { subject: 'dependants' };
export const noPolicy = { clearanceMode: null };
export const top = { criticality: 'PC1', presentRisk: 'very-high', clearanceMode: 'manual' };
export const afterTheFact = { emergencyKind: 'life-saving', begun: true };

const back = (...reasons: string[]): Expect => ({ outcome: 'return', reasons });
const granted = (...reasons: string[]): Expect => ({ outcome: 'automatic', deciders: [], reasons });

export const sharedExamples: Example[] = [
  example('Low risk, automatic policy, nothing in the way', {}, granted()),
  example(
    'Partner personnel travel under their own agreement',
    { travellerCategory: 'partner' },
    { outcome: 'not-required', reasons: ['partner-agreement'] },
  ),
  example(
    'Transit inside the airport',
    { transit: 'airside' },
    { outcome: 'not-required', reasons: ['transit-airside'] },
  ),
  example(
    'Local staff in their normal work area',
    { travellerCategory: 'local', withinWorkArea: true },
    { outcome: 'not-required', reasons: ['within-work-area'] },
  ),
  example(
    'Personal travel is registered, whatever the risk and the courses',
    { travelType: 'personal', presentRisk: 'unacceptable', coursesMissing: ['X'], ...noPolicy },
    { outcome: 'registered', deciders: [] },
  ),
  example('Closed area', { clearanceMode: 'ban' }, { outcome: 'deny', reasons: ['area-banned'] }),
  example(
    'Unacceptable risk, even for the most critical activity',
    { presentRisk: 'unacceptable', criticality: 'PC1' },
    { outcome: 'deny', reasons: ['unacceptable-risk'] },
  ),
  example('PC2 at very high risk', { presentRisk: 'very-high' }, back('above-criticality-ceiling')),
  example('PC3 at high risk', { criticality: 'PC3', presentRisk: 'high' }, back('above-criticality-ceiling')),
  example('PC4 at medium risk', { criticality: 'PC4', presentRisk: 'medium' }, back('above-criticality-ceiling')),
  example('Not rated at high risk', { criticality: null, presentRisk: 'high' }, back('criticality-missing')),
  example(
    'Rating past its validity at high risk',
    { criticalityExpired: true, presentRisk: 'high' },
    back('criticality-expired'),
  ),
  example('A course not held', { coursesMissing: ['X'] }, back('training-missing')),
  example('A course out of date', { coursesExpired: ['X'] }, back('training-expired')),
  example('A course that ends during the stay', { coursesExpiring: ['X'] }, back('training-expires-during-stay')),
  example(
    'A course offered on arrival',
    { coursesOnArrival: ['X'] },
    { outcome: 'automatic', conditions: ['training-before-field-move'], reasons: ['training-on-arrival'] },
  ),
  example(
    'Dependants into a non-family area',
    { ...family, nonFamilyArea: true },
    { outcome: 'deny', reasons: ['non-family-area'] },
  ),
  example('A child who comes of age', { ...family, comesOfAge: true }, back('dependant-of-age')),
  example('A measure not in place', { measuresMissing: ['X'] }, back('measures-not-in-place')),
  example('Contract ends during the stay', { contractEndsDuringStay: true }, granted('contract-ends-during-stay')),
  example('A flight within the limit', { subject: 'flight-group' }, granted()),
  example('A listed air operator', { subject: 'air-operator' }, granted()),
  example('No place under the ceiling', { placeFree: false }, { outcome: 'hold', reasons: ['ceiling-full'] }),
  example('Claimed by other countries', { claimedByOthers: true }, granted('disputed-area')),
  example(
    'The official leaves and nobody acts',
    { actingMissing: true },
    { outcome: 'hold', reasons: ['acting-appointment-missing'] },
  ),
  example(
    'The official leaves on personal travel and nobody acts',
    { travelType: 'personal', actingMissing: true, ...noPolicy },
    { outcome: 'registered', reasons: ['acting-appointment-missing'] },
  ),
  example('Less than 72 hours to departure', { hoursToDeparture: 71.5 }, granted('urgent')),
  example(
    'Who has lost automatic clearance',
    { automaticWithdrawn: true },
    { outcome: 'decide', deciders: ['clearing-officer'], reasons: ['automatic-clearance-withdrawn'] },
  ),
  example('No policy of the area', noPolicy, {
    outcome: 'decide',
    deciders: ['clearing-officer'],
    reasons: ['manual-area'],
  }),
  example(
    'Risk not known',
    { presentRisk: null },
    { outcome: 'decide', deciders: ['designated-official'], reasons: ['assessment-expired'] },
  ),
  example(
    'Assessment that ends during the stay',
    { assessment: 'expires-during-stay' },
    { outcome: 'decide', deciders: ['designated-official'], reasons: ['assessment-expires-during-stay'] },
  ),
  example(
    'Exempt from a ban by name',
    { clearanceMode: 'ban', banExemption: 'E-1' },
    { outcome: 'decide', deciders: ['designated-official'], reasons: ['ban-exemption'] },
  ),
  example(
    'Another way of entry than the allowed ones',
    { entryModeAllowed: false },
    { outcome: 'decide', deciders: ['designated-official'], reasons: ['mode-not-allowed'] },
  ),
  example(
    'Where the official of the country is missing',
    { officialPresent: false },
    { outcome: 'decide', deciders: ['regional-operations'], reasons: ['no-official-present'] },
  ),
  example(
    'A move on a verbal approval, with a course missing',
    { ...afterTheFact, coursesMissing: ['X'] },
    { outcome: 'decide', deciders: ['designated-official'], reasons: ['emergency-after-the-fact'] },
  ),
  example(
    'A fact the rules need is not known',
    { claimedByOthers: null },
    { outcome: 'decide', deciders: ['designated-official'] },
  ),
];
