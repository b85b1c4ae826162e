// A trip as parts to be decided: one per stop and subject, with what about it is decisive and what is not (domain 1.2, 1.5).
import canonicalize from 'canonicalize';
import type { Stop, TravelClearanceForm } from '../forms/travel-clearance.ts';
import { addDays, instantOf, localDate, nightsBetween } from './working-time.ts';
import { ownerOf, zoneOf, type World } from './world.ts';

export const partSubjects = ['traveller', 'dependants', 'flight-group', 'air-operator'] as const;
export type PartSubject = (typeof partSubjects)[number];

/** What of the form may change after a decision without asking anybody again, and why. All the rest was agreed to. */
export const harmlessKeys = {
  purpose:
    'Words beside the activity, the type of travel and the stops, which carry the risk that was weighed. A decision stands on a stop the change does not touch.',
  'stops[].accommodation.name':
    'One lodging is like another of its kind (domain 1.5); one that is not vetted asks again.',
  'stops[].flight':
    'Who agrees to a flight is asked anew, in a part of its own (domain 1.6); nobody else decided on its number.',
} as const;

type AgreedStop = Omit<Stop, 'accommodation' | 'flight'>;
type AgreedTrip = Omit<TravelClearanceForm, 'traveller' | 'stops' | 'purpose' | 'passengers' | 'dependants'>;

/** What a decision on a part rests on: a key of the form that nobody thought of is in it, and asks again. */
export type PartContent = AgreedStop &
  AgreedTrip &
  Partial<Pick<TravelClearanceForm, 'passengers' | 'dependants'>> & {
    unvettedLodging?: true;
    flight?: { number: string | undefined; heads: number };
  };

export type TripPart = {
  ordinal: number;
  stop: number;
  subject: PartSubject;
  area: string;
  country: string;
  zone: string;
  arrive: string;
  depart: string;
  from: number;
  to: number;
  firstDate: string;
  lastDate: string;
  nights: number;
  heads: number;
  content: PartContent;
};

export function tripParts(form: TravelClearanceForm, world: World, flightLimit: (stop: Stop) => boolean): TripPart[] {
  const parts: TripPart[] = [];
  form.stops.forEach((stop, index) => {
    for (const subject of subjectsOf(form, stop, flightLimit))
      parts.push(partOf(form, stop, index + 1, subject, parts.length + 1, world));
  });
  return parts;
}

function subjectsOf(form: TravelClearanceForm, stop: Stop, flightLimit: (stop: Stop) => boolean): PartSubject[] {
  const subjects: PartSubject[] = ['traveller'];
  if (form.dependants?.length) subjects.push('dependants');
  if (form.travelType === 'personal') return subjects;
  if (stop.flight && flightLimit(stop)) subjects.push('flight-group');
  if (stop.operator && !stop.operator.listed) subjects.push('air-operator');
  return subjects;
}

function partOf(
  form: TravelClearanceForm,
  stop: Stop,
  number: number,
  subject: PartSubject,
  ordinal: number,
  world: World,
): TripPart {
  const area = world.areas.get(stop.area)!;
  const zone = zoneOf(world, stop.area);
  const from = instantOf(stop.arrive, zone);
  const to = instantOf(stop.depart, zone);
  const [firstDate, lastDate] = [localDate(from, zone), localDate(to, zone)];
  const heads = subject === 'traveller' ? 1 : subject === 'dependants' ? form.dependants!.length : 0;
  return {
    ordinal,
    stop: number,
    subject,
    area: stop.area,
    country: ownerOf(area),
    zone,
    arrive: stop.arrive,
    depart: stop.depart,
    from,
    to,
    firstDate,
    lastDate,
    nights: nightsBetween(firstDate, lastDate),
    heads,
    content: agreedTo(form, stop, subject),
  };
}

function agreedTo(form: TravelClearanceForm, stop: Stop, subject: PartSubject): PartContent {
  const { traveller: _, stops: _stops, purpose: _words, passengers, dependants, ...trip } = form;
  const { accommodation, flight, ...place } = stop;
  return {
    ...trip,
    ...place,
    ...(subject === 'traveller' && passengers?.length ? { passengers } : {}),
    ...(subject === 'dependants' ? { dependants: dependants ?? [] } : {}),
    ...(subject === 'flight-group' ? { flight: { number: flight, heads: headsOf(form) } } : {}),
    ...(accommodation && accommodation.vetted !== true ? { unvettedLodging: true } : {}),
  };
}

const headsOf = (form: TravelClearanceForm) => 1 + (form.dependants?.length ?? 0);

/** Whether a stop's flight would carry more heads of the traveller's organization than it allows (domain 1.6). */
export function isCrowded(form: TravelClearanceForm, traveller: string, world: World): (stop: Stop) => boolean {
  const organization = world.people.get(traveller)?.organization;
  const heads = headsOf(form);
  return (stop) =>
    world.flights.some(
      (one) =>
        one.flight === stop.flight &&
        one.organization === organization &&
        one.date === stop.arrive.slice(0, 10) &&
        one.max !== null &&
        one.booked + heads > one.max,
    );
}

/** Local dates of a part on which the traveller is there, first to last. */
export function datesOf(part: { firstDate: string; lastDate: string }): string[] {
  const dates: string[] = [];
  for (let date = part.firstDate; date <= part.lastDate && dates.length < 800; date = addDays(date, 1))
    dates.push(date);
  return dates;
}

/** Largest shift of arrival or departure, in hours, that keeps a decision (domain 1.5). */
export const smallShiftHours = 24;

/** Whether `next` is the same as what was decided but for a small shift of its dates. */
export function isSmallShift(decided: PartContent, next: PartContent, zone: string): boolean {
  const rest = (content: PartContent) => canonicalize({ ...content, arrive: null, depart: null });
  if (rest(decided) !== rest(next)) return false;
  const shift = (from: string, to: string) => Math.abs(instantOf(to, zone) - instantOf(from, zone)) / 3_600_000;
  return shift(decided.arrive, next.arrive) <= smallShiftHours && shift(decided.depart, next.depart) <= smallShiftHours;
}

/** Whether all that changed is that an emergency is spoken of, and nobody had agreed to one. */
export function isOnlyDeclared(agreed: PartContent, next: PartContent): boolean {
  const rest = ({ emergency: _, ...content }: PartContent) => canonicalize(content);
  return !agreed.emergency && rest(agreed) === rest(next);
}
