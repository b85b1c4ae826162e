// One step back: the version before comes in force again, by the filing itself where who files may decide that.
import type { RuleChangeForm } from '../../forms/rule-change.ts';
import { placesOf } from '../../prisma/places-of-change.ts';
import { everywhere } from '../../prisma/rules-in-force.ts';
import { mayDecide } from '../../rules/may-act.ts';
import type { Verdict } from '../../rules/rule-set.ts';
import { idOf } from '../../canonical.ts';
import type { Docket, Tx } from '../docket.ts';
import { hindranceOfChange } from './hindrance.ts';
import type { RuleChangeSetting } from './change-setting.ts';
import { matterOf } from '../setting.ts';
import { writeDecision } from '../write-decision.ts';

/** A return is about the author of what it takes back; null where it is none, or nobody is known to have written that. */
export async function authorOfTakenBack(tx: Tx, form: RuleChangeForm, now: number): Promise<string | null> {
  if (form.returnsTo === undefined) return null;
  const places = [...placesOf(form.effective), everywhere];
  const [row] = await tx.$queryRaw<{ author: string | null }[]>`
    SELECT v."authorId" AS author FROM rule_activations a JOIN rule_set_versions v ON v.name = a.name AND v.version = a.version
    WHERE a.name = ${form.set} AND a.place = ANY (${places}) AND coalesce(a."fromAt", '-infinity') <= ${new Date(now)}
      AND coalesce(a."toAt", 'infinity') > ${new Date(now)}
    ORDER BY array_position(${places}, a.place) LIMIT 1`;
  return row?.author ?? null;
}

/** Only the step before can be taken back so: all else is a draft like any other. */
export function flawOfReturn({ form, before, replaced }: RuleChangeSetting): string | null {
  const { returnsTo } = form;
  if (returnsTo === undefined) return null;
  if (replaced.some((one) => one.version === returnsTo)) return `Version ${returnsTo} is in force there.`;
  const isBefore = replaced.length > 0 && before.every((version) => version === returnsTo);
  return isBefore ? null : `Version ${returnsTo} is not the one before it there.`;
}

/** Asked at the first judgement only: who comes to the power later decides like anybody, by a click. */
export async function decideByFiling(docket: Docket, setting: RuleChangeSetting): Promise<void> {
  const { kase, now, tasks, parts } = docket;
  const part = parts.find((one) => one.active && one.state === 'waiting');
  const isFirst = tasks.every((task) => +task.openedAt === now);
  if (setting.form.returnsTo === undefined || !part || !isFirst) return;
  if (await hindranceOfChange(docket, setting, kase.submitterId)) return;
  const verdict = part.verdict as Verdict | null;
  const may = mayDecide(kase.submitterId, { ...part, verdict }, tasks, matterOf(docket, part, setting));
  const task = may.ok && tasks.find((one) => one.id === may.task.id && one.mode === 'decide');
  if (!may.ok || !task) return;
  const id = idOf(kase.id, 'decided-by-filing', task.id);
  const message = { id, taskId: task.id, outcome: 'approve', reason: setting.form.reason, version: kase.version };
  await writeDecision(docket, setting, { message, task, person: kase.submitterId, instrument: may.instrument });
}
