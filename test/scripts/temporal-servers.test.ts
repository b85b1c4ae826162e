// The two Temporal servers tests run on.
import { afterAll, expect, test } from '@jest/globals';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import { NativeConnection, Worker } from '@temporalio/worker';
import { workflowBundle } from '../../workflow-bundle.ts';
import { temporalAddress } from '../support/temporal.ts';
import { startTimeSkipping } from '../../stories/stage/time-skipping-server.ts';
import type { waiting } from '../support/waiting-workflow.ts';

const bundle = () => workflowBundle(join(import.meta.dirname, '../support/waiting-workflow.ts'));
const open: { close(): Promise<unknown> }[] = [];
afterAll(async () => {
  for (const one of open.reverse()) await one.close();
});

test('three days pass in a moment on the time-skipping server', async () => {
  const environment = await startTimeSkipping();
  open.push({ close: () => environment.teardown() });
  const worker = await Worker.create({
    connection: environment.nativeConnection,
    taskQueue: 'waiting',
    workflowBundle: await bundle(),
  });
  const before = await environment.currentTimeMs();
  const answer = await worker.runUntil(
    environment.client.workflow.execute<typeof waiting>('waiting', {
      workflowId: randomUUID(),
      taskQueue: 'waiting',
      args: ['3 days'],
    }),
  );
  expect(answer).toBe('waited 3 days');
  expect((await environment.currentTimeMs()) - before).toBeGreaterThanOrEqual(3 * 24 * 3_600_000);
});

test('a workflow runs on the real server, which the run shares', async () => {
  const address = await temporalAddress();
  expect(await temporalAddress()).toBe(address);
  const connection = await NativeConnection.connect({ address });
  const client = new Client({ connection: await Connection.connect({ address }) });
  open.push(connection, client.connection);
  const taskQueue = randomUUID();
  const worker = await Worker.create({ connection, taskQueue, workflowBundle: await bundle() });
  const options = { workflowId: randomUUID(), taskQueue, args: ['10 ms'] as [string] };
  const answer = await worker.runUntil(client.workflow.execute<typeof waiting>('waiting', options));
  expect(answer).toBe('waited 10 ms');
});
