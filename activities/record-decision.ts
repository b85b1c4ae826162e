// Records one person's decision or advice. Power, content and facts are looked at again here, inside the transaction that writes it.
import { mayDecide, type Refusal } from '../rules/may-act.ts';
import { changes, rankOf, type Basis } from '../rules/living.ts';
import type { Facts, Verdict } from '../rules/rule-set.ts';
import type { Answer, DecideMessage } from '../workflows/messages.ts';
import type { Agenda } from './agenda.ts';
import { contentHash } from './bytes.ts';
import { deriveCase } from './derive-case.ts';
import type { Deps } from './deps.ts';
import { note, tell, type DecisionRow, type Docket, type PartRow, type TaskRow } from './docket.ts';
import { moveTo, unite } from './examine.ts';
import { applyExtension, dropExtension } from './extension.ts';
import { closeTask, routeTasks } from './route-tasks.ts';
import { onCase } from './transact.ts';
import { matterOf, type Setting } from './trip-setting.ts';
import { flawOf } from './verify-act.ts';

export type Recorded = { answer: Answer; agenda: Agenda | null };

/** Outcomes a task takes, by its mode. `advise` by one who could decide is an opinion and decides nothing. */
export const outcomesOf = {
  decide: ['approve', 'deny', 'return', 'ratify', 'advise'],
  advise: ['advise', 'endorse', 'abstain', 'object'],
} as const;
const needReason = new Set(['deny', 'return', 'object']);

export const recordDecision = ({ db, actKey }: Deps) =>
  async function recordDecision(caseId: string, message: DecideMessage, now: number): Promise<Recorded> {
    const { envelope, ...content } = message;
    const flaw = flawOf(envelope, content, now, actKey);
    if (flaw || envelope.act !== 'decide' || envelope.caseId !== caseId)
      return {
        answer: refuse('unsigned', `The decision was not let in by the API: ${flaw ?? 'other act'}`),
        agenda: null,
      };
    const done = await onCase(db, caseId, now, (docket, setting) =>
      decideOn(docket, setting, message, envelope.person),
    );
    if (!done) return { answer: refuse('not-open', 'There is no such request.'), agenda: null };
    return { answer: done.result, agenda: done.agenda };
  };

export function refuse(code: string, detail: string): Answer {
  return { ok: false, code, detail };
}

export function accept({ kase }: Docket): Answer {
  return { ok: true, caseId: kase.id, reference: kase.reference, state: kase.state, version: kase.version };
}

async function decideOn(docket: Docket, setting: Setting, message: DecideMessage, person: string): Promise<Answer> {
  const earlier = docket.decisions.find((one) => one.id === message.id);
  if (earlier)
    return earlier.deciderId === person
      ? accept(docket)
      : refuse('not-your-decision', 'That decision is somebody else’s.');
  const named = docket.tasks.find((task) => task.id === message.taskId);
  const part = docket.parts.find((one) => one.id === named?.partId);
  if (!named || !part) return refuse('not-your-decision', 'You hold no such task.');
  if (named.state === 'decided') {
    const held = named.openedFor.includes(person) || named.holders.includes(person);
    return held
      ? refuse('already-decided', 'That task has been decided.')
      : refuse('not-your-decision', 'You hold no such task.');
  }
  const mine = docket.tasks.filter((task) => task.partId === part.id || task.covers.includes(part.id));
  const wanted =
    named.state === 'open'
      ? mine.filter((task) => task.id === named.id || task.state !== 'open')
      : mine.filter((task) => task.state !== 'open' || task.id === named.id);
  const may = mayDecide(
    person,
    { ...part, verdict: part.verdict as Verdict | null },
    wanted,
    matterOf(docket, part, setting),
    named.authority,
  );
  if (named.state !== 'open')
    return refuse(
      !may.ok && may.code === 'authority-ended' ? may.code : 'not-open',
      'Nothing waits for a decision there.',
    );
  if (!may.ok) return refuse(may.code, refusalText[may.code]);
  const flaw = flawIn(message, named, part, docket, setting);
  if (flaw) return flaw;
  await record(docket, setting, message, named, person, may.instrument);
  return accept(docket);
}

const refusalText: Record<Refusal, string> = {
  'not-your-decision': 'You hold no such task.',
  'conflict-of-interest': 'You are a party to this request and may not decide it.',
  'authority-ended': 'You held this task when it opened; the appointment has ended.',
  'not-open': 'Nothing waits for a decision there.',
  'already-decided': 'That task has been decided.',
};

function flawIn(message: DecideMessage, task: TaskRow, part: PartRow, docket: Docket, setting: Setting): Answer | null {
  const allowed: readonly string[] = outcomesOf[task.mode as 'decide' | 'advise'];
  if (!allowed.includes(message.outcome))
    return refuse('outcome-not-allowed', `This task takes: ${allowed.join(', ')}.`);
  if (needReason.has(message.outcome) && !message.reason?.trim())
    return refuse('reason-required', 'Say why: the outcome needs a reason.');
  if (message.version !== docket.kase.version)
    return refuse('stale-content', 'The request was amended after you opened it. Look at it again.');
  const risk = (part.facts as Facts | null)?.['presentRisk'] ?? 'unknown';
  if (message.seen?.presentRisk !== undefined && message.seen.presentRisk !== risk)
    return refuse('stale-facts', 'The risk changed after you opened the page. Look at it again.');
  return grants.has(message.outcome) ? hindranceOf(coveredBy(task, docket), setting) : null;
}

const grants = new Set(['approve', 'ratify']);

/** What the rules hold cannot be granted by a person either: first a place, or what else is missing, must be there. */
function hindranceOf(parts: readonly PartRow[], { trip }: Setting): Answer | null {
  for (const part of parts) {
    const planned = trip.parts.find((one) => one.ordinal === part.ordinal && one.subject === part.subject);
    if (planned && trip.placeFree?.(planned) === false)
      return refuse('ceiling-full', 'No place is free on at least one night. Raise the ceiling first, or deny.');
    const verdict = part.verdict as Verdict | null;
    if (verdict?.outcome === 'hold')
      return refuse('not-open', `This cannot be granted while it is held: ${verdict.reasons.join(', ')}.`);
  }
  return null;
}

function coveredBy(task: TaskRow, docket: Docket): PartRow[] {
  return docket.parts.filter((part) => part.active && (part.id === task.partId || task.covers.includes(part.id)));
}

async function record(
  docket: Docket,
  setting: Setting,
  message: DecideMessage,
  task: TaskRow,
  person: string,
  instrument: string,
): Promise<void> {
  const covered = coveredBy(task, docket);
  const isOpinion = task.mode === 'decide' && message.outcome === 'advise';
  const decision = decisionRow(docket, message, task, covered, person, instrument, isOpinion);
  docket.decisions.push(decision);
  docket.added.push({ table: 'decisions', row: decision });
  const personal = { ...(message.reason ? { reason: message.reason } : {}), conditions: message.conditions ?? [] };
  note(docket, {
    kind: decision.kind === 'decision' ? 'decided' : 'opinion',
    actor: person,
    part: task.partId,
    task: task.id,
    round: task.round,
    decision: decision.id,
    instrument,
    ...(covered[0]?.verdict ? { ruleSet: (covered[0].verdict as unknown as Verdict).ruleSet } : {}),
    detail: {
      outcome: message.outcome,
      authority: task.authority,
      content: task.contentHash,
      version: docket.kase.version,
      parts: decision.partIds,
      rests: contentHash({ conditions: decision.conditions, facts: decision.facts, verdict: decision.verdict }),
    },
    personal,
  });
  if (!isOpinion) {
    Object.assign(task, { state: 'decided', closedAt: new Date(docket.now) });
    for (const part of covered) applyOutcome(docket, setting, part, message, decision);
  }
  routeTasks(docket, setting);
  await deriveCase(docket, setting);
}

function applyOutcome(
  docket: Docket,
  setting: Setting,
  part: PartRow,
  message: DecideMessage,
  decision: DecisionRow,
): void {
  const verdict = part.verdict as unknown as Verdict;
  const facts = part.facts as unknown as Facts;
  const was = part.basis as Basis | null;
  const rests: Basis = {
    by: 'decision',
    state: part.state,
    reasons: verdict.reasons,
    facts,
    rank: rankOf(verdict),
    content: part.content,
    at: docket.now,
  };
  const settle = (state: string) => {
    part.decisionId = decision.id;
    moveTo(docket, part, state);
    part.basis = { ...rests, state } as never;
  };
  switch (message.outcome) {
    case 'approve':
    case 'ratify':
      if (!stagesDone(docket, part)) return;
      if (was?.extension) applyExtension(docket, part, was.extension.depart, setting);
      part.conditions = unite(verdict.conditions, allConditions(docket, part)) as never;
      part.exemption = verdict.reasons.includes('ban-exemption')
        ? ((facts['banExemption'] as string | undefined) ?? null)
        : null;
      settle((part.conditions as unknown[]).length > 0 ? 'cleared-with-conditions' : 'cleared');
      part.basis = {
        ...(part.basis as object),
        content: part.content,
        moved: changes(was?.facts ?? facts, facts),
      } as never;
      return;
    case 'deny':
      if (was?.extension) return dropExtension(docket, part, was);
      closeOthers(docket, part);
      return settle('denied');
    case 'return':
      if (was?.extension) return dropExtension(docket, part, was);
      closeOthers(docket, part);
      settle('returned');
      tell(docket, [docket.kase.subjectId, docket.kase.submitterId], 'returned', { part: part.id });
      return;
    default:
      return;
  }
}

function closeOthers(docket: Docket, part: PartRow): void {
  for (const task of docket.tasks)
    if (task.state === 'open' && task.partId === part.id) closeTask(docket, task, 'settled');
}

/** Every deciding ask of every stage has an approving decision of this round. */
function stagesDone(docket: Docket, part: PartRow): boolean {
  const decided = docket.tasks.filter(
    (task) =>
      task.round === part.round &&
      task.state === 'decided' &&
      task.mode === 'decide' &&
      (task.partId === part.id || task.covers.includes(part.id)),
  );
  const open = docket.tasks.some((task) => task.state === 'open' && task.partId === part.id && task.mode === 'decide');
  const asks = (part.verdict as unknown as Verdict).stages.flatMap((stage) =>
    stage.asks.filter((ask) => ask.mode === 'decide').map((ask) => ({ ask, stage: stage.stage })),
  );
  const seats = new Set(decided.map((task) => task.seat));
  const standsIn = (seat: string) =>
    seat.endsWith(':supervisor') && decided.some((task) => task.authority === 'country-representative');
  return (
    !open &&
    asks.every(({ ask, stage }) => {
      const seat = `${stage}:${ask.authority}${ask.of && ask.of !== 'area' ? `:${ask.of}` : ''}`;
      return seats.has(seat) || standsIn(seat);
    })
  );
}

function allConditions(docket: Docket, part: PartRow): { code: string }[] {
  return docket.decisions
    .filter((one) => one.partIds.includes(part.id) && one.round === part.round && one.kind === 'decision')
    .flatMap((one) => one.conditions as { code: string }[]);
}

function decisionRow(
  docket: Docket,
  message: DecideMessage,
  task: TaskRow,
  covered: PartRow[],
  person: string,
  instrument: string,
  isOpinion: boolean,
): DecisionRow {
  const lead = covered[0];
  const verdict = lead?.verdict as unknown as Verdict | undefined;
  return {
    id: message.id,
    caseId: docket.kase.id,
    taskId: task.id,
    partIds: covered.map((part) => part.id),
    round: task.round,
    kind: isOpinion ? 'opinion' : 'decision',
    outcome: message.outcome,
    reason: message.reason?.trim() || null,
    conditions: (message.conditions ?? []) as never,
    deciderId: person,
    authority: task.authority,
    instrumentId: instrument,
    contentVersion: docket.kase.version,
    contentHash: task.contentHash,
    facts: (lead?.facts ?? {}) as never,
    verdict: (verdict ?? {}) as never,
    ruleSetName: verdict?.ruleSet.name ?? null,
    ruleSetVersion: verdict?.ruleSet.version ?? null,
    ruleSetHash: verdict?.ruleSet.hash ?? null,
    at: new Date(docket.now),
  };
}
