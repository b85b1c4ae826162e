// A database of before the life of rules: what was in force there still is, and what was retired keeps its dates.
import { expect, test } from '@jest/globals';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { emptyDatabase } from '../../scripts/parts/fresh-database.ts';

const folder = join(import.meta.dirname, '../../prisma/migrations');
const migrations = readdirSync(folder)
  .filter((name) => /^\d/.test(name))
  .toSorted();
const sqlOf = (name: string) => readFileSync(join(folder, name, 'migration.sql'), 'utf8');

test('versions in force before are in force everywhere after, and retired ones say when they were', async () => {
  const database = await emptyDatabase();
  const client = new Client({ connectionString: database.ownerUrl });
  await client.connect();
  try {
    await client.query(
      'CREATE TABLE "_prisma_migrations" (migration_name text, finished_at timestamptz, rolled_back_at timestamptz)',
    );
    const last = migrations.indexOf('0010_rule_life');
    for (const name of migrations.slice(0, last)) await client.query(`BEGIN; ${sqlOf(name)}; COMMIT`);
    const version = (number: number, state: string, from: string | null, to: string | null) =>
      client.query(
        `INSERT INTO rule_set_versions (id, name, version, state, title, content, bytes, hash, "activeFrom", "activeTo", "createdAt")
         VALUES (gen_random_uuid(), 'travelClearance', $1, $2, 'T', '{}', '', 'h', $3, $4, '2026-01-01')`,
        [number, state, from, to],
      );
    await version(1, 'retired', '2026-01-01', '2026-02-01');
    await version(2, 'retired', null, null);
    await version(3, 'active', '2026-02-01', null);
    await client.query(`BEGIN; ${sqlOf('0010_rule_life')}; COMMIT`);
    const { rows } = await client.query(
      `SELECT version, place, "fromAt"::date::text AS start, "toAt"::date::text AS ended FROM rule_activations ORDER BY version`,
    );
    expect(rows).toEqual([
      { version: 1, place: '*', start: '2026-01-01', ended: '2026-02-01' },
      { version: 3, place: '*', start: '2026-02-01', ended: null },
    ]);
  } finally {
    await client.end();
    await database.drop();
  }
});
