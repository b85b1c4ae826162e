// What the workflow of a case remembers, asked from outside. Refused like this it leaves nothing behind (docs/decisions/0035).
import { WorkflowUpdateFailedError, type WorkflowHandle } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { status, type Status } from './workflows/messages.ts';

/**
 * Answers after all that was sent before it.
 * @throws what Temporal says where nobody answers; the caller sets the deadline
 */
export async function statusOf(handle: Pick<WorkflowHandle, 'executeUpdate'>): Promise<Status> {
  try {
    return await handle.executeUpdate(status);
  } catch (error) {
    const refusal = error instanceof WorkflowUpdateFailedError ? error.cause : undefined;
    if (refusal instanceof ApplicationFailure && refusal.type === status.name) return refusal.details![0] as Status;
    throw error;
  }
}
