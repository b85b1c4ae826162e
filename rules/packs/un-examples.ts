// Examples of travel clearance as the United Nations decide it.
import type { Example } from './examples.ts';
import { example, sharedExamples, top } from './shared-examples.ts';

export const travelExamples: Example[] = [
  ...sharedExamples,
  example(
    'Medium risk where the policy is automatic',
    { presentRisk: 'medium' },
    { outcome: 'automatic', deciders: [] },
  ),
  example(
    'High risk',
    { presentRisk: 'high' },
    { outcome: 'decide', deciders: ['designated-official'], reasons: ['above-delegation'] },
  ),
  example(
    'Very high risk that was accepted',
    { ...top, acceptance: true },
    { outcome: 'decide', deciders: ['designated-official'], reasons: ['acceptance-on-file'] },
  ),
  example('Very high risk not accepted', top, { outcome: 'hold', reasons: ['acceptance-pending'] }),
  example(
    'Personal travel where numbers are controlled',
    { travelType: 'personal', clearanceMode: 'manual' },
    { outcome: 'decide', deciders: ['clearing-officer'], reasons: ['personal-entry-controlled'] },
  ),
  example('A guest', { travellerCategory: 'guest' }, { outcome: 'automatic', reasons: ['coverage-risk'] }),
  example(
    'Too many on one flight',
    { subject: 'flight-group', aboveFlightLimit: true },
    { outcome: 'decide', deciders: ['bureau-director'], reasons: ['flight-group-limit'] },
  ),
  example(
    'An air operator not on the list',
    { subject: 'air-operator', operatorListed: false },
    { outcome: 'decide', deciders: ['country-representative'], reasons: ['operator-not-listed'] },
  ),
  example(
    'Own travel of the official at high risk',
    { ownAuthority: true, presentRisk: 'high' },
    { outcome: 'decide', deciders: ['designated-official'] },
  ),
];
