// Who sees which case: one condition, used by every list, page and stream. What is out of it does not exist for the reader.
import type { Database } from '../prisma/connect.ts';
import { Prisma } from '../prisma/client/client.ts';

/** Roles whose holders see what enters their country, what their organization files, and everything. */
const ofCountry = ['designated-official', 'acting-designated-official', 'country-security-adviser'];
const ofOrganization = ['security-focal-point', 'senior-security-manager'];
const ofAll = ['regional-operations'];
const chainDepth = 20;

/** A condition on `cases` under the alias `c`. */
export function visibleTo(person: string, now: number): Prisma.Sql {
  const inForce = Prisma.sql`a."holderId" = ${person} AND a."fromAt" <= ${new Date(now)} AND (a."toAt" IS NULL OR a."toAt" > ${new Date(now)})`;
  return Prisma.sql`(
    c."subjectId" = ${person}
    OR c."submitterId" = ${person}
    OR c."subjectId" IN (
      WITH RECURSIVE below("id", "organizationId", "depth") AS (
        SELECT p."id", p."organizationId", 1 FROM "people" p JOIN "people" me ON me."id" = p."supervisorId"
          WHERE me."id" = ${person} AND p."organizationId" = me."organizationId"
        UNION
        SELECT p."id", p."organizationId", b."depth" + 1 FROM "people" p JOIN below b ON p."supervisorId" = b."id" AND p."organizationId" = b."organizationId"
          WHERE b."depth" < ${chainDepth}
      ) SELECT "id" FROM below)
    OR c."organizationId" IN (SELECT a."organizationId" FROM "appointments" a WHERE a."role" IN (${Prisma.join(ofOrganization)}) AND ${inForce})
    OR EXISTS (SELECT 1 FROM "appointments" a WHERE a."role" IN (${Prisma.join(ofAll)}) AND ${inForce})
    OR EXISTS (SELECT 1 FROM "tasks" t WHERE t."caseId" = c."id" AND (t."holders" @> ARRAY[${person}] OR t."openedFor" @> ARRAY[${person}]))
    OR EXISTS (SELECT 1 FROM "notices" n WHERE n."caseId" = c."id" AND n."personId" = ${person})
    OR EXISTS (SELECT 1 FROM "parts" p JOIN "appointments" a ON a."countryId" = p."countryId" OR a."countryId" = '*'
      WHERE p."caseId" = c."id" AND p."active" AND a."role" IN (${Prisma.join(ofCountry)}) AND ${inForce})
  )`;
}

export async function canSee(db: Database, person: string, caseId: string, now: number): Promise<boolean> {
  const rows = await db.$queryRaw<
    unknown[]
  >`SELECT 1 FROM "cases" c WHERE c."id" = ${caseId}::uuid AND ${visibleTo(person, now)}`;
  return rows.length > 0;
}

/** Those of the cases the reader may see. */
export async function seenAmong(
  db: Database,
  person: string,
  caseIds: readonly string[],
  now: number,
): Promise<Set<string>> {
  if (caseIds.length === 0) return new Set();
  const ids = Prisma.join(caseIds.map((id) => Prisma.sql`${id}::uuid`));
  const rows = await db.$queryRaw<
    { id: string }[]
  >`SELECT c."id" FROM "cases" c WHERE c."id" IN (${ids}) AND ${visibleTo(person, now)}`;
  return new Set(rows.map((one) => one.id));
}
