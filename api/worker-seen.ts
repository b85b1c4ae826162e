// Whether any worker has asked for work lately, as Temporal remembers it.
import type { Connection } from '@temporalio/client';

/** A worker that waits for work asks again once a minute. */
const recentMs = 90_000;
const workflowQueue = 1;

export async function workerSeen(connection: Connection, namespace: string, name: string, now: number): Promise<void> {
  const { pollers } = await connection.workflowService.describeTaskQueue({
    namespace,
    taskQueue: { name },
    taskQueueType: workflowQueue,
  });
  const seen = (pollers ?? []).map(({ lastAccessTime }) => Number(lastAccessTime?.seconds ?? 0) * 1000);
  if (!seen.some((at) => now - at < recentMs)) throw new Error('no worker has asked for work lately');
}
