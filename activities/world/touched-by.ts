// Which live cases a change of reference data may touch. Too wide is safe: judging again by unchanged facts changes nothing.
import type { WorldKind } from '../../forms/world.ts';
import { Prisma } from '../../prisma/client/client.ts';
import type { Tx } from '../docket.ts';
import type { Patch, Written } from './write-record.ts';

export type Scope = {
  /** Only cases of this process. */
  process?: string;
  all?: true;
  areas?: string[];
  countries?: string[];
  people?: string[];
  organizations?: string[];
  activities?: string[];
  flights?: string[];
};

type Row = Record<string, string | null> | null;
const both = ({ before, after }: Written, name: string): string[] =>
  [before as Row, after as Row].flatMap((row) => row?.[name] ?? []);

export async function scopeOf(tx: Tx, kind: WorldKind, patch: Patch, written: Written): Promise<Scope> {
  switch (kind) {
    case 'organization':
      return { organizations: [patch['id'] as string] };
    case 'country':
      return { countries: [patch['id'] as string] };
    case 'area':
      return { areas: [patch['id'] as string], countries: both(written, 'owner') };
    case 'assessment':
      return { areas: both(written, 'areaId') };
    case 'policy':
    case 'presence':
      return { areas: [patch['area'] as string] };
    case 'requirement':
      return patch['area'] === '*' ? { all: true } : { areas: [patch['area'] as string] };
    case 'activity':
      return { activities: [patch['id'] as string] };
    case 'acceptance':
      return { activities: [patch['activity'] as string] };
    case 'flight':
      return { flights: [patch['flight'] as string] };
    case 'person':
      return ofPerson(tx, patch['id'] as string);
    case 'appointment':
      return ofAppointment(tx, written);
    case 'crisis':
      return {};
  }
}

/** What he asks for himself, and what waits where he holds a post or is somebody's supervisor. */
async function ofPerson(tx: Tx, id: string): Promise<Scope> {
  const held = await tx.appointment.findMany({ where: { holderId: id } });
  const scopes = held.map((one) => place(one.countryId, one.areaId, one.organizationId));
  return merged([{ people: [id] }, ...scopes]);
}

async function ofAppointment(tx: Tx, written: Written): Promise<Scope> {
  const { countryId, areaId, organizationId } = written.after as Record<string, string | null>;
  const officials = countryId
    ? await tx.appointment.findMany({ where: { role: 'designated-official', countryId }, select: { holderId: true } })
    : [];
  return merged([
    place(countryId!, areaId!, organizationId!),
    { people: [...both(written, 'holderId'), ...officials.map((one) => one.holderId)] },
  ]);
}

function place(country: string | null, area: string | null, organization: string | null): Scope {
  if (organization) return { organizations: [organization] };
  if (area) return { areas: [area] };
  return country && country !== '*' ? { countries: [country] } : { all: true };
}

function merged(scopes: readonly Scope[]): Scope {
  if (scopes.some((one) => one.all)) return { all: true };
  const of = (name: 'areas' | 'countries' | 'people' | 'organizations') => ({
    [name]: [...new Set(scopes.flatMap((one) => one[name] ?? []))],
  });
  return { ...of('areas'), ...of('countries'), ...of('people'), ...of('organizations') };
}

/** The condition on `cases c` that a scope means. */
export function condition({ process, ...scope }: Scope): Prisma.Sql {
  const touched = ofScope(scope);
  return process === undefined ? touched : Prisma.sql`(c.process = ${process} AND ${touched})`;
}

function ofScope(scope: Scope): Prisma.Sql {
  if (scope.all) return Prisma.sql`TRUE`;
  const any: Prisma.Sql[] = [];
  if (scope.areas?.length)
    any.push(Prisma.sql`EXISTS (
      WITH RECURSIVE below AS (
        SELECT a.id FROM areas a WHERE a.id = ANY (${scope.areas})
        UNION SELECT a.id FROM areas a JOIN below b ON a."parentId" = b.id
      ) SELECT FROM parts p JOIN below ON below.id = p."areaId" WHERE p."caseId" = c.id AND p.active)`);
  if (scope.countries?.length)
    any.push(Prisma.sql`EXISTS (SELECT FROM parts p JOIN areas a ON a.id = p."areaId" WHERE p."caseId" = c.id AND p.active
      AND (p."countryId" = ANY (${scope.countries}) OR a."countryId" = ANY (${scope.countries}) OR a."claimedBy" && ${scope.countries}))`);
  if (scope.people?.length)
    any.push(Prisma.sql`c."subjectId" IN (
      WITH RECURSIVE staff AS (
        SELECT id FROM people WHERE id = ANY (${scope.people}) OR "spouseId" = ANY (${scope.people})
        UNION SELECT p.id FROM people p JOIN staff s ON p."supervisorId" = s.id
      ) SELECT id FROM staff) OR c."submitterId" = ANY (${scope.people})
      OR EXISTS (SELECT FROM tasks t WHERE t."caseId" = c.id AND t.state = 'open' AND t.holders && ${scope.people})
      OR c.form -> 'passengers' ?| ${scope.people}`);
  if (scope.organizations?.length) any.push(Prisma.sql`c."organizationId" = ANY (${scope.organizations})`);
  if (scope.activities?.length) any.push(Prisma.sql`c.form ->> 'activity' = ANY (${scope.activities})`);
  if (scope.flights?.length)
    any.push(
      Prisma.sql`EXISTS (SELECT FROM jsonb_array_elements(c.form -> 'stops') AS s (stop) WHERE s.stop ->> 'flight' = ANY (${scope.flights}))`,
    );
  return any.length > 0 ? Prisma.sql`(${Prisma.join(any, ' OR ')})` : Prisma.sql`FALSE`;
}

/** Changes asked one by one; of more, one touches the case. */
const mostAsked = 200;

/** Whether any change of reference data after that one may touch the case. */
export async function touchedSince(tx: Tx, caseId: string, seq: bigint): Promise<boolean> {
  const changes = await tx.referenceChange.findMany({
    where: { seq: { gt: seq } },
    select: { scope: true },
    take: mostAsked + 1,
  });
  if (changes.length > mostAsked) return true;
  if (changes.length === 0) return false;
  const any = Prisma.join(
    changes.map(({ scope }) => condition(scope as Scope)),
    ' OR ',
  );
  const [row] = await tx.$queryRaw<{ touched: boolean }[]>`
    SELECT EXISTS (SELECT FROM cases c WHERE c.id = ${caseId}::uuid AND (${any})) AS touched`;
  return row!.touched;
}

/** How many live cases a scope touches now. */
export async function countTouched(tx: Tx, scope: Scope): Promise<number> {
  const [row] = await tx.$queryRaw<
    { count: bigint }[]
  >`SELECT count(*) AS count FROM cases c WHERE c.live AND ${condition(scope)}`;
  return Number(row!.count);
}
