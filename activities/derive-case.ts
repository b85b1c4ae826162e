// The state of a case is that of its parts (architecture, Model); a change of it is told to those it concerns.
import { closeTask } from './route-tasks.ts';
import { note, type Docket } from './docket.ts';
import { registerHold } from './refused-dates.ts';
import type { Setting } from './setting.ts';

/** States that end a case whatever its parts say. */
export const ended = new Set(['cancelled', 'expired-undecided', 'closed']);

export async function deriveCase(docket: Docket, setting: Setting): Promise<void> {
  const { kase } = docket;
  const { ways } = setting;
  kase.reasons = ways.reasonsOf?.(docket, setting) ?? kase.reasons;
  if (ended.has(kase.state)) return;
  const state = ways.stateOf(
    docket,
    docket.parts.filter((part) => part.active),
  );
  if (state === kase.state) return;
  const from = kase.state;
  kase.state = state;
  registerHold(kase);
  note(docket, { kind: 'case-state', detail: { from, to: state } });
  await ways.arrived(docket, setting, from);
}

/** Nothing more happens in the case: open tasks close, the workflow may end. */
export function endCase(docket: Docket, because: string): void {
  const { kase } = docket;
  for (const task of docket.tasks) if (task.state === 'open') closeTask(docket, task, because);
  kase.live = false;
  kase.closedAt = new Date(docket.now);
  registerHold(kase);
}
