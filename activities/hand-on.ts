// A task not decided in time goes to the next living authority above; advice not given in time is no longer waited for. Nothing is granted.
import { nextAbove } from '../rules/authority.ts';
import type { Authority } from '../rules/rule-set.ts';
import type { Agenda } from './agenda.ts';
import { deriveCase } from './derive-case.ts';
import type { Deps } from './deps.ts';
import { note, tell, type Docket, type TaskRow } from './docket.ts';
import { addReason, closeTask, routeTasks } from './route-tasks.ts';
import { onCase } from './transact.ts';
import { matterOf, type Setting } from './setting.ts';

export const handOn = ({ db }: Deps) =>
  async function handOn(caseId: string, taskId: string, now: number): Promise<Agenda | null> {
    const done = await onCase(db, caseId, now, async (docket, setting) => {
      const task = docket.tasks.find((one) => one.id === taskId);
      if (task?.state !== 'open' || !task.dueAt || +task.dueAt > now) return;
      if (task.mode === 'advise') closeTask(docket, task, 'overdue');
      else moveUp(docket, task, setting);
      routeTasks(docket, setting);
      await deriveCase(docket, setting);
    });
    return done?.agenda ?? null;
  };

function moveUp(docket: Docket, task: TaskRow, setting: Setting): void {
  const { kase } = docket;
  const parts = docket.parts.filter((part) => part.id === task.partId || task.covers.includes(part.id));
  const lead = parts.find((part) => part.id === task.partId)!;
  const next = nextAbove(task.authority as Authority, matterOf(docket, lead, setting));
  if (!next) {
    task.dueAt = null;
    tell(docket, task.holders, 'overdue', { part: task.partId });
    note(docket, { kind: 'overdue', part: task.partId, task: task.id, round: task.round });
    return;
  }
  for (const part of parts) {
    part.movedUpTo = next.authority;
    part.steps += 1;
    addReason(part, 'escalated');
  }
  closeTask(docket, task, 'escalated');
  tell(docket, [kase.subjectId, kase.submitterId, ...task.holders], 'moved-up', {
    part: task.partId,
    authority: next.authority,
  });
}
