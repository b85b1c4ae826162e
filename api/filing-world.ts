// Reads what a filing is checked and judged against.
import type { TravelClearanceForm } from '../forms/travel-clearance.ts';
import { ask } from '../prisma/ask.ts';
import { Prisma } from '../prisma/client/client.ts';
import type { Database } from '../prisma/connect.ts';
import { typedRow } from '../prisma/json-rows.ts';
import { loadWorld } from '../prisma/load-world.ts';
import { keepPeople, peopleAbove, type PersonRow } from '../prisma/people.ts';
import { frameOf, tokensNow, type Tokens } from '../prisma/world-frame.ts';
import { earlierCase, type EarlierCase } from './filed-before.ts';
import { travellerOf, type Filing, type LiveTrip } from './filing-checks.ts';

/** @param workflowId of the case a filing would open: whether there is one is read along */
export async function readFiling(
  db: Database,
  form: TravelClearanceForm,
  submitter: string,
  now: number,
  workflowId: string | null = null,
): Promise<Filing & { earlier: EarlierCase | null }> {
  const traveller = travellerOf({ form, submitter });
  const by = form.emergency?.verbalApproval?.by;
  const people = [...new Set([traveller, submitter, ...(form.passengers ?? []), ...(by ? [by] : [])])];
  const [row] = await ask<Tokens & { live: object[]; named: PersonRow[]; earlier: EarlierCase | null }>(
    db,
    Prisma.sql`
      SELECT ${tokensNow}, ${peopleAbove(people, true)} AS named, ${earlierCase(workflowId)} AS earlier, coalesce((
        SELECT jsonb_agg(jsonb_build_object('departsAt', "departsAt", 'endsAt', "endsAt", 'reference', reference)) FROM cases
        WHERE process = 'travelClearance' AND "subjectId" = ${traveller} AND "holdsDates"), '[]') AS live`,
  );
  const { live, named, earlier, ...read } = row!;
  keepPeople(read.people, people, named);
  const { frame, tokens } = await frameOf(db, read);
  const scope = {
    areas: form.stops.map((stop) => stop.area),
    people,
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
    earlier,
  };
}
