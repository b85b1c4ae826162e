// Examples of travel clearance as a non-governmental organization decides it.
import type { Example } from './examples.ts';
import { example, sharedExamples, top } from './shared-examples.ts';

export const ngoTravelExamples: Example[] = [
  ...sharedExamples,
  example(
    'Medium risk is for the country director, whatever the policy',
    { presentRisk: 'medium' },
    { outcome: 'decide', deciders: ['designated-official'], reasons: ['above-delegation'] },
  ),
  example('High risk', { presentRisk: 'high' }, { outcome: 'decide', deciders: ['designated-official'] }),
  example(
    'Very high risk that was accepted',
    { ...top, acceptance: true },
    { outcome: 'decide', deciders: ['under-secretary-general'], reasons: ['above-delegation'] },
  ),
  example('Very high risk not accepted', top, { outcome: 'hold', reasons: ['acceptance-pending'] }),
  example(
    'Personal travel where numbers are controlled',
    { travelType: 'personal', clearanceMode: 'manual' },
    { outcome: 'decide', deciders: ['designated-official'], reasons: ['personal-entry-controlled'] },
  ),
  example(
    'A guest',
    { travellerCategory: 'guest' },
    { outcome: 'decide', deciders: ['designated-official'], reasons: ['coverage-risk'] },
  ),
  example(
    'Too many on one flight',
    { subject: 'flight-group', aboveFlightLimit: true },
    { outcome: 'decide', deciders: ['executive-head'], reasons: ['flight-group-limit'] },
  ),
  example(
    'An air operator not on the list',
    { subject: 'air-operator', operatorListed: false },
    { outcome: 'decide', deciders: ['designated-official'], reasons: ['operator-not-listed'] },
  ),
  example(
    'Own travel of the country director at medium risk',
    { ownAuthority: true, presentRisk: 'medium' },
    { outcome: 'decide', deciders: ['designated-official'] },
  ),
];
