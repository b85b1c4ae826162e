// All that a database holds, table by table, so that a test can say that nothing or nothing more was written.

/** Written by the API for itself: who is signed in, who tried what. */
const ofTheApi = ['sessions', 'drafts', 'access_log', '_prisma_migrations'];

export type Rows = Record<string, string[]>;
export type Sql = <Row extends object>(text: string, values?: unknown[]) => Promise<Row[]>;

export async function rowsOf(sql: Sql): Promise<Rows> {
  const tables = await sql<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables
     WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND NOT table_name = ANY ($1) ORDER BY 1`,
    [ofTheApi],
  );
  const each = tables.map(({ name }) => `SELECT '${name}' AS "table", to_jsonb(t)::text AS row FROM "${name}" t`);
  const found: Rows = {};
  for (const { table, row } of await sql<{ table: string; row: string }>(`${each.join(' UNION ALL ')} ORDER BY 1, 2`))
    (found[table] ??= []).push(row);
  return found;
}
