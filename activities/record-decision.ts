// Records one person's decision or advice. Power, content and facts are looked at again here, inside the transaction that writes it.
import { mayDecide, type Refusal } from '../rules/may-act.ts';
import type { Facts, Verdict } from '../rules/rule-set.ts';
import { isSameDecision } from '../rules/said-again.ts';
import { contentHash } from '../canonical.ts';
import type { Answer, DecideMessage } from '../workflows/messages.ts';
import { accept, idUsed, refuse, type Recorded } from './answers.ts';
import type { Deps } from './deps.ts';
import type { Docket, PartRow, TaskRow } from './docket.ts';
import { examine } from './examine.ts';
import { matterOf, type Setting } from './setting.ts';
import { isTaken, onCase } from './transact.ts';
import { touchedSince } from './world/touched-by.ts';
import { flawOf } from './verify-act.ts';
import { coveredBy, writeDecision } from './write-decision.ts';

/** Outcomes a task takes, by its mode. `advise` by one who could decide is an opinion and decides nothing. */
export const outcomesOf = {
  decide: ['approve', 'deny', 'return', 'ratify', 'advise'],
  advise: ['advise', 'endorse', 'abstain', 'object'],
} as const;
const needReason = new Set(['deny', 'return', 'object']);

export const recordDecision = ({ db, ...guard }: Deps) =>
  async function recordDecision(caseId: string, message: DecideMessage, now: number): Promise<Recorded> {
    const { envelope, ...content } = message ?? {};
    const flaw = flawOf(envelope, { message: 'decide', act: 'decide', caseId, content }, now, guard);
    if (flaw) return { answer: refuse('unsigned', `The decision was not let in by the API: ${flaw}`), agenda: null };
    try {
      const done = await onCase(db, caseId, now, (docket, setting) =>
        decideOn(docket, setting, message, envelope.person),
      );
      if (!done) return { answer: refuse('not-open', 'There is no such request.'), agenda: null };
      return { answer: done.result, agenda: done.agenda };
    } catch (error) {
      // Another case has it; asked again, this one would stand still for ever.
      if (isTaken(error) && (await db.decision.count({ where: { id: message.id } })) > 0)
        return { answer: idUsed(), agenda: null };
      throw error;
    }
  };

async function decideOn(docket: Docket, setting: Setting, message: DecideMessage, person: string): Promise<Answer> {
  const earlier = docket.decisions.find((one) => one.id === message.id);
  if (earlier) return isSameDecision(earlier, { person, taskId: message.taskId }, message) ? accept(docket) : idUsed();
  const named = docket.tasks.find((task) => task.id === message.taskId);
  const part = docket.parts.find((one) => one.id === named?.partId);
  if (!named || !part) return refuse('not-your-decision', 'You hold no such task.');
  if (await worldMoved(docket, setting, part))
    return refuse('stale-facts', 'What the decision rests on changed a moment ago. Look at it again.');
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
  const flaw = await flawIn(message, named, part, docket, setting, person);
  if (flaw) return flaw;
  await writeDecision(docket, setting, { message, task: named, person, instrument: may.instrument });
  return accept(docket);
}

/** A change that has been committed counts from then on, also where its sweep has not come yet: judge first, then decide. */
async function worldMoved(docket: Docket, setting: Setting, part: PartRow): Promise<boolean> {
  const { kase } = docket;
  const { tx, latest, ways } = setting;
  if (!kase.live) return false;
  // What touches it not is no reason to judge it anew: by then other rules may be in force, which were not to reach it.
  const isTouched = kase.examinedSeq < latest && (await touchedSince(tx, kase.id, kase.examinedSeq));
  if (kase.examinedSeq < latest) kase.examinedSeq = latest;
  if (!isTouched && !ways.isJudgedAnew) return false;
  const seen = () => {
    const { outcome, reasons, stages } = part.verdict as unknown as Verdict;
    // From the row its keys come in another order than from the judge.
    return contentHash([outcome, reasons, stages, (part.facts as Facts | null)?.['presentRisk'] ?? null]);
  };
  const before = seen();
  await examine(docket, setting);
  return seen() !== before;
}

const refusalText: Record<Refusal, string> = {
  'not-your-decision': 'You hold no such task.',
  'conflict-of-interest': 'You are a party to this request and may not decide it.',
  'authority-ended': 'You held this task when it opened; the appointment has ended.',
  'not-open': 'Nothing waits for a decision there.',
  'already-decided': 'That task has been decided.',
};

async function flawIn(
  message: DecideMessage,
  task: TaskRow,
  part: PartRow,
  docket: Docket,
  setting: Setting,
  person: string,
): Promise<Answer | null> {
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
  return grants.has(message.outcome) ? hindranceOf(docket, coveredBy(task, docket), setting, person) : null;
}

const grants = new Set(['approve', 'ratify']);

/** What the rules hold cannot be granted by a person either: first what is missing must be there. */
async function hindranceOf(
  docket: Docket,
  parts: readonly PartRow[],
  setting: Setting,
  person: string,
): Promise<Answer | null> {
  const hindrance = await setting.ways.hindrance?.(docket, parts, setting, person);
  if (hindrance) return hindrance;
  const held = parts.map((part) => part.verdict as Verdict | null).find((verdict) => verdict?.outcome === 'hold');
  return held ? refuse('not-open', `This cannot be granted while it is held: ${held.reasons.join(', ')}.`) : null;
}
