// Everything a step starts from, read in one statement after the locks are held: the case with its rows, and which world stands.
import { ask } from '../prisma/ask.ts';
import { Prisma } from '../prisma/client/client.ts';
import { typedRow } from '../prisma/json-rows.ts';
import { keepPeople, peopleAbove, type PersonRow } from '../prisma/people.ts';
import type { Tokens } from '../prisma/world-frame.ts';
import type { CaseRow, DecisionRow, PartRow, TaskRow, Tx } from './docket.ts';

export type StayRow = Prisma.StayGetPayload<object>;
export type DeskRows = {
  kase: CaseRow;
  parts: PartRow[];
  tasks: TaskRow[];
  decisions: DecisionRow[];
  stays: StayRow[];
};
type Raw = Tokens & {
  kase: object | null;
  named?: PersonRow[];
  parts: object[];
  tasks: object[];
  decisions: object[];
  stays: object[];
};

/**
 * `rows` is null where there is no such case.
 * @param alongWith people who will be asked for next, with their spouses: read along, so that it takes no turn of its own
 */
export async function readDesk(
  tx: Tx,
  caseId: string,
  alongWith?: readonly string[],
): Promise<{ tokens: Tokens; rows: DeskRows | null }> {
  const along = alongWith ? Prisma.sql`${peopleAbove(alongWith, true)} AS named,` : Prisma.empty;
  const [raw] = await ask<Raw>(
    tx,
    Prisma.sql`
    SELECT ${along} w.token AS frame, (SELECT token FROM world_version WHERE id = 'people') AS people,
      coalesce((SELECT max(seq) FROM reference_changes), 0) AS latest,
      (SELECT to_jsonb(c) FROM cases c WHERE c.id = ${caseId}::uuid) AS kase,
      coalesce((SELECT jsonb_agg(to_jsonb(p) ORDER BY p.ordinal) FROM parts p WHERE p."caseId" = ${caseId}::uuid), '[]') AS parts,
      coalesce((SELECT jsonb_agg(to_jsonb(t) ORDER BY t."openedAt", t.id) FROM tasks t WHERE t."caseId" = ${caseId}::uuid), '[]') AS tasks,
      coalesce((SELECT jsonb_agg(to_jsonb(d) ORDER BY d.at, d.id) FROM decisions d WHERE d."caseId" = ${caseId}::uuid), '[]') AS decisions,
      coalesce((SELECT jsonb_agg(to_jsonb(s)) FROM stays s WHERE s."caseId" = ${caseId}::uuid), '[]') AS stays
    FROM world_version w WHERE w.id = 'frame'`,
  );
  const { frame, people, latest, kase, named, ...lists } = raw!;
  const tokens = { frame, people, latest };
  if (alongWith && named) keepPeople(people, alongWith, named);
  if (!kase) return { tokens, rows: null };
  const of = <Row>(rows: object[]) => rows.map((row) => typedRow<Row>(row));
  return {
    tokens,
    rows: {
      kase: typedRow<CaseRow>(kase),
      parts: of<PartRow>(lists.parts),
      tasks: of<TaskRow>(lists.tasks),
      decisions: of<DecisionRow>(lists.decisions),
      stays: of<StayRow>(lists.stays),
    },
  };
}
