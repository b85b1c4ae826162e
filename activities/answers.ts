// What a message is answered with: where the case stands now, or why not.
import type { Answer } from '../workflows/messages.ts';
import type { Agenda } from './agenda.ts';
import type { Docket } from './docket.ts';

export type Recorded = { answer: Answer; agenda: Agenda | null };

export function refuse(code: string, detail: string): Answer {
  return { ok: false, code, detail };
}

/** The message was let in under an id that stands for another one. */
export function idUsed(): Answer {
  return refuse('idempotency-key-reused', 'This id was used for something else.');
}

export function accept({ kase }: Docket): Answer {
  return { ok: true, caseId: kase.id, reference: kase.reference, state: kase.state, version: kase.version };
}
