// Judges a live case again by the world as it now stands, and marks up to which change it has been judged.
import type { Agenda } from './agenda.ts';
import type { Deps } from './deps.ts';
import { examine } from './examine.ts';
import { onCase } from './transact.ts';

export const reExamine = ({ db }: Deps) =>
  async function reExamine(caseId: string, now: number): Promise<Agenda | null> {
    const done = await onCase(db, caseId, now, async (docket, setting) => {
      docket.kase.examinedSeq = setting.latest;
      if (setting.ceilinged.length > 0)
        await setting.tx.stay.updateMany({ where: { caseId, recheck: true }, data: { recheck: false } });
      if (docket.kase.live) await examine(docket, setting);
    });
    return done?.agenda ?? null;
  };
