// Shows the subject of a request who looked at it, when, and at what.
import { z } from 'zod';
import { findCase } from './cases.ts';
import { namesFor } from './names.ts';
import { pageOf, pageQuery, readCursor } from './paging.ts';
import { problemOf } from './problem.ts';
import { route, type ApiRouter } from './route.ts';
import { Ref, page } from './views.ts';

const Reading = z
  .object({
    at: z.iso.datetime(),
    person: Ref.nullable(),
    action: z.string().meta({ description: 'read, read-task, read-explanation, read-history, or the act done' }),
  })
  .meta({ id: 'Reading' });

export function readingRoutes(router: ApiRouter): void {
  route(
    router,
    {
      method: 'get',
      path: '/requests/:id/readings',
      access: 'signed-in',
      params: z.strictObject({ id: z.uuid() }),
      query: pageQuery.omit({ q: true }),
      answers: { 200: page(Reading) },
      summary: 'Who looked at the request of the caller, newest first; for the traveller alone',
    },
    async ({ input, person, deps: { db }, deps }) => {
      const { id: caseId } = input.params;
      if ((await findCase(deps, caseId))?.subjectId !== person.id) throw problemOf('not-found');
      const { cursor, limit } = input.query;
      const [time, id] = readCursor(cursor, z.tuple([z.iso.datetime(), z.uuid()])) ?? [];
      const before = time && id ? { OR: [{ at: { lt: new Date(time) } }, { at: new Date(time), id: { lt: id } }] } : {};
      const rows = await db.accessLog.findMany({
        where: { caseId, outcome: 'granted', ...before },
        orderBy: [{ at: 'desc' }, { id: 'desc' }],
        take: limit + 1,
      });
      const names = await namesFor(db, { people: rows.map((row) => row.personId), organizations: [] });
      return pageOf(
        rows,
        limit,
        (row) => [row.at.toISOString(), row.id],
        ({ at, personId, action }) => ({
          at: at.toISOString(),
          person: personId === null ? null : names.person(personId),
          action,
        }),
      );
    },
  );
}
