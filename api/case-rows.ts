// The rows a request page is made of, read in one set of queries for any number of requests.
import type { Database } from '../prisma/connect.ts';
import { ask } from '../prisma/ask.ts';
import { Prisma } from '../prisma/client/client.ts';
import { typedRow } from '../prisma/json-rows.ts';
import { tokensNow, type Tokens } from '../prisma/world-frame.ts';

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

/** A page shows the form, not the bytes it was hashed from. */
type CaseOnPage = Omit<Prisma.CaseGetPayload<object>, 'formBytes' | 'headHash'>;
export type PartOnPage = Prisma.PartGetPayload<{ select: typeof partOnPage }>;
export type TaskOnPage = Prisma.TaskGetPayload<object>;
export type DecisionOnPage = Prisma.DecisionGetPayload<object>;

const columns = (names: readonly string[]) => Prisma.raw(names.map((name) => `"${name}"`).join(', '));
const caseColumns = columns(
  Object.values(Prisma.CaseScalarFieldEnum).filter((name) => name !== 'formBytes' && name !== 'headHash'),
);
const partColumns = columns(Object.keys(partOnPage));

export type CaseRows = { kase: CaseOnPage; parts: PartOnPage[]; tasks: TaskOnPage[] };
export type WholeCaseRows = CaseRows & {
  /** Which state of reference data the rows stand beside. */
  tokens: Tokens;
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

type Raw = Tokens & { kase: object } & Record<Exclude<keyof WholeCaseRows, 'kase' | 'tokens'>, object[]>;

/** One statement: a page is one moment of the case. */
export async function wholeCase(db: Database, caseId: string): Promise<WholeCaseRows | null> {
  const [row] = await ask<Raw>(
    db,
    Prisma.sql`
    SELECT ${tokensNow}, to_jsonb(c) AS kase,
      coalesce((SELECT jsonb_agg(to_jsonb(x) ORDER BY x.ordinal, x.id) FROM (
        SELECT ${partColumns} FROM parts WHERE "caseId" = c.id AND active
      ) x), '[]') AS parts,
      coalesce((SELECT jsonb_agg(to_jsonb(x) ORDER BY x."openedAt", x.id) FROM tasks x WHERE x."caseId" = c.id AND x.state = 'open'), '[]') AS tasks,
      coalesce((SELECT jsonb_agg(to_jsonb(x) ORDER BY x.at, x.id) FROM decisions x WHERE x."caseId" = c.id), '[]') AS decisions,
      coalesce((SELECT jsonb_agg(to_jsonb(x) ORDER BY x.at, x.id) FROM notices x WHERE x."caseId" = c.id), '[]') AS notices,
      coalesce((SELECT jsonb_agg(to_jsonb(x) ORDER BY x.at, x.id) FROM acts x WHERE x."caseId" = c.id), '[]') AS acts,
      coalesce((SELECT jsonb_agg(to_jsonb(x) ORDER BY x."filedAt") FROM cases x WHERE x."openedByCaseId" = c.id), '[]') AS opened
    FROM (SELECT ${caseColumns} FROM cases) c WHERE c.id = ${caseId}::uuid`,
  );
  if (!row) return null;
  const of = <Row>(rows: object[]) => rows.map((one) => typedRow<Row>(one));
  const { frame, people, latest } = row;
  return {
    tokens: { frame, people, latest },
    kase: typedRow(row.kase),
    ...{ parts: of(row.parts), tasks: of(row.tasks), decisions: of(row.decisions) },
    ...{ notices: of(row.notices), acts: of(row.acts), opened: of(row.opened) },
  };
}
