// The worker's way to Temporal cut, dead and slow in the middle of live cases: every case comes to its end, each decision once.
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { QueryNotRegisteredError, type Client } from '@temporalio/client';
import { openTemporal } from '../../chaos/checks.ts';
import { pause } from '../../scripts/parts/processes.ts';
import { statusOf } from '../../workflow-status.ts';
import { worldChanged } from '../../workflows/messages.ts';
import { openLive, type LiveSystem } from './live-system.ts';

let live: LiveSystem;
beforeAll(async () => {
  live = await openLive();
}, 120_000);
afterEach(() => live.reckon(), 90_000);
afterAll(() => live.close(), 60_000);

const atOnce = 6;
const many = <T>(work: (index: number) => Promise<T>) =>
  Promise.all(Array.from({ length: atOnce }, (_, index) => work(index)));

/** Cases that wait for a decision, then as many decided and filed while something happens to the relay. */
async function throughout(happens: () => Promise<void>): Promise<void> {
  const waiting = await many(() => live.file('XA-2'));
  await live.until('all are asked about', async () => (await openTasks(waiting)) === atOnce);
  const under = Promise.all([
    many((index) => live.decide('cora', waiting[index]!.id)),
    many(() => live.file('XA-1')),
  ] as const);
  await happens();
  const [decided, filed] = await under;
  expect(decided.map(({ status }) => status)).toEqual(waiting.map(() => 200));
  for (const { reply } of filed) expect([201, 202]).toContain(reply.status);
  for (const { id } of [...waiting, ...filed])
    await live.until('it is cleared', async () => (await live.stateOf(id)) === 'cleared', 60_000);
  expect(await decisionsOf(waiting)).toEqual(waiting.map(() => 1));
}

type Filed = { id: string };
const idsOf = (cases: Filed[]) => cases.map(({ id }) => id);
const openTasks = async (cases: Filed[]) =>
  (await live.sql(`SELECT 1 FROM tasks WHERE state = 'open' AND "caseId" = ANY ($1::uuid[])`, [idsOf(cases)])).length;
const decisionsOf = async (cases: Filed[]) =>
  (
    await live.sql<{ n: number }>(
      `SELECT count(*)::int AS n FROM audit_events WHERE kind = 'decided' AND "caseId" = ANY ($1::uuid[]) GROUP BY "caseId"`,
      [idsOf(cases)],
    )
  ).map(({ n }) => n);

/** A case that waits for a decision, and its workflow. */
async function askedAbout({ workflow }: Client) {
  const { id } = await live.file('XA-2');
  await live.until('it is asked about', async () => (await openTasks([{ id }])) === 1);
  const [row] = await live.sql<{ workflowId: string }>('SELECT "workflowId" FROM cases WHERE id = $1', [id]);
  return { id, handle: workflow.getHandle(row!.workflowId) };
}

test('a worker cut off from Temporal again and again finishes every case', async () => {
  const relay = live.relay('worker-temporal');
  await throughout(async () => {
    for (let left = 8; left > 0; left -= 1) {
      relay.cut();
      await pause(400);
    }
  });
}, 180_000);

test('a worker whose connections to Temporal have died without a word finishes every case', async () => {
  const relay = live.relay('worker-temporal');
  await throughout(async () => {
    await pause(100);
    relay.deafen();
  });
}, 240_000);

test('a worker two seconds away from Temporal finishes every case', async () => {
  const relay = live.relay('worker-temporal');
  relay.slow(2_000);
  await throughout(async () => undefined).finally(() => relay.slow(0));
}, 240_000);

test('a case that is asked where it stands while messages wait for a worker keeps a history that replays', async () => {
  const { connection, client } = await openTemporal(live);
  try {
    const { id, handle } = await askedAbout(client);
    await live.kill('worker');
    const status = statusOf(handle);
    // Temporal gives the question to another worker ten seconds after it was asked, the task of what comes now a little later.
    await pause(1_500);
    await handle.signal(worldChanged, 'of nothing');
    const answers = Promise.all(['cora', 'otto'].map((person) => live.decide(person, id)));
    await live.begin('worker');
    expect((await answers).map((reply) => reply.status).sort()).toEqual([200, 409]);
    expect(await status).toMatchObject({ live: true });
  } finally {
    await connection.close();
  }
}, 60_000);

test('a worker that is asked for the stack trace of a case refuses: it keeps none', async () => {
  const { connection, client } = await openTemporal(live);
  try {
    const { id, handle } = await askedAbout(client);
    const asked = handle.query('__stack_trace');
    // Why is encrypted, as every failure is; a worker that keeps stack traces answers with them.
    await expect(asked).rejects.toThrow(QueryNotRegisteredError);
    expect((await live.decide('cora', id)).status).toBe(200);
    await live.until('it is cleared', async () => (await live.stateOf(id)) === 'cleared');
  } finally {
    await connection.close();
  }
}, 60_000);
