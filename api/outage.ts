// What it means for the caller when a call to Temporal ends without an answer.
import { WorkflowUpdateRPCTimeoutOrCancelledError, isGrpcServiceError } from '@temporalio/client';
import { Problem, problemOf } from './problem.ts';

const resourceExhausted = 8;

/** 429 where Temporal asks us to slow down, else null. */
export function overload(error: unknown): Problem | null {
  const isBusy = causesOf(error).some((one) => isGrpcServiceError(one) && (one.code as number) === resourceExhausted);
  return isBusy ? problemOf('too-many-requests', 'Too much is going on. Try again shortly.', { retryAfter: 2 }) : null;
}

export function isTimeout(error: unknown): boolean {
  return error instanceof WorkflowUpdateRPCTimeoutOrCancelledError;
}

export function unavailable(detail: string): Problem {
  return problemOf('temporal-unavailable', detail, { retryAfter: 5 });
}

export function unclear(): Problem {
  return new Problem(503, 'unclear', 'It is not known whether this was recorded. Ask again with the same id.', {
    retryAfter: 1,
  });
}

function causesOf(error: unknown): unknown[] {
  const found: unknown[] = [];
  for (let next = error; next instanceof Error && found.length < 10; next = next.cause) found.push(next);
  return found;
}
