// The first stop begins: who is cleared is in travel, what is undecided expires. Silence never clears (domain 1.8).
import type { Agenda } from '../agenda.ts';
import { deriveCase, endCase } from '../derive-case.ts';
import type { Deps } from '../deps.ts';
import { note, tell, type Docket } from '../docket.ts';
import { moveTo } from '../examine.ts';
import { focalPoints } from '../informed.ts';
import { addReason } from '../route-tasks.ts';
import { onCase } from '../transact.ts';
import type { Setting } from '../setting.ts';
import { undecided } from './trip-moments.ts';

const open = new Set(['new', 'waiting', 'suspended', 'on-hold', 'returned']);

export const depart = ({ db }: Deps) =>
  async function depart(caseId: string, now: number): Promise<Agenda | null> {
    const done = await onCase(db, caseId, now, async (docket, setting) => {
      const { kase } = docket;
      if (!kase.live || !kase.departsAt || +kase.departsAt > now) return;
      if (undecided.has(kase.state)) expire(docket, setting);
      else if (kase.state === 'denied' || kase.state === 'withdrawn') endCase(docket, 'departed');
      await deriveCase(docket, setting);
    });
    return done?.agenda ?? null;
  };

function expire(docket: Docket, setting: Setting): void {
  const { kase } = docket;
  const from = kase.state;
  const holders = docket.tasks.flatMap((task) =>
    task.state === 'open' ? [...task.holders, ...task.openedFor] : task.openedFor,
  );
  for (const part of docket.parts) {
    if (!part.active || !open.has(part.state)) continue;
    addReason(part, 'departed-undecided');
    moveTo(docket, part, 'expired-undecided');
  }
  kase.state = 'expired-undecided';
  note(docket, { kind: 'case-state', detail: { from, to: kase.state } });
  tell(docket, [kase.subjectId, kase.submitterId, ...focalPoints(docket, setting), ...holders], 'expired-undecided');
  endCase(docket, 'departed-undecided');
}
