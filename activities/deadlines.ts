// When the holders of a task are reminded and when it moves up (domain 1.8; README, Details of travel stories).
import type { World } from '../rules/world.ts';
import { addWorkingDays } from '../rules/working-time.ts';
import type { Docket } from './docket.ts';
import type { Turned } from './setting.ts';
import type { TripSetting } from './trip/trip-setting.ts';

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

export function tripDeadlines(
  { kase, now }: Docket,
  { parts, form, world }: TripSetting,
  { part, zone, step }: Turned,
): Deadlines {
  const departs = Math.min(...parts.map((one) => one.from));
  if (departs <= +kase.filedAt) {
    const approved = form.emergency?.verbalApproval ? Date.parse(form.emergency.verbalApproval.at) : now;
    return {
      remindAt: new Date(Math.max(now, approved + defaults.recordHours * HOUR)),
      dueAt: new Date(Math.max(now + HOUR, approved + defaults.ratifyHours * HOUR)),
    };
  }
  if (part.state === 'suspended' || departs - now < defaults.urgentHours * HOUR) {
    const half = (defaults.urgentStepHours * HOUR) / 2;
    return { remindAt: new Date(now + half), dueAt: new Date(now + 2 * half) };
  }
  const ordinary = workingDeadlines(now, world, { part, zone, step });
  if (step > 0) return ordinary;
  const due = Math.min(+ordinary.dueAt, departs - defaults.beforeDepartureHours * HOUR);
  return { remindAt: ordinary.remindAt && +ordinary.remindAt < due ? ordinary.remindAt : null, dueAt: new Date(due) };
}

/** A first look, then the decision, in the working week of the duty station; one more day a step above. */
export function workingDeadlines(now: number, world: World, { part, zone, step }: Turned): Deadlines & { dueAt: Date } {
  const week = world.countries.get(part.countryId ?? '')?.workingWeek ?? ['mon', 'tue', 'wed', 'thu', 'fri'];
  const after = (days: number) => new Date(addWorkingDays(now, days, zone, week));
  return step > 0
    ? { remindAt: null, dueAt: after(defaults.stepDays) }
    : { remindAt: after(defaults.firstLookDays), dueAt: after(defaults.decideDays) };
}
