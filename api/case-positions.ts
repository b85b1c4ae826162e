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

/**
 * Cases whose row was written by a transaction at or after the position; each change of a case writes its row. A row keeps the last
 * 32 bits of the number, so half the circle lies after the position. Not by `age`: it counts from the next number to be given,
 * and what others have begun meanwhile would make a row look older than the position.
 */
export async function casesChangedSince(db: Database, position: bigint): Promise<string[]> {
  const low = BigInt.asUintN(32, position).toString();
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT "id"::text AS id FROM "cases"
    WHERE mod(xmin::text::bigint - ${low}::bigint + 4294967296, 4294967296) < 2147483648
    ORDER BY "updatedAt" LIMIT ${mostCaughtUp + 1}`;
  return rows.map(({ id }) => id);
}
