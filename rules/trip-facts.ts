// The facts of one part of a trip, read from the world a case rests on. Pure: the same world gives the same facts.
import type { Dependant, TravelClearanceForm } from '../forms/travel-clearance.ts';
import { isInForce } from './authority.ts';
import type { Facts } from './rule-set.ts';
import { datesOf, type TripPart } from './trip-parts.ts';
import { beginning, ending, localDate } from './working-time.ts';
import type { Area, Person, Policy, World } from './world.ts';

export type TripContext = {
  form: TravelClearanceForm;
  traveller: string;
  submitter: string;
  filedAt: number;
  now: number;
  parts: readonly TripPart[];
  /** Whether a part finds a place under its area's ceiling; left out where nobody has counted. */
  placeFree?: (part: TripPart) => boolean;
};

export function tripFacts(part: TripPart, trip: TripContext, world: World): Facts {
  const { form, now } = trip;
  const person = world.people.get(trip.traveller)!;
  const area = world.areas.get(part.area)!;
  const departs = Math.min(...trip.parts.map((one) => one.from));
  const policy = policyFor(part, trip, person, world);
  const courses = coursesOf(part, person, world);
  const activity = form.activity ? world.activities.get(form.activity) : undefined;
  const ends = Math.max(...trip.parts.map((one) => one.to));
  return {
    subject: part.subject,
    travellerCategory: part.subject === 'dependants' ? 'dependant' : person.category,
    travelType: form.travelType,
    transit: part.content.transit ?? 'none',
    withinWorkArea: person.category === 'local' && person.base === part.area,
    clearanceMode: policy?.mode,
    banExemption: policy?.exempt.find((one) => one.persons.includes(trip.traveller))?.id,
    presentRisk: riskOn(part, area, world),
    assessment: assessmentOf(part, world),
    criticality: activity?.criticality && activity.criticality !== 'none' ? activity.criticality : undefined,
    criticalityExpired: activity?.criticality ? activity.validTo !== null && activity.validTo < part.lastDate : false,
    acceptance: world.acceptances.some(
      (one) => one.activity === form.activity && one.area === part.area && one.until >= part.lastDate,
    ),
    ...courses,
    nonFamilyArea: area.nonFamily,
    comesOfAge: (form.dependants ?? []).some((one) => comesOfAge(one, localDate(ends, part.zone))),
    entryModeAllowed: area.allowedModes.length === 0 || area.allowedModes.includes(part.content.mode),
    measuresMissing: measuresMissing(area, part),
    operatorListed: part.subject === 'air-operator' ? part.content.operator?.listed : undefined,
    aboveFlightLimit: part.subject === 'flight-group',
    hoursToDeparture: (departs - now) / 3_600_000,
    emergencyKind: form.emergency?.kind,
    begun: departs <= trip.filedAt,
    automaticWithdrawn: person.automaticWithdrawnUntil !== null && person.automaticWithdrawnUntil >= part.firstDate,
    contractEndsDuringStay: person.contractEnd !== null && person.contractEnd < part.lastDate,
    claimedByOthers: area.claimedBy.some((country) => country !== part.country),
    officialPresent: area.presence !== 'none' && world.countries.get(part.country)?.presence !== 'none',
    ownAuthority: holdsOffice(world, trip.traveller, part.country, now),
    actingMissing: actingMissing(part, trip, world),
    placeFree: area.ceiling === null || part.heads === 0 ? true : trip.placeFree?.(part),
  };
}

/** Present risk over the stay; undefined (unknown) where no valid assessment covers each day. */
export function riskOn(part: TripPart, area: Area, world: World): string | undefined {
  if (area.presentRisk === 'unknown') return undefined;
  return assessmentOf(part, world) === 'expired' ? undefined : area.presentRisk;
}

function assessmentOf(part: TripPart, world: World): string {
  const validTo = world.assessments.get(part.area);
  if (validTo === undefined || validTo < part.firstDate) return 'expired';
  return validTo < part.lastDate ? 'expires-during-stay' : 'valid';
}

const strictness = { ban: 2, manual: 1, automatic: 0 } as Record<string, number>;

/** The policy that speaks of this travel: most specific, then latest, then strictest (domain 1.3). */
export function policyFor(part: TripPart, trip: TripContext, person: Person, world: World): Policy | undefined {
  const area = world.areas.get(part.area)!;
  const places = [part.area, ...area.parents];
  const speaks = (one: Policy) =>
    places.includes(one.area) &&
    one.from <= Math.max(trip.now, part.to) &&
    (one.to === null || one.to > part.from) &&
    (one.travelType === null ? trip.form.travelType !== 'personal' : one.travelType === trip.form.travelType) &&
    (one.category === null || one.category === person.category);
  const rank = (one: Policy) => (one.travelType ? 1 : 0) + (one.category ? 1 : 0);
  const order = (a: Policy, b: Policy) =>
    places.indexOf(a.area) - places.indexOf(b.area) ||
    rank(b) - rank(a) ||
    b.from - a.from ||
    b.seq - a.seq ||
    strictness[b.mode]! - strictness[a.mode]!;
  return world.policies.filter(speaks).sort(order)[0];
}

function coursesOf(part: TripPart, person: Person, world: World) {
  const found = {
    coursesMissing: [] as string[],
    coursesExpired: [] as string[],
    coursesExpiring: [] as string[],
    coursesOnArrival: [] as string[],
  };
  if (part.subject !== 'traveller') return found;
  const asked = new Map<string, boolean>();
  for (const one of world.requirements) if (one.area === '*') asked.set(one.training, one.onArrival);
  for (const one of world.requirements) if (one.area === part.area) asked.set(one.training, one.onArrival);
  for (const [course, onArrival] of [...asked].sort()) {
    const validTo = person.training[course];
    if (validTo === null || (validTo !== undefined && validTo >= part.lastDate)) continue;
    if (onArrival) found.coursesOnArrival.push(course);
    else if (validTo === undefined) found.coursesMissing.push(course);
    else (validTo < part.firstDate ? found.coursesExpired : found.coursesExpiring).push(course);
  }
  return found;
}

/** A child who is 18, or turns 18 before the trip ends, is no dependant any more. */
function comesOfAge(one: Dependant, lastDate: string): boolean {
  if (one.relation !== 'child') return false;
  if (one.born) return `${Number(one.born.slice(0, 4)) + 18}${one.born.slice(4)}` <= lastDate;
  return one.age !== undefined && one.age >= 18;
}

function measuresMissing(area: Area, part: TripPart): string[] {
  if (part.content.mode !== 'road') return [];
  const { vehicles = [] } = part.content;
  const armoured = vehicles.filter((one) => one.armoured).length;
  return area.measures
    .filter(
      ({ code, count = 1 }) =>
        (code === 'armoured-vehicle' && armoured < count) || (code === 'two-vehicle-convoy' && vehicles.length < 2),
    )
    .map(({ code }) => code);
}

const office = new Set(['designated-official', 'acting-designated-official']);

function holdsOffice(world: World, person: string, country: string, now: number): boolean {
  return world.appointments.some(
    (one) => office.has(one.role) && one.holder === person && one.country === country && isInForce(one, now),
  );
}

/** The traveller is a designated official who leaves his country with nobody appointed to act for all those dates. */
function actingMissing(part: TripPart, trip: TripContext, world: World): boolean {
  const own = world.appointments.find(
    (one) => one.role === 'designated-official' && one.holder === trip.traveller && isInForce(one, trip.now),
  );
  if (!own || part.country === own.country) return false;
  const zone = world.countries.get(own.country ?? '')?.zone ?? 'UTC';
  const first = Math.min(...trip.parts.map((one) => one.from));
  const last = Math.max(...trip.parts.map((one) => one.to));
  const acting = world.appointments.filter(
    (one) => one.role === 'acting-designated-official' && one.country === own.country && one.holder !== trip.traveller,
  );
  for (let at = first; at < last;) {
    const covers = acting.filter((one) => isInForce(one, at) && !isAway(world, one.holder, at, zone));
    const until = Math.max(
      at,
      ...covers.map((one) => Math.min(one.to ?? Infinity, nextAbsence(world, one.holder, at, zone))),
    );
    if (until === at) return true;
    at = until;
  }
  return false;
}

function isAway(world: World, person: string, at: number, zone: string): boolean {
  const absent = world.people.get(person)?.absent;
  return !!absent && beginning(absent.from, zone) <= at && at < ending(absent.to, zone);
}

function nextAbsence(world: World, person: string, at: number, zone: string): number {
  const absent = world.people.get(person)?.absent;
  const from = absent ? beginning(absent.from, zone) : Infinity;
  return from > at ? from : Infinity;
}

/** Every night of the stay as local dates; the night of departure is not spent. */
export function nightsOf(part: TripPart): string[] {
  return datesOf(part).slice(0, Math.max(1, part.nights));
}
