// What may be done on a trip, and who does it.
import { actOpen, isDeniedByPerson, travelVerbs, type TravelVerb } from '../../rules/travel-acts.ts';
import type { Answer } from '../../workflows/messages.ts';
import { amend } from './amend.ts';
import { appeal } from './appeal.ts';
import { cancel, close } from './end-trip.ts';
import { extend } from './extend.ts';
import { acknowledge, addNote, checkIn, confirm } from './statements.ts';
import type { Docket } from '../docket.ts';
import type { ActedOn } from '../setting.ts';
import type { TripSetting } from './trip-setting.ts';

type DoingOnTrip = (
  docket: Docket,
  setting: TripSetting,
  form: Record<string, unknown>,
  person: string,
) => Promise<Answer | null>;

const doings: Readonly<Record<Exclude<TravelVerb, 'read'>, DoingOnTrip>> = {
  amend,
  appeal,
  cancel,
  withdraw: cancel,
  close,
  extend,
  confirm,
  'check-in': checkIn,
  'acknowledge-briefing': acknowledge,
  'add-note': addNote,
};

export function tripDoing(said: string, { kase, parts }: Docket, { person, done }: ActedOn): DoingOnTrip | null {
  const verb = travelVerbs.find((one) => one === said);
  if (!verb || verb === 'read') return null;
  const { subjectId: subject, submitterId: submitter, state, live } = kase;
  const deniedByPerson = parts.some((part) => part.active && isDeniedByPerson(part));
  const isOpen = actOpen(verb, { person, subject, submitter, state, live, deniedByPerson, done });
  return isOpen ? doings[verb] : null;
}
