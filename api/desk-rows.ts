// The rows a decision is looked up in, with the state of reference data they stand beside: one statement, one moment.
import type { Database } from '../prisma/connect.ts';
import { ask } from '../prisma/ask.ts';
import { Prisma } from '../prisma/client/client.ts';
import { typedRow } from '../prisma/json-rows.ts';
import { tokensNow, type Tokens } from '../prisma/world-frame.ts';
import { saidInDecision } from '../rules/said-again.ts';

type Whole = Prisma.CaseGetPayload<{ include: { parts: true; tasks: true; decisions: true } }>;
type Said = Pick<Whole['decisions'][number], 'id' | keyof typeof saidInDecision>;
const saidColumns = Prisma.raw(['id', ...Object.keys(saidInDecision)].map((name) => `"${name}"`).join(', '));
/** Parts active, tasks of every state, of each decision what was said. */
export type DeskCase = Omit<Whole, 'decisions'> & { decisions: Said[] };
export type DeskRead = { kase: DeskCase; tokens: Tokens };
type Raw = Tokens & { kase: object; parts: object[]; tasks: object[]; decisions: object[] };

/** Null where there is no such request or task. */
export async function deskRows(db: Database, of: { caseId: string } | { taskId: string }): Promise<DeskRead | null> {
  const caseId =
    'caseId' in of
      ? Prisma.sql`${of.caseId}::uuid`
      : Prisma.sql`(SELECT "caseId" FROM tasks WHERE id = ${of.taskId}::uuid)`;
  const [row] = await ask<Raw>(
    db,
    Prisma.sql`
    SELECT ${tokensNow}, to_jsonb(c) AS kase,
      coalesce((SELECT jsonb_agg(to_jsonb(x) ORDER BY x.ordinal) FROM parts x WHERE x."caseId" = c.id AND x.active), '[]') AS parts,
      coalesce((SELECT jsonb_agg(to_jsonb(x) ORDER BY x."openedAt", x.id) FROM tasks x WHERE x."caseId" = c.id), '[]') AS tasks,
      coalesce((SELECT jsonb_agg(to_jsonb(x) ORDER BY x.id) FROM (
        SELECT ${saidColumns} FROM decisions WHERE "caseId" = c.id
      ) x), '[]') AS decisions
    FROM cases c WHERE c.id = ${caseId}`,
  );
  if (!row) return null;
  const { kase, parts, tasks, decisions, ...tokens } = row;
  const rowsOf = <Row>(rows: object[]) => rows.map((one) => typedRow<Row>(one));
  const held = { parts: rowsOf(parts), tasks: rowsOf(tasks), decisions: rowsOf(decisions) };
  return { kase: { ...typedRow<DeskCase>(kase), ...held } as DeskCase, tokens };
}
