// Positions in the order of commits, so that no change is missed because its transaction ended late (assurance 4, PostgreSQL 5).
import type { Database } from '../prisma/connect.ts';

/** Every transaction below this number is over and visible. */
export async function positionNow(db: Database): Promise<bigint> {
  const [row] = await db.$queryRaw<
    { position: string }[]
  >`SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS position`;
  return BigInt(row?.position ?? '0');
}

export const mostCaughtUp = 500;

/** Cases whose row was written by a transaction at or after the position; each change of a case writes its row. */
export async function casesChangedSince(db: Database, position: bigint): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT "id"::text AS id FROM "cases"
    WHERE age(xmin)::bigint <= pg_snapshot_xmax(pg_current_snapshot())::text::bigint - ${position.toString()}::bigint
    ORDER BY "updatedAt" LIMIT ${mostCaughtUp + 1}`;
  return rows.map(({ id }) => id);
}
