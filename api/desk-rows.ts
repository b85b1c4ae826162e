// The rows a decision is looked up in, with the state of reference data they stand beside: one statement, one moment.
import type { Database } from '../prisma/connect.ts';
import { ask } from '../prisma/ask.ts';
import { Prisma } from '../prisma/client/client.ts';
import { typedRow } from '../prisma/json-rows.ts';
import { tokensNow, type Tokens } from '../prisma/world-frame.ts';

export type DeskCase = Prisma.CaseGetPayload<{ include: { parts: true; tasks: true } }>;
type Raw = Tokens & { kase: object; parts: object[]; tasks: object[] };

/** Parts active, tasks of every state; null where there is no such request. */
export async function deskRows(db: Database, caseId: string): Promise<{ kase: DeskCase; tokens: Tokens } | null> {
  const [row] = await ask<Raw>(
    db,
    Prisma.sql`
    SELECT ${tokensNow}, to_jsonb(c) AS kase,
      coalesce((SELECT jsonb_agg(to_jsonb(x) ORDER BY x.ordinal) FROM parts x WHERE x."caseId" = c.id AND x.active), '[]') AS parts,
      coalesce((SELECT jsonb_agg(to_jsonb(x) ORDER BY x."openedAt", x.id) FROM tasks x WHERE x."caseId" = c.id), '[]') AS tasks
    FROM cases c WHERE c.id = ${caseId}::uuid`,
  );
  if (!row) return null;
  const { kase, parts, tasks, ...tokens } = row;
  const of = <Row>(rows: object[]) => rows.map((one) => typedRow<Row>(one));
  const whole = { ...typedRow<DeskCase>(kase), parts: of(parts), tasks: of(tasks) } as DeskCase;
  return { kase: whole, tokens };
}
