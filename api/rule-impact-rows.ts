// Parts judged before, page by page, newest filing first: no more than a page is in memory.
import { Prisma } from '../prisma/client/client.ts';
import type { Database } from '../prisma/connect.ts';

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

const casesPerPage = 500;

/** Yields the parts of each page; a part no rules have judged has no facts and is left out. */
export async function* partsFiled(
  db: Database,
  process: string,
  from: Date,
  until: Date,
): AsyncGenerator<PartJudged[]> {
  let before = Prisma.sql`c."filedAt" < ${until}`;
  for (;;) {
    const rows = await db.$queryRaw<Row[]>`
      WITH page AS (
        SELECT c.id, c.reference, c."organizationId", c."filedAt" FROM cases c
         WHERE c.process = ${process} AND c."filedAt" >= ${from} AND ${before}
         ORDER BY c."filedAt" DESC, c.id DESC LIMIT ${casesPerPage})
      SELECT c.id AS "caseId", c.reference, c."organizationId", c."filedAt",
             p.ordinal, p."areaId", p."countryId", p.facts::text AS facts, p."stateSince"
        FROM page c LEFT JOIN parts p ON p."caseId" = c.id AND p.active AND p.facts IS NOT NULL
       ORDER BY c."filedAt" DESC, c.id DESC, p.ordinal, p.id`;
    const last = rows.at(-1);
    if (!last) return;
    yield rows.filter((row): row is PartJudged => row.facts !== null);
    before = Prisma.sql`(c."filedAt", c.id) < (${last.filedAt}, ${last.caseId}::uuid)`;
  }
}
