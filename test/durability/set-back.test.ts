// One of the two stores is set back to an earlier moment: what can be mended is, nothing is decided twice, the rest is said.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { cpSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { WorkflowNotFoundError } from '@temporalio/client';
import { Client as Pg } from 'pg';
import { openTemporal } from '../../chaos/checks.ts';
import { pause } from '../../scripts/parts/processes.ts';
import { soundness } from '../support/soundness.ts';
import { openLive, type LiveSystem } from './live-system.ts';

/** As far as a store is set back. */
const agoMs = 60_000;

let live: LiveSystem;
let temporal: Awaited<ReturnType<typeof openTemporal>>;
/** Open at the moment Temporal is set back to; test by test. */
let old: Record<'decided' | 'ended', Trip>;
let savedAt: number;
/** What was answered and lost with PostgreSQL. */
const forgotten: string[] = [];

beforeAll(async () => {
  live = await openLive();
  old = { decided: await live.file('XA-2'), ended: await live.file('XA-2') };
  for (const { id } of Object.values(old))
    await live.until('it is asked about', async () => (await live.stateOf(id)) === 'in-review');
  await live.kill('temporal');
  cpSync(folder(), `${folder()}.saved`, { recursive: true });
  await live.begin('temporal');
  savedAt = Date.now();
  temporal = await openTemporal(live);
}, 180_000);
afterAll(async () => {
  await temporal?.connection.close();
  await live?.close();
}, 60_000);

type Trip = Awaited<ReturnType<LiveSystem['file']>>;
const folder = () => join(live.home, 'temporal');
/** Nothing that was done since is younger than the moment gone back to by less than this. */
const untilPast = (since: number) =>
  live.until('time has passed', async () => Date.now() - since > agoMs, agoMs + 1_000);

/** Statements about the database itself, with nobody in it. */
async function besides(...statements: string[]): Promise<void> {
  const db = new Pg({
    connectionString: Object.assign(new URL(live.urls.owner), { pathname: '/postgres' }).href,
  });
  await db.connect();
  for (const statement of statements)
    for (let left = 40; ; left -= 1) {
      const error = await db.query(statement).then(
        () => undefined,
        (reason: Error) => reason,
      );
      if (!error) break;
      if (left === 0 || !error.message.includes('being accessed')) throw error;
      await pause(250);
    }
  await db.end();
}

async function withoutProcesses(work: () => Promise<void>): Promise<void> {
  await live.kill('api');
  await live.kill('worker');
  await work();
  await live.begin('worker');
  await live.begin('api');
  // Whoever runs them begins them again when they cannot reach what they need; so do we.
  await live.until(
    'all is up',
    async () => {
      for (const part of ['worker', 'api'] as const) if (!live.isUp(part)) await live.begin(part);
      return (await fetch(`${live.base}/readyz`).catch(() => undefined))?.ok === true;
    },
    60_000,
  );
}

/** What the reconciler has said of a workflow since `from`. */
function said(from = 0): { kind: string; workflowId: string }[] {
  return log()
    .slice(from)
    .split('\n')
    .filter((line) => line.includes('the two stores disagreed'))
    .map((line) => JSON.parse(line) as { kind: string; workflowId: string });
}
const log = () => readFileSync(join(live.home, 'logs/worker.log'), 'utf8');
/** All of it is found; a workflow whose last worker was killed may be silent in the first round. */
async function found(from: number, expected: Record<string, string>): Promise<void> {
  const kinds = () =>
    Object.fromEntries(said(from).flatMap(({ kind, workflowId }) => (kind === 'silent' ? [] : [[workflowId, kind]])));
  const isFound = async () => Object.keys(expected).every((workflowId) => workflowId in kinds());
  await live.until('the stores have been compared', isFound, 120_000).catch(() => undefined);
  expect(kinds()).toMatchObject(expected);
}

const workflowOf = async (id: string) =>
  (await live.sql<{ workflowId: string }>('SELECT "workflowId" FROM cases WHERE id = $1', [id]))[0]!.workflowId;
async function statusOf(workflowId: string): Promise<string> {
  try {
    return (await temporal.client.workflow.getHandle(workflowId).describe()).status.name;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return 'unknown';
    throw error;
  }
}
const decisionsOf = (id: string) => live.sql(`SELECT outcome FROM decisions WHERE "caseId" = $1`, [id]);

test('PostgreSQL set back: a filing is written again, a lost decision can be made again, a lost change is said', async () => {
  const [decided, ended] = [await live.file('XA-2'), await live.file('XA-2')];
  await withoutProcesses(() => besides('CREATE DATABASE saved TEMPLATE safeconduct'));
  const since = Date.now();
  const mark = live.told().length;
  const filed = await live.file('XA-2');
  await live.until('it is filed', async () => (await live.stateOf(filed.id)) === 'in-review');
  const workflows = {
    filed: await workflowOf(filed.id),
    decided: await workflowOf(decided.id),
    ended: await workflowOf(ended.id),
  };
  expect(await live.decide('cora', decided.id)).toMatchObject({ status: 200 });
  expect(await live.cancel(ended.person, ended.id)).toMatchObject({ status: 200 });
  const { body } = await live.risk('XA-3', 'very-high');
  await live.until('the change has settled', async () => {
    const open = await live.sql(`SELECT FROM reference_changes WHERE state <> 'settled'`);
    return open.length === 0;
  });

  forgotten.push(
    ...live
      .told()
      .slice(mark)
      .flatMap(({ kind, id }) => (kind === 'file' ? [] : [id])),
  );
  await untilPast(since);
  const from = log().length;
  await withoutProcesses(() => besides('DROP DATABASE safeconduct', 'ALTER DATABASE saved RENAME TO safeconduct'));
  await found(from, {
    [workflows.filed]: 'row-gone',
    [workflows.decided]: 'row-behind',
    [workflows.ended]: 'workflow-gone',
    [`worldChange:${body['change'] as string}`]: 'change-lost',
  });
  await live.until('the filing is there again', async () => (await live.stateOf(filed.id)) === 'in-review');
  for (const { id } of [filed, decided, ended]) {
    expect(await live.stateOf(id)).toBe('in-review');
    expect(await live.decide('otto', id)).toMatchObject({ status: 200 });
    expect(await decisionsOf(id)).toEqual([{ outcome: 'approve' }]);
  }
  await live.reckon(forgotten);
  expect(await soundness(live.urls.reader)).toBe(undefined);
}, 360_000);

test('Temporal set back: cases filed since go on, nothing is decided twice, what has ended ends again', async () => {
  const { decided, ended } = old;
  const filed = await live.file('XA-2');
  expect(await live.decide('cora', decided.id)).toMatchObject({ status: 200 });
  expect(await live.cancel(ended.person, ended.id)).toMatchObject({ status: 200 });
  const ids = {
    filed: await workflowOf(filed.id),
    decided: await workflowOf(decided.id),
    ended: await workflowOf(ended.id),
  };
  await live.until('its workflow has ended', async () => (await statusOf(ids.ended)) === 'COMPLETED');

  expect(Date.now() - savedAt).toBeGreaterThan(agoMs);
  const from = log().length;
  await withoutProcesses(async () => {
    await live.kill('temporal');
    rmSync(folder(), { recursive: true });
    cpSync(`${folder()}.saved`, folder(), { recursive: true });
    await live.begin('temporal');
    expect({ ended: await statusOf(ids.ended), filed: await statusOf(ids.filed) }).toEqual({
      ended: 'RUNNING',
      filed: 'unknown',
    });
  });
  await found(from, {
    [ids.filed]: 'workflow-gone',
    [ids.decided]: 'workflow-behind',
    [ids.ended]: 'case-ended',
  });
  await live.until('what had ended has ended again', async () => (await statusOf(ids.ended)) === 'COMPLETED');
  expect(await live.stateOf(ended.id)).toBe('cancelled');
  expect(await live.sql(`SELECT FROM acts WHERE "caseId" = $1`, [ended.id])).toHaveLength(1);
  expect(await live.stateOf(decided.id)).toBe('cleared');
  expect(await live.decide('otto', filed.id)).toMatchObject({ status: 200 });
  for (const { id } of [decided, filed]) expect(await decisionsOf(id)).toEqual([{ outcome: 'approve' }]);
  await live.reckon(forgotten);
  expect(await soundness(live.urls.reader)).toBe(undefined);
}, 360_000);
