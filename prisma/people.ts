// People as a request rests on them, with everyone above them: read once for a state of the people tables.
import type { Person } from '../rules/world.ts';
import { ask } from './ask.ts';
import { Prisma, type PrismaClient } from './client/client.ts';

export type Reader = PrismaClient | Prisma.TransactionClient;
export type PersonRow = {
  id: string;
  name: string;
  organizationId: string | null;
  category: string;
  baseId: string | null;
  supervisorId: string | null;
  spouseId: string | null;
  reachable: boolean;
  active: boolean;
  contractEnd: string | null;
  automaticWithdrawnUntil: string | null;
  absentFrom: string | null;
  absentTo: string | null;
  training: Record<string, string | null> | null;
};

const known = new Map<string, Map<string, Person | null>>();
const mostKept = 4;
const mostPeople = 20_000;

/** People with everyone above them, and with their spouses where asked. */
export async function peopleUpward(
  db: Reader,
  ids: readonly string[],
  withSpouses: boolean,
  token: string,
): Promise<Map<string, Person>> {
  const kept = keptUnder(token);
  const isKept = (id: string) => {
    const one = kept.get(id);
    return one !== undefined && (!withSpouses || !one?.spouse || kept.has(one.spouse));
  };
  const wanted = ids.filter((id) => !isKept(id));
  if (wanted.length > 0) {
    const [row] = await ask<{ people: PersonRow[] }>(
      db,
      Prisma.sql`SELECT ${peopleAbove(wanted, withSpouses)} AS people`,
    );
    keep(kept, wanted, row!.people);
  }
  const found = new Map<string, Person>();
  const add = (id: string | null) => {
    for (let next = id; next && !found.has(next);) {
      const one = kept.get(next);
      if (!one) return;
      found.set(next, one);
      if (withSpouses && ids.includes(next)) add(one.spouse);
      next = one.supervisor;
    }
  };
  for (const id of ids) add(id);
  return found;
}

/** What another statement read by `peopleAbove`, under the token that came with it, so that nobody reads it again. */
export function keepPeople(token: string, asked: readonly string[], rows: readonly PersonRow[]): void {
  keep(keptUnder(token), asked, rows);
}

function keep(kept: Map<string, Person | null>, asked: readonly string[], rows: readonly PersonRow[]): void {
  for (const id of asked) if (!rows.some((one) => one.id === id)) kept.set(id, null);
  for (const row of rows) kept.set(row.id, personOf(row));
}

export function keptName(token: string, id: string): string | undefined {
  return known.get(token)?.get(id)?.name;
}

function keptUnder(token: string): Map<string, Person | null> {
  let kept = known.get(token);
  if (!kept || kept.size > mostPeople) {
    known.set(token, (kept = new Map()));
    if (known.size > mostKept) known.delete(known.keys().next().value!);
  }
  return kept;
}

/** OFFSET 0 has each looked up by his id: how many are above whom is more than the planner can guess, and it would read all people. */
const personById = (id: Prisma.Sql) => Prisma.sql`(
  SELECT id, name, "organizationId", category, "baseId", "supervisorId", "spouseId", reachable, active, "contractEnd",
    "automaticWithdrawnUntil", "absentFrom", "absentTo"
  FROM people WHERE id = ${id} OFFSET 0)`;

/**
 * The rows of these people, of everyone above them and of their spouses, for any statement. The ids come as JSON: of a list
 * PostgreSQL counts the members and then plans each time anew, which takes longer than the reading.
 */
export function peopleAbove(ids: readonly string[], withSpouses: boolean): Prisma.Sql {
  const spouses = Prisma.sql`UNION SELECT s."spouseId" FROM given CROSS JOIN LATERAL ${personById(Prisma.sql`given.id`)} s`;
  return Prisma.sql`(
    WITH RECURSIVE given AS (
      SELECT value AS id FROM jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb)
    ), named AS (
      SELECT id FROM given ${withSpouses ? spouses : Prisma.empty}
    ), up AS (
      SELECT p.* FROM named CROSS JOIN LATERAL ${personById(Prisma.sql`named.id`)} p
      UNION SELECT p.* FROM up CROSS JOIN LATERAL ${personById(Prisma.sql`up."supervisorId"`)} p
    )
    SELECT coalesce(jsonb_agg(to_jsonb(up) || jsonb_build_object('training', (
      SELECT jsonb_object_agg(t.code, t."validTo") FROM trainings t WHERE t."personId" = up.id))), '[]') FROM up)`;
}

function personOf(one: PersonRow): Person {
  return {
    id: one.id,
    name: one.name,
    organization: one.organizationId,
    category: one.category,
    base: one.baseId,
    supervisor: one.supervisorId,
    spouse: one.spouseId,
    reachable: one.reachable,
    active: one.active,
    contractEnd: one.contractEnd,
    automaticWithdrawnUntil: one.automaticWithdrawnUntil,
    absent: one.absentFrom && one.absentTo ? { from: one.absentFrom, to: one.absentTo } : null,
    training: one.training ?? {},
  };
}
