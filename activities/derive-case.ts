// The state of a case is that of its parts (architecture, Model); a change of it is told to those it concerns.
import { isGranted } from '../rules/living.ts';
import { closeTask } from './route-tasks.ts';
import { note, tell, type Docket, type PartRow } from './docket.ts';
import { focalPoints } from './informed.ts';
import { registerHold } from './refused-dates.ts';
import type { Setting } from './trip-setting.ts';

/** States that end a case whatever its parts say. */
export const ended = new Set(['cancelled', 'expired-undecided', 'closed']);

export async function deriveCase(docket: Docket, setting: Setting): Promise<void> {
  const { kase, now } = docket;
  const parts = docket.parts.filter((part) => part.active);
  caseReasons(docket, setting);
  if (ended.has(kase.state)) return;
  const state = stateOf(docket, parts);
  if (state === kase.state) return;
  const from = kase.state;
  kase.state = state;
  registerHold(kase);
  note(docket, { kind: 'case-state', detail: { from, to: state } });
  announce(docket, setting, from);
  if (
    ended.has(state) ||
    (kase.endsAt && +kase.endsAt <= now && ['denied', 'withdrawn', 'registered', 'not-required'].includes(state))
  )
    endCase(docket, 'ended');
}

function stateOf(docket: Docket, parts: readonly PartRow[]): string {
  const { kase, now } = docket;
  const has = (state: string) => parts.some((part) => part.state === state);
  const all = (...states: string[]) => parts.every((part) => states.includes(part.state));
  const begun = kase.departsAt !== null && +kase.departsAt <= now;
  if (kase.state === 'in-travel' || kase.state === 'overstay') return kase.state;
  if (has('withdrawn')) return 'withdrawn';
  if (has('denied')) return 'denied';
  if (has('returned')) return 'returned';
  if (has('suspended')) return 'suspended';
  if (has('waiting')) return 'in-review';
  if (has('on-hold')) return 'on-hold';
  if (all('not-required')) return 'not-required';
  if (all('registered', 'not-required')) return 'registered';
  if (begun && parts.every((part) => isGranted(part.state) || ['not-required', 'registered'].includes(part.state)))
    return 'in-travel';
  return has('cleared-with-conditions') ? 'cleared-with-conditions' : 'cleared';
}

function announce(docket: Docket, setting: Setting, from: string): void {
  const { kase } = docket;
  const own = [kase.subjectId, kase.submitterId];
  const focal = focalPoints(docket, setting);
  switch (kase.state) {
    case 'cleared':
    case 'cleared-with-conditions':
    case 'denied':
    case 'withdrawn':
    case 'suspended':
      return tell(docket, [...own, ...focal], kase.state);
    case 'in-travel':
      return from === 'overstay' ? undefined : tell(docket, own, 'in-travel');
    case 'in-review':
      return tell(docket, own, from === 'submitted' ? 'received' : 'in-review');
    default:
      return tell(docket, own, kase.state);
  }
}

function caseReasons(docket: Docket, setting: Setting): void {
  const { world, form } = setting;
  const carried = (form.passengers ?? []).some((id) => world.people.get(id)?.category === 'partner');
  const reasons = docket.kase.reasons.filter((code) => code !== 'partner-agreement');
  docket.kase.reasons = carried ? [...reasons, 'partner-agreement'] : reasons;
}

/** Nothing more happens in the case: open tasks close, the workflow may end. */
export function endCase(docket: Docket, because: string): void {
  const { kase } = docket;
  for (const task of docket.tasks) if (task.state === 'open') closeTask(docket, task, because);
  kase.live = false;
  kase.closedAt = new Date(docket.now);
  registerHold(kase);
}
