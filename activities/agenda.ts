// What a case waits for next: the earliest of its reminders, due dates, departure, end, and changes of power on a date.
import { nextPowerChange } from '../rules/authority.ts';
import { endOfDate } from '../rules/working-time.ts';
import { zoneOf } from '../rules/world.ts';
import type { Docket } from './docket.ts';
import { matterOf, type Setting } from './trip-setting.ts';

export type Moment = { kind: 'remind' | 'due' | 'departure' | 'end' | 'powers'; at: number; task?: string };
export type Agenda = {
  caseId: string;
  state: string;
  version: number;
  /** Number of the last event of evidence. */ seq: number;
  live: boolean;
  next: Moment | null;
  /** Workflows of requests that wait for a place this step may have freed. */ calls?: string[];
};

export function agendaOf(docket: Docket, setting: Setting): Agenda {
  const { kase } = docket;
  const base = { caseId: kase.id, state: kase.state, version: kase.version, seq: kase.headSeq, live: kase.live };
  if (!kase.live) return { ...base, next: null };
  const moments = [...ofTasks(docket), ...ofTrip(docket, setting), ...ofPowers(docket, setting)];
  // A departure at the very instant of a due date comes first: after it nothing moves up any more.
  const order = ['departure', 'end', 'powers', 'due', 'remind'];
  moments.sort((a, b) => a.at - b.at || order.indexOf(a.kind) - order.indexOf(b.kind));
  return { ...base, next: moments[0] ?? null };
}

function ofTasks(docket: Docket): Moment[] {
  return docket.tasks
    .filter((task) => task.state === 'open')
    .flatMap((task): Moment[] => [
      ...(task.remindAt && !task.remindedAt ? [{ kind: 'remind' as const, at: +task.remindAt, task: task.id }] : []),
      ...(task.dueAt ? [{ kind: 'due' as const, at: +task.dueAt, task: task.id }] : []),
    ]);
}

function ofTrip({ kase }: Docket, setting: Setting): Moment[] {
  if (kase.state === 'overstay' || !kase.departsAt) return [];
  const end: Moment = { kind: 'end', at: overstayAt(setting) };
  if (kase.state === 'in-travel') return [end];
  const afterTheFact = +kase.departsAt <= +kase.filedAt;
  if (!afterTheFact && (undecided.has(kase.state) || +kase.departsAt > setting.trip.now))
    return [{ kind: 'departure', at: +kase.departsAt }];
  // An emergency put on paper afterwards waits for its ratification, however long ago the trip ended.
  return undecided.has(kase.state) ? [] : [end];
}

/** States that a departure settles. */
export const undecided = new Set(['submitted', 'in-review', 'on-hold', 'returned', 'suspended']);

/** The last day of the stay is over where the stay is. */
export function overstayAt(setting: Setting): number {
  const last = setting.trip.parts.reduce((a, b) => (b.to > a.to ? b : a));
  return endOfDate(last.lastDate, zoneOf(setting.world, last.area));
}

function ofPowers(docket: Docket, setting: Setting): Moment[] {
  const waiting = docket.parts.filter(
    (part) => part.active && (part.state === 'waiting' || part.state === 'suspended'),
  );
  const dates = waiting.flatMap((part) => nextPowerChange(matterOf(docket, part, setting)) ?? []);
  return dates.length > 0 ? [{ kind: 'powers', at: Math.min(...dates) }] : [];
}
