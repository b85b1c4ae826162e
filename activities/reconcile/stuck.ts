// A workflow whose history cannot be replayed never goes on by itself: its case goes on from the rows in a new one.
import type { Client } from '@temporalio/client';
import { worldChanged } from '../../workflows/messages.ts';
import { resume, type CaseRow } from './cases.ts';
import { signalled, type Finding, type Stores } from './stores.ts';

/** Of a task that Temporal gives out again and again, and that no worker brings to its end. */
const mostAttempts = 5;
/** temporal.api.enums.v1.WorkflowTaskFailedCause: what the worker made of the history does not fit it. */
const badCancelTimer = 5;
const nonDeterminism = 24;
const lookBack = 50;

/** Called for a workflow that was silent in an earlier round too. Null where it may yet go on. */
export async function replaceStuck(stores: Stores, row: CaseRow): Promise<Finding | null> {
  const { client } = stores;
  const { workflowId } = row;
  if (!(await isStuck(client, workflowId))) return null;
  const handle = client.workflow.getHandle(workflowId);
  await signalled(handle.terminate('Its history cannot be replayed; the case goes on from its rows.'));
  if (!(await resume(stores, row))) return null;
  // Changes it was told of went with it.
  await signalled(handle.signal(worldChanged, 'resumed'));
  return { kind: 'workflow-stuck', workflowId };
}

async function isStuck({ workflowService, options }: Client, workflowId: string): Promise<boolean> {
  const of = { namespace: options.namespace, execution: { workflowId } };
  const { pendingWorkflowTask: task } = await workflowService.describeWorkflowExecution(of);
  if (!task) return false;
  if ((task.attempt ?? 0) >= mostAttempts) return true;
  const { history } = await workflowService.getWorkflowExecutionHistoryReverse({ ...of, maximumPageSize: lookBack });
  const last = history?.events?.find(
    (one) =>
      one.workflowTaskCompletedEventAttributes ??
      one.workflowTaskFailedEventAttributes ??
      one.workflowTaskTimedOutEventAttributes,
  );
  const cause = last?.workflowTaskFailedEventAttributes?.cause;
  return cause === nonDeterminism || cause === badCancelTimer;
}
