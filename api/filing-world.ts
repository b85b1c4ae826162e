// Reads what a filing is checked and judged against.
import type { TravelClearanceForm } from '../forms/travel-clearance.ts';
import { ask } from '../prisma/ask.ts';
import { Prisma } from '../prisma/client/client.ts';
import type { Database } from '../prisma/connect.ts';
import { loadWorld } from '../prisma/load-world.ts';
import { frameOf } from '../prisma/world-frame.ts';
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
  const { frame, tokens } = await frameOf(db);
  const scope = {
    areas: form.stops.map((stop) => stop.area),
    people: named,
    activities: form.activity ? [form.activity] : [],
    flights: form.stops.flatMap((stop) => stop.flight ?? []),
  };
  const [world, live] = await Promise.all([
    loadWorld(db, scope, frame, tokens.people),
    ask<LiveTrip>(
      db,
      Prisma.sql`
        SELECT "departsAt", "endsAt", reference FROM cases
        WHERE process = 'travelClearance' AND "subjectId" = ${traveller} AND "holdsDates"`,
    ),
  ]);
  return {
    form,
    submitter,
    now,
    world,
    active: new Set([...world.people.values()].filter((one) => one.active).map((one) => one.id)),
    live,
  };
}
