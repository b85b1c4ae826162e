// Who can be reached where, read from the appointments of a moment.
import { expect, test } from '@jest/globals';
import { analyse } from '../../../rules/analysis/analyse.ts';
import { rosterOf } from '../../../rules/analysis/roster.ts';
import { travelClearanceRules } from '../../../rules/travel-clearance.ts';
import type { Appointment, Area, World } from '../../../rules/world.ts';

const area: Area = {
  id: 'C-1',
  name: 'One',
  country: 'C',
  zone: 'UTC',
  presentRisk: 'low',
  nonFamily: false,
  presence: null,
  owner: null,
  ceiling: null,
  allowedModes: [],
  measures: [],
  claimedBy: [],
  parents: [],
};

function aWorld(...appointments: Partial<Appointment>[]): World {
  const whole = {
    id: 'A-1',
    country: '*',
    area: null,
    organization: null,
    from: 0,
    to: null,
    givenBy: null,
    limits: {},
  };
  return {
    people: new Map(),
    countries: new Map(),
    areas: new Map([[area.id, area]]),
    assessments: new Map(),
    policies: [],
    requirements: [],
    activities: new Map(),
    acceptances: [],
    appointments: appointments.map((one) => ({ ...whole, role: 'none', holder: 'ann', ...one })),
    flights: [],
    organizations: new Map(),
  };
}

const vacancies = (world: World, now: number) =>
  analyse(travelClearanceRules, { roles: rosterOf(world, now) }).findings.filter(({ kind }) => kind === 'vacancy');

test('where nobody at all is appointed every ask of the area ends at nobody', () => {
  const found = vacancies(aWorld(), 1);
  expect(found.length).toBeGreaterThan(2);
  expect(found[0]?.example?.in).toMatchObject({ country: 'C', area: 'C-1' });
});

test('the regional desk stands in for whoever is not appointed', () => {
  expect(vacancies(aWorld({ role: 'regional-operations' }), 1)).toEqual([]);
});

test('an appointment that is over reaches nobody', () => {
  expect(vacancies(aWorld({ role: 'regional-operations', to: 10 }), 10)).not.toEqual([]);
});
