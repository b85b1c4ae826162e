// The traveller ends it: called off before departure, closed once back.
import { deriveCase, endCase } from '../derive-case.ts';
import { note, tell, type Docket } from '../docket.ts';
import { moveTo } from '../examine.ts';
import { focalPoints } from '../informed.ts';
import type { Setting } from '../setting.ts';

export async function cancel(docket: Docket, setting: Setting): Promise<null> {
  const holders = docket.tasks.filter((task) => task.state === 'open').flatMap((task) => task.holders);
  for (const part of docket.parts) if (part.active) moveTo(docket, part, 'cancelled');
  return end(docket, setting, 'cancelled', holders);
}

export async function close(docket: Docket, setting: Setting): Promise<null> {
  return end(docket, setting, 'closed', []);
}

async function end(docket: Docket, setting: Setting, state: 'cancelled' | 'closed', holders: string[]): Promise<null> {
  const { kase } = docket;
  const from = kase.state;
  kase.state = state;
  note(docket, { kind: 'case-state', detail: { from, to: state } });
  tell(docket, [kase.subjectId, kase.submitterId, ...focalPoints(docket, setting), ...holders], state);
  endCase(docket, state);
  await deriveCase(docket, setting);
  return null;
}
