// Runs every query of invariants.sql; none may answer a row.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';

export type Broken = { name: string; rows: Record<string, unknown>[] };

const queries = readFileSync(join(import.meta.dirname, '../invariants.sql'), 'utf8')
  .split(/;\s*$/m)
  .map((part) => ({
    name:
      part
        .match(/^-- (.*)$/gm)
        ?.at(-1)
        ?.slice(3) ?? '',
    sql: part.trim(),
  }))
  .filter(({ name, sql }) => name !== '' && /^(SELECT|WITH)/m.test(sql));

/** What is broken in this database; nothing when all holds. */
export async function brokenInvariants(url: string): Promise<Broken[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const broken: Broken[] = [];
    for (const { name, sql } of queries) {
      const { rows } = await client.query<Record<string, unknown>>(sql);
      if (rows.length > 0) broken.push({ name, rows });
    }
    return broken;
  } finally {
    await client.end();
  }
}

/** Throws with the promise that is broken and the rows that break it. */
export async function checkInvariants(url: string): Promise<void> {
  const broken = await brokenInvariants(url);
  if (broken.length === 0) return;
  throw new Error(broken.map(({ name, rows }) => `${name}: ${JSON.stringify(rows.slice(0, 3))}`).join('\n'));
}
