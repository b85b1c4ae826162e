// Which acts a reader may do on a request now, so that a page offers nothing the workflow would refuse.
import { actOpen, isDeniedByPerson, travelVerbs, type TravelVerb } from '../rules/travel-acts.ts';
import type { WholeCaseRows } from './case-rows.ts';

export const verbs = travelVerbs;
export type Verb = TravelVerb;

export function actsOpenTo(
  reader: { id: string },
  { kase, parts, acts }: Pick<WholeCaseRows, 'kase' | 'parts' | 'acts'>,
): Verb[] {
  const done = acts.filter((one) => one.personId === reader.id).map((one) => one.verb);
  const { subjectId: subject, submitterId: submitter, state, live } = kase;
  const deniedByPerson = parts.some(isDeniedByPerson);
  const actedOn = { person: reader.id, subject, submitter, state, live, deniedByPerson, done };
  return verbs.filter((verb) => verb !== 'read' && actOpen(verb, actedOn));
}
