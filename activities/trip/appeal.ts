// A refusal looked at again: first by who refused, then by the regional desk (domain 1.8).
import type { Basis } from '../../rules/living.ts';
import { appealsOf, isAppealable, isDeniedByPerson } from '../../rules/travel-acts.ts';
import type { Answer } from '../../workflows/messages.ts';
import { deriveCase } from '../derive-case.ts';
import { tell, type Docket } from '../docket.ts';
import { moveTo } from '../examine.ts';
import { holdersToTell } from '../informed.ts';
import { refuse } from '../answers.ts';
import { routeTasks } from '../route-tasks.ts';
import { matterOf, type Setting } from '../setting.ts';

export async function appeal(docket: Docket, setting: Setting, form: Record<string, unknown>): Promise<Answer | null> {
  const { kase } = docket;
  const denied = docket.parts.filter(
    (part) => part.active && isDeniedByPerson(part) && (form['area'] === undefined || part.areaId === form['area']),
  );
  if (denied.length === 0) return refuse('not-open', 'Only what a person has denied can be appealed.');
  const earlier = await setting.tx.act.findMany({ where: { caseId: kase.id, verb: 'appeal' }, select: { form: true } });
  const open = denied.filter((part) => isAppealable(part, earlier));
  if (open.length === 0)
    return refuse('not-open', 'The regional desk has decided the appeal; there is no further one.');
  for (const part of open) {
    const by = docket.decisions.find((one) => one.id === part.decisionId);
    const appealTo = appealsOf(part, earlier) === 0 && by ? by.authority : 'regional-operations';
    Object.assign(part, {
      round: part.round + 1,
      movedUpTo: appealTo,
      steps: 0,
      decisionId: null,
      basis: { ...(part.basis as Basis), by: 'appeal', appealTo } as never,
    });
    moveTo(docket, part, 'waiting');
    tell(docket, holdersToTell(['senior-security-manager'], matterOf(docket, part, setting)), 'appealed', {
      part: part.id,
    });
  }
  routeTasks(docket, setting);
  await deriveCase(docket, setting);
  return null;
}
