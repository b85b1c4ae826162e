// What the workflow of a case remembers, asked from outside. Refused like this it leaves nothing behind (docs/decisions/0035).
import { WorkflowNotFoundError, WorkflowUpdateFailedError, type WorkflowHandle } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { status, type Status } from './workflows/messages.ts';

/**
 * Answers after all that was sent before it; `gone` where there is no such workflow, or it ended while it was asked.
 * @throws what Temporal says where nobody answers; the caller sets the deadline
 */
export async function statusOf(handle: Pick<WorkflowHandle, 'executeUpdate'>): Promise<Status | 'gone'> {
  try {
    return await handle.executeUpdate(status);
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return 'gone';
    const refusal = error instanceof WorkflowUpdateFailedError ? error.cause : undefined;
    if (refusal instanceof ApplicationFailure && refusal.type === status.name) return refusal.details![0] as Status;
    throw error;
  }
}
