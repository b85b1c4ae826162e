// Reminds the holders of a task that it waits; they keep it.
import type { Agenda } from './agenda.ts';
import type { Deps } from './deps.ts';
import { note, tell } from './docket.ts';
import { onCase } from './transact.ts';

export const remind = ({ db }: Deps) =>
  async function remind(caseId: string, taskId: string, now: number): Promise<Agenda | null> {
    const done = await onCase(db, caseId, now, async (docket) => {
      const task = docket.tasks.find((one) => one.id === taskId);
      if (task?.state !== 'open' || task.remindedAt || !task.remindAt || +task.remindAt > now) return;
      task.remindedAt = new Date(now);
      tell(docket, task.holders, 'reminder', { part: task.partId });
      note(docket, {
        kind: 'reminded',
        part: task.partId,
        task: task.id,
        round: task.round,
        detail: { holders: task.holders },
      });
    });
    return done?.agenda ?? null;
  };
