// A PostgreSQL server for one test run, and a fresh migrated database for whoever asks: a copy of one template.
import { createHash, randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { migrate, roles, type Role, type RolePasswords } from '../../prisma/migrate.ts';
import { prepareOwner } from './owner.ts';
import { guard } from './guard.ts';
import { startCluster } from './postgres.ts';
import { pause } from './processes.ts';

export interface FreshDatabase {
  ownerUrl: string;
  workerUrl: string;
  apiUrl: string;
  readerUrl: string;
  signerUrl: string;
  drop(): Promise<void>;
}

export interface DatabaseServer {
  /** The owner's URL of the migrated template, to which nobody may stay connected. */
  templateUrl: string;
  stop(): Promise<void>;
}

let running: Promise<DatabaseServer> | undefined;

/** A database of one's own, on the run's server; the first call starts that server where nobody has. */
export async function freshDatabase(): Promise<FreshDatabase> {
  const { templateUrl } = await (running ??= findServer());
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const template = new URL(templateUrl).pathname.slice(1);
  await asOwner(templateUrl, `CREATE DATABASE "${name}" TEMPLATE "${template}"`);
  const ownerUrl = at(templateUrl, { database: name });
  const roleUrl = (role: Role) =>
    at(ownerUrl, { user: `safeconduct_${role}`, password: passwordsFor(templateUrl)[role] });
  return {
    ownerUrl,
    workerUrl: roleUrl('worker'),
    apiUrl: roleUrl('api'),
    readerUrl: roleUrl('reader'),
    signerUrl: roleUrl('signer'),
    drop: () => dropDatabase(templateUrl, name),
  };
}

/** An empty database, not even migrated. */
export async function emptyDatabase(): Promise<Pick<FreshDatabase, 'ownerUrl' | 'drop'>> {
  const { templateUrl } = await (running ??= findServer());
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await asOwner(templateUrl, `CREATE DATABASE "${name}"`);
  const drop = () => dropDatabase(templateUrl, name);
  return { ownerUrl: at(templateUrl, { database: name }), drop };
}

/** Ends the server this process started, if it did. */
export async function stopDatabaseServer(): Promise<void> {
  await (await running)?.stop();
  running = undefined;
}

/** Starts the run's server, or takes TEST_DATABASE_URL, and builds the template there. */
export async function startDatabaseServer(): Promise<DatabaseServer> {
  const given = process.env['TEST_DATABASE_URL'];
  const server = given ? { ownerUrl: given, stop: async () => undefined } : await startEmbedded();
  const templateUrl = at(server.ownerUrl, { database: `template_${randomUUID().replaceAll('-', '')}` });
  const template = new URL(templateUrl).pathname.slice(1);
  await asOwner(templateUrl, `CREATE DATABASE "${template}"`);
  await migrate(templateUrl, { passwords: passwordsFor(templateUrl), allowVolatile: true });
  const stop = async () => {
    await dropDatabase(templateUrl, template);
    await server.stop();
  };
  return { templateUrl, stop };
}

async function findServer(): Promise<DatabaseServer> {
  const templateUrl = process.env['TEST_TEMPLATE_URL'];
  return templateUrl ? { templateUrl, stop: async () => undefined } : startDatabaseServer();
}

async function startEmbedded() {
  const folder = mkdtempSync(join(tmpdir(), 'safeconduct-test-'));
  // As root the server runs under another account, which must get through.
  chmodSync(folder, 0o711);
  const cluster = await startCluster({ folder: join(folder, 'postgres'), password: randomUUID(), durable: false });
  guard(cluster.pid, folder);
  const stop = async () => {
    await cluster.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { ownerUrl: await prepareOwner(cluster, 'safeconduct', randomUUID()), stop };
}

// Derived, so that runs which share one server set the same passwords.
function passwordsFor(url: string): RolePasswords {
  const { password, host } = new URL(url);
  const secret = (role: Role) => createHash('sha256').update(`${password} ${host} ${role}`).digest('base64url');
  return Object.fromEntries(roles.map((role) => [role, secret(role)])) as RolePasswords;
}

function at(url: string, change: { database?: string; user?: string; password?: string }): string {
  const changed = new URL(url);
  if (change.database) changed.pathname = `/${change.database}`;
  if (change.user) changed.username = change.user;
  if (change.password) changed.password = change.password;
  return changed.href;
}

/** Statements about databases are run beside them, in the maintenance database. */
/** Its own housekeeping may be at work in it, which only a superuser may end: then it is tried again. */
export async function dropDatabase(ownerUrl: string, name: string): Promise<void> {
  for (let left = 20; ; left -= 1) {
    try {
      return await asOwner(ownerUrl, `DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
    } catch (error) {
      if (left === 1 || !['42501', '55006'].includes((error as { code?: string }).code ?? '')) throw error;
      await pause(250);
    }
  }
}

async function asOwner(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: at(url, { database: 'postgres' }) });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
