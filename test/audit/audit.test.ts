// Checkpoints, exports, erasure and the commands around them.
import { afterAll, beforeAll, beforeEach, afterEach, expect, jest, test } from '@jest/globals';
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from 'pg';
import { main } from '../../audit/main.ts';
import { openCheckpoint } from '../../audit/note.ts';
import { makeCheckpoint, openNewOrigin } from '../../audit/signer.ts';
import { memoryIn } from '../../audit/signer-memory.ts';
import { loadConfig } from '../../config.ts';
import {
  check,
  copyOf,
  drop,
  first,
  key,
  memoryOf,
  name,
  now,
  signerOn,
  tellStory,
  withClient,
  type Story,
} from './story.ts';
import { arm, disarm, setBack } from './tamper.ts';

let story: Story;
let folder: string;
let url: string;
beforeAll(async () => {
  story = await tellStory();
}, 120_000);
afterAll(() => story?.close());
beforeEach(async () => {
  url = await copyOf(story.url);
  folder = mkdtempSync(join(tmpdir(), 'safeconduct-audit-'));
});
afterEach(async () => {
  await drop(url);
  rmSync(folder, { recursive: true, force: true });
});

const logOne = (client: Client) =>
  client.query(
    `INSERT INTO access_log (id, at, "personId", action, outcome) VALUES ($1, $2, 'ana', 'sign-in', 'granted')`,
    [...[randomUUID(), new Date(now)]],
  );
const sizeOf = (note: string) => {
  const opened = openCheckpoint(note, [key]);
  return 'checkpoint' in opened ? opened.checkpoint.size : -1;
};

test('without news the last checkpoint stands; news is put behind it', async () => {
  const memory = memoryOf(story.memory);
  const again = await makeCheckpoint(signerOn(url, { memory }), now);
  expect(again).toEqual({ note: story.lastNote, added: 0, size: story.memory.size });
  await withClient(url, logOne);
  expect(await makeCheckpoint(signerOn(url, { memory }), now)).toMatchObject({ added: 1, size: story.memory.size + 1 });
  expect(await check(url)).toMatchObject({ findings: [], remarks: [] });
});

test('what commits late has its turn at the next checkpoint', async () => {
  const memory = memoryOf(story.memory);
  await withClient(url, async (late) => {
    await late.query('BEGIN');
    await logOne(late);
    await withClient(url, (other) =>
      other.query(`INSERT INTO access_log (id, at, action, outcome) VALUES ($1, $2, 'route', 'refused')`, [
        ...[randomUUID(), new Date(now + 1)],
      ]),
    );
    expect(await makeCheckpoint(signerOn(url, { memory }), now)).toMatchObject({ added: 1 });
    await late.query('COMMIT');
  });
  expect(await makeCheckpoint(signerOn(url, { memory }), now)).toMatchObject({ added: 1 });
  expect(await check(url)).toMatchObject({ findings: [], remarks: [] });
});

test('readers at one moment are chained without waiting for those of other cases', async () => {
  await withClient(url, async (one) => {
    await one.query('BEGIN');
    await logOne(one);
    await withClient(url, (other) =>
      other.query(
        `INSERT INTO access_log (id, at, "personId", action, outcome) VALUES ($1, now(), 'eli', 'sign-in', 'granted')`,
        [randomUUID()],
      ),
    );
    await one.query('COMMIT');
  });
  await Promise.all(Array.from({ length: 8 }, () => withClient(url, logOne)));
  const { findings, counted } = await check(url);
  expect(findings).toEqual([]);
  expect(counted.reads).toBeGreaterThan(10);
});

test('a signer that lost its answer takes up what it had committed; one that lost its memory, what it had signed', async () => {
  const before = story.memory;
  await withClient(url, logOne);
  await makeCheckpoint(signerOn(url, { memory: memoryOf(before) }), now);
  await withClient(url, logOne);
  const { size } = await makeCheckpoint(signerOn(url, { memory: memoryOf(before) }), now);
  expect(size).toBe(before.size + 2);
  await withClient(url, logOne);
  expect(await makeCheckpoint(signerOn(url, { memory: memoryOf() }), now)).toMatchObject({ size: size + 1, added: 1 });
  const { privateKey } = generateKeyPairSync('ed25519');
  await expect(makeCheckpoint(signerOn(url, { key: privateKey }), now)).rejects.toThrow('does not continue');
  expect(await check(url)).toMatchObject({ findings: [] });
});

test('after a restore the log goes on under a new origin, which says what was lost', async () => {
  await withClient(url, async (client) => {
    await disarm(client);
    await setBack(client, sizeOf(story.firstNote));
    await arm(client);
  });
  const memory = memoryOf(story.memory);
  await expect(makeCheckpoint(signerOn(url, { memory }), now)).rejects.toThrow('--new-origin');
  const { note } = await openNewOrigin(signerOn(url, { memory }), now);
  expect(note.split('\n')[0]).toBe(`${name}/2`);
  await withClient(url, logOne);
  await makeCheckpoint(signerOn(url, { memory }), now);
  const report = await check(url, [{ name: 'last.txt', note: story.lastNote }]);
  expect(report.findings).toEqual([]);
  expect(report.remarks).toEqual([expect.stringContaining('A later origin says so')]);
  const unanchored = await check(url);
  expect(unanchored.remarks).toEqual([expect.stringContaining('begins at a checkpoint')]);
});

test('the signer sees hashes and nothing else', async () => {
  await withClient(url, async (client) => {
    const { rows } = await client.query<{ column: string }>(
      `SELECT table_name || '.' || column_name AS column FROM information_schema.column_privileges
       WHERE grantee = 'safeconduct_signer' AND table_name NOT LIKE 'audit\\_leaves' AND table_name <> 'audit_checkpoints' ORDER BY 1`,
    );
    expect(rows.map(({ column }) => column)).toEqual([
      ...['access_log.at', 'access_log.chain', 'access_log.hash', 'access_log.id', 'access_log.seq'],
      ...['audit_events.at', 'audit_events.caseId', 'audit_events.hash', 'audit_events.id', 'audit_events.seq'],
    ]);
  });
});

const { privateKey: foreign } = generateKeyPairSync('ed25519');
const derOf = (one: typeof key) => one.export({ type: 'pkcs8', format: 'der' }).toString('base64');
let said: string[];

/** The command on this database, or on none. */
async function audit(args: string[], more: Record<string, string> = { DATABASE_URL: url }): Promise<number> {
  said = [];
  const hear = (...words: unknown[]) => void said.push(words.join(' '));
  const spies = [
    jest.spyOn(console, 'log').mockImplementation(hear),
    jest.spyOn(console, 'error').mockImplementation(hear),
    jest.spyOn(process.stdout, 'write').mockImplementation((text) => (hear(text), true)),
  ];
  const settings = { AUDIT_SIGNING_KEY: derOf(key), AUDIT_ORIGIN: name, HOME_DIR: folder, ...more };
  try {
    return await main(args, () => loadConfig(settings));
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

test('an export is verified without a database, and found when it is altered or cut', async () => {
  const file = join(folder, 'export.jsonl');
  expect(await audit(['export', file])).toBe(0);
  const none = { DATABASE_URL: '' };
  expect(await audit(['verify', '--from', file], none)).toBe(0);
  expect(said.join()).toContain('Whole: 5 cases');
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.replace('I bring the vaccines', 'I bring no vaccines.'));
  expect(await audit(['verify', '--from', file], none)).toBe(1);
  expect(said[0]).toMatch(new RegExp(`^NOT WHOLE: case ${story.waiting}, event \\d+: its content is not`));
  writeFileSync(file, text.slice(0, text.lastIndexOf('\n', text.length - 2) + 1));
  expect(await audit(['verify', '--from', file], none)).toBe(1);
  expect(said.join()).toContain('lines are missing');
  writeFileSync(file, text.slice(0, 5_000));
  expect(await audit(['verify', '--from', file], none)).toBe(1);
  expect(said.join()).toContain('is not a line of an export');
});

test('a checkpoint kept elsewhere is checked, a wrong key is found, and no key is no verification', async () => {
  const kept = join(folder, 'kept.txt');
  expect(await audit(['checkpoint'], { DATABASE_URL: url, DATABASE_SIGNER_URL: url })).toBe(0);
  writeFileSync(kept, said.join(''));
  expect(said.join('')).toBe(story.lastNote);
  expect(memoryIn(join(folder, 'audit/last-checkpoint.json')).read()).toEqual(story.memory);
  expect(await audit(['verify', '--checkpoint', kept])).toBe(0);
  expect(await audit(['verify'], { DATABASE_URL: url, AUDIT_SIGNING_KEY: derOf(foreign) })).toBe(1);
  expect(said.join()).toContain('is not signed by a known key');
  expect(await audit(['verify'], { DATABASE_URL: url, AUDIT_SIGNING_KEY: '' })).toBe(2);
  expect(said.join()).toContain('AUDIT_VERIFY_KEY is not set');
  expect(await audit(['verify', '--checkpoint', join(folder, 'nothing.txt')])).toBe(2);
  expect(await audit(['key'])).toBe(0);
  expect(said[1]).toMatch(/^example\.org\/audit\+[0-9a-f]{8}\+A/);
});

test('erasing what people wrote leaves the chain whole and nothing of it behind', async () => {
  const erase = ['erase', '--because', 'retention of five years', '--by', 'gita', '--case'];
  expect(await audit([...erase, story.waiting])).toBe(2);
  expect(said.join()).toContain('has not ended');
  expect(await audit([...erase, story.ended])).toBe(0);
  expect(said).toEqual(['The content of 3 events was erased.']);
  expect(await audit([...erase, story.ended])).toBe(0);
  expect(said).toEqual(['There was nothing to erase.']);
  expect(await check(url)).toMatchObject({
    findings: [],
    remarks: ['1 events and reads are newer than the last checkpoint.'],
  });
  await makeCheckpoint(signerOn(url, { memory: memoryOf(story.memory) }), now);
  const file = join(folder, 'export.jsonl');
  await audit(['export', file]);
  const ofCase = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.includes(story.ended));
  expect(ofCase.length).toBeGreaterThan(5);
  expect(ofCase.join()).not.toMatch(/clinic|lodge/i);
  expect(first(await check(url))).toBeUndefined();
});

const zebra = /zebra|[57]a65627261/i;
/** Columns in which the word stands, as text or as bytes. */
async function whereTyped(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ table: string; column: string }>(
    `SELECT table_name AS table, column_name AS column FROM information_schema.columns WHERE table_schema = 'public'`,
  );
  const found: string[] = [];
  for (const { table, column } of rows) {
    const all = await client.query<{ said: string }>(`SELECT "${column}"::text AS said FROM "${table}"`);
    if (all.rows.some(({ said }) => zebra.test(said ?? ''))) found.push(`${table}.${column}`);
  }
  return found.sort();
}

test('of a case with decisions, conditions, a note and an amendment nothing typed is left, and it is whole', async () => {
  await withClient(url, async (client) => {
    expect(await whereTyped(client)).toEqual([
      'acts.form',
      'audit_events.content',
      'cases.form',
      'cases.formBytes',
      'decisions.conditions',
      'decisions.reason',
      'parts.basis',
      'parts.conditions',
      'parts.content',
    ]);
    await audit(['erase', '--because', 'retention', '--case', story.worded]);
    expect(await whereTyped(client)).toEqual([]);
    expect(await check(url)).toMatchObject({ findings: [] });
    const { rows } = await client.query(`SELECT conditions FROM decisions WHERE "caseId" = $1`, [story.worded]);
    expect(rows).toEqual(Array(2).fill({ conditions: [{ code: 'daily-check-in' }, { code: 'escort' }] }));
    await disarm(client);
    await client.query(`UPDATE decisions SET conditions = '[{"code":"daily-check-in"}]' WHERE "caseId" = $1`, [
      story.worded,
    ]);
  });
  expect(first(await check(url))).toMatchObject({ code: 'decision', where: { chain: story.worded } });
});

test('the guard of decisions lets nothing pass but the erasing of words', async () => {
  await withClient(url, async (client) => {
    for (const change of [
      `reason = 'Another'`,
      `conditions = '[]'`,
      `conditions = '[{"code":"other"}]'`,
      `outcome = 'deny'`,
    ])
      await expect(client.query(`UPDATE decisions SET ${change} WHERE "caseId" = $1`, [story.worded])).rejects.toThrow(
        'append-only',
      );
  });
});

test('content put back, or more of it erased than was said, is found', async () => {
  await audit(['erase', '--because', 'retention', '--case', story.ended]);
  await withClient(url, async (client) => {
    await disarm(client);
    await client.query(`UPDATE acts SET form = '{"purpose":"Another"}' WHERE "caseId" = $1`, [story.ended]);
  });
  expect(first(await check(url))).toMatchObject({ code: 'act', where: { chain: story.ended } });
});
