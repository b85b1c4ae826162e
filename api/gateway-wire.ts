// What the parts of the gateway share: the client, its limits, and the one way to start a workflow together with its first update.
import type { KeyObject } from 'node:crypto';
import { WithStartWorkflowOperation, type Client } from '@temporalio/client';
import type { UpdateDefinition } from '@temporalio/common';
import type { Database } from '../prisma/connect.ts';

export type Timeouts = { fileMs: number; actMs: number; askMs: number };
export type Wire = {
  client: Client;
  taskQueue: string;
  db: Database;
  signingKey: KeyObject;
  clock: () => number;
  clockSound?: () => Promise<void>;
  timeouts: Timeouts;
};

/** The limit is of the network, so it runs by the wall clock whatever the product's clock says. */
export function within<T>({ client }: Wire, ms: number, call: () => Promise<T>): Promise<T> {
  return client.withDeadline(Date.now() + ms, call);
}

export type Start = { type: string; workflowId: string; argument: unknown; memo?: Record<string, unknown> };

/** The start is durable and carries everything; the update only waits for the row (assurance 4, Temporal 1). */
export function startAndUpdate<Answer>(
  wire: Wire,
  update: UpdateDefinition<Answer, []>,
  { type, workflowId, argument, memo }: Start,
): Promise<Answer> {
  const startWorkflowOperation = new WithStartWorkflowOperation(type, {
    workflowId,
    taskQueue: wire.taskQueue,
    args: [argument],
    ...(memo ? { memo } : {}),
    workflowIdConflictPolicy: 'USE_EXISTING',
    workflowIdReusePolicy: 'REJECT_DUPLICATE',
  });
  const call = () =>
    wire.client.workflow.executeUpdateWithStart(update, { startWorkflowOperation, updateId: update.name });
  return within(wire, wire.timeouts.fileMs, call);
}
