// A page of tasks: those a person holds, or all of the requests he sees.
import { z } from 'zod';
import type { Database } from '../prisma/connect.ts';
import { Prisma } from '../prisma/client/client.ts';
import { Id } from '../forms/common.ts';
import type { Reader } from './case-view.ts';
import { cursorOf, pageQuery, readCursor } from './paging.ts';
import { matches } from './request-list.ts';
import { taskSummaries } from './task-view.ts';
import { visibleTo } from './visibility.ts';

export const taskListQuery = pageQuery.extend({
  mine: z.enum(['0', '1']).optional(),
  state: z.enum(['open', 'decided', 'closed']).default('open'),
  area: Id.optional(),
  /** `overdue`, or an instant until which it is due. */
  due: z.union([z.literal('overdue'), z.iso.datetime()]).optional(),
  sort: z.enum(['departure', 'due']).default('due'),
});

const Cursor = z.tuple([z.iso.datetime(), z.uuid()]);
/** What has no date sorts last. */
const never = new Date('9999-01-01T00:00:00Z');

export async function taskList(db: Database, reader: Reader, query: z.output<typeof taskListQuery>) {
  const after = readCursor(query.cursor, Cursor);
  const column = query.sort === 'due' ? Prisma.sql`t."dueAt"` : Prisma.sql`c."departsAt"`;
  const key = Prisma.sql`coalesce(${column}, ${never})`;
  const until = query.due === 'overdue' ? new Date(reader.now) : query.due && new Date(query.due);
  const conditions = [
    Prisma.sql`t."state" = ${query.state}`,
    query.mine === '1' ? Prisma.sql`t."holders" @> ARRAY[${reader.id}]` : visibleTo(reader.id, reader.now),
  ];
  if (query.area) conditions.push(Prisma.sql`t."areaId" = ${query.area}`);
  if (until) conditions.push(Prisma.sql`t."dueAt" <= ${until}`);
  if (query.q) conditions.push(matches(query.q));
  if (after) conditions.push(Prisma.sql`(${key}, t."id") > (${new Date(after[0])}, ${after[1]}::uuid)`);
  const rows = await db.$queryRaw<{ id: string; key: Date }[]>`
    SELECT t."id", ${key} AS key FROM "tasks" t JOIN "cases" c ON c."id" = t."caseId" WHERE ${Prisma.join(conditions, ' AND ')}
    ORDER BY ${key}, t."id" LIMIT ${query.limit + 1}`;
  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1);
  return {
    items: await taskSummaries(
      db,
      shown.map((row) => row.id),
    ),
    next: last && rows.length > query.limit ? cursorOf([last.key.toISOString(), last.id]) : null,
  };
}
