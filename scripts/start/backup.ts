// One consistent copy of what npm start keeps: the database with its log of changes, Temporal's state, keys. It may go on running.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { copyFile, copyTree, type Manifest, type Wanted } from '../parts/copying.ts';
import { startCluster, type Cluster } from '../parts/postgres.ts';
import { keptSecret } from '../parts/secrets.ts';
import { runningPart } from './home.ts';

export const manifestFile = 'backup.json';
export type Backup = { format: 1; at: string; postgres: string; files: Manifest };

/** Belongs to one run of a server, or is copied on its own once all else has been. */
const passing = new Set([
  'pg_wal',
  'pg_replslot',
  'pg_dynshmem',
  'pg_notify',
  'pg_serial',
  'pg_snapshots',
  'pg_stat_tmp',
  'pg_subtrans',
]);
const wantedOfData: Wanted = (path) =>
  path.startsWith('postmaster.') ? 'leave' : passing.has(path) ? 'empty' : 'copy';

export async function backup(home: string, to: string, say: (line: string) => void): Promise<void> {
  if (!existsSync(join(home, 'secrets')))
    throw new Error(`${home} is no home of npm start: there is nothing to back up.`);
  if (existsSync(to) && readdirSync(to).length > 0) throw new Error(`${to} is not empty: name a new folder.`);
  const begun = Date.now();
  const partial = `${to.replace(/\/+$/, '')}.partial`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true, mode: 0o700 });
  const cluster = await startCluster({ folder: join(home, 'postgres'), password: keptSecret(home, 'postgres') });
  try {
    const files: Manifest = {};
    const keep = (under: string, found: Manifest) => {
      for (const [path, hash] of Object.entries(found)) files[`${under}/${path}`] = hash;
    };
    keep('secrets', await copyTree(join(home, 'secrets'), join(partial, 'secrets')));
    if (existsSync(join(home, 'seeded')))
      files['seeded'] = await copyFile(join(home, 'seeded'), join(partial, 'seeded'));
    const thaw = { temporal: () => undefined as void };
    const data = join(partial, 'postgres/data');
    const postgres = await copyDatabase(cluster, data, () => {
      thaw.temporal = freeze(runningPart(home, 'Temporal'));
    })
      .then(async (copied) => {
        if (existsSync(join(home, 'temporal')))
          keep('temporal', await copyTree(join(home, 'temporal'), join(partial, 'temporal')));
        return copied;
      })
      .finally(() => thaw.temporal());
    keep('postgres/data', postgres.files);
    const written: Backup = { format: 1, at: new Date().toISOString(), postgres: postgres.version, files };
    writeFileSync(join(partial, manifestFile), JSON.stringify(written), { mode: 0o600 });
  } finally {
    if (!cluster.found) await cluster.stop();
  }
  rmSync(to, { recursive: true, force: true });
  renameSync(partial, to);
  say(
    `Backed up ${home} to ${to} in ${((Date.now() - begun) / 1000).toFixed(1)} s. It holds the keys: guard it like them.`,
  );
}

/** @param last comes right before the moment the copy will stand at */
async function copyDatabase(
  cluster: Cluster,
  to: string,
  last: () => void,
): Promise<{ files: Manifest; version: string }> {
  const client = new Client({ connectionString: cluster.url('postgres') });
  await client.connect();
  try {
    const one = async (text: string) => (await client.query<Record<string, string>>(text)).rows[0]!;
    const { version, first } = await one(
      `SELECT current_setting('server_version') AS version, pg_walfile_name(pg_backup_start('safeconduct', fast => true)) AS first`,
    );
    const files = await copyTree(cluster.data, to, wantedOfData);
    last();
    const { label, end } = await one(
      'SELECT labelfile AS label, pg_walfile_name(lsn) AS end FROM pg_backup_stop(wait_for_archive => false)',
    );
    const isNeeded = (name: string) =>
      name.endsWith('.history') || (name.length === 24 && name >= first! && name <= end!);
    const changes = await copyTree(join(cluster.data, 'pg_wal'), join(to, 'pg_wal'), (name) =>
      isNeeded(name) ? 'copy' : 'leave',
    );
    if (!changes[first!] || !changes[end!])
      throw new Error('The database changed so much meanwhile that its log was cut: back up at a quieter time.');
    for (const [name, hash] of Object.entries(changes)) files[`pg_wal/${name}`] = hash;
    const labelFile = join(to, '../backup_label');
    writeFileSync(labelFile, label!, { mode: 0o600 });
    files['backup_label'] = await copyFile(labelFile, join(to, 'backup_label'));
    rmSync(labelFile);
    return { files, version: version! };
  } finally {
    await client.end();
  }
}

/** A server that does nothing leaves its files as a crash would, which it can open; it goes on even when we are killed. */
function freeze(pid: number | undefined): () => void {
  if (pid === undefined) return () => undefined;
  const script = 'while kill -0 "$1" 2>/dev/null; do sleep 1; done; kill -CONT "$2" 2>/dev/null';
  const args = ['-c', script, 'thaw', String(process.pid), String(pid)];
  spawn('/bin/sh', args, { detached: true, stdio: 'ignore', cwd: '/' }).unref();
  process.kill(pid, 'SIGSTOP');
  return () => void process.kill(pid, 'SIGCONT');
}

export function readManifest(from: string): Backup {
  const file = join(from, manifestFile);
  if (!existsSync(file)) throw new Error(`${from} holds no finished backup: ${manifestFile} is not there.`);
  const written = JSON.parse(readFileSync(file, 'utf8')) as Backup;
  if (written.format !== 1) throw new Error(`${from} was written by a newer version than this.`);
  return written;
}
