// What a message is answered with: where the case stands now, or why not.
import type { Answer } from '../workflows/messages.ts';
import type { Agenda } from './agenda.ts';
import type { Docket } from './docket.ts';

export type Recorded = { answer: Answer; agenda: Agenda | null };

export function refuse(code: string, detail: string): Answer {
  return { ok: false, code, detail };
}

export function accept({ kase }: Docket): Answer {
  return { ok: true, caseId: kase.id, reference: kase.reference, state: kase.state, version: kase.version };
}
