// A connection that has died without a word costs its statement, not its place.
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { isConnectionLoss } from '../../prisma/connection-loss.ts';
import { ask } from '../../prisma/ask.ts';
import { Prisma } from '../../prisma/client/client.ts';
import { connect, type Database } from '../../prisma/connect.ts';
import { withNext } from '../../prisma/with-next.ts';
import { freshDatabase, type FreshDatabase } from '../../scripts/parts/fresh-database.ts';
import { openRelay, type Relay } from '../support/relay.ts';

const connections = 4;
let database: FreshDatabase;
let relay: Relay;
let db: Database;

beforeAll(async () => {
  database = await freshDatabase();
});
beforeEach(async () => {
  relay = await openRelay(Number(new URL(database.ownerUrl).port));
  const url = Object.assign(new URL(database.ownerUrl), { port: String(relay.port) }).href;
  db = connect(url, { connections, placeTimeoutMs: 2_500, silenceTimeoutMs: 4_000 });
  expect(await places()).toBe(connections);
});
afterEach(async () => {
  await db.$disconnect();
  await relay.close();
});
afterAll(() => database?.drop());

/** How many statements the pool has under way at one time. */
async function places(): Promise<number> {
  const pids = () => db.$queryRaw<{ pid: number }[]>`SELECT pg_backend_pid() AS pid, pg_sleep(0.3)::text`;
  const rows = await Promise.all(Array.from({ length: connections }, pids));
  return new Set(rows.map(([row]) => row!.pid)).size;
}

const isLost = (one: PromiseSettledResult<unknown>) => one.status === 'rejected' && isConnectionLoss(one.reason);

const ways: Record<string, () => Promise<unknown>> = {
  'of the engine': () => db.$queryRaw`SELECT 1`,
  'asked past it': () => ask(db, Prisma.sql`SELECT 1 AS n`),
  'of a transaction': () => db.$transaction((tx) => tx.$queryRaw`SELECT 1`),
  'that go together': () =>
    db.$transaction(async (tx) => {
      await tx.$executeRaw`${withNext}SELECT 1`;
      await tx.$queryRaw`SELECT 1`;
      await tx.$executeRaw`${withNext}SELECT 1`;
    }),
};

test.each(Object.keys(ways))(
  'statements %s on dead connections fail in time, and every place is free again',
  async (name) => {
    relay.deafen();
    const under = await Promise.allSettled(Array.from({ length: connections }, ways[name]!));
    expect(under.map(isLost)).toEqual(under.map(() => true));
    expect(await places()).toBe(connections);
  },
);

test('where one connection is found dead, those that lie idle are not used either', async () => {
  relay.deafen();
  const [one] = await Promise.allSettled([ways['asked past it']!()]);
  expect(isLost(one)).toBe(true);
  expect(await places()).toBe(connections);
});

test('who waits for a place among dead connections is told in time', async () => {
  relay.deafen();
  const under = Promise.allSettled(Array.from({ length: connections }, ways['of the engine']!));
  await pause(200);
  const begun = Date.now();
  const waiting = await Promise.allSettled(Object.values(ways).map((way) => way()));
  expect(waiting.map(isLost)).toEqual(waiting.map(() => true));
  expect(Date.now() - begun).toBeLessThan(3_700);
  await under;
  expect(await places()).toBe(connections);
});

test('a server that takes a connection and says nothing is given up', async () => {
  relay.deafen(true);
  relay.cut();
  await pause(200);
  const under = await Promise.allSettled(Object.values(ways).map((way) => way()));
  expect(under.map(isLost)).toEqual(under.map(() => true));
  relay.deafen();
  relay.cut();
  expect(await places()).toBe(connections);
});

test('a statement that is slow and within its limit is answered', async () => {
  expect(await db.$queryRaw`SELECT 1 AS n, pg_sleep(3)::text AS slept`).toEqual([{ n: 1, slept: '' }]);
});
