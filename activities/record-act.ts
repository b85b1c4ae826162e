// Records an act on a case other than a decision. Whether it is open is asked here, inside the transaction that writes it.
import { actOpen, isDeniedByPerson, travelVerbs, type TravelVerb } from '../rules/travel-acts.ts';
import type { ActMessage, Answer } from '../workflows/messages.ts';
import { amend } from './acts/amend.ts';
import { appeal } from './acts/appeal.ts';
import { cancel, close } from './acts/end-trip.ts';
import { extend } from './acts/extend.ts';
import { addNote, acknowledge, checkIn, confirm } from './acts/statements.ts';
import type { Deps } from './deps.ts';
import { note, type Docket } from './docket.ts';
import { accept, refuse, type Recorded } from './record-decision.ts';
import { onCase, sqlState } from './transact.ts';
import type { Setting } from './trip-setting.ts';
import { flawOf } from './verify-act.ts';

/** Does the act; null when done, otherwise why not, with nothing changed. */
export type Doing = (
  docket: Docket,
  setting: Setting,
  form: Record<string, unknown>,
  person: string,
) => Promise<Answer | null>;

const doings: Readonly<Record<Exclude<TravelVerb, 'read'>, Doing>> = {
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

export const recordAct = ({ db, actKey }: Deps) =>
  async function recordAct(caseId: string, message: ActMessage, now: number): Promise<Recorded> {
    const { envelope, ...content } = message;
    const flaw =
      flawOf(envelope, content, now, actKey) ??
      (envelope.act !== message.verb || envelope.caseId !== caseId ? 'other act' : null);
    if (flaw)
      return { answer: refuse('unsigned', `The act was not let in by the API: ${flaw}. Send it again.`), agenda: null };
    try {
      const done = await onCase(db, caseId, now, (docket, setting) => actOn(docket, setting, message, envelope.person));
      return done
        ? { answer: done.result, agenda: done.agenda }
        : { answer: refuse('not-open', 'There is no such request.'), agenda: null };
    } catch (error) {
      if (sqlState(error) !== '23505' && sqlState(error) !== 'P2002') throw error;
      return {
        answer: refuse('duplicate-request', 'There is a live request of this traveller for the same dates.'),
        agenda: null,
      };
    }
  };

async function actOn(docket: Docket, setting: Setting, message: ActMessage, person: string): Promise<Answer> {
  const { kase } = docket;
  const { tx } = setting;
  const known = await tx.act.findUnique({ where: { id: message.id } });
  if (known)
    return known.personId === person && known.caseId === kase.id
      ? accept(docket)
      : refuse('not-your-request', 'That id is another act’s.');
  const verb = message.verb as TravelVerb;
  const acts = await tx.act.findMany({ where: { caseId: kase.id, personId: person }, select: { verb: true } });
  const deniedByPerson = docket.parts.some((part) => part.active && isDeniedByPerson(part));
  const asked = {
    person,
    subject: kase.subjectId,
    submitter: kase.submitterId,
    state: kase.state,
    live: kase.live,
    deniedByPerson,
    done: acts.map((one) => one.verb),
  };
  if (verb === 'read' || !travelVerbs.includes(verb) || !actOpen(verb, asked))
    return refuse('not-open', `This cannot be done on a request that is ${kase.state}.`);
  const mark = docket.events.length;
  const form = (message.form ?? {}) as Record<string, unknown>;
  const flaw = await doings[verb](docket, setting, form, person);
  if (flaw) return flaw;
  const row = {
    id: message.id,
    caseId: kase.id,
    verb,
    personId: person,
    form,
    version: kase.version,
    at: new Date(docket.now),
  };
  docket.added.push({ table: 'acts', row });
  const detail = { act: message.id, version: kase.version, content: kase.contentHash };
  note(docket, { kind: verb, actor: person, detail, personal: { form } });
  // The act stands before what it brought about.
  docket.events.splice(mark, 0, docket.events.pop()!);
  return accept(docket);
}
