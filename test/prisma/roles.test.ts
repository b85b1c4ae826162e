// What each database role may do with each table: tried, not read from the catalogue.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { freshDatabase, type FreshDatabase } from '../../scripts/parts/fresh-database.ts';

/** S select, I insert, U update, D delete, T truncate, by worker, api, reader and signer. A table without a row here fails the test. */
const may: Readonly<Record<string, readonly [worker: string, api: string, reader: string, signer: string]>> = {
  cases: ['SIU', 'S', 'S', ''],
  parts: ['SIU', 'S', 'S', ''],
  tasks: ['SIU', 'S', 'S', ''],
  notices: ['SIU', 'S', 'S', ''],
  stays: ['SIUD', 'S', 'S', ''],
  decisions: ['SI', 'S', 'S', ''],
  acts: ['SI', 'S', 'S', ''],
  audit_events: ['SI', 'S', 'S', ''],
  people: ['SIUD', 'S', 'S', ''],
  trainings: ['SIUD', 'S', 'S', ''],
  appointments: ['SIUD', 'S', 'S', ''],
  organizations: ['SIUD', 'S', 'S', ''],
  countries: ['SIUD', 'S', 'S', ''],
  areas: ['SIUD', 'S', 'S', ''],
  assessments: ['SIUD', 'S', 'S', ''],
  policies: ['SIUD', 'S', 'S', ''],
  requirements: ['SIUD', 'S', 'S', ''],
  activities: ['SIUD', 'S', 'S', ''],
  acceptances: ['SIUD', 'S', 'S', ''],
  presences: ['SIUD', 'S', 'S', ''],
  flight_groups: ['SIUD', 'S', 'S', ''],
  reference_changes: ['SIU', 'S', 'S', ''],
  rule_set_versions: ['SI', 'S', 'S', ''],
  rule_activations: ['SI', 'S', 'S', ''],
  rule_analyses: ['SI', 'S', 'S', ''],
  rule_drafts: ['S', 'SI', 'S', ''],
  rule_draft_revisions: ['S', 'SI', 'S', ''],
  world_version: ['S', 'S', 'S', ''],
  sessions: ['', 'SIUD', '', ''],
  drafts: ['', 'SIUD', '', ''],
  access_log: ['S', 'SI', 'S', ''],
  audit_leaves: ['S', 'S', 'S', 'SI'],
  audit_checkpoints: ['S', 'S', 'S', 'SI'],
  _prisma_migrations: ['', '', '', ''],
};
const roles = ['worker', 'api', 'reader', 'signer'] as const;
const insufficientPrivilege = '42501';

let database: FreshDatabase;
let clients: Record<(typeof roles)[number] | 'owner', Client>;

beforeAll(async () => {
  database = await freshDatabase();
  const { ownerUrl, workerUrl, apiUrl, readerUrl, signerUrl } = database;
  const open = async (connectionString: string) => {
    const client = new Client({ connectionString });
    await client.connect();
    return client;
  };
  clients = {
    owner: await open(ownerUrl),
    worker: await open(workerUrl),
    api: await open(apiUrl),
    reader: await open(readerUrl),
    signer: await open(signerUrl),
  };
});
afterAll(async () => {
  for (const client of Object.values(clients ?? {})) await client.end();
  await database?.drop();
});

/** The SQLSTATE it ends with, or null; nothing of it stays. */
async function attempt(client: Client, statement: string): Promise<string | null> {
  await client.query('BEGIN');
  try {
    await client.query(statement);
    return null;
  } catch (error) {
    return (error as { code: string }).code;
  } finally {
    await client.query('ROLLBACK');
  }
}

async function lettersOf(client: Client, table: string, column: string): Promise<string> {
  const statements = {
    S: `SELECT "${column}" FROM "${table}" LIMIT 1`,
    I: `INSERT INTO "${table}" ("${column}") SELECT NULL WHERE false`,
    U: `UPDATE "${table}" SET "${column}" = DEFAULT WHERE false`,
    D: `DELETE FROM "${table}" WHERE false`,
    T: `TRUNCATE "${table}" CASCADE`,
  };
  let letters = '';
  for (const [letter, statement] of Object.entries(statements)) {
    const code = await attempt(client, statement);
    if (code === null) letters += letter;
    else if (code !== insufficientPrivilege) throw new Error(`${statement} ended with ${code}`);
  }
  return letters;
}

test('each role reads and writes its own tables and no other', async () => {
  const { rows } = await clients.owner.query<{ table: string; column: string }>(
    `SELECT c.relname AS table, min(a.attname) FILTER (WHERE format_type(a.atttypid, NULL) = 'text' OR c.relname = '_prisma_migrations') AS column
     FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'f') GROUP BY c.relname`,
  );
  const found: Record<string, string[]> = {};
  for (const { table, column } of rows) {
    found[table] = [];
    for (const role of roles) found[table].push(await lettersOf(clients[role], table, column));
  }
  expect(found).toEqual(may);
});

test('only worker and api draw from sequences, the api only the numbers of requests', async () => {
  const { rows } = await clients.owner.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relkind = 'S' AND relnamespace = 'public'::regnamespace`,
  );
  const drawn: Record<string, string[]> = { worker: [], api: [], reader: [], signer: [] };
  for (const { name } of rows)
    for (const role of roles)
      if ((await attempt(clients[role], `SELECT nextval('"${name}"')`)) === null) drawn[role]?.push(name);
  expect(drawn).toEqual({ worker: rows.map(({ name }) => name), api: ['case_numbers'], reader: [], signer: [] });
});

test('no role of the running system makes tables, functions or roles, or becomes another', async () => {
  for (const role of roles)
    for (const statement of [
      'CREATE TABLE public.mine (id int)',
      'CREATE FUNCTION public.mine() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$',
      'CREATE ROLE another',
      'ALTER TABLE decisions DISABLE TRIGGER ALL',
      'SET session_replication_role = replica',
      `SET ROLE "${new URL(database.ownerUrl).username}"`,
      `SET ROLE safeconduct_${role === 'worker' ? 'api' : 'worker'}`,
    ])
      expect({ role, statement, code: await attempt(clients[role], statement) }).toEqual({
        role,
        statement,
        code: insufficientPrivilege,
      });
});
