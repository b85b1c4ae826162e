// The last day of the last stop is over: who has not closed his trip is still counted there (domain 1.5, 1.9).
import type { Agenda } from '../agenda.ts';
import { deriveCase, endCase } from '../derive-case.ts';
import type { Deps } from '../deps.ts';
import { note, tell, type Docket } from '../docket.ts';
import { focalPoints, holdersToTell } from '../informed.ts';
import { onCase } from '../transact.ts';
import { matterOf, type Setting } from '../setting.ts';
import { isTrip } from './trip.ts';
import { overstayAt } from './trip-moments.ts';

export const endStay = ({ db }: Deps) =>
  async function endStay(caseId: string, now: number): Promise<Agenda | null> {
    const done = await onCase(db, caseId, now, async (docket, setting) => {
      const { live, state } = docket.kase;
      if (!live || !isTrip(setting) || state === 'overstay' || overstayAt(setting) > now) return;
      if (state === 'in-travel') overstay(docket, setting);
      else endCase(docket, 'ended');
      await deriveCase(docket, setting);
    });
    return done?.agenda ?? null;
  };

function overstay(docket: Docket, setting: Setting): void {
  const { kase } = docket;
  kase.state = 'overstay';
  kase.reasons = [...new Set([...kase.reasons, 'overstay'])];
  note(docket, { kind: 'case-state', detail: { from: 'in-travel', to: 'overstay' } });
  const last = docket.parts.filter((part) => part.active).reduce((a, b) => (+b.toAt! > +a.toAt! ? b : a));
  const officials = holdersToTell(['designated-official', 'country-security-adviser'], matterOf(docket, last, setting));
  tell(docket, [kase.subjectId, kase.submitterId, ...focalPoints(docket, setting), ...officials], 'overstay');
}
