// Who sees which case: one condition, used by every list, page and stream. What is out of it does not exist for the reader.
import type { Database } from '../prisma/connect.ts';
import { ask } from '../prisma/ask.ts';
import { Prisma } from '../prisma/client/client.ts';

/** Roles whose holders see what enters their country, what their organization files, and everything. */
const ofCountry = ['designated-official', 'acting-designated-official', 'country-security-adviser'];
const ofOrganization = ['security-focal-point', 'senior-security-manager'];
const ofAll = ['regional-operations'];
const chainDepth = 20;

/** A condition on `cases` under the alias `c`, for lists. */
export function visibleTo(person: string, now: number): Prisma.Sql {
  return Prisma.sql`c."id" IN (${waysToSee(person, now, () => Prisma.empty)})`;
}

/** The same of few cases: it costs what these cases have, not what the reader has ever seen. */
function isVisibleTo(person: string, now: number): Prisma.Sql {
  return Prisma.sql`EXISTS (${waysToSee(person, now, (caseId) => Prisma.sql`AND ${caseId} = c."id"`)})`;
}

/** Each way of seeing is a branch of its own, so that an index finds it. */
function waysToSee(person: string, now: number, only: (caseId: Prisma.Sql) => Prisma.Sql): Prisma.Sql {
  const at = new Date(now);
  const held = (roles: readonly string[]) =>
    Prisma.sql`a."role" IN (${Prisma.join(roles)}) AND a."holderId" = ${person} AND a."fromAt" <= ${at} AND (a."toAt" IS NULL OR a."toAt" > ${at})`;
  const [k, t, n, p] = [Prisma.sql`k."id"`, Prisma.sql`t."caseId"`, Prisma.sql`n."caseId"`, Prisma.sql`p."caseId"`].map(
    only,
  );
  return Prisma.sql`
    SELECT k."id" FROM "cases" k WHERE k."subjectId" = ${person} ${k}
    UNION ALL SELECT k."id" FROM "cases" k WHERE k."submitterId" = ${person} ${k}
    UNION ALL SELECT k."id" FROM "cases" k JOIN (
      WITH RECURSIVE below("id", "organizationId", "depth") AS (
        SELECT p."id", p."organizationId", 1 FROM "people" p JOIN "people" me ON me."id" = p."supervisorId"
          WHERE me."id" = ${person} AND p."organizationId" = me."organizationId"
        UNION
        SELECT p."id", p."organizationId", b."depth" + 1 FROM "people" p JOIN below b ON p."supervisorId" = b."id" AND p."organizationId" = b."organizationId"
          WHERE b."depth" < ${chainDepth}
      ) SELECT "id" FROM below) b ON k."subjectId" = b."id" ${k}
    UNION ALL SELECT k."id" FROM "cases" k JOIN "appointments" a ON a."organizationId" = k."organizationId" WHERE ${held(ofOrganization)} ${k}
    UNION ALL SELECT t."caseId" FROM "tasks" t WHERE t."holders" @> ARRAY[${person}] ${t}
    UNION ALL SELECT t."caseId" FROM "tasks" t WHERE t."openedFor" @> ARRAY[${person}] ${t}
    UNION ALL SELECT n."caseId" FROM "notices" n WHERE n."personId" = ${person} ${n}
    UNION ALL SELECT p."caseId" FROM "parts" p JOIN "appointments" a ON a."countryId" = p."countryId" WHERE p."active" AND ${held(ofCountry)} ${p}
    UNION ALL SELECT p."caseId" FROM "parts" p WHERE p."active" AND EXISTS (SELECT 1 FROM "appointments" a WHERE a."countryId" = '*' AND ${held(ofCountry)}) ${p}
    UNION ALL SELECT k."id" FROM "cases" k WHERE EXISTS (SELECT 1 FROM "appointments" a WHERE ${held(ofAll)}) ${k}`;
}

export async function canSee(db: Database, person: string, caseId: string, now: number): Promise<boolean> {
  return (await seenAmong(db, person, [caseId], now)).has(caseId);
}

/** Those of the cases the reader may see. */
export async function seenAmong(
  db: Database,
  person: string,
  caseIds: readonly string[],
  now: number,
): Promise<Set<string>> {
  if (caseIds.length === 0) return new Set();
  const rows = await ask<{ id: string }>(db, seenOf(person, caseIds, now));
  return new Set(rows.map((one) => one.id));
}

/** One id is compared by itself: PostgreSQL then expects the same of every id and keeps its plan. */
function seenOf(person: string, caseIds: readonly string[], now: number): Prisma.Sql {
  const [only, ...more] = caseIds;
  const among =
    only !== undefined && more.length === 0 ? Prisma.sql`${only}::uuid` : Prisma.sql`ANY (${caseIds}::uuid[])`;
  return Prisma.sql`SELECT c."id" FROM "cases" c WHERE c."id" = ${among} AND ${isVisibleTo(person, now)}`;
}

type Listener = { seenAt: Date; expiresAt: Date; active: boolean; seen: string[] };

/** Of somebody who listens: whether his session and he still stand, and which of the cases he may see, all of one moment. */
export async function listenerOf(
  db: Database,
  session: string,
  person: string,
  caseIds: readonly string[],
  now: number,
): Promise<Listener | undefined> {
  const [row] = await ask<Listener>(
    db,
    Prisma.sql`
    SELECT s."seenAt", s."expiresAt", p."active", ARRAY(${seenOf(person, caseIds, now)}) AS seen
    FROM sessions s JOIN people p ON p."id" = s."personId" WHERE s."tokenHash" = ${session} AND p."id" = ${person}`,
  );
  return row;
}
