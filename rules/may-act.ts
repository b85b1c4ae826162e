// The one answer to "may this person decide this, now?", given to the page, the API and the recording transaction alike.
import { climb, holdersOf, routeOf, type Holder } from './authority.ts';
import type { Matter } from './matter.ts';
import type { Ask, Authority, Verdict } from './rule-set.ts';

export type TaskRow = {
  id: string;
  partId: string;
  covers: readonly string[];
  authority: string;
  mode: string;
  state: string;
  round: number;
  holders: readonly string[];
  openedFor: readonly string[];
};

export type PartRow = { id: string; round: number; movedUpTo: string | null; verdict: Verdict | null };

export type MayDecide = { ok: true; task: TaskRow; instrument: string } | { ok: false; code: Refusal };
export type Refusal = 'not-your-decision' | 'conflict-of-interest' | 'authority-ended' | 'not-open' | 'already-decided';

/**
 * @param tasks every task that belongs to or covers the part, all rounds
 * @param authority set where one person holds two tasks
 */
export function mayDecide(
  person: string,
  part: PartRow,
  tasks: readonly TaskRow[],
  matter: Matter,
  authority?: string,
): MayDecide {
  const open = tasks.filter((task) => task.state === 'open' && (!authority || task.authority === authority));
  for (const task of open) {
    const holder = living(task, matter).find((one) => one.person === person);
    if (holder && task.holders.includes(person)) return { ok: true, task, instrument: holder.instrument };
  }
  return { ok: false, code: refusal(person, part, tasks, matter) };
}

function living(task: TaskRow, matter: Matter): Holder[] {
  return holdersOf(task.authority as Authority, matter).holders;
}

function refusal(person: string, part: PartRow, tasks: readonly TaskRow[], matter: Matter): Refusal {
  if (person === matter.subject || matter.others?.includes(person))
    return tasks.length > 0 ? 'conflict-of-interest' : 'not-open';
  const mine = tasks.filter((task) => task.openedFor.includes(person) || task.holders.includes(person));
  if (tasks.some((task) => task.state === 'open')) {
    if (isKeptOut(person, part, tasks, matter)) return 'conflict-of-interest';
    const held = mine.filter((task) => task.round === part.round);
    const lost = held.some((task) => !candidate(person, task, matter));
    return lost ? 'authority-ended' : 'not-your-decision';
  }
  if (tasks.length === 0) return 'not-open';
  const last = tasks.filter((task) => task.round === Math.max(...tasks.map((one) => one.round)));
  if (!last.some((task) => task.state === 'decided')) return 'not-open';
  if (mine.some((task) => task.state === 'decided' && last.includes(task))) return 'already-decided';
  return mine.length > 0 ? 'not-open' : 'not-your-decision';
}

function candidate(person: string, task: TaskRow, matter: Matter): boolean {
  const { holders, excluded, absent } = holdersOf(task.authority as Authority, matter);
  return holders.some((one) => one.person === person) || excluded.includes(person) || absent.includes(person);
}

/** He would hold one of the posts on the way from where the rules ask to where the task is, but is a party. */
function isKeptOut(person: string, part: PartRow, tasks: readonly TaskRow[], matter: Matter): boolean {
  const asked: Ask[] = part.verdict?.stages.flatMap((stage) => stage.asks) ?? [];
  const routes = asked.map((ask) => routeOf(ask, matter, part.movedUpTo));
  if (routes.some((route) => route?.excluded.includes(person))) return true;
  const openAt = tasks
    .filter((task) => task.state === 'open')
    .map((task) => climb.indexOf(task.authority as Authority));
  return climb
    .slice(0, Math.max(-1, ...openAt) + 1)
    .some(
      (authority) =>
        holdersOf(authority, matter).excluded.includes(person) &&
        asked.some((ask) => climb.indexOf(ask.authority) <= climb.indexOf(authority)),
    );
}
