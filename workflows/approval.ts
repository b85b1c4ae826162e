// One human decision: ask, wait, remind, hand on. Nothing here grants; only a decision does.
import type { Agenda, Moment } from '../activities/agenda.ts';
import { steps } from './desk.ts';

/** A task's holders are reminded once; when it is due it goes to the next authority above. */
export function pursue(caseId: string, { kind, task }: Moment, now: number): Promise<Agenda | null> {
  return kind === 'remind' ? steps.remind(caseId, task!, now) : steps.handOn(caseId, task!, now);
}
