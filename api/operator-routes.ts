// For operators: alive, ready, figures, and the description of the whole API.
import { z } from 'zod';
import type { Database } from '../prisma/connect.ts';
import { migrationsLacking } from '../prisma/migrations-lacking.ts';
import { openApiDocument } from './open-api.ts';
import { partOf } from '../part-of.ts';
import { route, type ApiRouter, type RouteEntry } from './route.ts';

const Part = z.enum(['ok', 'failed']);
const Readiness = z
  .object({
    ready: z.boolean(),
    database: Part,
    migrations: Part,
    temporal: Part,
    clock: Part.meta({ description: 'Of this process, beside the database’s' }),
    worker: Part.meta({ description: 'Said only: without a worker pages are read and filings are taken in' }),
  })
  .meta({ id: 'Readiness' });

export function operatorRoutes(router: ApiRouter, everyRoute: () => readonly RouteEntry[]): void {
  route(
    router,
    {
      method: 'get',
      path: '/healthz',
      access: 'public',
      answers: { 200: z.object({ ok: z.literal(true) }) },
      summary: 'The process is alive',
    },
    () => ({ ok: true }),
  );

  route(
    router,
    {
      method: 'get',
      path: '/readyz',
      access: 'public',
      answers: { 200: Readiness, 503: Readiness },
      summary: 'Everything this process needs answers',
    },
    async ({ deps, answer }) => {
      const [database, migrations, temporal, clock, worker] = await Promise.all([
        partOf(deps.db.$queryRaw`SELECT 1`),
        partOf(demandMigrations(deps.db)),
        partOf(deps.temporalReady()),
        partOf(deps.clockSound?.() ?? Promise.resolve()),
        partOf(deps.workerSeen?.() ?? Promise.resolve()),
      ]);
      const ready = [database, migrations, temporal, clock].every((part) => part === 'ok');
      return answer(ready ? 200 : 503, { ready, database, migrations, temporal, clock, worker });
    },
  );

  route(
    router,
    {
      method: 'get',
      path: '/metrics',
      access: 'public',
      answers: { 200: null },
      produces: 'text/plain; version=0.0.4',
      summary: 'Figures in Prometheus form',
    },
    ({ deps }) => deps.metrics.registry.metrics(),
  );

  let document: unknown;
  route(
    router,
    {
      method: 'get',
      path: '/api/openapi.json',
      access: 'public',
      answers: { 200: z.looseObject({ openapi: z.string() }) },
      summary: 'This description',
    },
    () => {
      document ??= openApiDocument(everyRoute());
      return document;
    },
  );
}

async function demandMigrations(db: Database): Promise<void> {
  const lacking = await migrationsLacking(db);
  if (lacking.length > 0) throw new Error(`The database lacks ${lacking.join(', ')}.`);
}
