// What one key has filed already: the same key with the same body is the same call, with another body it is refused.
import { createHash } from 'node:crypto';
import { idOf } from '../canonical.ts';
import { Prisma } from '../prisma/client/client.ts';
import { contentHash } from './envelope.ts';
import type { Filed, ToFile } from './gateway-port.ts';
import { refusal } from './refusals.ts';

export type EarlierCase = { id: string; reference: string; reasons: string[] };
export type CaseIds = { workflowId: string; caseId: string };

/** The id of the case names its first content, so that the same key with another body is seen whatever became of the case since. */
export function idsOf({ process, form, submitter, idempotencyKey }: ToFile): CaseIds {
  const workflowId = `${process}:${createHash('sha256').update(`${submitter}\n${idempotencyKey}`).digest('hex')}`;
  return { workflowId, caseId: idOf(workflowId, contentHash({ process, form })) };
}

/** A column for any statement: an `EarlierCase` or null. */
export function earlierCase(workflowId: string | null): Prisma.Sql {
  return Prisma.sql`(
    SELECT jsonb_build_object('id', id, 'reference', reference, 'reasons', reasons) FROM cases WHERE "workflowId" = ${workflowId})`;
}

/** Asked before a form is checked, for a repeated call must not meet its own first one. */
export function filedBefore({ caseId }: Pick<CaseIds, 'caseId'>, earlier: EarlierCase | null): Filed | null {
  if (!earlier) return null;
  if (earlier.id !== caseId) throw otherBody();
  if (earlier.reasons.includes('duplicate-request'))
    throw refusal('duplicate-request', 'There is a live request of this traveller for the same dates');
  return { caseId, reference: earlier.reference, isRecorded: true };
}

export function otherBody() {
  return refusal('idempotency-key-reused', 'This Idempotency-Key was used for another request');
}
