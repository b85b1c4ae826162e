// One part of a request as a reader sees it: its state, who holds it, and every decision and opinion on it.
import type { z } from 'zod';
import type { DecisionOnPage, PartOnPage, TaskOnPage, WholeCaseRows } from './case-rows.ts';
import type { Names } from './names.ts';
import type { ConditionView, HistoryEntry, OpenTask, PartView, WaitingFor } from './views.ts';

export function partView(
  part: PartOnPage,
  { kase, tasks, decisions }: WholeCaseRows,
  names: Names,
): z.infer<typeof PartView> {
  const own = decisions.filter((one) => one.partIds.includes(part.id));
  return {
    id: part.id,
    ordinal: part.ordinal,
    stop: stopOf(part, kase.form),
    subject: part.subject,
    area: names.area(part.areaId),
    state: part.state,
    reasons: part.reasons,
    conditions: conditionsOf(part.conditions),
    waitingFor: waitingFor(part, tasks, names),
    arrive: part.arrive,
    depart: part.depart,
    from: iso(part.fromAt),
    to: iso(part.toAt),
    until: part.until,
    nights: part.nights,
    decidedBy: decidedBy(
      own.find((one) => one.id === part.decisionId),
      names,
    ),
    exemption: part.exemption,
    history: own.map((one) => historyEntry(one, names)),
  };
}

/** Number of the stop in the form, counted from 1. */
function stopOf(part: PartOnPage, form: unknown): number | null {
  const { stops } = form as { stops?: { area: string; arrive: string }[] };
  const index = stops?.findIndex((one) => one.area === part.areaId && one.arrive === part.arrive) ?? -1;
  return index < 0 ? null : index + 1;
}

/** Where advice and decision are asked at once, the decision is what it waits for. */
function waitingFor(part: PartOnPage, tasks: readonly TaskOnPage[], names: Names): z.infer<typeof WaitingFor> | null {
  const asked = tasks.filter((one) => one.partId === part.id || one.covers.includes(part.id));
  const task = asked.find((one) => one.mode === 'decide') ?? asked[0];
  if (!task) return null;
  return {
    authority: task.authority as z.infer<typeof WaitingFor>['authority'],
    holders: task.holders.map(names.person),
    task: task.id,
    mode: task.mode,
    since: task.openedAt.toISOString(),
    dueAt: iso(task.dueAt),
    moved: part.movedUpTo !== null || task.step > 0,
  };
}

function decidedBy(decision: DecisionOnPage | undefined, names: Names) {
  if (!decision) return null;
  const { authority, deciderId, instrumentId, at } = decision;
  return { authority, holder: names.person(deciderId), instrument: instrumentId, at: at.toISOString() };
}

function historyEntry(one: DecisionOnPage, names: Names): z.infer<typeof HistoryEntry> {
  return {
    holder: names.person(one.deciderId),
    authority: one.authority,
    instrument: one.instrumentId,
    kind: one.kind as 'decision' | 'opinion',
    outcome: one.outcome,
    reason: one.reason,
    conditions: conditionsOf(one.conditions),
    round: one.round,
    at: one.at.toISOString(),
  };
}

export function openTask(
  task: TaskOnPage,
  parts: readonly PartOnPage[],
  reader: string,
  names: Names,
): z.infer<typeof OpenTask> {
  return {
    id: task.id,
    part: task.partId,
    area: task.areaId,
    subject: parts.find((one) => one.id === task.partId)?.subject ?? '',
    authority: task.authority,
    mode: task.mode,
    holders: task.holders.map(names.person),
    openedAt: task.openedAt.toISOString(),
    remindAt: iso(task.remindAt),
    dueAt: iso(task.dueAt),
    step: task.step,
    mine: task.holders.includes(reader),
  };
}

export function conditionsOf(json: unknown): z.infer<typeof ConditionView>[] {
  return (json ?? []) as z.infer<typeof ConditionView>[];
}

export function iso(date: Date | null): string | null {
  return date?.toISOString() ?? null;
}
