// A request as a reader sees it, made from its rows.
import type { z } from 'zod';
import type { Database } from '../prisma/connect.ts';
import { actsOpenTo } from './acts-open.ts';
import { casesOnPage, wholeCase, type CaseRows, type PartOnPage, type WholeCaseRows } from './case-rows.ts';
import { namesFor, type Names } from './names.ts';
import { iso, openTask, partView } from './part-view.ts';
import { redact } from './redact.ts';
import { seenAmong } from './visibility.ts';
import type { RequestSummary, RequestView } from './views.ts';

export type Reader = { id: string; now: number };

/** Null when there is no such request; whether the reader may see it is asked before (visibility.ts). */
export async function requestView(db: Database, caseId: string, reader: Reader): Promise<RequestView | null> {
  const rows = await wholeCase(db, caseId);
  if (!rows) return null;
  const [names, seen] = await Promise.all([
    namesOf(db, [rows], rows),
    seenAmong(
      db,
      reader.id,
      rows.opened.map((one) => one.id),
      reader.now,
    ),
  ]);
  const { kase, parts, tasks, notices, acts, opened } = rows;
  const view: RequestView = {
    ...summary(rows, names),
    form: kase.form as Record<string, unknown>,
    reasons: [...new Set([...kase.reasons, ...parts.flatMap((part) => part.reasons)])],
    parts: parts.map((part) => partView(part, rows, names)),
    openTasks: tasks.map((task) => openTask(task, parts, reader.id, names)),
    notified: notices.map((one) => ({ person: names.person(one.personId), code: one.code, at: one.at.toISOString() })),
    opened: opened.filter((one) => seen.has(one.id)).map(({ subjectId, ...one }) => ({ ...one, subject: subjectId })),
    acts: actsOpenTo(reader, rows),
    log: acts.map((one) => ({
      verb: one.verb,
      person: names.person(one.personId),
      at: one.at.toISOString(),
      form: one.form as Record<string, unknown>,
    })),
  };
  return redact(view, reader.id);
}

export async function requestSummaries(
  db: Database,
  caseIds: readonly string[],
): Promise<z.infer<typeof RequestSummary>[]> {
  const pages = await casesOnPage(db, caseIds);
  const names = await namesOf(db, pages);
  return pages.map((rows) => summary(rows, names));
}

function summary({ kase, parts, tasks }: CaseRows, names: Names): z.infer<typeof RequestSummary> {
  const { purpose } = kase.form as { purpose?: unknown };
  const areas = [...new Set(parts.map((part) => part.areaId))].map(names.area).filter((area) => area !== null);
  return {
    id: kase.id,
    reference: kase.reference,
    process: kase.process,
    state: kase.state,
    valid: isValid(kase.state, parts),
    version: kase.version,
    subject: names.person(kase.subjectId),
    submitter: names.person(kase.submitterId),
    organization: names.organization(kase.organizationId),
    purpose: typeof purpose === 'string' ? purpose : null,
    areas,
    filedAt: kase.filedAt.toISOString(),
    departsAt: iso(kase.departsAt),
    endsAt: iso(kase.endsAt),
    waitingFor: tasks.map((task) => ({
      authority: task.authority,
      holders: task.holders.map(names.person),
      dueAt: iso(task.dueAt),
    })),
    urgent: parts.some((part) => part.reasons.includes('urgent')),
  };
}

const inForce = new Set(['cleared', 'cleared-with-conditions', 'in-travel']);
const notResolved = new Set(['suspended', 'withdrawn', 'denied', 'returned', 'on-hold']);

/** A numbered clearance is in force. An extension under decision leaves the clearance it would prolong standing. */
export function isValid(state: string, parts: readonly Pick<PartOnPage, 'state' | 'fromAt'>[]): boolean {
  return inForce.has(state) && !parts.some((part) => notResolved.has(part.state));
}

function namesOf(db: Database, pages: readonly CaseRows[], whole?: WholeCaseRows): Promise<Names> {
  const more = whole
    ? [
        ...whole.decisions.map((one) => one.deciderId),
        ...whole.notices.map((one) => one.personId),
        ...whole.acts.map((one) => one.personId),
      ]
    : [];
  const named = {
    people: [
      ...pages.flatMap(({ kase, tasks }) => [
        kase.subjectId,
        kase.submitterId,
        ...tasks.flatMap((task) => task.holders),
      ]),
      ...more,
    ],
    areas: pages.flatMap(({ parts }) => parts.map((part) => part.areaId)),
    organizations: pages.map(({ kase }) => kase.organizationId),
  };
  return namesFor(db, named, whole?.tokens);
}
