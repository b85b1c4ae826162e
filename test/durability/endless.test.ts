// A workflow that never gives way: its task is broken off and fails, and the worker goes on with all the others.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import { pause } from '../../scripts/parts/processes.ts';
import { startEndlessWorker } from '../support/endless.ts';
import { brief, loops, promisesWithoutEnd } from '../support/endless-workflows.ts';
import { temporalAddress } from '../support/temporal.ts';

const taskQueue = `endless-${randomUUID()}`;
let connection: Connection;
let client: Client;
let worker: ChildProcess;

beforeAll(async () => {
  const address = await temporalAddress();
  connection = await Connection.connect({ address });
  client = new Client({ connection });
  worker = await startEndlessWorker(address, taskQueue);
}, 60_000);
afterAll(async () => {
  worker.kill('SIGKILL');
  await connection.close();
});

const started = (workflow: () => Promise<unknown>) =>
  client.workflow.start(workflow, { workflowId: randomUUID(), taskQueue });

async function firstFailure(workflow: () => Promise<unknown>) {
  const handle = await started(workflow);
  for (const until = Date.now() + 20_000; Date.now() < until; await pause(100)) {
    const { events } = await handle.fetchHistory();
    const failed = events?.find((event) => event.workflowTaskFailedEventAttributes)?.workflowTaskFailedEventAttributes;
    if (failed) return { handle, ...failed.failure };
  }
  throw new Error('Its task did not fail.');
}

test.each([
  ['loops', loops],
  ['promises without end', promisesWithoutEnd],
])(
  '%s: broken off by the one watch of its activation, while the others go on',
  async (_, endless) => {
    const { handle, message } = await firstFailure(endless);
    expect(message).toBe('The workflow did not give way for 500 ms and was broken off.');
    const other = await started(brief);
    expect(await other.result()).toBe('done');
    await handle.terminate();
    expect(worker.exitCode).toBeNull();
  },
  60_000,
);
