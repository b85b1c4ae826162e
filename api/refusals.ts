// Refusals of rules and workflows as HTTP answers: each code has one status, whoever refuses.
import { Problem, type ProblemExtra } from './problem.ts';

/** 403: not his to do. 409: something else stands. All others 422: understood, and not possible. */
const statuses: Readonly<Record<string, number>> = {
  'not-your-decision': 403,
  'not-your-request': 403,
  'not-your-traveller': 403,
  'conflict-of-interest': 403,
  'rights-suspended': 403,
  restricted: 403,
  'authority-ended': 409,
  'not-open': 409,
  'already-decided': 409,
  'already-extended': 409,
  'stale-content': 409,
  'stale-facts': 409,
  'rules-changed-meanwhile': 409,
  'rules-altered': 409,
  'rules-fail-checks': 409,
  'duplicate-request': 409,
  'idempotency-key-reused': 409,
  'still-working': 409,
  'draft-changed': 409,
  'draft-closed': 409,
  'base-behind': 409,
  'not-submitted': 409,
};

export function refusal(code: string, detail?: string, extra: ProblemExtra = {}): Problem {
  return new Problem(Object.hasOwn(statuses, code) ? statuses[code]! : 422, code, detail, extra);
}
