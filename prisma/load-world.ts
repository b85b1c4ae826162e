// The part of the world one request rests on, as plain values: reference data from memory, people from the tables.
import { wholeSystem } from '../rules/authority.ts';
import type { Appointment, World } from '../rules/world.ts';
import { peopleUpward, type Reader } from './people.ts';
import type { Frame } from './world-frame.ts';

export type WorldScope = {
  areas: readonly string[];
  /** Those whose powers speak besides the countries of the areas. */
  countries?: readonly string[];
  people: readonly string[];
  activities: readonly string[];
  flights?: readonly string[];
};

/** Powers over a place; all others are of an organization or of the whole system. */
const ofPlace = new Set([
  'country-security-adviser',
  'clearing-officer',
  'area-security-coordinator',
  'designated-official',
  'acting-designated-official',
  'warden',
]);

/** @param peopleToken names the state of the people tables, so that who has been read under it need not be read again */
export async function loadWorld(db: Reader, scope: WorldScope, frame: Frame, peopleToken: string): Promise<World> {
  const areas = new Map(scope.areas.flatMap((id) => frame.areas.get(id) ?? []).map((one) => [one.id, one]));
  for (const { parents } of [...areas.values()]) {
    for (const id of parents) areas.set(id, frame.areas.get(id)!);
  }
  const areaIds = [...areas.keys()];
  const held = frame.appointments.filter((one) => scope.people.includes(one.holder));
  const countries = new Set([
    ...[...areas.values()].flatMap((one) => [one.country, one.owner ?? one.country, ...one.claimedBy]),
    ...held.flatMap((one) => one.country ?? []),
    ...(scope.countries ?? []),
  ]);
  const people = await peopleUpward(db, scope.people, true, peopleToken);
  const travellers = scope.people.flatMap((id) => people.get(id) ?? []);
  const organizations = new Set(travellers.flatMap((one) => one.organization ?? []));
  const speaks = (one: Appointment) =>
    wholeSystem.has(one.role) ||
    (one.organization !== null && organizations.has(one.organization)) ||
    scope.people.includes(one.holder) ||
    (ofPlace.has(one.role) &&
      (one.country === '*' ||
        (one.country !== null && countries.has(one.country)) ||
        (one.area !== null && areas.has(one.area))));
  const appointments = frame.appointments.filter(speaks);
  const holders = [...new Set(appointments.map((one) => one.holder))].filter((id) => !people.has(id));
  for (const [id, one] of await peopleUpward(db, holders, false, peopleToken)) people.set(id, one);
  return {
    people,
    areas,
    appointments,
    countries: pick(frame.countries, countries),
    assessments: pick(frame.assessments, areaIds),
    policies: areaIds.flatMap((id) => frame.policies.get(id) ?? []),
    requirements: [...areaIds, '*'].flatMap((id) => frame.requirements.get(id) ?? []),
    activities: pick(frame.activities, scope.activities),
    acceptances: scope.activities.flatMap((id) => frame.acceptances.get(id) ?? []).filter((one) => areas.has(one.area)),
    flights: (scope.flights ?? []).flatMap((id) => frame.flights.get(id) ?? []),
    organizations: pick(frame.organizations, organizations),
  };
}

function pick<T>(from: ReadonlyMap<string, T>, ids: Iterable<string>): Map<string, T> {
  const found = new Map<string, T>();
  for (const id of ids) {
    const one = from.get(id);
    if (one !== undefined) found.set(id, one);
  }
  return found;
}
