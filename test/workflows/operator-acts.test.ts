// A workflow that was terminated, cancelled or put back past the product is found by the next round, said once, and its case is whole again.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { watchOperators } from '../../activities/reconcile/operator-acts.ts';
import type { Finding } from '../../activities/reconcile/stores.ts';
import { connect, type Database } from '../../prisma/connect.ts';
import { pause } from '../../scripts/parts/processes.ts';
import { explain } from '../../stories/stage/client.ts';
import { shifted } from '../../stories/stage/shift.ts';
import { statusOf } from '../../workflow-status.ts';
import { checkInvariants } from '../support/invariants.ts';
import { openOnRealServer, weeks, type RealServer } from '../support/real-server.ts';
import { stop } from '../support/whole-system.ts';

let system: RealServer;
let environment: RealServer['environment'];
let owner: RealServer['owner'];
let call: RealServer['call'];
let worker: Database;
let look: (now: number) => Promise<Finding[]>;

beforeAll(async () => {
  system = await openOnRealServer();
  ({ environment, owner, call } = system);
  worker = connect(system.database.workerUrl, { connections: 2 });
  const log = { info: () => undefined, error: () => undefined };
  let findings: Finding[] = [];
  const found = (finding: Finding) => void findings.push(finding);
  const watch = watchOperators({ db: worker, client: environment.client, taskQueue: system.taskQueue, log, found });
  look = async (now) => {
    findings = [];
    await watch(now);
    return findings;
  };
});
afterAll(async () => {
  await checkInvariants(system.database.readerUrl);
  await worker.$disconnect();
  await system.close();
});

type Trip = { id: string; workflowId: string };

async function file(day: string): Promise<Trip> {
  const stops = [stop('XA-2', `${day}T10:00`, `${day}T20:00`)];
  const form = shifted({ travelType: 'official', activity: 'vaccination', purpose: 'Clinic round', stops }, weeks);
  const key = { 'idempotency-key': randomUUID() };
  const reply = await call('ana', 'POST', '/requests', { process: 'travelClearance', form }, key);
  if (reply.status !== 201) throw new Error(explain(reply));
  const { id } = reply.body as { id: string };
  const { rows } = await owner.query<Trip>('SELECT id, "workflowId" FROM cases WHERE id = $1', [id]);
  return rows[0]!;
}

const decide = ({ id }: Trip, outcome = 'approve') =>
  call('cora', 'POST', `/requests/${id}/decisions`, { id: randomUUID(), outcome });
const handleOf = ({ workflowId }: Trip) => environment.client.workflow.getHandle(workflowId);
const nameOf = async (trip: Trip) => (await handleOf(trip).describe()).status.name;
const stateOf = async ({ id }: Trip) =>
  (await owner.query<{ state: string }>('SELECT state FROM cases WHERE id = $1', [id])).rows[0]!.state;

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 30_000; Date.now() < end; await pause(50)) if (await holds()) return;
  throw new Error('it did not come to be');
}

/** To where its first step had been taken. */
async function reset(trip: Trip): Promise<void> {
  const { runId } = await handleOf(trip).describe();
  const { events } = await handleOf(trip).fetchHistory();
  await environment.client.workflowService.resetWorkflowExecution({
    namespace: 'default',
    workflowExecution: { workflowId: trip.workflowId, runId },
    reason: 'An operator tries something',
    requestId: randomUUID(),
    workflowTaskFinishEventId: events!.find((one) => one.workflowTaskCompletedEventAttributes)!.eventId!,
  });
}

test('what operators did is said once, and every case goes on from its rows', async () => {
  const [left, ended, cancelled, put, granted, over] = [
    await file('2027-04-01'),
    await file('2027-04-02'),
    await file('2027-04-03'),
    await file('2027-04-04'),
    await file('2027-04-05'),
    await file('2027-04-06'),
  ];
  expect(await decide(granted)).toMatchObject({ body: { state: 'cleared' } });
  await call('ana', 'POST', `/requests/${over.id}/acts`, { verb: 'cancel' });
  await until(async () => (await nameOf(over)) === 'COMPLETED');
  expect(await look(Date.now())).toEqual([]);

  await handleOf(ended).terminate('An operator tries something');
  await handleOf(cancelled).cancel();
  for (const trip of [put, granted, over]) await reset(trip);
  await until(async () => (await nameOf(cancelled)) === 'CANCELLED');
  const expected = new Set([
    ...[ended, cancelled].map(({ workflowId }) => `workflow-gone ${workflowId}`),
    ...[put, granted, over].map(({ workflowId }) => `workflow-reset ${workflowId}`),
  ]);
  const said: string[] = [];
  // Temporal's lists lag behind a little.
  await until(async () => {
    said.push(...(await look(Date.now())).map(({ kind, workflowId }) => `${kind} ${workflowId}`));
    return said.length >= expected.size;
  });
  expect(new Set(said)).toEqual(expected);
  await pause(1_000);
  expect(await look(Date.now())).toEqual([]);
  expect(said).toHaveLength(expected.size);

  await until(async () => (await nameOf(over)) === 'COMPLETED');
  expect(await stateOf(over)).toBe('cancelled');
  expect(await stateOf(granted)).toBe('cleared');
  for (const trip of [left, ended, cancelled, put]) {
    expect(await decide(trip)).toMatchObject({ status: 200, body: { state: 'cleared' } });
    const { rows } = await owner.query('SELECT outcome FROM decisions WHERE "caseId" = $1', [trip.id]);
    expect(rows).toEqual([{ outcome: 'approve' }]);
  }
  const { rows } = await owner.query<{ workflowId: string; seq: number }>(
    'SELECT "workflowId", "headSeq" AS seq FROM cases WHERE live',
  );
  for (const { workflowId, seq } of rows) {
    const said = await statusOf(environment.client.workflow.getHandle(workflowId));
    expect({ workflowId, seq: said === 'gone' ? said : said.seq }).toEqual({ workflowId, seq });
  }
});
