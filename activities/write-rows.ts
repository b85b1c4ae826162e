// Writes the rows of a step in one statement: rows travel as JSON, the tables give them their types.
import { valuesAsText } from '../canonical.ts';
import { ask } from '../prisma/ask.ts';
import { Prisma } from '../prisma/client/client.ts';
import { withNext } from '../prisma/with-next.ts';
import type { Tx } from './docket.ts';

export type Rows = { table: string; rows: readonly object[]; onConflict?: 'replace' | 'skip' };

/**
 * Each table once. Rows of one call carry the same keys, which are the names of its columns; keys of references are checked
 * when the statement ends, rows of one table are written in the order given.
 */
export async function writeRows(tx: Tx, batches: readonly Rows[]): Promise<void> {
  const full = batches.filter((one) => one.rows.length > 0);
  if (full.length === 0) return;
  const inserts = full.map(insert);
  const last = inserts.pop()!;
  const before = inserts.map((one, index) => Prisma.sql`${Prisma.raw(`w${index}`)} AS (${one} RETURNING 1)`);
  const all = before.length > 0 ? Prisma.sql`WITH ${Prisma.join(before)} ${last}` : last;
  await ask(tx, Prisma.sql`${withNext}${all}`);
}

function insert({ table, rows, onConflict }: Rows): Prisma.Sql {
  const columns = Object.keys(rows[0]!).map(quoted);
  const list = Prisma.raw(columns.join(', '));
  const from = Prisma.sql`INSERT INTO ${Prisma.raw(quoted(table))} (${list})
    SELECT ${list} FROM jsonb_populate_recordset(NULL::${Prisma.raw(quoted(table))}, ${JSON.stringify(rows, valuesAsText)}::jsonb)`;
  if (onConflict === 'skip') return Prisma.sql`${from} ON CONFLICT DO NOTHING`;
  if (onConflict !== 'replace') return from;
  const sets = columns.filter((name) => name !== '"id"').map((name) => `${name} = EXCLUDED.${name}`);
  return Prisma.sql`${from} ON CONFLICT ("id") DO UPDATE SET ${Prisma.raw(sets.join(', '))}`;
}

function quoted(name: string): string {
  if (!/^[A-Za-z_]+$/.test(name)) throw new Error(`${name} is no name of a table or column of ours.`);
  return `"${name}"`;
}
