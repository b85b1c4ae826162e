// Asks past Prisma's engine, for the few statements that every click waits for: they go out as they are written.
import { types as usual, type CustomTypesConfig, type Pool, type QueryResultRow } from 'pg';
import type { Prisma, PrismaClient } from './client/client.ts';

type NameOf = (query: { sql: string }) => string;

const ways = new WeakMap<object, { pool: Pool; nameOf: NameOf }>();
const int8 = 20;
const types = {
  getTypeParser: (type: number, format?: 'text' | 'binary') =>
    type === int8 ? BigInt : usual.getTypeParser(type, format as 'text'),
} as CustomTypesConfig;

/** From now on `ask` takes the connections of this client. */
export function letAsk(db: PrismaClient, pool: Pool, nameOf: NameOf): void {
  ways.set(db, { pool, nameOf });
}

/**
 * The rows of one statement. What is handed a transaction is asked in it, by Prisma. For columns that are text, numbers up to
 * bigint, booleans, JSON, timestamptz and lists of text or ids: others come otherwise than from Prisma.
 */
export async function ask<Row extends QueryResultRow>(
  db: PrismaClient | Prisma.TransactionClient,
  sql: Prisma.Sql,
): Promise<Row[]> {
  const way = ways.get(db);
  if (!way) return db.$queryRaw<Row[]>(sql);
  const { text, values } = sql;
  const { rows } = await way.pool.query<Row>({ name: way.nameOf({ sql: text }), text, values, types });
  return rows;
}
