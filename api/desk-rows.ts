// The rows a decision is looked up in, with the state of reference data they stand beside: one moment, in whoever's statement.
import type { Database } from '../prisma/connect.ts';
import { ask } from '../prisma/ask.ts';
import { Prisma } from '../prisma/client/client.ts';
import { typedRow } from '../prisma/json-rows.ts';
import { tokensNow, type Tokens } from '../prisma/world-frame.ts';
import { saidInDecision } from '../rules/said-again.ts';
import type { Ahead } from './identity.ts';

type Whole = Prisma.CaseGetPayload<{ include: { parts: true; tasks: true; decisions: true } }>;
type Said = Pick<Whole['decisions'][number], 'id' | keyof typeof saidInDecision>;
const saidColumns = Prisma.raw(['id', ...Object.keys(saidInDecision)].map((name) => `"${name}"`).join(', '));
/** Parts active, tasks of every state, of each decision what was said. */
export type DeskCase = Omit<Whole, 'decisions'> & { decisions: Said[] };
export type DeskRead = { kase: DeskCase; tokens: Tokens };
type Raw = Omit<Tokens, 'latest'> & { latest: number; kase: object } & Record<
    'parts' | 'tasks' | 'decisions',
    object[]
  >;
type Of = { caseId: string } | { taskId: string };

export async function deskRows(db: Database, of: Of): Promise<DeskRead | null> {
  const { sql, read } = desk(of);
  const [row] = await ask<{ desk: object | null }>(db, Prisma.sql`SELECT (${sql}) AS desk`);
  return read(row?.desk ?? null);
}

/** Null where there is no such request or task. */
export function desk(of: Of): Ahead<DeskRead | null> {
  const caseId =
    'caseId' in of
      ? Prisma.sql`${of.caseId}::uuid`
      : Prisma.sql`(SELECT "caseId" FROM tasks WHERE id = ${of.taskId}::uuid)`;
  const sql = Prisma.sql`
    SELECT row_to_json(d) FROM (
      SELECT ${tokensNow}, to_jsonb(c) AS kase,
        coalesce((SELECT jsonb_agg(to_jsonb(x) ORDER BY x.ordinal) FROM parts x WHERE x."caseId" = c.id AND x.active), '[]') AS parts,
        coalesce((SELECT jsonb_agg(to_jsonb(x) ORDER BY x."openedAt", x.id) FROM tasks x WHERE x."caseId" = c.id), '[]') AS tasks,
        coalesce((SELECT jsonb_agg(to_jsonb(x) ORDER BY x.id) FROM (
          SELECT ${saidColumns} FROM decisions WHERE "caseId" = c.id
        ) x), '[]') AS decisions
      FROM cases c WHERE c.id = ${caseId}
    ) d`;
  return { sql, read: (row) => row && deskOf(row as Raw) };
}

function deskOf({ kase, parts, tasks, decisions, latest, ...tokens }: Raw): DeskRead {
  const rowsOf = <Row>(rows: object[]) => rows.map((one) => typedRow<Row>(one));
  const held = { parts: rowsOf(parts), tasks: rowsOf(tasks), decisions: rowsOf(decisions) };
  return {
    kase: { ...typedRow<DeskCase>(kase), ...held } as DeskCase,
    tokens: { ...tokens, latest: BigInt(latest) },
  };
}
