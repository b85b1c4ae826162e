// What belongs to the person signed in alone: his notices and his drafts.
import { z } from 'zod';
import { Id } from '../forms/common.ts';
import { isProcessName } from '../rules/index.ts';
import { pageOf, pageQuery, readCursor } from './paging.ts';
import { Problem, problemOf } from './problem.ts';
import { route, type ApiRouter } from './route.ts';
import { page } from './views.ts';

const at = z.iso.datetime();
const NoticeView = z
  .object({
    id: z.uuid(),
    code: z.string(),
    at,
    request: z.uuid(),
    reference: z.string(),
    process: z.string(),
    for: z.string(),
    params: z.record(z.string(), z.unknown()),
  })
  .meta({
    id: 'Notice',
    description: '`for` is the person it is meant for: the reader, or whoever cannot be reached but through him',
  });
const DraftView = z
  .object({ id: z.uuid(), process: z.string(), form: z.record(z.string(), z.unknown()), updatedAt: at })
  .meta({ id: 'Draft' });

const mostDrafts = 50;
const draftDays = 30;
const oneDraft = z.strictObject({ id: z.uuid() });

export function noticeRoutes(router: ApiRouter): void {
  const query = pageQuery.omit({ q: true }).extend({ mine: z.literal('1').optional() });
  route(
    router,
    {
      method: 'get',
      path: '/notices',
      access: 'signed-in',
      query,
      answers: { 200: page(NoticeView) },
      summary: 'What the reader has been told, newest first',
    },
    async ({ input, person, deps }) => {
      const { cursor, limit } = input.query;
      const [time, id] = readCursor(cursor, z.tuple([z.iso.datetime(), z.uuid()])) ?? [];
      const before =
        time && id ? [{ OR: [{ at: { lt: new Date(time) } }, { at: new Date(time), id: { lt: id } }] }] : [];
      const where = { AND: [{ OR: [{ personId: person.id }, { viaId: person.id }] }, ...before] };
      const rows = await deps.db.notice.findMany({
        where,
        include: { case: { select: { reference: true, process: true } } },
        orderBy: [{ at: 'desc' }, { id: 'desc' }],
        take: limit + 1,
      });
      return pageOf(
        rows,
        limit,
        (row) => [row.at.toISOString(), row.id],
        (row) => ({
          ...{
            id: row.id,
            code: row.code,
            at: row.at.toISOString(),
            request: row.caseId,
            reference: row.case.reference,
            process: row.case.process,
          },
          ...{ for: row.personId, params: row.params as Record<string, unknown> },
        }),
      );
    },
  );
}

export function draftRoutes(router: ApiRouter): void {
  const view = ({ updatedAt, form, ...row }: { id: string; process: string; form: unknown; updatedAt: Date }) => ({
    ...row,
    form: form as Record<string, unknown>,
    updatedAt: updatedAt.toISOString(),
  });

  route(
    router,
    {
      method: 'get',
      path: '/drafts',
      access: 'signed-in',
      answers: { 200: page(DraftView) },
      summary: 'Own drafts, newest first',
    },
    async ({ person, deps }) => {
      const rows = await deps.db.draft.findMany({
        where: { personId: person.id },
        orderBy: { updatedAt: 'desc' },
        take: mostDrafts,
      });
      return { items: rows.map(view), next: null };
    },
  );

  route(
    router,
    {
      method: 'get',
      path: '/drafts/:id',
      access: 'signed-in',
      params: oneDraft,
      answers: { 200: DraftView },
      summary: 'One of the own drafts',
    },
    async ({ input, person, deps }) => {
      const row = await deps.db.draft.findFirst({ where: { id: input.params.id, personId: person.id } });
      if (!row) throw problemOf('not-found');
      return view(row);
    },
  );

  const body = z.strictObject({
    process: Id.refine(isProcessName, 'There is no such process'),
    form: z.record(z.string(), z.json()),
  });
  const example = { body: { process: 'travelClearance', form: { purpose: 'Clinic round' } } };
  route(
    router,
    {
      method: 'put',
      path: '/drafts/:id',
      access: 'signed-in',
      params: oneDraft,
      body,
      answers: { 200: DraftView },
      example,
      summary: `Keep a draft for ${draftDays} days`,
    },
    async ({ input, person, deps }) => {
      const { db, clock } = deps;
      const { id } = input.params;
      const updatedAt = new Date(clock());
      const data = { process: input.body.process, form: input.body.form, updatedAt };
      await db.draft.deleteMany({ where: { updatedAt: { lt: new Date(clock() - draftDays * 86_400_000) } } });
      const changed = await db.draft.updateMany({ where: { id, personId: person.id }, data });
      if (changed.count === 0) {
        if ((await db.draft.count({ where: { personId: person.id } })) >= mostDrafts)
          throw new Problem(422, 'too-many-drafts', `At most ${mostDrafts} drafts are kept.`);
        const { count } = await db.draft.createMany({
          data: { id, personId: person.id, ...data },
          skipDuplicates: true,
        });
        if (count === 0) throw problemOf('not-found');
      }
      return { id, ...data, updatedAt: updatedAt.toISOString() };
    },
  );

  route(
    router,
    {
      method: 'delete',
      path: '/drafts/:id',
      access: 'signed-in',
      params: oneDraft,
      answers: { 204: null },
      summary: 'Throw a draft away',
    },
    async ({ input, person, deps }) => {
      await deps.db.draft.deleteMany({ where: { id: input.params.id, personId: person.id } });
      return undefined;
    },
  );
}
