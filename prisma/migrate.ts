// Brings a database up to the migrations in this folder and lets the four roles of the running system sign in.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { filters, withSchemaEngine } from './schema-engine.ts';

export const roles = ['worker', 'api', 'reader', 'signer'] as const;
export type Role = (typeof roles)[number];
export type RolePasswords = Record<Role, string>;

export interface MigrateOptions {
  passwords: RolePasswords;
  /** Holds schema.prisma and migrations/; this folder unless a test brings its own. */
  folder?: string;
  /** Only tests may run on a server that can lose what it acknowledged. */
  allowVolatile?: boolean;
}

/** Returns the names of the migrations it applied. */
export async function migrate(ownerUrl: string, options: MigrateOptions): Promise<string[]> {
  const folder = options.folder ?? import.meta.dirname;
  await withClient(ownerUrl, async (client) => {
    if (!options.allowVolatile) await refuseVolatile(client);
  });
  const migrationsList = readMigrations(folder);
  const { appliedMigrationNames } = await withSchemaEngine(ownerUrl, folder, (engine) =>
    engine.applyMigrations({ migrationsList, filters }),
  );
  await withClient(ownerUrl, (client) => admitRoles(client, options.passwords));
  return appliedMigrationNames;
}

function readMigrations(folder: string) {
  const baseDir = join(folder, 'migrations');
  const names = existsSync(baseDir) ? readdirSync(baseDir, { withFileTypes: true }) : [];
  const migrationDirectories = names
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
    .map((name) => {
      const value = readFileSync(join(baseDir, name, 'migration.sql'), 'utf8');
      return { path: name, migrationFile: { path: 'migration.sql', content: { tag: 'ok' as const, value } } };
    });
  if (migrationDirectories.length === 0) throw new Error(`There are no migrations in ${baseDir}.`);
  const lockfile = { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' };
  return { baseDir, lockfile, shadowDbInitScript: '', migrationDirectories };
}

async function refuseVolatile(client: Client): Promise<void> {
  for (const setting of ['fsync', 'full_page_writes', 'synchronous_commit']) {
    const { rows } = await client.query<Record<string, string>>(`SHOW ${setting}`);
    if (rows[0]?.[setting] !== 'off') continue;
    throw new Error(
      `The PostgreSQL server runs with ${setting} = off and can lose decisions it acknowledged. ` +
        `Set ${setting} = on in its configuration and start again.`,
    );
  }
}

async function admitRoles(client: Client, passwords: RolePasswords): Promise<void> {
  await client.query('BEGIN');
  await client.query(`SELECT pg_advisory_xact_lock(hashtext('safeconduct roles'))`);
  for (const role of roles) {
    const name = client.escapeIdentifier(`safeconduct_${role}`);
    await client.query(`ALTER ROLE ${name} LOGIN PASSWORD ${client.escapeLiteral(passwords[role])}`);
    const { rows } = await client.query<{ database: string }>('SELECT current_database() AS database');
    await client.query(`GRANT CONNECT ON DATABASE ${client.escapeIdentifier(rows[0]?.database ?? '')} TO ${name}`);
  }
  await client.query('COMMIT');
}

async function withClient<T>(connectionString: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
