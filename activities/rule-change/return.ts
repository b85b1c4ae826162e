// One step back: the version before comes in force again, by the filing itself where who files may decide that.
import { mayDecide } from '../../rules/may-act.ts';
import type { Verdict } from '../../rules/rule-set.ts';
import { idOf } from '../../canonical.ts';
import type { Docket } from '../docket.ts';
import { hindranceOfChange } from './hindrance.ts';
import type { RuleChangeSetting } from './change-setting.ts';
import { matterOf } from '../setting.ts';
import { writeDecision } from '../write-decision.ts';

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
