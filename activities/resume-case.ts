// Goes on with a case from its rows, for a workflow that Temporal has lost. Writes nothing.
import { ApplicationFailure } from '@temporalio/common';
import { accept, type Recorded } from './answers.ts';
import type { Deps } from './deps.ts';
import { onCase } from './transact.ts';

export const resumeCase = ({ db, log, alarm }: Deps) =>
  /** @param workflowId of the workflow that asks, as Temporal has it: the rows must name it, so no other can take a case over */
  async function resumeCase(caseId: string, workflowId: string, now: number): Promise<Recorded> {
    const done = await onCase(db, caseId, now, async (docket) =>
      docket.kase.workflowId === workflowId ? accept(docket) : null,
    );
    if (done?.result) return { answer: done.result, agenda: done.agenda };
    if (done) alarm?.({ flaw: 'other workflow', message: 'resume', caseId, workflow: workflowId });
    log.error({ workflowId, caseId }, 'a case to go on with has no rows that name its workflow');
    throw ApplicationFailure.nonRetryable('No rows name this workflow.', 'unsigned');
  };
