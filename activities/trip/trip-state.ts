// The state of a trip is that of its stops (architecture, Model); a change of it is told to those it concerns.
import { isGranted } from '../../rules/living.ts';
import { ended, endCase } from '../derive-case.ts';
import { tell, type Docket, type PartRow } from '../docket.ts';
import { focalPoints } from '../informed.ts';
import type { TripSetting } from './trip-setting.ts';

export function tripState({ kase, now }: Docket, parts: readonly PartRow[]): string {
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

const nowhereToGo = new Set(['denied', 'withdrawn', 'registered', 'not-required']);

export function tripArrived(docket: Docket, setting: TripSetting, from: string): void {
  const { kase, now } = docket;
  announce(docket, setting, from);
  if (ended.has(kase.state) || (kase.endsAt && +kase.endsAt <= now && nowhereToGo.has(kase.state)))
    endCase(docket, 'ended');
}

function announce(docket: Docket, setting: TripSetting, from: string): void {
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

export function tripReasons({ kase }: Docket, { world, form }: TripSetting): string[] {
  const carried = (form.passengers ?? []).some((id) => world.people.get(id)?.category === 'partner');
  const reasons = kase.reasons.filter((code) => code !== 'partner-agreement');
  return carried ? [...reasons, 'partner-agreement'] : reasons;
}
