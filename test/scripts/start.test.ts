// npm start as its user meets it: from nothing to an address, through a kill, and down again.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commandOf, endProcess, isAlive, pause, run } from '../../scripts/parts/processes.ts';

const script = join(import.meta.dirname, '../../scripts/start.mjs');
let home: string;
let current: ChildProcess | undefined;

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'safeconduct-start-'));
  chmodSync(home, 0o711);
});
afterAll(async () => {
  if (current?.pid && isAlive(current.pid)) await endProcess(current.pid, 60_000);
  rmSync(home, { recursive: true, force: true });
});

interface Started {
  address: string;
  output: string;
  pid: number;
}

async function started(args: string[] = []): Promise<Started> {
  const child = spawn(process.execPath, [script, '--home', home, '--port', '0', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_ENV: 'development' },
  });
  current = child;
  let output = '';
  child.stdout.on('data', (data) => (output += data));
  child.stderr.on('data', (data) => (output += data));
  for (const until = Date.now() + 170_000; Date.now() < until; await pause(100)) {
    const address = /Ready after .*: (http\S+)/.exec(output)?.[1];
    if (address) return { address, output, pid: child.pid ?? 0 };
    if (child.exitCode !== null) break;
  }
  throw new Error(`npm start did not come up:\n${output}`);
}

/** Every process the home remembers, PostgreSQL included. */
function begun(): number[] {
  const parts = JSON.parse(readFileSync(join(home, 'processes.json'), 'utf8')) as { pid: number }[];
  const postgres = Number(readFileSync(join(home, 'postgres/data/postmaster.pid'), 'utf8').split('\n')[0]);
  return [postgres, ...parts.map(({ pid }) => pid)];
}

test('a start comes up, survives its own death, finds its data and leaves nothing behind', async () => {
  const first = await started();
  expect((await fetch(`${first.address}/healthz`)).status).toBe(200);
  expect(first.output).toContain('Sign in as one of:');
  expect(first.output).toContain('demonstration data');

  const second = await run(process.execPath, [script, '--home', home]);
  expect(second).toMatchObject({ code: 1, output: expect.stringContaining('is running on') });

  const orphans = begun();
  process.kill(first.pid, 'SIGKILL');
  while (isAlive(first.pid)) await pause(50);
  const again = await started();
  expect(again.output).toContain('(found running)');
  expect(again.output).toContain('Database: up to date');
  expect(again.output).not.toContain('demonstration data');
  expect(orphans.slice(1).filter((pid) => commandOf(pid))).toEqual([]);
  expect((await fetch(`${again.address}/healthz`)).status).toBe(200);

  const parts = begun();
  expect(parts).toHaveLength(5);
  process.kill(again.pid, 'SIGTERM');
  while (isAlive(again.pid)) await pause(50);
  expect(parts.filter((pid) => commandOf(pid))).toEqual([]);
  expect(existsSync(join(home, 'start.json'))).toBe(false);
}, 400_000);

test('what it prints holds no secret', async () => {
  const { output } = await started();
  for (const name of [
    'postgres',
    'database-owner',
    'database-worker',
    'act-signing-key',
    'audit-signing-key',
    'payload-keys',
  ]) {
    expect(output).not.toContain(readFileSync(join(home, 'secrets', name), 'utf8').trim());
  }
}, 200_000);

test.each([
  [{ HOST: '0.0.0.0' }, 'Nobody could sign in'],
  [{ NODE_ENV: 'production' }, 'Nobody could sign in'],
  [{ HOST: '0.0.0.0', DEMO: '1' }, 'DEMO is refused on 0.0.0.0'],
  [{ NODE_ENV: 'production', DEMO: '1' }, 'DEMO is refused in production'],
])('a start with %p is refused before anything comes up', async (settings, message) => {
  const { code, output } = await run(process.execPath, [script, '--home', `${home}-refused`], {
    env: { ...process.env, NODE_ENV: 'development', ...settings },
  });
  expect(output).toContain(message);
  expect(code).toBe(1);
  expect(existsSync(`${home}-refused`)).toBe(false);
});
