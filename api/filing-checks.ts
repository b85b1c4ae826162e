// What a travel request must be beyond its shape: known places and people, stops in order, a right to file for the traveller. Pure.
import type { TravelClearanceForm } from '../forms/travel-clearance.ts';
import { DAY, instantOf } from '../rules/working-time.ts';
import { zoneOf, type World } from '../rules/world.ts';
import type { Fault } from './problem.ts';

/** Product defaults: how far ahead a first arrival and a last departure may lie. */
const aheadDays = { arrive: 400, depart: 800 } as const;
const filedForByAll = new Set(['guest', 'partner', 'dependant']);

export type LiveTrip = { departsAt: Date | null; endsAt: Date | null; reference: string };
export type Filing = {
  form: TravelClearanceForm;
  submitter: string;
  now: number;
  world: World;
  active: ReadonlySet<string>;
  live: readonly LiveTrip[];
};
export type Checked = { problems: Fault[]; warnings: Fault[] };

export function travellerOf({ form, submitter }: Pick<Filing, 'form' | 'submitter'>): string {
  return form.traveller ?? submitter;
}

/** Everything that is wrong, in the order of the form. */
export function checkFiling(filing: Filing): Checked {
  const stops = stopsOf(filing);
  const problems = [
    ...people(filing),
    ...activity(filing),
    ...places(filing),
    ...order(stops),
    ...dates(filing, stops),
  ];
  const warnings = [...activityPlaces(filing)];
  const [first, last] = [stops[0], stops.at(-1)];
  // Where else a traveller is going is told to nobody who may not file for him.
  const isTheirs = !problems.some((one) => one.path === 'traveller');
  if (isTheirs && first && last && stops.length === filing.form.stops.length) {
    const same = filing.live.find((one) => +(one.departsAt ?? 0) === first.from && +(one.endsAt ?? 0) === last.to);
    const near = filing.live.find(
      (one) => one.departsAt && one.endsAt && +one.departsAt < last.to && first.from < +one.endsAt,
    );
    if (same)
      problems.push(
        fault('stops', 'duplicate-request', `${same.reference} is a live request of this traveller for the same dates`),
      );
    else if (near) warnings.push(fault('stops', 'overlapping-request', `The dates overlap with ${near.reference}`));
  }
  return { problems, warnings };
}

type Place = { index: number; from: number; to: number };

function stopsOf({ form, world }: Filing): Place[] {
  return form.stops.flatMap((stop, index) => {
    if (!world.areas.has(stop.area)) return [];
    const zone = zoneOf(world, stop.area);
    return [{ index, from: instantOf(stop.arrive, zone), to: instantOf(stop.depart, zone) }];
  });
}

function people(filing: Filing): Fault[] {
  const { form, submitter, world, active } = filing;
  const unknown = (path: string, id: string) =>
    active.has(id) ? [] : [fault(path, 'unknown-person', `There is no person ${id}`)];
  const traveller = travellerOf(filing);
  const problems = unknown('traveller', traveller);
  if (problems.length === 0 && !mayFileFor(world, submitter, traveller)) {
    problems.push(
      fault(
        'traveller',
        'not-your-traveller',
        'You may file for yourself, for people of your organization, and for guests and partners',
      ),
    );
  }
  for (const [index, id] of (form.passengers ?? []).entries()) problems.push(...unknown(`passengers.${index}`, id));
  const by = form.emergency?.verbalApproval?.by;
  return by ? [...problems, ...unknown('emergency.verbalApproval.by', by)] : problems;
}

/** Oneself, the own organization, and who cannot file: guests, partners, dependants, people without an address (domain 1.1). */
function mayFileFor(world: World, submitter: string, traveller: string): boolean {
  const [mine, his] = [world.people.get(submitter), world.people.get(traveller)];
  if (!mine || !his || submitter === traveller) return mine === his;
  return (
    (mine.organization !== null && mine.organization === his.organization) ||
    filedForByAll.has(his.category) ||
    !his.reachable
  );
}

function activity({ form, world }: Filing): Fault[] {
  const isKnown = form.activity === undefined || world.activities.has(form.activity);
  return isKnown ? [] : [fault('activity', 'unknown-activity', `There is no activity ${form.activity}`)];
}

function activityPlaces({ form, world }: Filing): Fault[] {
  const areas = form.activity === undefined ? undefined : world.activities.get(form.activity)?.areas;
  if (!areas?.length) return [];
  return form.stops.flatMap((stop, index) =>
    areas.includes(stop.area) || !world.areas.has(stop.area)
      ? []
      : [fault(`stops.${index}.area`, 'activity-elsewhere', `${form.activity} is not carried out in ${stop.area}`)],
  );
}

function places({ form, world }: Filing): Fault[] {
  return form.stops.flatMap((stop, index) =>
    world.areas.has(stop.area) ? [] : [fault(`stops.${index}.area`, 'unknown-area', `There is no area ${stop.area}`)],
  );
}

function order(stops: readonly Place[]): Fault[] {
  return stops.flatMap((stop, position) => {
    const path = `stops.${stop.index}`;
    const before = stops[position - 1];
    const problems =
      stop.from < stop.to
        ? []
        : [fault(`${path}.depart`, 'departure-before-arrival', 'The departure is not after the arrival')];
    if (before?.index !== stop.index - 1) return problems;
    if (stop.from < before.to)
      problems.push(fault(`${path}.arrive`, 'itinerary-overlap', 'It begins before the stop before it ends'));
    if (stop.from - before.to > DAY)
      problems.push(
        fault(`${path}.arrive`, 'itinerary-gap', 'More than 24 hours lie between this stop and the one before'),
      );
    return problems;
  });
}

function dates({ form, now }: Filing, stops: readonly Place[]): Fault[] {
  const first = stops[0];
  const problems: Fault[] = [];
  if (first && first.from <= now && !form.emergency)
    problems.push(
      fault(
        `stops.${first.index}.arrive`,
        'retroactive-not-allowed',
        'The travel has begun, and no emergency is named',
      ),
    );
  for (const { index, from, to } of stops) {
    if (from - now > aheadDays.arrive * DAY)
      problems.push(fault(`stops.${index}.arrive`, 'too-far-ahead', `More than ${aheadDays.arrive} days ahead`));
    else if (to - now > aheadDays.depart * DAY)
      problems.push(fault(`stops.${index}.depart`, 'too-far-ahead', `More than ${aheadDays.depart} days ahead`));
  }
  return problems;
}

function fault(path: string, code: string, message: string): Fault {
  return { path, code, message };
}
