// All that a database holds, table by table, so that a test can say that nothing or nothing more was written.
import { Client } from 'pg';

/** Written by the API for itself: who is signed in, who tried what. */
const ofTheApi = ['sessions', 'drafts', 'access_log', '_prisma_migrations'];

export type Rows = Record<string, string[]>;

export async function rowsOf(url: string): Promise<Rows> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const tables = await client.query<{ name: string }>(
      `SELECT table_name AS name FROM information_schema.tables
       WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND NOT table_name = ANY ($1) ORDER BY 1`,
      [ofTheApi],
    );
    const parts = tables.rows.map(
      ({ name }) => `SELECT '${name}' AS "table", to_jsonb(t)::text AS row FROM "${name}" t`,
    );
    const { rows } = await client.query<{ table: string; row: string }>(`${parts.join(' UNION ALL ')} ORDER BY 1, 2`);
    const found: Rows = {};
    for (const { table, row } of rows) (found[table] ??= []).push(row);
    return found;
  } finally {
    await client.end();
  }
}
