// Files a request so that one key gives one case, whoever else calls at the same time and wherever the call breaks off.
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import { ask } from '../prisma/ask.ts';
import { Prisma } from '../prisma/client/client.ts';
import { processes, type ProcessName } from '../rules/index.ts';
import { filed, type Answer, type Filing } from '../workflows/messages.ts';
import { seal } from './envelope.ts';
import { earlierCase, filedBefore, idsOf, otherBody, type EarlierCase } from './filed-before.ts';
import type { Filed, ToFile } from './gateway-port.ts';
import { startAndUpdate, within, type Wire } from './gateway-wire.ts';
import { overload, unavailable } from './outage.ts';
import { Problem } from './problem.ts';
import { refusal } from './refusals.ts';

export async function file(wire: Wire, order: ToFile): Promise<Filed> {
  const { workflowId, caseId } = idsOf(order);
  const { process, form, submitter } = order;
  const now = wire.clock();
  const reference = await nextReference(wire, process, now);
  const envelope = seal(
    { person: submitter, act: 'file', caseId, content: { process, form, submitter, caseId } },
    now,
    wire.signingKey,
    false,
  );
  const filing: Filing = { caseId, reference, process, workflowId, submitter, form, filedAt: now, envelope };
  let answer: Answer;
  try {
    answer = await startAndUpdate(wire, filed, {
      type: process,
      workflowId,
      argument: filing,
      memo: { caseId, reference },
    });
  } catch (error) {
    return afterBreak(wire, workflowId, caseId, error);
  }
  return settle(wire, workflowId, caseId, answer);
}

export async function known(wire: Wire, order: ToFile): Promise<Filed | null> {
  const { workflowId, caseId } = idsOf(order);
  return rowOf(wire, workflowId, caseId);
}

async function settle(wire: Wire, workflowId: string, caseId: string, answer: Answer): Promise<Filed> {
  if (!answer.ok) throw refusal(answer.code, answer.detail);
  if (answer.caseId !== caseId) throw otherBody();
  if (answer.reference) return { caseId, reference: answer.reference, isRecorded: true };
  // Of two calls that crossed, the first start's reference is the one on the row.
  return (await rowOf(wire, workflowId, caseId)) ?? started(wire, workflowId, caseId);
}

async function afterBreak(wire: Wire, workflowId: string, caseId: string, error: unknown): Promise<Filed> {
  const row = await rowOf(wire, workflowId, caseId);
  if (row) return row;
  if (error instanceof WorkflowExecutionAlreadyStartedError) {
    const handle = wire.client.workflow.getHandle(workflowId).getUpdateHandle<Answer>(filed.name);
    return settle(wire, workflowId, caseId, await within(wire, wire.timeouts.askMs, () => handle.result()));
  }
  return started(wire, workflowId, caseId).catch((second: unknown) => {
    throw second instanceof Problem
      ? second
      : (overload(error) ??
          overload(second) ??
          unavailable('It is not known to be filed. Send it again with the same Idempotency-Key.'));
  });
}

/** Asks Temporal itself whether the workflow was started; needs no worker. */
async function started(wire: Wire, workflowId: string, caseId: string): Promise<Filed> {
  const { memo } = await within(wire, wire.timeouts.askMs, () => wire.client.workflow.getHandle(workflowId).describe());
  if (memo?.['caseId'] !== caseId) throw otherBody();
  return { caseId, reference: String(memo['reference']), isRecorded: false };
}

async function rowOf({ db }: Wire, workflowId: string, caseId: string): Promise<Filed | null> {
  const [row] = await ask<{ earlier: EarlierCase | null }>(
    db,
    Prisma.sql`SELECT ${earlierCase(workflowId)} AS earlier`,
  );
  return filedBefore({ caseId }, row!.earlier);
}

async function nextReference({ db }: Wire, process: ProcessName, now: number): Promise<string> {
  const [row] = await ask<{ number: bigint }>(db, Prisma.sql`SELECT nextval('case_numbers') AS number`);
  const year = new Date(now).getUTCFullYear();
  return `${processes[process].referencePrefix}-${year}-${String(row!.number).padStart(6, '0')}`;
}
