// Records an act on a case other than a decision. Whether it is open is asked here, inside the transaction that writes it.
import { isSameAct } from '../rules/said-again.ts';
import type { ActMessage, Answer } from '../workflows/messages.ts';
import { accept, idUsed, refuse, type Recorded } from './answers.ts';
import type { Deps } from './deps.ts';
import { note, type Docket } from './docket.ts';
import type { Setting } from './setting.ts';
import { isTaken, onCase } from './transact.ts';
import { flawOf } from './verify-act.ts';

export const recordAct = ({ db, ...guard }: Deps) =>
  async function recordAct(caseId: string, message: ActMessage, now: number): Promise<Recorded> {
    const { envelope, ...content } = message ?? {};
    const flaw = flawOf(envelope, { message: 'act', act: content.verb, caseId, content }, now, guard);
    if (flaw)
      return { answer: refuse('unsigned', `The act was not let in by the API: ${flaw}. Send it again.`), agenda: null };
    try {
      const done = await onCase(db, caseId, now, (docket, setting) => actOn(docket, setting, message, envelope.person));
      return done
        ? { answer: done.result, agenda: done.agenda }
        : { answer: refuse('not-open', 'There is no such request.'), agenda: null };
    } catch (error) {
      if (!isTaken(error)) throw error;
      if ((await db.act.count({ where: { id: message.id } })) > 0) return { answer: idUsed(), agenda: null };
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
  if (known) return isSameAct(known, { person, caseId: kase.id }, message) ? accept(docket) : idUsed();
  const { verb, version = kase.version } = message;
  if (version !== kase.version)
    return refuse('stale-content', 'The request was amended after you opened it. Look at it again.');
  const acts = await tx.act.findMany({ where: { caseId: kase.id, personId: person }, select: { verb: true } });
  const doing = setting.ways.doing(verb, docket, { person, done: acts.map((one) => one.verb) });
  if (!doing) return refuse('not-open', `This cannot be done on a request that is ${kase.state}.`);
  const mark = docket.events.length;
  const form = (message.form ?? {}) as Record<string, unknown>;
  const flaw = await doing(docket, setting, form, person);
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
