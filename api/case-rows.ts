// The rows a request page is made of, read in one set of queries for any number of requests.
import type { Database } from '../prisma/connect.ts';
import type { Prisma } from '../prisma/client/client.ts';

const partOnPage = {
  id: true,
  caseId: true,
  ordinal: true,
  subject: true,
  areaId: true,
  state: true,
  reasons: true,
  conditions: true,
  arrive: true,
  depart: true,
  fromAt: true,
  toAt: true,
  until: true,
  nights: true,
  movedUpTo: true,
  decisionId: true,
  exemption: true,
} satisfies Prisma.PartSelect;

export type CaseOnPage = Prisma.CaseGetPayload<object>;
export type PartOnPage = Prisma.PartGetPayload<{ select: typeof partOnPage }>;
export type TaskOnPage = Prisma.TaskGetPayload<object>;
export type DecisionOnPage = Prisma.DecisionGetPayload<object>;

export type CaseRows = { kase: CaseOnPage; parts: PartOnPage[]; tasks: TaskOnPage[] };
export type WholeCaseRows = CaseRows & {
  decisions: DecisionOnPage[];
  notices: Prisma.NoticeGetPayload<object>[];
  acts: Prisma.ActGetPayload<object>[];
  opened: Pick<CaseOnPage, 'id' | 'process' | 'reference' | 'subjectId'>[];
};

/** In the order of the ids; parts active, tasks open. */
export async function casesOnPage(db: Database, ids: readonly string[]): Promise<CaseRows[]> {
  const of = { caseId: { in: [...ids] } };
  const [cases, parts, tasks] = await Promise.all([
    db.case.findMany({ where: { id: { in: [...ids] } } }),
    db.part.findMany({
      where: { ...of, active: true },
      orderBy: [{ ordinal: 'asc' }, { id: 'asc' }],
      select: partOnPage,
    }),
    db.task.findMany({ where: { ...of, state: 'open' }, orderBy: [{ openedAt: 'asc' }, { id: 'asc' }] }),
  ]);
  const byId = new Map(cases.map((one) => [one.id, one]));
  return ids.flatMap((id) => {
    const kase = byId.get(id);
    return kase
      ? [{ kase, parts: parts.filter((one) => one.caseId === id), tasks: tasks.filter((one) => one.caseId === id) }]
      : [];
  });
}

export async function wholeCase(db: Database, caseId: string): Promise<WholeCaseRows | null> {
  const order = [{ at: 'asc' as const }, { id: 'asc' as const }];
  const [[rows], decisions, notices, acts, opened] = await Promise.all([
    casesOnPage(db, [caseId]),
    db.decision.findMany({ where: { caseId }, orderBy: order }),
    db.notice.findMany({ where: { caseId }, orderBy: order }),
    db.act.findMany({ where: { caseId }, orderBy: order }),
    db.case.findMany({
      where: { openedByCaseId: caseId },
      orderBy: { filedAt: 'asc' },
      select: { id: true, process: true, reference: true, subjectId: true },
    }),
  ]);
  return rows ? { ...rows, decisions, notices, acts, opened } : null;
}
