// The demonstration data of a first start, and the people one may sign in as.
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { run } from '../parts/processes.ts';

const project = join(import.meta.dirname, '../..');

/** Once a home: a start that was asked to stay empty stays so. */
export async function seedOnce(home: string, empty: boolean, env: NodeJS.ProcessEnv, say: (line: string) => void) {
  const mark = join(home, 'seeded');
  if (existsSync(mark)) return;
  if (!empty) {
    if (!existsSync(join(project, 'prisma/seed.ts'))) throw new Error('prisma/seed.ts is not in this checkout.');
    say('Writing the demonstration data ...');
    const { code, output } = await run(process.execPath, ['--import', 'tsx', 'prisma/seed.ts', '--if-empty'], {
      cwd: project,
      env,
    });
    if (code !== 0) throw new Error(`The demonstration data could not be written:\n${output.trim()}`);
  }
  writeFileSync(mark, empty ? 'empty\n' : 'demonstration data\n');
}

/** A few people of different powers, for the last lines of a start. */
export async function demonstrationPeople(ownerUrl: string): Promise<string[]> {
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ id: string; name: string; roles: string | null }>(`
      SELECT p.id, p.name, string_agg(DISTINCT a.role || coalesce(' ' || coalesce(a."areaId", a."countryId"), ''), ', ') AS roles
        FROM people p LEFT JOIN appointments a ON a."holderId" = p.id
       WHERE p.active GROUP BY p.id ORDER BY count(a.id) = 0, p.id LIMIT 12`);
    return rows.map(({ id, name, roles }) => `  ${id.padEnd(12)} ${name}${roles ? ` (${roles})` : ''}`);
  } finally {
    await client.end();
  }
}
