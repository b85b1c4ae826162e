// A page of the requests a reader sees, newest first.
import { z } from 'zod';
import type { Database } from '../prisma/connect.ts';
import { Prisma } from '../prisma/client/client.ts';
import type { Reader } from './case-view.ts';
import { requestSummaries } from './case-view.ts';
import { cursorOf, pageQuery, readCursor } from './paging.ts';
import { visibleTo } from './visibility.ts';

export const requestListQuery = pageQuery.extend({
  mine: z.enum(['0', '1']).optional(),
  /** One state, or several with commas between. */
  state: z
    .string()
    .regex(/^[a-z-]+(,[a-z-]+)*$/)
    .max(300)
    .optional(),
});

const Cursor = z.tuple([z.iso.datetime(), z.uuid()]);

export async function requestList(db: Database, reader: Reader, query: z.output<typeof requestListQuery>) {
  const after = readCursor(query.cursor, Cursor);
  const conditions = [visibleTo(reader.id, reader.now)];
  if (query.mine === '1') conditions.push(Prisma.sql`(c."subjectId" = ${reader.id} OR c."submitterId" = ${reader.id})`);
  if (query.state) conditions.push(Prisma.sql`c."state" IN (${Prisma.join(query.state.split(','))})`);
  if (query.q) conditions.push(matches(query.q));
  if (after) conditions.push(Prisma.sql`(c."filedAt", c."id") < (${new Date(after[0])}, ${after[1]}::uuid)`);
  const rows = await db.$queryRaw<{ id: string; filedAt: Date }[]>`
    SELECT c."id", c."filedAt" FROM "cases" c WHERE ${Prisma.join(conditions, ' AND ')}
    ORDER BY c."filedAt" DESC, c."id" DESC LIMIT ${query.limit + 1}`;
  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1);
  return {
    items: await requestSummaries(
      db,
      shown.map((row) => row.id),
    ),
    next: last && rows.length > query.limit ? cursorOf([last.filedAt.toISOString(), last.id]) : null,
  };
}

/** Reference, purpose, or the traveller's name or id. */
export function matches(q: string): Prisma.Sql {
  const like = `%${q.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
  return Prisma.sql`(c."reference" ILIKE ${like} OR c."form" ->> 'purpose' ILIKE ${like}
    OR c."subjectId" IN (SELECT s."id" FROM "people" s WHERE s."name" ILIKE ${like} OR s."id" ILIKE ${like}))`;
}
