// Who may act for whom on a date: appointments, acting appointments, delegations and their limits, vacancy, conflict (domain 1.11).
import { isConflicted, supervisorsOf } from './conflict.ts';
import type { Matter } from './matter.ts';
import { compareRisk, type RiskLevel } from './risk.ts';
import type { Ask, Authority } from './rule-set.ts';
import { beginning, ending, localDate } from './working-time.ts';
import type { Appointment, World } from './world.ts';

export type Holder = { person: string; instrument: string };
export type Route = {
  authority: Authority;
  holders: Holder[];
  /** Who would hold it but is a party. */
  excluded: string[];
  reasons: string[];
  /** Holder of a post found empty on the way: absent with nobody acting. */
  gap: string | null;
};

/** Where a deciding task goes when a post is empty, its holder a party, or nobody decided in time; the desk keeps it. */
export const climb: readonly Authority[] = [
  'clearing-officer',
  'designated-official',
  'acting-designated-official',
  'regional-operations',
  'under-secretary-general',
  'secretary-general',
];
const ownClimb: readonly Authority[] = [
  'supervisor',
  'country-representative',
  'senior-security-manager',
  'executive-head',
];
/** Powers over every country. */
export const wholeSystem = new Set<string>([
  'regional-operations',
  'under-secretary-general',
  'secretary-general',
  'air-safety-adviser',
  'executive-group-on-security',
  'high-level-committee',
]);
const ofOrganization = new Set<string>(['senior-security-manager', 'executive-head', 'bureau-director']);
const ofCountryOffice = new Set<string>(['country-representative', 'security-focal-point']);

/** Instruments in force that give `authority` over the matter, conflicts and absences not yet looked at. */
export function instrumentsFor(authority: string, matter: Matter): Appointment[] {
  const { world, now } = matter;
  return world.appointments.filter(
    (one) => one.role === authority && isInForce(one, now) && covers(one, authority, matter),
  );
}

export function isInForce(one: Appointment, now: number): boolean {
  return one.from <= now && (one.to === null || now < one.to);
}

export function isAbsent(world: World, person: string, now: number, zone: string): boolean {
  const absent = world.people.get(person)?.absent;
  if (!absent) return false;
  const today = localDate(now, zone);
  return absent.from <= today && today <= absent.to;
}

function covers(one: Appointment, authority: string, matter: Matter): boolean {
  const { world, area, country } = matter;
  if (wholeSystem.has(authority)) return one.country === '*' || one.country === null || one.country === country;
  const subject = world.people.get(matter.subject);
  if (ofOrganization.has(authority)) return one.organization === subject?.organization;
  if (ofCountryOffice.has(authority))
    return one.organization === subject?.organization && (one.country === '*' || one.country === country);
  if (!withinPlace(one, world, area, country)) return false;
  const { limits } = one;
  if (
    limits.maxRisk &&
    (matter.risk === null || compareRisk(matter.risk as RiskLevel, limits.maxRisk as RiskLevel) > 0)
  )
    return false;
  if (limits.categories && !limits.categories.includes(matter.category)) return false;
  return !limits.travelTypes || (matter.travelType !== null && limits.travelTypes.includes(matter.travelType));
}

function withinPlace(one: Appointment, world: World, area: string | null, country: string | null): boolean {
  if (one.area)
    return area !== null && (one.area === area || (world.areas.get(area)?.parents.includes(one.area) ?? false));
  return one.country === '*' || (country !== null && one.country === country);
}

/** Living holders of one authority, and those kept out by a conflict. */
export function holdersOf(
  authority: Authority,
  matter: Matter,
): { holders: Holder[]; excluded: string[]; absent: string[] } {
  const found: Holder[] = [];
  const excluded: string[] = [];
  const absent: string[] = [];
  for (const [person, instrument] of candidates(authority, matter)) {
    if (isConflicted(matter.world, matter, authority, person, instrument)) excluded.push(person);
    else if (isAbsent(matter.world, person, matter.now, matter.zone)) absent.push(person);
    else if (!found.some((one) => one.person === person))
      found.push({ person, instrument: instrument?.id ?? `supervisor:${matter.subject}` });
  }
  return { holders: found.sort((a, b) => (a.person < b.person ? -1 : 1)), excluded, absent };
}

function candidates(authority: Authority, matter: Matter): [string, Appointment | undefined][] {
  if (authority === 'supervisor') {
    const first = supervisorsOf(matter.world, matter.subject)[0] ?? matter.world.people.get(matter.subject)?.supervisor;
    return first ? [[first, undefined]] : [];
  }
  return instrumentsFor(authority, matter).map((one) => [one.holder, one]);
}

/**
 * The authority that must decide where `ask` points: itself, or the next living one above it.
 * `notBelow` keeps a task where it moved up for want of a decision. Null when nobody at all can.
 */
export function routeOf(ask: Ask, matter: Matter, notBelow?: string | null): Route | null {
  const steps = stepsFrom(ask.authority, notBelow ?? null);
  const excluded: string[] = [];
  const reasons: string[] = [];
  let gap: string | null = null;
  for (const authority of steps) {
    const found = holdersOf(authority, matter);
    excluded.push(...found.excluded);
    if (found.holders.length > 0)
      return {
        authority,
        holders: found.holders,
        excluded,
        reasons,
        gap: authority === 'regional-operations' ? gap : null,
      };
    if (found.excluded.length > 0 && !reasons.includes('decider-excluded')) reasons.push('decider-excluded');
    if (authority === 'designated-official' && found.absent[0]) gap = found.absent[0];
    if (authority === 'acting-designated-official' && found.excluded.length > 0) gap = null;
  }
  return null;
}

/** Bodies at headquarters: where one cannot speak, the matter does not come down to a country. */
const bodiesAbove: Partial<Record<Authority, readonly Authority[]>> = {
  'executive-group-on-security': ['under-secretary-general', 'secretary-general'],
  'high-level-committee': ['secretary-general'],
};

function stepsFrom(asked: Authority, notBelow: string | null): readonly Authority[] {
  const from = Math.max(climb.indexOf(asked), notBelow ? climb.indexOf(notBelow as Authority) : -1);
  const above = bodiesAbove[asked];
  if (above) return [asked, ...above];
  if (climb.includes(asked)) return climb.slice(from);
  const own = ownClimb.indexOf(asked);
  const path = own >= 0 ? ownClimb.slice(own) : [asked];
  if (notBelow && climb.includes(notBelow as Authority)) return climb.slice(climb.indexOf(notBelow as Authority));
  const start = notBelow ? Math.max(0, path.indexOf(notBelow as Authority)) : 0;
  return [...path.slice(start), ...climb.slice(1)];
}

/** Where a task not decided in time goes next; null = it stays (the regional desk keeps what reaches it). */
export function nextAbove(current: Authority, matter: Matter): Route | null {
  if (climb.indexOf(current) >= climb.indexOf('regional-operations')) return null;
  const steps = stepsFrom(current, null).slice(1);
  for (const authority of steps) {
    if (climb.indexOf(authority) > climb.indexOf('regional-operations')) return null;
    const { holders, excluded } = holdersOf(authority, matter);
    if (holders.length > 0) return { authority, holders, excluded, reasons: ['escalated'], gap: null };
  }
  return null;
}

/** The next moment at which who holds what in this matter may change by itself, or null. */
export function nextPowerChange(matter: Matter): number | null {
  const { world, now, zone } = matter;
  let next = Infinity;
  const look = (moment: number | null) => {
    if (moment !== null && moment > now && moment < next) next = moment;
  };
  const known = new Set<string>([
    ...climb,
    'country-security-adviser',
    ...ownClimb,
    'bureau-director',
    'air-safety-adviser',
  ]);
  for (const one of world.appointments) {
    if (!known.has(one.role) || (one.to !== null && one.to <= now)) continue;
    if (!covers({ ...one, limits: {} }, one.role, matter)) continue;
    look(one.from);
    look(one.to);
    const absent = world.people.get(one.holder)?.absent;
    if (absent) {
      look(beginning(absent.from, zone));
      look(ending(absent.to, zone));
    }
  }
  return next === Infinity ? null : next;
}
