// Parts judged before, page by page, newest filing first: no more than a page is in memory.
import { Prisma } from '../../prisma/client/client.ts';
import type { Database } from '../../prisma/connect.ts';

export type PartJudged = {
  caseId: string;
  reference: string;
  organizationId: string | null;
  filedAt: Date;
  ordinal: number;
  areaId: string | null;
  countryId: string | null;
  /** JSON text: read when its turn comes. */
  facts: string;
  stateSince: Date;
};
type Row = Pick<PartJudged, 'caseId' | 'filedAt'> & { [name in keyof PartJudged]: PartJudged[name] | null };

/** Which of them: filed from then until then; `live` those not at an end; `places` those there, null = everywhere. */
export type PartsAsked = {
  process: string;
  from: Date;
  until: Date;
  live?: boolean;
  places?: { countries: readonly string[]; areas: readonly string[] } | null;
};

const casesPerPage = 500;

/** Yields the parts of each page; a part no rules have judged has no facts and is left out. */
export async function* partsFiled(
  db: Database,
  { process, from, until, live, places }: PartsAsked,
): AsyncGenerator<PartJudged[]> {
  const isLive = live ? Prisma.sql`AND c.live` : Prisma.empty;
  const isThere = places
    ? Prisma.sql`AND (p."countryId" = ANY (${[...places.countries]}) OR p."areaId" = ANY (${[...places.areas]}))`
    : Prisma.empty;
  let before = Prisma.sql`c."filedAt" < ${until}`;
  for (;;) {
    const rows = await db.$queryRaw<Row[]>`
      WITH page AS (
        SELECT c.id, c.reference, c."organizationId", c."filedAt" FROM cases c
         WHERE c.process = ${process} AND c."filedAt" >= ${from} AND ${before} ${isLive}
         ORDER BY c."filedAt" DESC, c.id DESC LIMIT ${casesPerPage})
      SELECT c.id AS "caseId", c.reference, c."organizationId", c."filedAt",
             p.ordinal, p."areaId", p."countryId", p.facts::text AS facts, p."stateSince"
        FROM page c LEFT JOIN parts p ON p."caseId" = c.id AND p.active AND p.facts IS NOT NULL ${isThere}
       ORDER BY c."filedAt" DESC, c.id DESC, p.ordinal, p.id`;
    const last = rows.at(-1);
    if (!last) return;
    yield rows.filter((row): row is PartJudged => row.facts !== null);
    before = Prisma.sql`(c."filedAt", c.id) < (${last.filedAt}, ${last.caseId}::uuid)`;
  }
}
