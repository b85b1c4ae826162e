// Every history there is replays on the workflows as they are: one that does not stands still as soon as its worker forgets it.
import type { Client } from '@temporalio/client';
import type { DataConverter } from '@temporalio/common';
import { Worker, type ReplayHistoriesIterable } from '@temporalio/worker';
import { workflowBundle } from '../workflow-bundle.ts';
import { quietRuntime } from '../stories/stage/quiet-runtime.ts';

type Temporal = { client: Client; converter: DataConverter };

/** What cannot be replayed, and why. */
export async function unreplayable({ client, converter }: Temporal): Promise<string[]> {
  quietRuntime();
  const found: string[] = [];
  const replayed = Worker.runReplayHistories(
    { workflowBundle: await workflowBundle(), dataConverter: converter },
    histories(client),
  );
  for await (const { workflowId, error } of replayed)
    if (error) found.push(`${workflowId} does not replay: ${error.message.slice(0, 300)}`);
  return found;
}

async function* histories({ workflow }: Client): ReplayHistoriesIterable {
  for await (const { workflowId, runId } of workflow.list())
    yield { workflowId, history: await workflow.getHandle(workflowId, runId).fetchHistory() };
}
