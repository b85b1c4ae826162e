// What an examination of a trip needs beside its rows: the world it rests on, its form, its parts as planned, the rules in force.
import { ApplicationFailure } from '@temporalio/common';
import type { TravelClearanceForm } from '../../forms/travel-clearance.ts';
import { loadWorld } from '../../prisma/load-world.ts';
import { ruleSetFor } from '../../prisma/rules-in-force.ts';
import { frameIn } from '../../prisma/world-frame.ts';
import type { CompiledRuleSet } from '../../rules/judge.ts';
import type { Facts } from '../../rules/rule-set.ts';
import { tripFacts, type TripContext } from '../../rules/trip-facts.ts';
import { isCrowded, tripParts, type TripPart } from '../../rules/trip-parts.ts';
import type { Docket, Tx } from '../docket.ts';
import { claimsFor, lockCeilings, placeFree } from '../places.ts';
import type { Setting } from '../setting.ts';

export type TripSetting = Omit<Setting, 'parts' | 'travelType'> & {
  parts: TripPart[];
  travelType: string;
  form: TravelClearanceForm;
  trip: TripContext;
  /** The rules in force for a part, at the moment of this step. */
  rulesFor: (part: Pick<TripPart, 'area' | 'country'>) => CompiledRuleSet;
};

export async function tripSetting(
  tx: Tx,
  docket: Docket,
  form = docket.kase.form as unknown as TravelClearanceForm,
): Promise<Omit<TripSetting, 'ways'>> {
  const { kase, now } = docket;
  const frame = await frameIn(tx, docket.tokens.frame);
  const scope = {
    areas: form.stops.map((stop) => stop.area),
    people: [kase.subjectId, kase.submitterId, ...(form.passengers ?? [])],
    activities: form.activity ? [form.activity] : [],
    flights: form.stops.flatMap((stop) => stop.flight ?? []),
  };
  const world = await loadWorld(tx, scope, frame, docket.tokens.people);
  const unknown = form.stops.find((stop) => !world.areas.has(stop.area));
  if (unknown) throw ApplicationFailure.nonRetryable(`There is no area ${unknown.area}.`, 'validation-failed');
  const rulesFor: TripSetting['rulesFor'] = (part) => {
    const compiled = ruleSetFor(frame, kase.process, part, now);
    if (compiled) return compiled;
    throw new Error(`No version of the rule set ${kase.process} is in force in ${part.area}. Publish one.`);
  };
  const parts = tripParts(form, world, isCrowded(form, kase.subjectId, world));
  const areas = [...scope.areas, ...docket.parts.flatMap((part) => part.areaId ?? [])];
  const ceilinged = [...new Set(areas)].filter((id) => (frame.areas.get(id)?.ceiling ?? null) !== null).sort();
  await lockCeilings(tx, ceilinged);
  const claims = await claimsFor(tx, docket, ceilinged, parts);
  const trip: TripContext = {
    form,
    traveller: kase.subjectId,
    submitter: kase.submitterId,
    filedAt: +kase.filedAt,
    now,
    parts,
    placeFree: (part) => placeFree(part, docket, parts, claims, world),
  };
  const { travelType } = form;
  const { latest } = docket.tokens;
  return { tx, world, parts, travelType, others: [], ceilinged, latest, form, trip, rulesFor };
}

export function factsOf(part: TripPart, setting: TripSetting): Facts {
  return tripFacts(part, setting.trip, setting.world);
}
