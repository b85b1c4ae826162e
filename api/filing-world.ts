// Reads what a filing is checked and judged against.
import type { TravelClearanceForm } from '../forms/travel-clearance.ts';
import { ask } from '../prisma/ask.ts';
import { Prisma } from '../prisma/client/client.ts';
import type { Database } from '../prisma/connect.ts';
import { typedRow } from '../prisma/json-rows.ts';
import { loadWorld } from '../prisma/load-world.ts';
import { frameOf, tokensNow, type Tokens } from '../prisma/world-frame.ts';
import { travellerOf, type Filing, type LiveTrip } from './filing-checks.ts';

export async function readFiling(
  db: Database,
  form: TravelClearanceForm,
  submitter: string,
  now: number,
): Promise<Filing> {
  const traveller = travellerOf({ form, submitter });
  const by = form.emergency?.verbalApproval?.by;
  const named = [traveller, submitter, ...(form.passengers ?? []), ...(by ? [by] : [])];
  const [row] = await ask<Tokens & { live: object[] }>(
    db,
    Prisma.sql`
      SELECT ${tokensNow}, coalesce((
        SELECT jsonb_agg(jsonb_build_object('departsAt', "departsAt", 'endsAt', "endsAt", 'reference', reference)) FROM cases
        WHERE process = 'travelClearance' AND "subjectId" = ${traveller} AND "holdsDates"), '[]') AS live`,
  );
  const { live, ...read } = row!;
  const { frame, tokens } = await frameOf(db, read);
  const scope = {
    areas: form.stops.map((stop) => stop.area),
    people: named,
    activities: form.activity ? [form.activity] : [],
    flights: form.stops.flatMap((stop) => stop.flight ?? []),
  };
  const world = await loadWorld(db, scope, frame, tokens.people);
  return {
    form,
    submitter,
    now,
    world,
    active: new Set([...world.people.values()].filter((one) => one.active).map((one) => one.id)),
    live: live.map((one) => typedRow<LiveTrip>(one)),
  };
}
