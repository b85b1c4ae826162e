// A step that fails is asked again for as long as it takes; what no second try can mend is refused.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { WithStartWorkflowOperation } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import { filed } from '../../workflows/messages.ts';
import { workflowBundle } from '../../workflow-bundle.ts';
import { startTimeSkipping } from '../../stories/stage/time-skipping-server.ts';

let environment: TestWorkflowEnvironment;
beforeAll(async () => {
  environment = await startTimeSkipping();
});
afterAll(() => environment.teardown());

/** What a filing is answered where opening the case fails with each of these first. */
async function answered(failures: string[]): Promise<{ answer: unknown; calls: number }> {
  const taskQueue = randomUUID();
  let calls = 0;
  const opened = { caseId: taskQueue, state: 'cancelled', version: 1, live: false, next: null };
  const openCase = async () => {
    const failure = failures[calls];
    calls += 1;
    if (failure) throw ApplicationFailure.nonRetryable('It does not go', failure);
    return { answer: { ok: true, ...opened }, agenda: opened };
  };
  const { nativeConnection: connection } = environment;
  const bundle = await workflowBundle();
  const worker = await Worker.create({ connection, taskQueue, workflowBundle: bundle, activities: { openCase } });
  const answer = await worker.runUntil(async () => {
    const startWorkflowOperation = new WithStartWorkflowOperation('travelClearance', {
      ...{ workflowId: taskQueue, taskQueue, args: [{ caseId: taskQueue }] },
      workflowIdConflictPolicy: 'FAIL',
    });
    const asked = environment.client.workflow.executeUpdateWithStart(filed, { startWorkflowOperation });
    await environment.client.workflow.getHandle((await startWorkflowOperation.workflowHandle()).workflowId).result();
    return asked;
  });
  return { answer, calls };
}

test('a part that is away is asked again until it is there', async () => {
  const { answer, calls } = await answered(['away', 'away', 'away']);
  expect({ answer, calls }).toMatchObject({ answer: { ok: true }, calls: 4 });
});

test.each(['unsigned', 'validation-failed'])(
  'a filing that is %s is refused at once, with the reason',
  async (code) => {
    const { answer, calls } = await answered([code]);
    expect({ answer, calls }).toEqual({ answer: { ok: false, code, detail: 'It does not go' }, calls: 1 });
  },
);
