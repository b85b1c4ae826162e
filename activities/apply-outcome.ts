// What a decision brings about on its parts, and the row it is kept as.
import { restsOn } from '../rules/living.ts';
import type { Facts, Verdict } from '../rules/rule-set.ts';
import type { DecideMessage } from '../workflows/messages.ts';
import { tell, type DecisionRow, type Docket, type PartRow, type TaskRow } from './docket.ts';
import { moveTo } from './examine.ts';
import { closeTask, seatOf } from './route-tasks.ts';
import type { Setting } from './setting.ts';

/** A decision as it is said, however it came. */
export type Said = Omit<DecideMessage, 'envelope'>;

export async function applyOutcome(
  docket: Docket,
  setting: Setting,
  part: PartRow,
  message: Said,
  decision: DecisionRow,
): Promise<void> {
  const { ways } = setting;
  const settle = (state: string) => {
    part.decisionId = decision.id;
    moveTo(docket, part, state);
    const [verdict, facts] = [part.verdict as unknown as Verdict, part.facts as unknown as Facts];
    part.basis = restsOn('decision', state, verdict, facts, part.content, docket.now) as never;
  };
  switch (message.outcome) {
    case 'approve':
    case 'ratify':
      if (stagesDone(docket, part)) await ways.grant(docket, setting, part, { decision, settle });
      return;
    case 'deny':
      if (ways.dropsOnly?.(docket, part)) return;
      closeOthers(docket, part);
      return settle('denied');
    case 'return':
      if (ways.dropsOnly?.(docket, part)) return;
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
      const seat = seatOf(ask, stage);
      return seats.has(seat) || standsIn(seat);
    })
  );
}

export function decisionRow(
  docket: Docket,
  message: Said,
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
