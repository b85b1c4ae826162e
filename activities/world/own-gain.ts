// Nobody clears himself by moving the world: a change that would ease his own live request is another's to make (promise P3).
import type { Verdict } from '../../rules/rule-set.ts';
import { eases, isGranted } from '../../rules/living.ts';
import { openDocket, type Tx } from '../docket.ts';
import { plannedOf } from '../examine.ts';
import { settingFor } from '../processes.ts';
import { readDesk } from '../read-desk.ts';
import { condition, type Scope } from './touched-by.ts';

/** Reference of a live request he filed or travels on that the change, already written in `tx`, would ease; null when there is none. */
export async function ownRequestEased(tx: Tx, person: string, scope: Scope, now: number): Promise<string | null> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT c.id FROM cases c WHERE c.live AND (c."subjectId" = ${person} OR c."submitterId" = ${person}) AND ${condition(scope)}`;
  for (const { id } of rows) {
    const { tokens, rows: desk } = await readDesk(tx, id);
    if (!desk) continue;
    const docket = openDocket(desk, tokens, now);
    const setting = await settingFor(tx, docket);
    for (const part of docket.parts) {
      const planned = plannedOf(part, setting);
      if (!part.active || !planned || isGranted(part.state)) continue;
      const was = part.verdict as Verdict | null;
      const judged = await setting.ways.judge(docket, planned, setting);
      if (!judged) continue;
      if (eases(was, judged.verdict)) return docket.kase.reference;
    }
  }
  return null;
}
