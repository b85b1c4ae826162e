// Reference data: lists for everybody signed in, changes for those who answer for it.
import { z } from 'zod';
import { Id } from '../forms/common.ts';
import { worldKinds } from '../forms/world.ts';
import { logAccess } from './access-log.ts';
import type { ApiDeps } from './deps.ts';
import { worldExamples } from './examples.ts';
import { pageOf, pageQuery, readCursor } from './paging.ts';
import { Problem, problemOf } from './problem.ts';
import { route, type Access, type ApiRouter } from './route.ts';
import { securityRoles } from './security-roles.ts';
import type { SignedIn } from './signed-in.ts';
import { page } from './views.ts';
import { collections, type Collection, type CollectionName } from '../forms/world-collections.ts';
import { worldLists } from './world-lists.ts';
import { demandRight, mayChangeSome } from './world-rights.ts';
import { ChangeAnswer, ChangeView, worldViews, type WorldList } from './world-views.ts';

/** Heads in an area and on a flight say where people are or will be. */
const readers: Partial<Record<WorldList, Access>> = { presences: securityRoles, flights: securityRoles };
const answers = { 200: ChangeAnswer, 202: ChangeAnswer };

export function worldRoutes(router: ApiRouter): void {
  for (const name of Object.keys(worldViews) as WorldList[]) listRoute(router, name);
  for (const [name, collection] of Object.entries(collections)) {
    if (collection.way === 'patch') patchRoute(router, name as CollectionName, collection);
    else postRoute(router, name as CollectionName, collection);
  }
  ceilingRoute(router);
  changeRoute(router);
}

function listRoute(router: ApiRouter, name: WorldList): void {
  const access = readers[name] ?? 'signed-in';
  route(
    router,
    {
      method: 'get',
      path: `/${name}`,
      access,
      query: pageQuery,
      answers: { 200: page(worldViews[name]) },
      summary: `The ${name} on file`,
    },
    async ({ input, deps }) => {
      const { cursor, limit, q } = input.query;
      const skip = readCursor(cursor, z.tuple([z.int().min(0)]))?.[0] ?? 0;
      const rows: unknown[] = await worldLists[name](deps.db, { q, skip, take: limit + 1, now: deps.clock() });
      return pageOf(
        rows,
        limit,
        () => [skip + limit],
        (row) => row,
      );
    },
  );
}

function patchRoute(router: ApiRouter, name: CollectionName, { kind }: Collection): void {
  const record = worldKinds[kind] as z.ZodObject;
  const body = record.extend({ id: Id.optional() }).extend(because);
  const params = z.strictObject({ id: Id });
  const example = { body: { ...worldExamples[kind], reason: 'As reported' } };
  const summary = `Change one of the ${name}, or add it: what is given replaces what is there`;
  route(
    router,
    {
      method: 'patch',
      path: `/${name}/:id`,
      access: (person) => mayChangeSome(person, kind),
      params,
      body,
      answers,
      example,
      summary,
    },
    async ({ input, person, deps, answer }) => {
      const { reason, ...given } = input.body as Given;
      if (given['id'] !== undefined && given['id'] !== input.params.id)
        throw new Problem(400, 'validation-failed', 'The id in the body is another than that in the path.');
      return answer(
        ...(await change(deps, person, {
          kind,
          key: input.params.id,
          patch: { ...given, id: input.params.id },
          reason,
        })),
      );
    },
  );
}

function postRoute(router: ApiRouter, name: CollectionName, { kind, keyOf }: Collection): void {
  const body = (worldKinds[kind] as z.ZodObject).extend(because);
  route(
    router,
    {
      method: 'post',
      path: `/${name}`,
      access: (person) => mayChangeSome(person, kind),
      body,
      answers,
      example: { body: worldExamples[kind] },
      summary: `Add to the ${name}`,
    },
    async ({ input, person, deps, answer }) => {
      const { reason, ...patch } = input.body as Given;
      return answer(...(await change(deps, person, { kind, key: keyOf(patch), patch, reason })));
    },
  );
}

/** A ceiling is a property of its area; it has a path of its own because whoever sets it looks for it there. */
function ceilingRoute(router: ApiRouter): void {
  const body = z.strictObject({ ceiling: z.int().min(0).max(1_000_000).nullable(), ...because });
  const spec = {
    method: 'patch',
    path: '/ceilings/:id',
    access: (person: SignedIn) => mayChangeSome(person, 'area'),
    params: z.strictObject({ id: Id }),
    body,
    answers,
  } as const;
  route(
    router,
    {
      ...spec,
      summary: 'Set the ceiling of an area',
      example: { params: { id: 'AB-1' }, body: { ceiling: 40, reason: 'Rooms are short' } },
    },
    async ({ input, person, deps, answer }) => {
      const { reason, ceiling } = input.body;
      const { id } = input.params;
      return answer(...(await change(deps, person, { kind: 'area', key: id, patch: { id, ceiling }, reason })));
    },
  );
}

function changeRoute(router: ApiRouter): void {
  const params = z.strictObject({ id: z.uuid() });
  route(
    router,
    {
      method: 'get',
      path: '/changes/:id',
      access: 'signed-in',
      params,
      answers: { 200: ChangeView },
      summary: 'Whether a change has reached all it touches',
    },
    async ({ input, deps }) => {
      const row = await deps.db.referenceChange.findUnique({ where: { id: input.params.id } });
      if (!row) throw problemOf('not-found');
      const touched = z.object({ touched: z.int() }).safeParse(row.scope);
      return {
        ...{
          id: row.id,
          kind: row.kind,
          state: row.state,
          seq: String(row.seq),
          at: row.at.toISOString(),
          settledAt: row.settledAt?.toISOString() ?? null,
        },
        touched: touched.success ? touched.data.touched : null,
      };
    },
  );
}

const because = { reason: z.string().trim().min(1).max(500).optional() };
type Given = Record<string, unknown> & { reason?: string };
export type WantedChange = {
  kind: Collection['kind'];
  key: string;
  patch: Record<string, unknown>;
  reason?: string | undefined;
};

async function change(
  deps: ApiDeps,
  person: SignedIn,
  wanted: WantedChange,
): Promise<[200 | 202, z.input<typeof ChangeAnswer>]> {
  const target = `${wanted.kind} ${wanted.key}`;
  await demandRight(deps.db, person, wanted).catch(async (error: unknown) => {
    if (error instanceof Problem)
      await logAccess(deps, { person: person.id, action: 'change', target, outcome: 'refused', code: error.code });
    throw error;
  });
  return sendChange(deps, person, wanted);
}

export async function sendChange(
  { gateway }: ApiDeps,
  person: SignedIn,
  { reason, ...order }: WantedChange,
): Promise<[200 | 202, z.input<typeof ChangeAnswer>]> {
  const { id, seq, touched } = await gateway.changeWorld({ ...order, by: person.id, ...(reason ? { reason } : {}) });
  return [seq === undefined ? 202 : 200, { change: id, seq: seq ?? null, touched: touched ?? 0 }];
}
