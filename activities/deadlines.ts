// When the holders of a task are reminded and when it moves up (domain 1.8; README, Details of travel stories).
import type { TravelClearanceForm } from '../forms/travel-clearance.ts';
import type { World } from '../rules/world.ts';
import { addWorkingDays } from '../rules/working-time.ts';

const HOUR = 3_600_000;
/** Product defaults, tagged I in the domain notes. */
export const defaults = {
  firstLookDays: 1,
  decideDays: 3,
  beforeDepartureHours: 48,
  urgentHours: 72,
  urgentStepHours: 4,
  stepDays: 1,
  ratifyHours: 72,
  recordHours: 24,
} as const;

export type Deadlines = { remindAt: Date | null; dueAt: Date | null };
type Asked = {
  now: number;
  step: number;
  departs: number;
  urgent: boolean;
  zone: string;
  country: string | null;
  world: World;
  form: TravelClearanceForm;
  begun: boolean;
};

export function deadlinesOf({ now, step, departs, urgent, zone, country, world, form, begun }: Asked): Deadlines {
  if (begun) {
    const approved = form.emergency?.verbalApproval ? Date.parse(form.emergency.verbalApproval.at) : now;
    return {
      remindAt: new Date(Math.max(now, approved + defaults.recordHours * HOUR)),
      dueAt: new Date(Math.max(now + HOUR, approved + defaults.ratifyHours * HOUR)),
    };
  }
  if (urgent || departs - now < defaults.urgentHours * HOUR) {
    const half = (defaults.urgentStepHours * HOUR) / 2;
    return { remindAt: new Date(now + half), dueAt: new Date(now + 2 * half) };
  }
  const week = world.countries.get(country ?? '')?.workingWeek ?? ['mon', 'tue', 'wed', 'thu', 'fri'];
  if (step > 0) return { remindAt: null, dueAt: new Date(addWorkingDays(now, defaults.stepDays, zone, week)) };
  const due = Math.min(
    addWorkingDays(now, defaults.decideDays, zone, week),
    departs - defaults.beforeDepartureHours * HOUR,
  );
  const remind = addWorkingDays(now, defaults.firstLookDays, zone, week);
  return { remindAt: remind < due ? new Date(remind) : null, dueAt: new Date(due) };
}
