// Files a request so that one key gives one case, whoever else calls at the same time and wherever the call breaks off.
import { createHash } from 'node:crypto';
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import { ask } from '../prisma/ask.ts';
import { Prisma } from '../prisma/client/client.ts';
import { processes, type ProcessName } from '../rules/index.ts';
import { filed, type Answer, type Filing } from '../workflows/messages.ts';
import { idOf } from '../canonical.ts';
import { contentHash, seal } from './envelope.ts';
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

/** The case this key has given already; asked before a form is checked, for a repeated call must not meet its own first one. */
export async function known(wire: Wire, order: ToFile): Promise<Filed | null> {
  const { workflowId, caseId } = idsOf(order);
  return rowOf(wire, workflowId, caseId);
}

/** The id of the case names its first content, so that the same key with another body is seen whatever became of the case since. */
function idsOf({ process, form, submitter, idempotencyKey }: ToFile) {
  const workflowId = `${process}:${createHash('sha256').update(`${submitter}\n${idempotencyKey}`).digest('hex')}`;
  return { workflowId, caseId: idOf(workflowId, contentHash({ process, form })) };
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
  const [row] = await ask<{ id: string; reference: string; reasons: string[] }>(
    db,
    Prisma.sql`SELECT id, reference, reasons FROM cases WHERE "workflowId" = ${workflowId}`,
  );
  if (row && row.id !== caseId) throw otherBody();
  if (row?.reasons.includes('duplicate-request'))
    throw refusal('duplicate-request', 'There is a live request of this traveller for the same dates');
  return row ? { caseId, reference: row.reference, isRecorded: true } : null;
}

function otherBody() {
  return refusal('idempotency-key-reused', 'This Idempotency-Key was used for another request');
}

async function nextReference({ db }: Wire, process: ProcessName, now: number): Promise<string> {
  const [row] = await ask<{ number: bigint }>(db, Prisma.sql`SELECT nextval('case_numbers') AS number`);
  const year = new Date(now).getUTCFullYear();
  return `${processes[process].referencePrefix}-${year}-${String(row!.number).padStart(6, '0')}`;
}
