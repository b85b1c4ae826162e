// Writes a decision that may be made: its row, its evidence, and what it brings about.
import { contentHash } from '../canonical.ts';
import type { Verdict } from '../rules/rule-set.ts';
import { applyOutcome, decisionRow, type Said } from './apply-outcome.ts';
import { deriveCase } from './derive-case.ts';
import { note, type DecisionRow, type Docket, type PartRow, type TaskRow } from './docket.ts';
import { routeTasks } from './route-tasks.ts';
import type { Setting } from './setting.ts';

export function coveredBy(task: TaskRow, docket: Docket): PartRow[] {
  return docket.parts.filter((part) => part.active && (part.id === task.partId || task.covers.includes(part.id)));
}

const codesOf = ({ conditions }: DecisionRow) => (conditions as { code: string }[]).map(({ code }) => ({ code }));

type Made = { message: Said; task: TaskRow; person: string; instrument: string };

export async function writeDecision(
  docket: Docket,
  setting: Setting,
  { message, task, person, instrument }: Made,
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
      // Codes only: what else is typed with a condition is under the commitment, and may be erased.
      grounds: contentHash({ conditions: codesOf(decision), facts: decision.facts, verdict: decision.verdict }),
    },
    personal,
  });
  if (!isOpinion) {
    Object.assign(task, { state: 'decided', closedAt: new Date(docket.now) });
    for (const part of covered) await applyOutcome(docket, setting, part, message, decision);
  }
  routeTasks(docket, setting);
  await deriveCase(docket, setting);
}
