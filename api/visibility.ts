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
  const asker = Prisma.sql`${person}`;
  return Prisma.sql`c."id" IN (${waysToSee(asker, Prisma.sql`${new Date(now)}`, supervisedBy(asker), () => Prisma.empty)})`;
}

/**
 * The same of few cases: it costs what these cases have, not what the reader has ever seen. Who asks is read by a SELECT of its
 * own, so that PostgreSQL expects the same of everybody and keeps its plan: making it takes twenty times as long as the answer.
 */
function isVisibleTo(person: string, now: number): Prisma.Sql {
  const [asker, at] = [Prisma.sql`(SELECT ${person}::text)`, Prisma.sql`(SELECT ${new Date(now)}::timestamptz)`];
  return Prisma.sql`EXISTS (${waysToSee(asker, at, ofWhomAbove(asker), (caseId) => Prisma.sql`AND ${caseId} = c."id"`)})`;
}

/** Each way of seeing is a branch of its own, so that an index finds it. */
function waysToSee(
  person: Prisma.Sql,
  at: Prisma.Sql,
  ofTheirs: Prisma.Sql,
  only: (caseId: Prisma.Sql) => Prisma.Sql,
): Prisma.Sql {
  const held = (roles: readonly string[]) =>
    Prisma.sql`a."role" IN (${Prisma.join(roles)}) AND a."holderId" = ${person} AND a."fromAt" <= ${at} AND (a."toAt" IS NULL OR a."toAt" > ${at})`;
  const [k, t, n, p] = [Prisma.sql`k."id"`, Prisma.sql`t."caseId"`, Prisma.sql`n."caseId"`, Prisma.sql`p."caseId"`].map(
    only,
  );
  return Prisma.sql`
    SELECT k."id" FROM "cases" k WHERE k."subjectId" = ${person} ${k}
    UNION ALL SELECT k."id" FROM "cases" k WHERE k."submitterId" = ${person} ${k}
    UNION ALL SELECT k."id" FROM "cases" k ${ofTheirs} ${k}
    UNION ALL SELECT k."id" FROM "cases" k JOIN "appointments" a ON a."organizationId" = k."organizationId" WHERE ${held(ofOrganization)} ${k}
    UNION ALL SELECT t."caseId" FROM "tasks" t WHERE t."holders" @> ARRAY[${person}] ${t}
    UNION ALL SELECT t."caseId" FROM "tasks" t WHERE t."openedFor" @> ARRAY[${person}] ${t}
    UNION ALL SELECT n."caseId" FROM "notices" n WHERE n."personId" = ${person} ${n}
    UNION ALL SELECT p."caseId" FROM "parts" p JOIN "appointments" a ON a."countryId" = p."countryId" WHERE p."active" AND ${held(ofCountry)} ${p}
    UNION ALL SELECT p."caseId" FROM "parts" p WHERE p."active" AND EXISTS (SELECT 1 FROM "appointments" a WHERE a."countryId" = '*' AND ${held(ofCountry)}) ${p}
    UNION ALL SELECT k."id" FROM "cases" k WHERE EXISTS (SELECT 1 FROM "appointments" a WHERE ${held(ofAll)}) ${k}`;
}

/** Those below him in his organization, for lists: their cases come by index. OFFSET 0 has the people looked up so too. */
const supervisedBy = (person: Prisma.Sql) => Prisma.sql`JOIN (
      WITH RECURSIVE below("id", "organizationId", "depth") AS (
        SELECT p."id", p."organizationId", 1 FROM "people" p JOIN "people" me ON me."id" = p."supervisorId"
          WHERE me."id" = ${person} AND p."organizationId" = me."organizationId"
        UNION
        SELECT p."id", p."organizationId", b."depth" + 1 FROM below b CROSS JOIN LATERAL (
          SELECT "id", "organizationId" FROM "people" WHERE "supervisorId" = b."id" OFFSET 0) p
          WHERE b."depth" < ${chainDepth} AND p."organizationId" = b."organizationId"
      ) SELECT "id" FROM below) b ON k."subjectId" = b."id" WHERE true`;

/** The same seen from below, for few cases: he is one of those above the traveller, without leaving the organization. */
const ofWhomAbove = (person: Prisma.Sql) => Prisma.sql`WHERE ${person} IN (
      WITH RECURSIVE above("id", "supervisorId", "organizationId", "depth") AS (
        SELECT p."id", p."supervisorId", p."organizationId", 0 FROM "people" p WHERE p."id" = k."subjectId"
        UNION
        SELECT p."id", p."supervisorId", p."organizationId", a."depth" + 1 FROM above a CROSS JOIN LATERAL (
          SELECT "id", "supervisorId", "organizationId" FROM "people" WHERE "id" = a."supervisorId" OFFSET 0) p
          WHERE a."depth" < ${chainDepth} AND p."organizationId" = a."organizationId"
      ) SELECT "id" FROM above WHERE "depth" > 0)`;

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
