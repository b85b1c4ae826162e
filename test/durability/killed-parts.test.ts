// Any of the four parts may be killed at any moment: what was answered stands, what was under way is done once.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openTemporal } from '../../chaos/checks.ts';
import type { PartName } from '../../scripts/parts/whole-system.ts';
import { statusOf } from '../../workflow-status.ts';
import { readAgain } from '../../workflows/messages.ts';
import type { Side } from '../support/relay.ts';
import { openLive, type LiveSystem } from './live-system.ts';

let live: LiveSystem;
let temporal: Awaited<ReturnType<typeof openTemporal>>;
beforeAll(async () => {
  live = await openLive();
  temporal = await openTemporal(live);
}, 120_000);
afterAll(async () => {
  await temporal?.connection.close();
  await live?.close();
}, 60_000);

const parts: PartName[] = ['api', 'postgres', 'temporal', 'worker'];
const moments = parts.flatMap((part) => (['before', 'after'] as const).map((side): [PartName, Side] => [part, side]));

test.each(moments)(
  'a filing and a click survive the death of the %s %s PostgreSQL has them, with nobody told',
  async (part, side) => {
    const { id } = await live.file('XA-2');
    const met = live.relay('worker-postgres').hold('COMMIT', side, () => live.again(part), 2);
    const [filed, decided] = await Promise.all([live.file('XA-2'), live.decide('cora', id)]);
    await met;
    expect([201, 202]).toContain(filed.reply.status);
    expect(decided).toMatchObject({ status: 200 });
    expect(await live.stateOf(id)).toBe('cleared');
    expect(await live.sql(`SELECT outcome FROM decisions WHERE "caseId" = $1`, [id])).toEqual([{ outcome: 'approve' }]);
  },
  90_000,
);

type Timer = { kind: 'departure' | 'remind' | 'due'; id: string; workflowId: string };

async function timer(kind: Timer['kind'], at: number): Promise<Timer> {
  // The area lies five hours and three quarters ahead.
  const arrive = new Date(at + 5.75 * 3_600_000).toISOString().slice(0, 19);
  const { id } = await live.file('XA-2', ...(kind === 'departure' ? [arrive] : []));
  await live.until('it is asked about', async () => (await live.stateOf(id)) === 'in-review');
  const [row] = await live.sql<{ workflowId: string }>('SELECT "workflowId" FROM cases WHERE id = $1', [id]);
  if (kind !== 'departure') {
    // No term is that short: the rows are told another, and the workflow reads them.
    const term = `UPDATE tasks SET "remindAt" = $2, "dueAt" = coalesce($3, "dueAt") WHERE "caseId" = $1`;
    const [remindAt, dueAt] = kind === 'remind' ? [new Date(at), null] : [null, new Date(at)];
    await live.sql(term, [id, remindAt, dueAt]);
    await temporal.client.workflow.getHandle(row!.workflowId).signal(readAgain);
  }
  return { kind, id, workflowId: row!.workflowId };
}

async function isPending({ kind, workflowId }: Timer, at: number): Promise<boolean> {
  const said = await statusOf(temporal.client.workflow.getHandle(workflowId)).catch(() => 'silent' as const);
  const next = typeof said === 'string' ? undefined : said.next;
  return next?.kind === kind && Math.abs(next.at - at) < 1_000 && Date.now() < at;
}

test('timers that wait while each part dies, and come due while one is away, are each acted on once and grant nothing', async () => {
  const at = Math.ceil(Date.now() / 1_000) * 1_000 + 80_000;
  const timers = [await timer('departure', at), await timer('remind', at), await timer('due', at)];
  const allPend = async () => (await Promise.all(timers.map((one) => isPending(one, at)))).every((pends) => pends);
  await live.until('each waits for its timer', allPend);
  for (const part of parts) {
    await live.kill(part);
    expect({ part, isInTime: Date.now() < at }).toEqual({ part, isInTime: true });
    await live.begin(part);
    await live.until(`each waits for its timer after the death of the ${part}`, allPend, at - Date.now());
  }
  await live.kill('worker');
  expect(Date.now()).toBeLessThan(at);
  await live.until('the moment has passed', async () => Date.now() > at + 500, 80_000);
  await live.begin('worker');

  const [departure, remind, due] = timers.map(({ id }) => id) as [string, string, string];
  const events = async (id: string, kind: string) =>
    (await live.sql(`SELECT FROM audit_events WHERE "caseId" = $1 AND kind = $2`, [id, kind])).length;
  await live.until('it expires', async () => (await live.stateOf(departure)) === 'expired-undecided', 60_000);
  await live.until('holders are reminded', async () => (await events(remind, 'reminded')) > 0, 60_000);
  await live.until('the task is handed on', async () => (await events(due, 'task-closed')) > 0, 60_000);
  await live.reckon();
  const told = `SELECT n."personId", n.code, count(*)::int AS times FROM notices n JOIN cases c ON c.id = n."caseId"
    WHERE c.id = ANY ($1) AND (n.code = 'reminder' OR n."personId" = c."subjectId" AND n.code IN ('expired-undecided', 'moved-up'))
    GROUP BY c.id, 1, 2`;
  const notices = await live.sql<{ code: string; times: number }>(told, [[departure, remind, due]]);
  expect([...new Set(notices.map(({ code }) => code))].sort()).toEqual(['expired-undecided', 'moved-up', 'reminder']);
  expect(notices.filter(({ times }) => times !== 1)).toEqual([]);
  expect(await events(remind, 'reminded')).toBe(1);
  expect(await live.sql(`SELECT "closedBecause" FROM tasks WHERE "caseId" = $1 ORDER BY "openedAt"`, [due])).toEqual([
    { closedBecause: 'escalated' },
    { closedBecause: null },
  ]);
  expect(await live.sql(`SELECT FROM decisions WHERE "caseId" = ANY ($1)`, [[departure, remind, due]])).toEqual([]);
}, 300_000);

test('after all of it every answer stands, once, and no case is stuck', () => live.reckon(), 90_000);
