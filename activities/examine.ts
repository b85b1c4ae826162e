// Judges every part of a case by today's facts and brings its state, its tasks and the case in line with the verdict.
import { isGranted, reactTo, restsOn, type Basis, type Reaction } from '../rules/living.ts';
import type { Facts, Verdict } from '../rules/rule-set.ts';
import { deriveCase } from './derive-case.ts';
import { note, tell, type Docket, type PartRow } from './docket.ts';
import { holdersToTell, informs } from './informed.ts';
import { routeTasks } from './route-tasks.ts';
import { matterOf, type Planned, type Setting } from './setting.ts';

/** Reasons that tell of the part's own life; a new judgement adds to them and does not take them away. */
const lifecycle = new Set([
  'escalated',
  'risk-raised',
  'criticality-changed',
  'resubmission-offered',
  'ceiling-lowered',
  'departed-undecided',
  'no-official-present',
]);

export async function examine(docket: Docket, setting: Setting): Promise<void> {
  for (const part of docket.parts) {
    if (!part.active) continue;
    const planned = plannedOf(part, setting);
    if (planned) await judgePart(docket, part, planned, setting);
  }
  routeTasks(docket, setting);
  await deriveCase(docket, setting);
  await setting.ways.judged?.(docket, setting);
}

export function plannedOf<P extends Planned>(
  part: Pick<PartRow, 'ordinal' | 'subject'>,
  { parts }: { parts: readonly P[] },
): P | undefined {
  return parts.find((one) => one.ordinal === part.ordinal && one.subject === part.subject);
}

async function judgePart(docket: Docket, part: PartRow, planned: Planned, setting: Setting): Promise<void> {
  const { now } = docket;
  const before = part.facts as Facts | null;
  const judged = await setting.ways.judge(docket, planned, setting);
  if (!judged) return;
  const { facts, verdict } = judged;
  const living = {
    state: part.state,
    begun: isBegun(part, now),
    ended: part.toAt !== null && +part.toAt <= now,
    basis: part.basis as Basis | null,
  };
  const reaction = reactTo(living, verdict, facts);
  const extra =
    part.state === 'waiting' && before && before['criticality'] !== facts['criticality'] ? ['criticality-changed'] : [];
  const kept = part.reasons.filter((code) => lifecycle.has(code));
  part.facts = facts as never;
  part.verdict = verdict as never;
  part.reasons = [...new Set([...verdict.reasons, ...kept, ...extra, ...reaction.reasons])];
  applyReaction(docket, part, reaction, verdict, facts, setting);
}

/** A stay that had begun when it was filed (an emergency) is decided after the fact, so its beginning settles nothing. */
export function isBegun(part: PartRow, now: number): boolean {
  return (
    part.fromAt !== null &&
    +part.fromAt <= now &&
    !((part.facts as Facts | null)?.['begun'] === true && !isGranted(part.state))
  );
}

function applyReaction(
  docket: Docket,
  part: PartRow,
  reaction: Reaction,
  verdict: Verdict,
  facts: Facts,
  setting: Setting,
): void {
  const isNew = part.state === 'new';
  if (reaction.warns) warn(docket, part, verdict, setting);
  if (reaction.offers && !(part.basis as Basis & { offered?: true }).offered) {
    part.basis = { ...(part.basis as object), offered: true } as never;
    tell(docket, [docket.kase.subjectId, docket.kase.submitterId], 'resubmission-offered', { part: part.id });
    note(docket, { kind: 'resubmission-offered', part: part.id, round: part.round });
  }
  if (reaction.state === part.state && !isNew) {
    if (isGranted(part.state) && !isBegun(part, docket.now))
      part.conditions = unite(part.conditions, verdict.conditions) as never;
    return;
  }
  if (reaction.suspended) Object.assign(part, { round: part.round + 1, movedUpTo: null, steps: 0 });
  moveTo(docket, part, reaction.state);
  const rests = restsOn('rule', part.state, verdict, facts, part.content, docket.now);
  switch (part.state) {
    case 'cleared':
    case 'cleared-with-conditions':
      part.decisionId = null;
      part.conditions = verdict.conditions as never;
      part.basis = rests as never;
      break;
    case 'returned':
    case 'denied':
      part.basis = rests as never;
      break;
    case 'withdrawn':
      part.basis = rests as never;
      tell(docket, holdersToTell(['supervisor'], matterOf(docket, part, setting)), 'withdrawn', { part: part.id });
      break;
    default:
      break;
  }
  informs(docket, part, verdict, setting);
}

function warn(docket: Docket, part: PartRow, verdict: Verdict, setting: Setting): void {
  const known = part.basis as Basis & { warned?: string };
  const key = part.reasons.join();
  if (known.warned === key) return;
  part.basis = { ...known, warned: key } as never;
  const { kase } = docket;
  tell(docket, [kase.subjectId, kase.submitterId], 'check-in-asked', { part: part.id });
  tell(docket, holdersToTell(['designated-official'], matterOf(docket, part, setting)), 'stay-under-review', {
    part: part.id,
    outcome: verdict.outcome,
  });
  note(docket, {
    kind: 'stay-under-review',
    part: part.id,
    round: part.round,
    detail: { outcome: verdict.outcome, reasons: part.reasons },
  });
}

export function moveTo(docket: Docket, part: PartRow, state: string): void {
  const from = part.state;
  part.state = state;
  part.stateSince = new Date(docket.now);
  const verdict = part.verdict as Verdict | null;
  note(docket, {
    kind: 'part-state',
    part: part.id,
    round: part.round,
    ...(verdict ? { ruleSet: verdict.ruleSet } : {}),
    detail: { from, to: state, reasons: part.reasons },
  });
}

export function unite(known: unknown, more: readonly { code: string }[]): { code: string }[] {
  const all = [...((known as { code: string }[] | null) ?? []), ...more];
  return all.filter((one, index) => all.findIndex((other) => other.code === one.code) === index);
}
