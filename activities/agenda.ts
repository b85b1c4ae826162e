// What a case waits for next: the earliest of its reminders, due dates, changes of power on a date, and the moments of its process.
import { nextPowerChange } from '../rules/authority.ts';
import type { Docket } from './docket.ts';
import { matterOf, type Setting } from './setting.ts';

/** `analysis` waits for nothing but its own end; `start` is when what was decided begins to hold. */
export type MomentKind = 'remind' | 'due' | 'departure' | 'end' | 'powers' | 'analysis' | 'start';
export type Moment = { kind: MomentKind; at: number; task?: string };
export type Agenda = {
  caseId: string;
  state: string;
  version: number;
  /** Number of the last event of evidence. */ seq: number;
  live: boolean;
  next: Moment | null;
  /** Workflows of requests that wait for a place this step may have freed. */ calls?: string[];
  /** Change of reference data to carry to the live cases now that this case has ended. */ carries?: string;
};

export function agendaOf(docket: Docket, setting: Setting): Agenda {
  const { kase } = docket;
  const base = { caseId: kase.id, state: kase.state, version: kase.version, seq: kase.headSeq, live: kase.live };
  const { carries } = setting;
  if (!kase.live) return { ...base, next: null, ...(carries ? { carries } : {}) };
  const moments = [...ofTasks(docket), ...setting.ways.moments(docket, setting), ...ofPowers(docket, setting)];
  // A departure at the very instant of a due date comes first: after it nothing moves up any more.
  const order = ['departure', 'end', 'start', 'powers', 'due', 'remind', 'analysis'];
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

function ofPowers(docket: Docket, setting: Setting): Moment[] {
  const waiting = docket.parts.filter(
    (part) => part.active && (part.state === 'waiting' || part.state === 'suspended'),
  );
  const dates = waiting.flatMap((part) => nextPowerChange(matterOf(docket, part, setting)) ?? []);
  return dates.length > 0 ? [{ kind: 'powers', at: Math.min(...dates) }] : [];
}
