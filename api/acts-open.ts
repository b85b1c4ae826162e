// Which acts a reader may do on a request now, so that a page offers nothing the workflow would refuse.
import { changeActOpen, ruleChangeVerbs } from '../rules/rule-change-acts.ts';
import { actOpen, isAppealable, travelVerbs, type TravelVerb } from '../rules/travel-acts.ts';
import type { WholeCaseRows } from './case-rows.ts';

export const verbs = travelVerbs;
export type Verb = TravelVerb;

export function actsOpenTo(
  reader: { id: string },
  { kase, parts, acts, tasks, decisions }: Pick<WholeCaseRows, 'kase' | 'parts' | 'acts' | 'tasks' | 'decisions'>,
): Verb[] {
  const done = acts.filter((one) => one.personId === reader.id).map((one) => one.verb);
  const { subjectId: subject, submitterId: submitter, state, live } = kase;
  if (kase.process === 'ruleChange') {
    const heldTask =
      tasks.some((one) => one.openedFor.includes(reader.id)) || decisions.some((one) => one.deciderId === reader.id);
    const asked = { person: reader.id, subject, submitter, state, live, heldTask };
    return ruleChangeVerbs.filter((verb) => changeActOpen(verb, asked));
  }
  const appeals = acts.filter((one) => one.verb === 'appeal');
  const deniedByPerson = parts.some((part) => isAppealable(part, appeals));
  const actedOn = { person: reader.id, subject, submitter, state, live, deniedByPerson, done };
  return verbs.filter((verb) => verb !== 'read' && actOpen(verb, actedOn));
}
