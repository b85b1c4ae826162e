// Connections that are cut, slow or dead: who asks again gets the true answer, and nothing is done twice or left undone.
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { openTemporal } from '../../chaos/checks.ts';
import { pause } from '../../scripts/parts/processes.ts';
import { openLive, type LiveSystem } from './live-system.ts';

let live: LiveSystem;
beforeAll(async () => {
  live = await openLive();
}, 120_000);
afterEach(() => live.reckon(), 90_000);
afterAll(() => live.close(), 60_000);

const eventsOf = async (id: string) =>
  (await live.sql<{ kind: string }>(`SELECT kind FROM audit_events WHERE "caseId" = $1 ORDER BY seq`, [id])).map(
    ({ kind }) => kind,
  );

/** What Temporal keeps of a case, once it is at rest. */
async function historyOf(id: string): Promise<string[]> {
  const [row] = await live.sql<{ workflowId: string }>('SELECT "workflowId" FROM cases WHERE id = $1', [id]);
  const { connection, client } = await openTemporal(live);
  try {
    const { events } = await client.workflow.getHandle(row!.workflowId).fetchHistory();
    return (events ?? []).map(({ eventType }) => String(eventType));
  } finally {
    await connection.close();
  }
}

test.each(['before', 'after'] as const)(
  'a step whose connection is cut %s the commit is done once',
  async (side) => {
    const relay = live.relay('worker-postgres');
    const { id } = await live.file('XA-2');
    const met = relay.hold('COMMIT', side, async () => relay.cut(), 2);
    const [filed, decided] = await Promise.all([live.file('XA-1'), live.decide('cora', id)]);
    await met;
    expect([201, 202]).toContain(filed.reply.status);
    expect(decided).toMatchObject({ status: 200 });
    expect((await eventsOf(id)).filter((kind) => kind === 'decided')).toHaveLength(1);
    expect((await eventsOf(filed.id)).filter((kind) => kind === 'filed')).toHaveLength(1);
  },
  60_000,
);

test('an answer of Temporal that is lost is found in the tables, and a lost filing is the same when sent again', async () => {
  const relay = live.relay('api-temporal');
  const { id } = await live.file('XA-2');
  const met = live.relay('worker-postgres').hold('COMMIT', 'after', async () => relay.deafen(), 2);
  const [filed, decided] = await Promise.all([live.file('XA-2'), live.decide('cora', id)]);
  await met;
  relay.cut();
  expect([201, 202]).toContain(filed.reply.status);
  expect(decided).toMatchObject({ status: 200 });
  expect(await live.stateOf(id)).toBe('cleared');
}, 60_000);

/** As many as a pool has at most (prisma/connect.ts). */
const places = 10;
const opened = async (role: 'worker' | 'api') => {
  const user = new URL(live.urls[role]).username;
  const [row] = await live.sql<{ n: number }>(
    `SELECT count(*)::int AS n FROM pg_stat_activity WHERE usename = $1 AND application_name <> 'safeconduct-live'`,
    [user],
  );
  return row!.n;
};
const many = <T>(count: number, work: (index: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, index) => work(index)));
const look = async () => {
  const reply = await live.call('GET', '/requests', 'cora');
  if (reply.status === 503) expect(reply.body).toMatchObject({ code: 'database-unavailable' });
  else expect(reply.status).toBe(200);
  return reply.status;
};

test('an API whose every database connection has died says so, and has all its places again', async () => {
  await many(4 * places, look);
  expect(await opened('api')).toBe(places);
  live.relay('api-postgres').deafen();
  expect(await many(places, look)).toContain(503);
  await live.until('all is answered', async () => (await many(places, look)).every((status) => status === 200));
  await many(4 * places, look);
  expect(await opened('api')).toBe(places);
}, 90_000);

test('a worker whose every database connection has died goes on with what it was at, and has all its places again', async () => {
  const filed = await many(2 * places, () => live.file('XA-2'));
  expect(await opened('worker')).toBe(places);
  live.relay('worker-postgres').deafen();
  const decided = await many(filed.length, (index) => live.decide('cora', filed[index]!.id));
  expect(decided.map(({ status }) => status)).toEqual(filed.map(() => 200));
  await many(2 * places, () => live.file('XA-1'));
  expect(await opened('worker')).toBe(places);
}, 120_000);

/** Scheduled, started, completed: all the history a step leaves that takes long, as a sign of life every eight seconds. */
const ofTasks = ['5', '6', '7'];
const signOfLifeMs = 8_000;

test('a slow database makes for late answers, and for no more history than a sign of life now and then', async () => {
  const relay = live.relay('worker-postgres');
  const begun = Date.now();
  relay.slow(250);
  const { id, reply } = await live.file('XA-2');
  expect([201, 202]).toContain(reply.status);
  expect(await live.decide('cora', id)).toMatchObject({ status: 200 });
  relay.slow(0);
  const tookMs = Date.now() - begun;
  const quick = await live.file('XA-2');
  await live.decide('cora', quick.id);
  expect(await eventsOf(id)).toEqual(await eventsOf(quick.id));
  const [late, usual] = [await historyOf(id), await historyOf(quick.id)];
  const steps = (history: string[]) => history.filter((type) => !ofTasks.includes(type));
  expect(steps(late)).toEqual(steps(usual));
  expect(late.length - usual.length).toBeLessThanOrEqual(ofTasks.length * Math.ceil(tookMs / signOfLifeMs));
}, 90_000);

test('while the database cannot be reached nothing is refused for good, and all is done afterwards', async () => {
  const relay = live.relay('worker-postgres');
  const { id } = await live.file('XA-2');
  relay.refuse(true);
  relay.cut();
  const under = [live.file('XA-1'), live.decide('cora', id)] as const;
  await pause(4_000);
  relay.refuse(false);
  expect([201, 202]).toContain((await under[0]).reply.status);
  expect(await under[1]).toMatchObject({ status: 200 });
}, 90_000);
