// Writes a filed request as a case with its parts and judges it for the first time. Safe to run twice.
import { ApplicationFailure } from '@temporalio/common';
import { isProcessName, processes } from '../rules/index.ts';
import type { Answer, Filing } from '../workflows/messages.ts';
import type { Agenda } from './agenda.ts';
import { agendaOf } from './agenda.ts';
import { canonicalBytes, contentHash } from '../canonical.ts';
import type { Deps } from './deps.ts';
import { newDocket, note, openDocket, type CaseRow, type Docket, type Tx } from './docket.ts';
import { endCase } from './derive-case.ts';
import { examine } from './examine.ts';
import { readDesk } from './read-desk.ts';
import { layParts } from './lay-parts.ts';
import { settingFor, waysOf } from './processes.ts';
import { conclude, inTransaction, isTaken } from './transact.ts';
import { flawOf } from './verify-act.ts';

export type Opened = { answer: Answer; agenda: Agenda };

export const openCase = ({ db, log, ...guard }: Deps) =>
  async function openCase(filing: Filing, now: number): Promise<Opened> {
    const { caseId, process, form, submitter } = filing;
    const content = { process, form, submitter, caseId };
    const order = { message: 'file', act: 'file', caseId, person: submitter, content } as const;
    const flaw = flawOf(filing.envelope, order, now, guard);
    if (flaw) throw ApplicationFailure.nonRetryable(`The filing was not let in by the API: ${flaw}`, 'unsigned');
    const parsed = isProcessName(process) ? processes[process].form.safeParse(form) : null;
    if (!parsed) throw ApplicationFailure.nonRetryable(`There is no process ${process}.`, 'validation-failed');
    if (!parsed.success) throw ApplicationFailure.nonRetryable(parsed.error.message, 'validation-failed');
    try {
      return await inTransaction(db, caseId, (tx) => write(tx, filing, parsed.data, now, false));
    } catch (error) {
      if (!isTaken(error)) throw error;
      const renumbered = await withFreeReference(db, filing);
      if (!renumbered) return inTransaction(db, caseId, (tx) => write(tx, filing, parsed.data, now, true));
      log.error({ caseId, reference: filing.reference, instead: renumbered.reference }, 'a reference was given twice');
      return openCase(renumbered, now);
    }
  };

/** After a restore numbers are given out again, and a filing written again may find its own taken. Null where it is free. */
async function withFreeReference(db: Deps['db'], filing: Filing): Promise<Filing | null> {
  const holder = await db.case.findUnique({ where: { reference: filing.reference }, select: { id: true } });
  if (!holder || holder.id === filing.caseId) return null;
  const [row] = await db.$queryRaw<{ number: bigint }[]>`SELECT nextval('case_numbers') AS number`;
  return { ...filing, reference: filing.reference.replace(/\d+$/, String(row!.number).padStart(6, '0')) };
}

async function write(tx: Tx, filing: Filing, form: unknown, now: number, isDuplicate: boolean): Promise<Opened> {
  const ways = waysOf(filing.process);
  const { tokens, rows } = await readDesk(tx, filing.caseId, ways.namedIn?.(form, filing.submitter));
  if (rows) {
    const known = openDocket(rows, tokens, now);
    return { answer: answerOf(known), agenda: agendaOf(known, await settingFor(tx, known)) };
  }
  const subject = await ways.subjectOf(tx, form, filing.submitter, now);
  const kase = caseRow(filing, form, subject);
  const docket = newDocket(kase, tokens, now);
  const setting = await settingFor(tx, docket, form);
  kase.examinedSeq = setting.latest;
  kase.organizationId = setting.world.people.get(subject)?.organization ?? null;
  await setting.ways.enter(docket, setting);
  note(docket, {
    kind: 'filed',
    actor: filing.submitter,
    detail: {
      process: kase.process,
      reference: kase.reference,
      subject,
      version: 1,
      content: kase.contentHash,
    },
    personal: { form },
  });
  if (isDuplicate) {
    // Kept, not dropped: the caller may hold a 202 for it, and a trace of what was tried is owed.
    Object.assign(kase, { state: 'cancelled', reasons: ['duplicate-request'], holdsDates: false });
    endCase(docket, 'duplicate-request');
  } else {
    layParts(docket, setting);
    await examine(docket, setting);
  }
  const agenda = await conclude(tx, docket, setting);
  return { answer: answerOf(docket), agenda };
}

function answerOf({ kase }: Docket): Answer {
  if (kase.reasons.includes('duplicate-request'))
    return {
      ok: false,
      code: 'duplicate-request',
      detail: 'There is a live request of this traveller for the same dates.',
    };
  return { ok: true, caseId: kase.id, reference: kase.reference, state: kase.state, version: kase.version };
}

function caseRow(filing: Filing, form: unknown, subject: string): CaseRow {
  const at = new Date(filing.filedAt);
  return {
    id: filing.caseId,
    reference: filing.reference,
    process: filing.process,
    workflowId: filing.workflowId,
    subjectId: subject,
    submitterId: filing.submitter,
    organizationId: null,
    form: form as never,
    formBytes: canonicalBytes({ process: filing.process, form: filing.form }),
    contentHash: contentHash({ process: filing.process, form: filing.form }),
    version: 1,
    state: 'submitted',
    reasons: [],
    holdsDates: true,
    datesKey: null,
    live: true,
    filedAt: at,
    departsAt: null,
    endsAt: null,
    closedAt: null,
    openedByCaseId: null,
    examinedSeq: 0n,
    headSeq: 0,
    headHash: null,
    updatedAt: at,
  };
}
