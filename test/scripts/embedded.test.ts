// What the embedded parts survive.
import { afterEach, expect, test } from '@jest/globals';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawn } from 'node:child_process';
import { Client } from 'pg';
import { freePort } from '../../scripts/parts/ports.ts';
import { startCluster, type Cluster } from '../../scripts/parts/postgres.ts';
import { commandOf, isAlive, pause } from '../../scripts/parts/processes.ts';
import { keptSecret } from '../../scripts/parts/secrets.ts';
import { enterHome } from '../../scripts/start/home.ts';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'safeconduct-embedded-'));
  chmodSync(folder, 0o711);
  ends.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function query(cluster: Cluster, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: cluster.url('postgres') });
  await client.connect();
  const { rows } = await client.query(sql);
  await client.end();
  return rows;
}

test('a database that was killed comes back with what it acknowledged, and one that runs is found', async () => {
  const options = { folder: join(aFolder(), 'postgres'), password: 'secret' };
  const first = await startCluster(options);
  ends.push(() => first.stop());
  await query(first, 'CREATE TABLE kept AS SELECT 7 AS number');
  process.kill(first.pid, 'SIGKILL');
  while (isAlive(first.pid)) await pause(50);

  const second = await startCluster(options);
  expect(second.found).toBe(false);
  expect(await query(second, 'SELECT number FROM kept')).toEqual([{ number: 7 }]);
  expect(await startCluster(options)).toMatchObject({ found: true, pid: second.pid, port: second.port });
  await second.stop();
  expect(isAlive(second.pid)).toBe(false);
});

test('an embedded database keeps its promises by its settings', async () => {
  const cluster = await startCluster({ folder: join(aFolder(), 'postgres'), password: 'secret' });
  ends.push(() => cluster.stop());
  const settings = ['fsync', 'full_page_writes', 'synchronous_commit', 'data_checksums'];
  const values = settings.map((name) => `current_setting('${name}') AS ${name}`).join(', ');
  const [row] = await query(cluster, `SELECT ${values}, current_setting('listen_addresses') AS address`);
  expect(row).toEqual({
    fsync: 'on',
    full_page_writes: 'on',
    synchronous_commit: 'on',
    data_checksums: 'on',
    address: '127.0.0.1',
  });
});

test('a lock left by a process whose number was given to another is not believed', async () => {
  const options = { folder: join(aFolder(), 'postgres'), password: 'secret', durable: false };
  const first = await startCluster(options);
  await first.stop();
  writeFileSync(join(first.data, 'postmaster.pid'), `${process.pid}\n${first.data}\n0\n${first.port}\n\n127.0.0.1\n`);
  const second = await startCluster(options);
  ends.push(() => second.stop());
  expect(second.found).toBe(false);
});

test('one start at a time holds a home, and ends what an earlier one left behind', async () => {
  const folder = aFolder();
  const said: string[] = [];
  const orphan = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  ends.push(() => orphan.kill('SIGKILL'));
  const { pid = 0 } = orphan;
  while (!commandOf(pid)?.includes('setInterval')) await pause(20);
  const stranger = { name: 'stranger', pid: process.pid, command: 'something that ended long ago' };
  mkdirSync(join(folder, 'logs'));
  writeFileSync(join(folder, 'start.json'), JSON.stringify([stranger]));
  const begun = [stranger, { name: 'worker', pid, command: commandOf(pid) }];
  writeFileSync(join(folder, 'processes.json'), JSON.stringify(begun));

  const home = await enterHome(folder, (line) => said.push(line));
  expect(said).toEqual([expect.stringContaining(`worker that an earlier start left behind (process ${pid})`)]);
  while (isAlive(pid)) await pause(20);

  const holder = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  ends.push(() => holder.kill('SIGKILL'));
  while (!commandOf(holder.pid ?? 0)?.includes('setInterval')) await pause(20);
  const held = [{ name: 'start', pid: holder.pid, command: commandOf(holder.pid ?? 0) }];
  writeFileSync(join(folder, 'start.json'), JSON.stringify(held));
  expect(await enterHome(folder, () => undefined)).toBeUndefined();
  home?.leave();
  expect(existsSync(join(folder, 'start.json'))).toBe(false);
});

test('a busy port is stepped over', async () => {
  const busy = createServer();
  const port = await freePort();
  await new Promise<void>((resolve) => busy.listen(port, '127.0.0.1', resolve));
  ends.push(() => busy.close());
  expect(await freePort(port)).toBeGreaterThan(port);
});

test('a secret is made once and readable by its owner only', () => {
  const home = aFolder();
  const secret = keptSecret(home, 'key');
  expect(secret.length).toBeGreaterThanOrEqual(32);
  expect(keptSecret(home, 'key')).toBe(secret);
  const file = join(home, 'secrets/key');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readFileSync(file, 'utf8').trim()).toBe(secret);
});
