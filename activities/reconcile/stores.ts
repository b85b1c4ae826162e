// The two stores side by side, how one asks the other, and what may be found.
import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import type { PrismaClient } from '../../prisma/client/client.ts';
import { statusOf } from '../../workflow-status.ts';
import type { Status } from '../../workflows/messages.ts';
import type { Log } from '../deps.ts';

export type Stores = {
  db: PrismaClient;
  client: Client;
  taskQueue: string;
  log: Log;
  /** Hears of each finding as soon as it is mended, so that a round which breaks off has told of all it did. */
  found(finding: Finding): void;
};
/** What was found, and, but for the last four kinds, mended. */
export type Finding = {
  kind:
    | 'workflow-gone'
    | 'workflow-reset'
    | 'workflow-stuck'
    | 'row-gone'
    | 'row-behind'
    | 'workflow-behind'
    | 'case-ended'
    | 'change-stopped'
    | 'change-lost'
    | 'ended-without-row'
    | 'silent'
    | 'overdue';
  workflowId: string;
  detail?: object;
};

export function report(log: Log, { detail, ...finding }: Finding): void {
  log.error({ ...finding, ...detail }, 'the two stores disagreed');
}

/** Younger ones may still be on their way. */
export const graceMs = 60_000;
export const pageSize = 500;
const together = 10;

export async function isRunning(client: Client, workflowId: string): Promise<boolean> {
  try {
    return (await client.workflow.getHandle(workflowId).describe()).status.name === 'RUNNING';
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
}

/** A worker that was killed is waited for ten seconds before another is asked. */
export async function ask({ client }: Stores, workflowId: string): Promise<Status | 'gone' | 'silent'> {
  try {
    return await client.withDeadline(Date.now() + 30_000, () => statusOf(client.workflow.getHandle(workflowId)));
  } catch {
    return 'silent';
  }
}

/** A workflow that has ended in the meantime needs no signal. */
export async function signalled(call: Promise<unknown>): Promise<void> {
  await call.catch((error: unknown) => {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
  });
}

/** A few at a time. */
export async function each<T>(
  { found }: Pick<Stores, 'found'>,
  items: readonly T[],
  work: (item: T) => Promise<Finding | null>,
): Promise<void> {
  const told = async (item: T) => {
    const finding = await work(item);
    if (finding) found(finding);
  };
  for (let at = 0; at < items.length; at += together) await Promise.all(items.slice(at, at + together).map(told));
}
