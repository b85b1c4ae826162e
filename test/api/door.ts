// The API on an ephemeral port over a database of its own, with a clock and a gateway the test holds.
import { generateKeyPairSync } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import pino from 'pino';
import { createApp } from '../../api/app.ts';
import type { ApiDeps } from '../../api/deps.ts';
import type { Gateway } from '../../api/gateway-port.ts';
import { listenToCases } from '../../api/live-cases.ts';
import { createMetrics } from '../../api/metrics.ts';
import type { Limits } from '../../api/rate-limit.ts';
import type { RuleAnalyst } from '../../api/rules/analysis.ts';
import { createRoutes, type ApiRoutes } from '../../api/routes.ts';
import { openSession } from '../../api/session.ts';
import { loadConfig, type Config } from '../../config.ts';
import { connect, type Database } from '../../prisma/connect.ts';
import { loadWorldFile } from '../../prisma/seed/load.ts';
import { readWorldFile } from '../../prisma/seed/world-file.ts';
import { keepStoryRuns } from '../../stories/background.ts';
import { nobodyPlays, type StoryPlayer } from '../../stories/run.ts';
import { freshDatabase, type FreshDatabase } from '../../scripts/parts/fresh-database.ts';

export const world = readWorldFile('test/scenarios/world.yaml');

export type Door = {
  url: string;
  deps: ApiDeps;
  routes: ApiRoutes;
  /** As the worker, who writes what the API only reads. */
  worker: Database;
  database: FreshDatabase;
  now: { at: number };
  /** A bearer token of a session of this person. */
  as(person: string): Promise<Record<string, string>>;
  call(
    method: string,
    path: string,
    options?: { as?: string; body?: unknown; headers?: Record<string, string> },
  ): Promise<{ status: number; body: ReturnType<typeof JSON.parse>; headers: Headers }>;
  close(): Promise<void>;
};

export type DoorOptions = {
  env?: Record<string, string>;
  /** Beyond what could be set together. */
  config?: Partial<Config>;
  gateway?: Partial<Gateway>;
  analyst?: RuleAnalyst;
  player?: StoryPlayer;
  port?: number;
  limits?: Limits;
  temporalReady?: () => Promise<void>;
};

export async function openDoor({
  env = {},
  config = {},
  gateway = {},
  analyst = nothingFound,
  player = nobodyPlays,
  port = 0,
  limits,
  temporalReady = async () => undefined,
}: DoorOptions = {}): Promise<Door> {
  const database = await freshDatabase();
  const worker = connect(database.workerUrl, { connections: 2 });
  await loadWorldFile(worker, world);
  const db = connect(database.apiUrl, { connections: 4 });
  const now = { at: Date.parse(world.clock) };
  const clock = () => now.at;
  const log = pino({ level: 'silent' });
  const deps: ApiDeps = {
    config: {
      ...loadConfig({ DEMO: '1', WEB_DIST: 'test/api/no-web-app', DATABASE_API_URL: database.apiUrl, ...env }),
      ...config,
    },
    ...{ db, clock, log, temporalReady },
    gateway: { ...absent, ...gateway },
    metrics: createMetrics(db, clock),
    signingKey: generateKeyPairSync('ed25519').privateKey,
    analyst,
    stories: keepStoryRuns(player),
    live: listenToCases({ url: database.apiUrl, db, log }),
    ...(limits ? { limits } : {}),
  };
  const routes = createRoutes(deps);
  const server = createServer(createApp(deps, routes));
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const as = async (person: string) => ({
    authorization: `Bearer ${await openSession(deps, { person, kind: 'demo' })}`,
  });

  const call: Door['call'] = async (method, path, { as: person, body, headers = {} } = {}) => {
    const response = await fetch(`${url}${path.startsWith('/api') ? '' : '/api/v1'}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(person ? await as(person) : {}),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text.startsWith('{') ? JSON.parse(text) : text, headers: response.headers };
  };

  return { url, deps, routes, worker, database, now, as, call, close: () => close(server, deps, worker, database) };
}

async function close(server: Server, deps: ApiDeps, worker: Database, database: FreshDatabase): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await deps.live.stop();
  await deps.db.$disconnect();
  await worker.$disconnect();
  await database.drop();
}

/** An analysis that has nothing to say; what it says is tested with the rules. */
const nothingFound: RuleAnalyst = {
  analyse: async ({ name, version }) => ({
    ruleSet: { name, version, hash: '' },
    ...{ findings: [], proved: [], notDecided: [], size: { rules: 0, facts: 0, queries: 0, ms: 0 } },
  }),
  compare: async (before, after) => ({
    before: { version: before.version, hash: '' },
    after: { version: after.version, hash: '' },
    ...{ differences: [], notDecided: [] },
  }),
};

/** A Temporal nobody should have asked. */
const refuse = () => Promise.reject(new Error('The test did not expect a call of Temporal'));
const absent: Gateway = {
  file: refuse,
  decide: refuse,
  act: refuse,
  changeWorld: refuse,
  known: refuse,
};
