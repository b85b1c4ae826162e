// Asks past Prisma's engine, for the few statements that every click waits for: they go out as they are written.
import { types as usual, type CustomTypesConfig, type QueryConfig, type QueryResult, type QueryResultRow } from 'pg';
import type { Prisma, PrismaClient } from './client/client.ts';

/** Where statements go: any connection of a pool, or the one of a transaction. */
export type Way = {
  query<Row extends QueryResultRow>(asked: QueryConfig): Promise<QueryResult<Row>>;
  nameOf(query: { sql: string }): string;
};
type Asked = PrismaClient | Prisma.TransactionClient;

const ways = new WeakMap<object, Way>();
const int8 = 20;
const types = {
  getTypeParser: (type: number, format?: 'text' | 'binary') =>
    type === int8 ? BigInt : usual.getTypeParser(type, format as 'text'),
} as CustomTypesConfig;

export function letAsk(db: Asked, way: Way): void {
  ways.set(db, way);
}

/**
 * The rows of one statement. What is handed a transaction that Prisma began is asked in it, by Prisma. For columns that are
 * text, numbers up to bigint, booleans, JSON, timestamptz and lists of text or ids: others come otherwise than from Prisma.
 */
export async function ask<Row extends QueryResultRow>(db: Asked, sql: Prisma.Sql): Promise<Row[]> {
  const way = ways.get(db);
  if (!way) return db.$queryRaw<Row[]>(sql);
  const { text, values } = sql;
  const { rows } = await way.query<Row>({ name: way.nameOf({ sql: text }), text, values, types });
  return rows;
}
