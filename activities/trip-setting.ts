// What an examination of a trip needs beside its rows: the world it rests on, its form, its parts as planned, the rules in force.
import { ApplicationFailure } from '@temporalio/common';
import type { TravelClearanceForm } from '../forms/travel-clearance.ts';
import { loadWorld } from '../prisma/load-world.ts';
import { ruleSetFor } from '../prisma/rules-in-force.ts';
import { frameIn } from '../prisma/world-frame.ts';
import { matterFor, type Matter } from '../rules/matter.ts';
import type { CompiledRuleSet } from '../rules/judge.ts';
import type { Facts } from '../rules/rule-set.ts';
import { tripFacts, type TripContext } from '../rules/trip-facts.ts';
import { isCrowded, tripParts, type TripPart } from '../rules/trip-parts.ts';
import type { World } from '../rules/world.ts';
import type { Docket, PartRow, Tx } from './docket.ts';
import { claimsFor, lockCeilings, placeFree } from './places.ts';

export type Setting = {
  tx: Tx;
  world: World;
  form: TravelClearanceForm;
  trip: TripContext;
  /** The rules in force for a part, at the moment of this step. */
  rulesFor: (part: Pick<TripPart, 'area' | 'country'>) => CompiledRuleSet;
  /** Areas of the case that have a ceiling; locked for the transaction. */
  ceilinged: string[];
  /** Place in order of the last change of reference data that is judged by. */
  latest: bigint;
};

export async function settingFor(
  tx: Tx,
  docket: Docket,
  form = docket.kase.form as unknown as TravelClearanceForm,
): Promise<Setting> {
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
  const rulesFor: Setting['rulesFor'] = (part) => {
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
  return { tx, world, form, trip, rulesFor, ceilinged, latest: docket.tokens.latest };
}

export function factsOf(part: TripPart, setting: Setting): Facts {
  return tripFacts(part, setting.trip, setting.world);
}

/** The matter of a part: whose power over it is looked up, at this moment. */
export function matterOf(
  docket: Docket,
  part: Pick<PartRow, 'areaId' | 'countryId' | 'facts'>,
  setting: Setting,
): Matter {
  const { world, form } = setting;
  const { areaId: area, countryId: country } = part;
  const { subjectId: subject, submitterId: submitter } = docket.kase;
  const { travelType } = form;
  const facts = part.facts as Facts | null;
  return matterFor({ world, now: docket.now, area, country, facts, travelType, subject, submitter });
}
