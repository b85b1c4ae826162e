// The drill: a home is backed up while it works, is lost, and is restored elsewhere; its cases go on.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { addPeople, sessionOf, tripOf } from '../../bench/support/people.ts';
import { caller, insist, type Call } from '../../chaos/journal.ts';
import { loadWorldFile } from '../../prisma/seed/load.ts';
import { readWorldFile } from '../../prisma/seed/world-file.ts';
import { endProcess, isAlive, pause, run } from '../../scripts/parts/processes.ts';

const scripts = join(import.meta.dirname, '../../scripts');
const travellers = Array.from({ length: 20 }, (_, index) => `p${index + 1}`);
const begun: ChildProcess[] = [];
let place: string;
const at = (name: string) => join(place, name);

beforeAll(() => {
  place = mkdtempSync(join(tmpdir(), 'safeconduct-drill-'));
  chmodSync(place, 0o711);
});
afterAll(async () => {
  for (const { pid } of begun) if (pid && isAlive(pid)) await endProcess(pid, 60_000);
  rmSync(place, { recursive: true, force: true });
}, 120_000);

async function start(home: string): Promise<{ address: string; owner: string; end(): Promise<void> }> {
  const args = [join(scripts, 'start.mjs'), '--home', home, '--port', '0', '--empty'];
  const env = { ...process.env, NODE_ENV: 'development', RATE_LIMIT_SCALE: '10000' };
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'], env });
  begun.push(child);
  let output = '';
  child.stdout.on('data', (data) => (output += data));
  child.stderr.on('data', (data) => (output += data));
  for (const until = Date.now() + 170_000; Date.now() < until && child.exitCode === null; await pause(100)) {
    const address = /Ready after .*: (http\S+)/.exec(output)?.[1];
    if (!address) continue;
    const port = /PostgreSQL: port (\d+)/.exec(output)?.[1];
    const password = readFileSync(join(home, 'secrets/database-owner'), 'utf8').trim();
    const owner = `postgresql://safeconduct_owner:${password}@127.0.0.1:${port}/safeconduct`;
    return { address, owner, end: () => endProcess(child.pid ?? 0, 60_000) };
  }
  throw new Error(`npm start did not come up:\n${output}`);
}

async function file(call: Call, number: number): Promise<string> {
  const key = randomUUID();
  const ask = () => call('POST', '/requests', travellers[number]!, tripOf(number + 1, 'XA-2'), key);
  const { status, body } = await insist(ask, Date.now() + 60_000);
  if (status !== 201 && status !== 202) throw new Error(JSON.stringify(body));
  return String(body['id']);
}

async function rowsOf<Row extends object>(owner: string, text: string): Promise<Row[]> {
  const client = new Client({ connectionString: owner });
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}

const script = (name: string, ...args: string[]) => run(process.execPath, [join(scripts, `${name}.mjs`), ...args]);

test('cases of a lost home go on in the restored one, whatever was done while it was copied', async () => {
  const first = await start(at('first'));
  await loadWorldFile(first.owner, readWorldFile('test/scenarios/world.yaml'));
  await addPeople(first.owner, travellers.length);
  const call = caller(first.address, await sessionOf(first.owner, travellers), 30_000);
  const before = [await file(call, 0), await file(call, 1)];

  const copying = script('backup', '--home', at('first'), '--to', at('copy'));
  const during: string[] = [];
  let isCopying = true;
  void copying.finally(() => (isCopying = false));
  for (let number = 2; isCopying && number < travellers.length; number += 1) during.push(await file(call, number));
  expect(await copying).toMatchObject({ code: 0, output: expect.stringContaining('Backed up') });
  expect(during.length).toBeGreaterThan(0);
  await first.end();
  rmSync(at('first'), { recursive: true });

  expect(await script('restore', '--from', at('copy'), '--home', at('second'))).toMatchObject({ code: 0 });
  const second = await start(at('second'));
  const log = () => readFileSync(at('second/logs/worker.log'), 'utf8');
  for (const until = Date.now() + 60_000; !log().includes('have been compared') && Date.now() < until;)
    await pause(200);
  const cases = await rowsOf<{ id: string; state: string }>(second.owner, 'SELECT id, state FROM cases');
  expect(cases.map(({ id }) => id)).toEqual(expect.arrayContaining(before));

  const again = caller(second.address, await sessionOf(second.owner, ['cora']), 30_000);
  const tasks = await rowsOf<{ id: string }>(second.owner, `SELECT id FROM tasks WHERE state = 'open'`);
  expect(tasks).toHaveLength(cases.length);
  for (const { id } of tasks) {
    const body = { id: randomUUID(), outcome: 'approve', version: 1 };
    const ask = () => again('POST', `/tasks/${id}/decision`, 'cora', body);
    expect((await insist(ask, Date.now() + 60_000)).status).toBe(200);
  }
  const states = await rowsOf<{ state: string }>(second.owner, 'SELECT DISTINCT state FROM cases');
  expect(states).toEqual([{ state: 'cleared' }]);
  await second.end();
}, 400_000);

test('a backup that was damaged or is unfinished restores nothing', async () => {
  const damaged = at('copy/postgres/data/global/pg_control');
  const bytes = readFileSync(damaged);
  bytes[100]! ^= 1;
  writeFileSync(damaged, bytes);
  const refused = await script('restore', '--from', at('copy'), '--home', at('third'));
  expect(refused).toMatchObject({
    code: 1,
    output: expect.stringContaining('damaged: postgres/data/global/pg_control'),
  });
  rmSync(at('copy/backup.json'));
  const unfinished = await script('restore', '--from', at('copy'), '--home', at('third'));
  expect(unfinished).toMatchObject({ code: 1, output: expect.stringContaining('no finished backup') });
  expect(existsSync(at('third/secrets'))).toBe(false);
}, 60_000);

test('neither command writes over what is there', async () => {
  expect((await script('backup', '--home', at('nowhere'), '--to', at('new'))).output).toContain('no home of npm start');
  expect((await script('restore', '--from', at('copy'), '--home', place)).code).toBe(1);
  expect((await script('backup')).output).toContain('--to DIR');
});
