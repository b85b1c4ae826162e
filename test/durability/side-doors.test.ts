// What somebody does to workflows past the product is told to operators within a minute, and the cases are whole again.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openTemporal } from '../../chaos/checks.ts';
import { decide } from '../../workflows/messages.ts';
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

type Trip = { id: string; person: string; workflowId: string };

async function file(): Promise<Trip> {
  const { id, person } = await live.file('XA-2');
  await live.until('it is asked about', async () => (await live.stateOf(id)) === 'in-review');
  const [row] = await live.sql<{ workflowId: string }>('SELECT "workflowId" FROM cases WHERE id = $1', [id]);
  return { id, person, ...row! };
}

const handleOf = ({ workflowId }: Trip) => temporal.client.workflow.getHandle(workflowId);
const isRunning = async (trip: Trip) => (await handleOf(trip).describe()).status.name === 'RUNNING';

/** To where the first step of it had been taken. */
async function reset(trip: Trip): Promise<void> {
  const { runId } = await handleOf(trip).describe();
  const { events } = await handleOf(trip).fetchHistory();
  await temporal.client.workflowService.resetWorkflowExecution({
    namespace: 'default',
    workflowExecution: { workflowId: trip.workflowId, runId },
    reason: 'An operator tries something',
    requestId: randomUUID(),
    workflowTaskFinishEventId: events!.find((one) => one.workflowTaskCompletedEventAttributes)!.eventId!,
  });
}

type Line = { kind?: string; workflowId?: string; code?: string; workflow?: string };
const lines = (): Line[] =>
  readFileSync(join(live.home, 'logs/worker.log'), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Line);
const findings = () => lines().flatMap(({ kind, workflowId }) => (kind && workflowId ? [`${kind} ${workflowId}`] : []));

test('a workflow that was ended or put back is on the report within a minute, once, and its case goes on', async () => {
  const [waiting, ended, put, granted, over] = [await file(), await file(), await file(), await file(), await file()];
  expect(await live.decide('cora', granted.id)).toMatchObject({ status: 200 });
  expect(await live.cancel(over.person, over.id)).toMatchObject({ status: 200 });
  await live.until('its workflow has ended', async () => !(await isRunning(over)));

  const begun = Date.now();
  await handleOf(ended).terminate('An operator tries something');
  for (const trip of [put, granted, over]) await reset(trip);
  const expected = [
    `workflow-gone ${ended.workflowId}`,
    ...[put, granted, over].map(({ workflowId }) => `workflow-reset ${workflowId}`),
  ];
  const areTold = async () => expected.every((one) => findings().includes(one));
  await live.until('all are told', areTold, 60_000).catch(() => expect(findings()).toEqual(expected));
  expect(Date.now() - begun).toBeLessThan(60_000);

  await live.until('the workflow of the ended case ends again', async () => !(await isRunning(over)));
  expect(await live.stateOf(over.id)).toBe('cancelled');
  expect(await live.stateOf(granted.id)).toBe('cleared');
  for (const trip of [waiting, ended, put]) {
    expect(await live.decide('otto', trip.id)).toMatchObject({ status: 200 });
    expect(await live.stateOf(trip.id)).toBe('cleared');
  }
  for (const { id } of [ended, put, granted])
    expect(await live.sql(`SELECT outcome FROM decisions WHERE "caseId" = $1`, [id])).toEqual([{ outcome: 'approve' }]);
  await live.reckon();
  // A later round has looked at the same minute again.
  const rounds = Date.now() + 25_000;
  await live.until('another round has been made', async () => Date.now() > rounds);
  expect(findings().sort()).toEqual(expected.sort());
}, 180_000);

test('a decision sent straight to Temporal is told with the workflow it was sent to', async () => {
  const trip = await file();
  const message = { id: randomUUID(), taskId: randomUUID(), outcome: 'approve', version: 1 };
  expect(await handleOf(trip).executeUpdate(decide, { args: [message as never] })).toMatchObject({ code: 'unsigned' });
  expect(lines().filter(({ code, workflow }) => code === 'security-event' && workflow === trip.workflowId)).toEqual([
    expect.objectContaining({ flaw: 'no envelope', message: 'decide', caseId: trip.id, workflow: trip.workflowId }),
  ]);
}, 60_000);
