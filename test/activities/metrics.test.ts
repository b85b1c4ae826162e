// What the worker's side door tells operators, and that it tells nothing else.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Client } from 'pg';
import type { Worker } from '@temporalio/worker';
import { createWorkerMetrics } from '../../activities/metrics.ts';
import { openSideDoor, type SideDoor } from '../../activities/side-door.ts';
import { connect, type Database } from '../../prisma/connect.ts';
import { demandSoundClock } from '../../prisma/sound-clock.ts';
import { aPart, insert } from '../prisma/rows.ts';
import { freshDatabase, type FreshDatabase } from '../../scripts/parts/fresh-database.ts';

let database: FreshDatabase;
let db: Database;
let door: SideDoor;
let metrics: ReturnType<typeof createWorkerMetrics>;
let isReady = true;
let clockOff = 0;
const worker = {
  getStatus: () => ({ numInFlightWorkflowActivations: 3, numInFlightLocalActivities: 7, numCachedWorkflows: 11 }),
} as unknown as Worker;

beforeAll(async () => {
  database = await freshDatabase();
  db = connect(database.workerUrl);
  metrics = createWorkerMetrics(db, () => 1_800_000_000_000);
  metrics.watch(worker, { maxConcurrentWorkflowTaskExecutions: 40, maxConcurrentLocalActivityExecutions: 100 });
  const clockSound = () => demandSoundClock(db, () => Date.now() + clockOff);
  door = await openSideDoor({
    port: 0,
    host: '127.0.0.1',
    registry: metrics.registry,
    isReady: () => isReady,
    clockSound,
  });
});
afterAll(async () => {
  await door.close();
  await db.$disconnect();
  await database.drop();
});

const get = (path: string, method = 'GET') => fetch(`http://127.0.0.1:${door.port}${path}`, { method });
const figures = async () => (await get('/metrics')).text();

test('slots, steps, letters, forged messages and the last comparison of the stores are told', async () => {
  metrics.step('open', 'done', 20);
  metrics.step('fail', 'failed', 20);
  metrics.letters({ sent: 2, failed: 1 });
  metrics.alarm({ flaw: 'bad signature', message: 'act' });
  metrics.reconciled();
  metrics.found({ kind: 'row-gone', workflowId: 'w' });
  const text = await figures();
  for (const line of [
    'safeconduct_worker_slots{kind="workflow",use="free"} 37',
    'safeconduct_worker_slots{kind="step",use="used"} 7',
    'safeconduct_worker_cached_workflows 11',
    'safeconduct_step_seconds_count{step="open",outcome="done"} 1',
    'safeconduct_step_seconds_count{step="fail",outcome="failed"} 1',
    'safeconduct_letters_total{outcome="sent"} 2',
    'safeconduct_letters_total{outcome="failed"} 1',
    'safeconduct_security_events_total{flaw="bad signature"} 1',
    'safeconduct_reconciled_timestamp_seconds 1800000000',
    'safeconduct_reconcile_findings_total{kind="row-gone"} 1',
  ])
    expect(text).toContain(line);
});

test('letters that wait are counted, those tried in vain apart, and nobody is named', async () => {
  const owner = new Client({ connectionString: database.ownerUrl });
  await owner.connect();
  for (const [id, email] of [
    ['ana', 'ana@example.org'],
    ['ben', 'ben@example.org'],
    ['cleo', null],
  ] as const)
    await insert(owner, 'people', { id, name: id, category: 'staff', email });
  const { caseId } = await aPart(owner);
  for (const [personId, attempts] of [
    ['ana', 0],
    ['ana', 3],
    ['ben', 0],
    ['cleo', 0],
  ] as const) {
    const id = crypto.randomUUID();
    await insert(owner, 'notices', { id, key: id, caseId, personId, attempts, code: 'cleared', at: '2027-03-01' });
  }
  await owner.end();
  const text = await figures();
  expect(text).toContain('safeconduct_letters_waiting{tried="no"} 2');
  expect(text).toContain('safeconduct_letters_waiting{tried="yes"} 1');
  expect(text).not.toMatch(/\b(ana|ben)\b/);
});

test('a worker that drains says that it takes nothing more, and is alive', async () => {
  expect((await get('/readyz')).status).toBe(200);
  isReady = false;
  expect([(await get('/readyz')).status, (await get('/healthz')).status]).toEqual([503, 200]);
});

test('a worker whose clock is far from the database’s is not ready, and names the clock', async () => {
  [isReady, clockOff] = [true, -31_000];
  const answer = await get('/readyz');
  expect([answer.status, await answer.json()]).toEqual([503, { ready: false, clock: 'failed' }]);
  clockOff = -25_000;
  expect(await (await get('/readyz')).json()).toEqual({ ready: true, clock: 'ok' });
});

test('the side door has no other way in', async () => {
  expect([(await get('/api/v1/me')).status, (await get('/metrics', 'POST')).status]).toEqual([404, 405]);
});
