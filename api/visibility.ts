// Who sees which case: one condition, used by every list, page and stream. What is out of it does not exist for the reader.
import type { Database } from '../prisma/connect.ts';
import { Prisma } from '../prisma/client/client.ts';

/** Roles whose holders see what enters their country, what their organization files, and everything. */
const ofCountry = ['designated-official', 'acting-designated-official', 'country-security-adviser'];
const ofOrganization = ['security-focal-point', 'senior-security-manager'];
const ofAll = ['regional-operations'];
const chainDepth = 20;

/** A condition on `cases` under the alias `c`. Each way of seeing is a branch of its own, so that an index finds it. */
export function visibleTo(person: string, now: number): Prisma.Sql {
  const at = new Date(now);
  const held = (roles: readonly string[]) =>
    Prisma.sql`a."role" IN (${Prisma.join(roles)}) AND a."holderId" = ${person} AND a."fromAt" <= ${at} AND (a."toAt" IS NULL OR a."toAt" > ${at})`;
  return Prisma.sql`c."id" IN (
    SELECT k."id" FROM "cases" k WHERE k."subjectId" = ${person}
    UNION ALL SELECT k."id" FROM "cases" k WHERE k."submitterId" = ${person}
    UNION ALL SELECT k."id" FROM "cases" k JOIN (
      WITH RECURSIVE below("id", "organizationId", "depth") AS (
        SELECT p."id", p."organizationId", 1 FROM "people" p JOIN "people" me ON me."id" = p."supervisorId"
          WHERE me."id" = ${person} AND p."organizationId" = me."organizationId"
        UNION
        SELECT p."id", p."organizationId", b."depth" + 1 FROM "people" p JOIN below b ON p."supervisorId" = b."id" AND p."organizationId" = b."organizationId"
          WHERE b."depth" < ${chainDepth}
      ) SELECT "id" FROM below) b ON k."subjectId" = b."id"
    UNION ALL SELECT k."id" FROM "cases" k JOIN "appointments" a ON a."organizationId" = k."organizationId" WHERE ${held(ofOrganization)}
    UNION ALL SELECT t."caseId" FROM "tasks" t WHERE t."holders" @> ARRAY[${person}]
    UNION ALL SELECT t."caseId" FROM "tasks" t WHERE t."openedFor" @> ARRAY[${person}]
    UNION ALL SELECT n."caseId" FROM "notices" n WHERE n."personId" = ${person}
    UNION ALL SELECT p."caseId" FROM "parts" p JOIN "appointments" a ON a."countryId" = p."countryId" WHERE p."active" AND ${held(ofCountry)}
    UNION ALL SELECT p."caseId" FROM "parts" p WHERE p."active" AND EXISTS (SELECT 1 FROM "appointments" a WHERE a."countryId" = '*' AND ${held(ofCountry)})
    UNION ALL SELECT k."id" FROM "cases" k WHERE EXISTS (SELECT 1 FROM "appointments" a WHERE ${held(ofAll)})
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
