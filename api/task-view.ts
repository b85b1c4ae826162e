// A task as the person who holds it sees it: what is asked of him, about whom, and until when.
import type { z } from 'zod';
import type { Database } from '../prisma/connect.ts';
import type { Prisma } from '../prisma/client/client.ts';
import { requestView, type Reader } from './case-view.ts';
import { explanationOfPart } from './explanation.ts';
import { namesFor, type Names } from './names.ts';
import { iso } from './part-view.ts';
import type { PartExplanation, TaskSummary, TaskView } from './views.ts';

const withCase = {
  case: {
    select: {
      id: true,
      reference: true,
      process: true,
      subjectId: true,
      organizationId: true,
      form: true,
      departsAt: true,
      version: true,
    },
  },
  part: { select: { id: true, subject: true, areaId: true, reasons: true, arrive: true, depart: true, facts: true } },
} satisfies Prisma.TaskInclude;
type Row = Prisma.TaskGetPayload<{ include: typeof withCase }>;

/** In the order of the ids. */
export async function taskSummaries(db: Database, ids: readonly string[]): Promise<z.infer<typeof TaskSummary>[]> {
  const rows = await db.task.findMany({ where: { id: { in: [...ids] } }, include: withCase });
  const names = await namesOf(db, rows);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []).map((row) => summary(row, names));
}

export async function taskView(db: Database, id: string, reader: Reader): Promise<z.infer<typeof TaskView> | null> {
  const row = await db.task.findUnique({ where: { id }, include: withCase });
  if (!row) return null;
  const [names, view, explanation] = await Promise.all([
    namesOf(db, [row]),
    requestView(db, row.caseId, reader),
    explanationOfPart(db, row.partId),
  ]);
  if (!view) return null;
  const facts = row.part.facts as { presentRisk?: string; begun?: boolean } | null;
  return {
    ...summary(row, names),
    state: row.state,
    outcomes: outcomesOf(row.mode, facts?.begun === true),
    seen: { presentRisk: facts?.presentRisk ?? 'unknown' },
    explanation: explanation ?? notJudged(row, names),
    requestView: view,
  };
}

/** What was done first on a verbal approval is ratified, all else approved. */
function outcomesOf(mode: string, isAfterTheFact: boolean): string[] {
  return mode === 'advise'
    ? ['endorse', 'advise', 'object', 'abstain']
    : [isAfterTheFact ? 'ratify' : 'approve', 'return', 'deny', 'advise'];
}

function summary({ case: kase, part, ...task }: Row, names: Names): z.infer<typeof TaskSummary> {
  const { purpose } = kase.form as { purpose?: unknown };
  return {
    id: task.id,
    request: kase.id,
    reference: kase.reference,
    process: kase.process,
    subject: names.person(kase.subjectId),
    organization: names.organization(kase.organizationId),
    area: names.area(task.areaId),
    partSubject: part.subject,
    authority: task.authority,
    mode: task.mode,
    reasons: part.reasons,
    purpose: typeof purpose === 'string' ? purpose : null,
    arrive: part.arrive,
    depart: part.depart,
    departsAt: iso(kase.departsAt),
    openedAt: task.openedAt.toISOString(),
    remindAt: iso(task.remindAt),
    dueAt: iso(task.dueAt),
    step: task.step,
    version: kase.version,
    holders: task.holders.map(names.person),
  };
}

function notJudged({ part }: Row, names: Names): z.infer<typeof PartExplanation> {
  return {
    part: part.id,
    area: names.area(part.areaId),
    subject: part.subject,
    ruleSet: { name: '', version: 0, hash: '' },
    outcome: 'decide',
    reasons: part.reasons,
    facts: [],
    rules: [],
    route: [],
  };
}

function namesOf(db: Database, rows: readonly Row[]): Promise<Names> {
  return namesFor(db, {
    people: rows.flatMap((row) => [row.case.subjectId, ...row.holders]),
    areas: rows.flatMap((row) => [row.areaId, row.part.areaId]),
    organizations: rows.map((row) => row.case.organizationId),
  });
}
