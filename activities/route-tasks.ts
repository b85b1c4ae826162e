// Opens, moves and closes tasks so that each waiting part is with the lowest living authority that may decide it.
import { holdersOf, instrumentsFor, routeOf, type Holder } from '../rules/authority.ts';
import type { Matter } from '../rules/matter.ts';
import type { Basis } from '../rules/living.ts';
import type { Ask, Authority, Stage, Verdict } from '../rules/rule-set.ts';
import { idOf } from '../canonical.ts';
import { note, tell, type Docket, type PartRow, type TaskRow } from './docket.ts';
import { holdersToTell } from './informed.ts';
import { matterOf, type Setting } from './setting.ts';

/** One turn that ought to be open now; `relieved` would hold the covered legs if each were asked for. */
export type Turn = {
  part: PartRow;
  covers: PartRow[];
  relieved: string[];
  ask: Ask;
  stage: number;
  authority: Authority;
  holders: Holder[];
  seat: string;
};

export function routeTasks(docket: Docket, setting: Setting): void {
  const turns = docket.parts.filter((part) => part.active).flatMap((part) => turnsOf(docket, part, setting));
  const joined = joinLegs(docket, turns, setting);
  for (const task of docket.tasks) {
    if (task.state !== 'open') continue;
    const turn = joined.find(
      (one) => one.part.id === task.partId && one.seat === task.seat && one.part.round === task.round,
    );
    if (!turn || turn.authority !== task.authority) closeTask(docket, task, turn ? 'rerouted' : 'not-needed');
  }
  for (const turn of joined) openOrRefresh(docket, turn, setting);
}

/** The asks of the first stage of a part that is not yet met, each with who holds it now. */
function turnsOf(docket: Docket, part: PartRow, setting: Setting): Turn[] {
  const matter = matterOf(docket, part, setting);
  if (part.state !== 'waiting' && part.state !== 'suspended') return [];
  for (const stage of stagesOf(part)) {
    const turns: Turn[] = [];
    for (const ask of stage.asks) {
      if (isMet(docket, part, ask, stage.stage)) continue;
      const turn = turnOf(part, ask, stage.stage, matter, notBelow(docket, part, seatOf(ask, stage.stage)));
      if (turn) turns.push(turn);
      else if (ask.mode === 'decide') addReason(part, 'no-official-present');
    }
    if (turns.length > 0) return standAlone(turns);
  }
  return [];
}

export function stagesOf(part: PartRow): Stage[] {
  const verdict = part.verdict as Verdict | null;
  const basis = part.basis as Basis | null;
  if (verdict && verdict.stages.length > 0) return verdict.stages;
  // What may no longer be granted as it stands, and has not been withdrawn, is the official's to end.
  if (part.state === 'suspended') return official('designated-official');
  const to = basis?.by === 'appeal' || basis?.extension ? (basis.appealTo ?? 'designated-official') : null;
  if (!to || part.state !== 'waiting') return [];
  return official(to as Authority);
}

function official(authority: Authority): Stage[] {
  return [{ stage: 20, asks: [{ kind: 'require', authority, mode: 'decide' }] }];
}

export function seatOf(ask: Ask, stage: number): string {
  return `${stage}:${ask.authority}${ask.of && ask.of !== 'area' ? `:${ask.of}` : ''}`;
}

/** Decided in this round, or advice that was not given in time: silence of an adviser does not hold up the decider. */
export function isMet(docket: Docket, part: PartRow, ask: Ask, stage: number): boolean {
  const seat = seatOf(ask, stage);
  const mine = docket.tasks.filter(
    (task) => task.partId === part.id && task.round === part.round && task.seat === seat,
  );
  return mine.some((task) => task.state === 'decided' || (task.mode === 'advise' && task.closedBecause === 'overdue'));
}

/** A turn stays where it moved up for want of a decision, or where an appeal brought it; the other turns of the part do not follow. */
function notBelow(docket: Docket, part: PartRow, seat: string): string | null {
  const appealed = (part.basis as Basis | null)?.by === 'appeal';
  const own = docket.tasks.filter(
    (task) =>
      task.seat === seat && task.round === part.round && (task.partId === part.id || task.covers.includes(part.id)),
  );
  return appealed || own.some((task) => task.closedBecause === 'escalated') ? part.movedUpTo : null;
}

function turnOf(part: PartRow, ask: Ask, stage: number, matter: Matter, floor: string | null): Turn | null {
  const base = { part, covers: [], relieved: [], ask, stage, seat: seatOf(ask, stage) };
  if (ask.mode === 'advise') {
    const { holders } = holdersOf(ask.authority, matter);
    return holders.length > 0 ? { ...base, authority: ask.authority, holders } : null;
  }
  const route = routeOf(ask, matter, floor);
  part.reasons = part.reasons.filter((code) => code !== 'decider-excluded');
  for (const code of route?.reasons ?? []) addReason(part, code);
  return route ? { ...base, authority: route.authority, holders: route.holders } : null;
}

/** Where supervisor and country representative are one person, the representative's task stands alone. */
function standAlone(turns: Turn[]): Turn[] {
  const held = (turn: Turn) => turn.holders.map((one) => one.person).join();
  const representative = turns.find((turn) => turn.authority === 'country-representative');
  return turns.filter(
    (turn) => !(turn.authority === 'supervisor' && representative && held(turn) === held(representative)),
  );
}

/** Under `first-leg` the clearing officer of the first waiting leg in a country decides the later ones he may (domain 1.3). */
function joinLegs(docket: Docket, turns: Turn[], setting: Setting): Turn[] {
  const kept: Turn[] = [];
  for (const turn of turns) {
    const lead = kept.find((one) => leads(one, turn, setting));
    if (lead && mayCover(docket, lead, turn, setting)) {
      lead.covers.push(turn.part);
      lead.relieved.push(
        ...turn.holders.map((one) => one.person).filter((person) => !lead.holders.some((one) => one.person === person)),
      );
    } else kept.push(turn);
  }
  return kept;
}

function leads(lead: Turn, later: Turn, setting: Setting): boolean {
  const country = lead.part.countryId;
  const firstLeg = setting.world.countries.get(country ?? '')?.internalMultiLeg === 'first-leg';
  const officers = lead.authority === 'clearing-officer' && later.authority === 'clearing-officer';
  return (
    firstLeg &&
    officers &&
    later.part.countryId === country &&
    lead.part.subject === later.part.subject &&
    lead.seat === later.seat
  );
}

function mayCover(docket: Docket, lead: Turn, later: Turn, setting: Setting): boolean {
  const matter = { ...matterOf(docket, later.part, setting), area: lead.part.areaId };
  const able = instrumentsFor('clearing-officer', matter).map((one) => one.holder);
  return lead.holders.every((one) => able.includes(one.person));
}

function openOrRefresh(docket: Docket, turn: Turn, setting: Setting): void {
  const { part } = turn;
  const people = turn.holders.map((one) => one.person);
  const instruments = Object.fromEntries(turn.holders.map((one) => [one.person, one.instrument]));
  const covers = turn.covers.map((one) => one.id);
  const open = docket.tasks.find(
    (task) => task.state === 'open' && task.partId === part.id && task.seat === turn.seat && task.round === part.round,
  );
  if (open) {
    const added = people.filter((person) => !open.holders.includes(person));
    const same = added.length === 0 && people.length === open.holders.length && covers.join() === open.covers.join();
    Object.assign(open, { instruments, contentVersion: docket.kase.version, contentHash: part.contentHash });
    if (same) return;
    Object.assign(open, { holders: people, covers, openedFor: [...new Set([...open.openedFor, ...people])] });
    tell(docket, added, 'task-waiting', { part: part.id });
    tell(docket, turn.relieved, 'covered-by-first-leg', { part: part.id });
    note(docket, {
      kind: 'task-holders',
      part: part.id,
      task: open.id,
      round: part.round,
      detail: { holders: people },
    });
    return;
  }
  docket.tasks.push(newTask(docket, turn, people, instruments, covers, setting));
}

function newTask(
  docket: Docket,
  turn: Turn,
  people: string[],
  instruments: Record<string, string>,
  covers: string[],
  setting: Setting,
): TaskRow {
  const { part, ask } = turn;
  const { kase, now } = docket;
  const earlier = docket.tasks.filter(
    (task) => task.partId === part.id && task.round === part.round && task.seat === turn.seat,
  ).length;
  const matter = matterOf(docket, part, setting);
  const times = setting.ways.deadlines(docket, setting, { part, zone: matter.zone, step: part.steps });
  const limit = ask.deadlineHours
    ? new Date(Math.min(now + ask.deadlineHours * 3_600_000, times.dueAt ? +times.dueAt : Infinity))
    : times.dueAt;
  const isLast =
    turn.authority === 'regional-operations' ||
    turn.authority === 'under-secretary-general' ||
    turn.authority === 'secretary-general';
  // What moved up to the last stays there; advice, and what a rule gives hours for, has an end.
  const isOpenEnded = isLast && ask.mode === 'decide' && !(ask.deadlineHours && turn.authority === ask.authority);
  const task: TaskRow = {
    id: idOf(kase.id, 'task', part.id, part.round, turn.seat, earlier),
    caseId: kase.id,
    partId: part.id,
    covers,
    authority: turn.authority,
    seat: turn.seat,
    mode: ask.mode,
    stage: turn.stage,
    areaId: part.areaId,
    countryId: part.countryId,
    holders: people,
    instruments: instruments as never,
    openedFor: people,
    round: part.round,
    step: part.steps,
    contentVersion: kase.version,
    contentHash: part.contentHash,
    state: 'open',
    closedBecause: null,
    openedAt: new Date(now),
    remindAt: times.remindAt,
    remindedAt: null,
    dueAt: isOpenEnded ? null : limit,
    closedAt: null,
  };
  part.stage = turn.stage;
  note(docket, {
    kind: 'task-opened',
    part: part.id,
    task: task.id,
    round: part.round,
    detail: { authority: turn.authority, mode: ask.mode, holders: people, step: part.steps },
  });
  tell(docket, people, 'task-waiting', { part: part.id });
  tell(docket, turn.relieved, 'covered-by-first-leg', { part: part.id });
  const isNewAtDesk = !docket.tasks.some((one) => one.partId === part.id && one.authority === 'regional-operations');
  if (turn.authority === 'regional-operations' && isNewAtDesk)
    tell(docket, holdersToTell(['country-security-adviser'], matter), 'desk-decides', { part: part.id });
  return task;
}

export function closeTask(docket: Docket, task: TaskRow, because: string): void {
  Object.assign(task, { state: 'closed', closedBecause: because, closedAt: new Date(docket.now) });
  note(docket, { kind: 'task-closed', part: task.partId, task: task.id, round: task.round, detail: { because } });
}

export function addReason(part: PartRow, code: string): void {
  if (!part.reasons.includes(code)) part.reasons = [...part.reasons, code];
}
