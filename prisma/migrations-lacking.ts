// Which migrations of this build a database has not had; one that is ahead of this build lacks none.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from './connect.ts';

let known: readonly string[] | undefined;

export async function migrationsLacking(db: Database): Promise<string[]> {
  known ??= readdirSync(join(import.meta.dirname, 'migrations'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  const [row] = await db.$queryRaw<{ done: string[] | null }[]>`SELECT migrations_done() AS done`;
  const done = new Set(row?.done);
  return known.filter((name) => !done.has(name));
}
