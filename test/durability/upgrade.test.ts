// A new build of the worker takes over open cases on a real server, and both builds end in an orderly way.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Connection } from '@temporalio/client';
import { Client as Pg } from 'pg';
import { workerSeen } from '../../api/worker-seen.ts';
import { addPeople, sessionOf, tripOf } from '../../bench/support/people.ts';
import { caller, insist, type Call, type Reply } from '../../chaos/journal.ts';
import { makeCurrent } from '../../scripts/parts/deployment.ts';
import { pause } from '../../scripts/parts/processes.ts';
import { startWholeSystem, type WholeSystem } from '../../scripts/parts/whole-system.ts';

const theirs = '0af7651916cd43dd8448eb211c80319c';
const env: NodeJS.ProcessEnv = { WORKER_BUILD_ID: '1', LOG_LEVEL: 'info', RATE_LIMIT_SCALE: '10000' };
let system: WholeSystem;
let temporal: Connection;
let call: Call;
let tokens: Map<string, string>;
let sql: Pg;

beforeAll(async () => {
  system = await startWholeSystem(env);
  temporal = await Connection.connect({ address: system.temporalAddress });
  await makeCurrent(temporal, 'default', '1');
  await addPeople(system.urls.owner, 20);
  sql = new Pg({ connectionString: system.urls.owner });
  await sql.connect();
  tokens = await sessionOf(system.urls.owner, ['cora', 'p1', 'p2', 'p3', 'p4', 'p5', 'p6']);
  call = caller(system.base, tokens, 20_000);
}, 180_000);
afterAll(async () => {
  await temporal?.close();
  await sql?.end();
  await system?.stop();
}, 60_000);

let number = 0;
async function file(): Promise<string> {
  number += 1;
  const person = `p${number}`;
  const key = randomUUID();
  const { status, body } = await insist(
    () => call('POST', '/requests', person, tripOf(number, 'XA-2'), key),
    Date.now() + 60_000,
  );
  if (status !== 201 && status !== 202) throw new Error(JSON.stringify(body));
  return String(body['id']);
}

async function taskOf(id: string): Promise<string> {
  for (const until = Date.now() + 30_000; Date.now() < until; await pause(100)) {
    const { rows } = await sql.query<{ id: string }>(`SELECT id FROM tasks WHERE "caseId" = $1 AND state = 'open'`, [
      id,
    ]);
    if (rows[0]) return rows[0].id;
  }
  throw new Error(`nobody is asked about ${id}`);
}

async function decide(id: string): Promise<Reply> {
  const task = await taskOf(id);
  const body = { id: randomUUID(), outcome: 'approve', version: 1 };
  return insist(() => call('POST', `/tasks/${task}/decision`, 'cora', body), Date.now() + 60_000);
}

async function about(id: string) {
  const { rows } = await sql.query<{ state: string; workflowId: string }>(
    'SELECT state, "workflowId" FROM cases WHERE id = $1',
    [id],
  );
  const { state, workflowId } = rows[0]!;
  const execution = { workflowId };
  const told = await temporal.workflowService.describeWorkflowExecution({ namespace: 'default', execution });
  const { versioningInfo: versioning } = told.workflowExecutionInfo ?? {};
  return { state, build: versioning?.deploymentVersion?.buildId, behaviour: versioning?.behavior };
}

const linesOf = (part: string) =>
  readFileSync(join(system.home, 'logs', `${part}.log`), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Record<string, unknown>);

test('cases opened under one build are finished under the next, and the old one ends without breaking anything off', async () => {
  const open = [await file(), await file()];
  await Promise.all(open.map(taskOf));
  expect(await about(open[0]!)).toEqual({ state: 'in-review', build: '1', behaviour: 2 });

  env['WORKER_BUILD_ID'] = '2';
  await system.end('worker');
  await system.begin('worker');
  await makeCurrent(temporal, 'default', '2');
  for (const id of open) expect((await decide(id)).status).toBe(200);
  const fresh = await file();
  await taskOf(fresh);
  for (const id of [...open, fresh]) expect((await about(id)).build).toBe('2');
  expect((await about(open[0]!)).state).toBe('cleared');
}, 180_000);

/** A step is held up in the middle while the part is told to end. */
async function decideWhile(part: 'api' | 'worker', id: string): Promise<number> {
  const task = await taskOf(id);
  await sql.query('BEGIN');
  await sql.query('SELECT 1 FROM cases WHERE id = $1 FOR UPDATE', [id]);
  const body = { id: randomUUID(), outcome: 'approve', version: 1 };
  const decided = call('POST', `/tasks/${task}/decision`, 'cora', body);
  await pause(700);
  const ended = system.end(part);
  await pause(700);
  expect(system.isUp(part)).toBe(true);
  await sql.query('COMMIT');
  const { status } = await decided;
  await ended;
  expect(system.isUp(part)).toBe(false);
  return status;
}

test.each(['worker', 'api'] as const)(
  'a %s told to end finishes the decision it is at, and then ends',
  async (part) => {
    const id = await file();
    expect(await decideWhile(part, id)).toBe(200);
    await system.begin(part);
    await system.ready();
    expect((await about(id)).state).toBe('cleared');
  },
  120_000,
);

test('readiness says whether a worker asks for work', async () => {
  const answer = await fetch(`${system.base}/readyz`);
  const parts = { database: 'ok', migrations: 'ok', temporal: 'ok', clock: 'ok', worker: 'ok' };
  expect([answer.status, await answer.json()]).toEqual([200, { ready: true, ...parts }]);
  const absent = workerSeen(temporal, 'default', 'a-queue-nobody-serves', Date.now());
  await expect(absent).rejects.toThrow('no worker');
  const later = workerSeen(temporal, 'default', 'safeconduct', Date.now() + 600_000);
  await expect(later).rejects.toThrow('no worker');
});

test('a trace goes from the caller through the API to the step that wrote the decision', async () => {
  const id = await file();
  const task = await taskOf(id);
  const answer = await fetch(`${system.base}/api/v1/tasks/${task}/decision`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${tokens.get('cora')}`,
      'content-type': 'application/json',
      traceparent: `00-${theirs}-b7ad6b7169203331-01`,
    },
    body: JSON.stringify({ id: randomUUID(), outcome: 'approve', version: 1 }),
  });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('traceparent')).toContain(theirs);
  const ours = (part: string) => linesOf(part).filter(({ trace }) => trace === theirs);
  for (const until = Date.now() + 10_000; ours('api').length === 0 && Date.now() < until;) await pause(50);
  const { rows } = await sql.query<{ reference: string }>('SELECT reference FROM cases WHERE id = $1', [id]);
  expect(ours('api')).toEqual([expect.objectContaining({ route: '/api/v1/tasks/:id/decision', status: 200 })]);
  expect(ours('worker')).toContainEqual(
    expect.objectContaining({ step: 'recordDecision', reference: rows[0]!.reference, outcome: 'done' }),
  );
}, 60_000);
