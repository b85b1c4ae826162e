// What may be done on a change of rules besides deciding it: given up before, taken back before its start, spoken of.
import { holdersOf } from '../../rules/authority.ts';
import { changeActOpen, ruleChangeVerbs } from '../../rules/rule-change-acts.ts';
import type { Authority } from '../../rules/rule-set.ts';
import type { Answer } from '../../workflows/messages.ts';
import { addNote } from '../trip/statements.ts';
import { refuse } from '../answers.ts';
import { endCase } from '../derive-case.ts';
import { note, tell, type Docket } from '../docket.ts';
import { moveTo } from '../examine.ts';
import { giveBack } from './give-back.ts';
import { settleDraft } from './publish.ts';
import type { RuleChangeSetting } from './change-setting.ts';
import { matterOf, type ActedOn } from '../setting.ts';

type DoingOnChange = (
  docket: Docket,
  setting: RuleChangeSetting,
  form: Record<string, unknown>,
  person: string,
) => Promise<Answer | null>;

export function changeDoing(said: string, { kase, tasks }: Docket, { person }: ActedOn): DoingOnChange | null {
  const verb = ruleChangeVerbs.find((one) => one === said);
  const { subjectId: subject, submitterId: submitter, state, live } = kase;
  const heldTask = tasks.some((task) => task.openedFor.includes(person));
  if (!verb || !changeActOpen(verb, { person, subject, submitter, state, live, heldTask })) return null;
  if (verb === 'add-note') return (docket, setting, form) => addNote(docket, setting, form, person);
  return state === 'published' ? takeBack : giveUp;
}

async function giveUp(docket: Docket, setting: RuleChangeSetting): Promise<null> {
  if (setting.form.draft !== undefined) await settleDraft(setting, 'open', docket.now);
  return end(docket, setting);
}

/** It never was in force: what it would have replaced goes on. */
async function takeBack(
  docket: Docket,
  setting: RuleChangeSetting,
  _form: Record<string, unknown>,
  person: string,
): Promise<Answer | null> {
  const { tx, form } = setting;
  const { now, tasks } = docket;
  const part = docket.parts.find((one) => one.active)!;
  if (+part.fromAt! <= now) return refuse('not-open', 'The version is in force. Return to the one before it instead.');
  const matter = matterOf(docket, part, setting);
  const mayDecide = tasks.some(
    (task) =>
      task.mode === 'decide' &&
      task.state === 'decided' &&
      holdersOf(task.authority as Authority, matter).holders.some((one) => one.person === person),
  );
  if (!mayDecide) return refuse('not-your-decision', 'Whoever may decide the change may take it back.');
  await giveBack(setting, docket, part);
  if (form.draft !== undefined)
    await tx.ruleDraft.updateMany({ where: { id: form.draft }, data: { state: 'open', updatedAt: new Date(now) } });
  return end(docket, setting);
}

async function end(docket: Docket, setting: RuleChangeSetting): Promise<null> {
  const { kase } = docket;
  const holders = docket.tasks.filter((task) => task.state === 'open').flatMap((task) => task.holders);
  const isPublic = kase.state === 'published';
  for (const part of docket.parts) if (part.active) moveTo(docket, part, 'cancelled');
  const from = kase.state;
  kase.state = 'cancelled';
  note(docket, { kind: 'case-state', detail: { from, to: 'cancelled' } });
  const others = [...setting.others, ...(isPublic ? setting.concerned : [])];
  tell(docket, [kase.subjectId, kase.submitterId, ...holders, ...others], 'cancelled');
  endCase(docket, 'cancelled');
  return null;
}
