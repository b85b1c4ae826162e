// Each invariant holds in a sound database and names what breaks it.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createHash, randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { freshDatabase, type FreshDatabase } from '../scripts/parts/fresh-database.ts';
import { brokenInvariants, checkInvariants } from './support/invariants.ts';

const at = '2027-03-01T08:00:00Z';
const sha = (...parts: (string | Buffer)[]) =>
  parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();
let fresh: FreshDatabase;
let client: Client;

beforeAll(async () => {
  fresh = await freshDatabase();
  client = new Client({ connectionString: fresh.ownerUrl });
  await client.connect();
});
afterAll(async () => {
  await client?.end();
  await fresh?.drop();
});

async function insert(table: string, row: Record<string, unknown>): Promise<void> {
  const names = Object.keys(row).map((name) => `"${name}"`);
  const values = Object.keys(row).map((_, index) => `$${index + 1}`);
  await client.query(`INSERT INTO ${table} (${names.join()}) VALUES (${values.join()})`, Object.values(row));
}

/** A case that somebody approved, whole and in evidence. */
async function approvedCase() {
  const [id, part, task, decision] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  const bytes = Buffer.from('{}');
  const content = sha(bytes).toString('hex');
  const form = { form: '{}', formBytes: bytes, contentHash: content };
  await insert('cases', {
    id,
    reference: id,
    process: 'travelClearance',
    workflowId: id,
    subjectId: 'ana',
    submitterId: 'ana',
    ...form,
    state: 'cleared',
    reasons: [],
    filedAt: at,
    updatedAt: at,
  });
  await insert('parts', {
    id: part,
    caseId: id,
    ordinal: 1,
    subject: 'traveller',
    content: '{}',
    contentHash: content,
    state: 'waiting',
    reasons: [],
    stateSince: at,
  });
  const turn = {
    authority: 'designated-official',
    mode: 'decide',
    stage: 20,
    holders: ['dora'],
    openedFor: ['dora'],
    instruments: '{}',
  };
  await insert('tasks', {
    id: task,
    caseId: id,
    partId: part,
    covers: [],
    ...turn,
    round: 1,
    contentVersion: 1,
    contentHash: content,
    state: 'decided',
    openedAt: at,
  });
  const verdict = JSON.stringify({
    outcome: 'decide',
    stages: [{ stage: 20, asks: [{ authority: 'designated-official', mode: 'decide' }] }],
  });
  const by = { deciderId: 'dora', authority: 'designated-official', contentVersion: 1, contentHash: content, verdict };
  await insert('decisions', {
    id: decision,
    caseId: id,
    taskId: task,
    partIds: [part],
    round: 1,
    kind: 'decision',
    outcome: 'approve',
    ...by,
    at,
  });
  await client.query(
    `UPDATE parts SET state = 'cleared', "decisionId" = $1, basis = '{"by":"decision"}' WHERE id = $2`,
    [decision, part],
  );
  await insert('notices', { id: randomUUID(), caseId: id, personId: 'ana', code: 'cleared', key: randomUUID(), at });
  await event(id, { kind: 'filed' });
  await event(id, { kind: 'decided', decision });
  return { id, part, task, decision };
}

async function event(id: string, said: Record<string, unknown>, broken: Record<string, unknown> = {}): Promise<void> {
  const { rows } = await client.query('SELECT "headSeq" AS seq, "headHash" AS hash FROM cases WHERE id = $1', [id]);
  const { seq: before, hash: previous } = rows[0] as { seq: number; hash: Buffer | null };
  const seq = before + 1;
  const bytes = Buffer.from(JSON.stringify({ case: id, seq, ...said }));
  const hash = sha(previous ?? '', bytes);
  await insert('audit_events', {
    id: randomUUID(),
    caseId: id,
    seq,
    kind: said['kind'],
    at,
    bytes,
    previous,
    hash,
    ...broken,
  });
  await client.query('UPDATE cases SET "headSeq" = $2, "headHash" = $3 WHERE id = $1', [id, seq, hash]);
}

test('a sound database breaks nothing', async () => {
  await approvedCase();
  await checkInvariants(fresh.readerUrl);
});

const damages: [string, (made: Awaited<ReturnType<typeof approvedCase>>) => Promise<unknown>][] = [
  [
    'P2 a task that is decided is not open',
    ({ task }) => client.query(`UPDATE tasks SET state = 'closed' WHERE id = $1`, [task]),
  ],
  [
    'P3 nobody decides his own case',
    ({ id }) => client.query(`UPDATE cases SET "subjectId" = 'dora' WHERE id = $1`, [id]),
  ],
  [
    'P4 what is granted by a person rests on a decision that grants this part',
    ({ part }) => client.query('UPDATE parts SET "decisionId" = $2 WHERE id = $1', [part, randomUUID()]),
  ],
  [
    'P4 every stage that had to decide has granted',
    ({ task }) => client.query('UPDATE tasks SET stage = 10 WHERE id = $1', [task]),
  ],
  [
    'P4 a request is cleared only when each of its parts is',
    ({ part }) => client.query(`UPDATE parts SET state = 'waiting' WHERE id = $1`, [part]),
  ],
  [
    'P5 a decision was made on the content its task showed',
    ({ task }) => client.query(`UPDATE tasks SET "contentHash" = 'other' WHERE id = $1`, [task]),
  ],
  [
    'P5 the content of a case is what its hash says, until it is erased',
    ({ id }) => client.query(`UPDATE cases SET "formBytes" = 'x' WHERE id = $1`, [id]),
  ],
  [
    'P8 what became of a request was told to the person it is about',
    ({ id }) => client.query('DELETE FROM notices WHERE "caseId" = $1', [id]),
  ],
  [
    'P9 each event carries the hash of the one before it',
    ({ id }) => event(id, { kind: 'note' }, { previous: Buffer.from('x') }),
  ],
  [
    'P9 the hash of an event is that of its bytes',
    ({ id }) => event(id, { kind: 'note' }, { bytes: Buffer.from('{"kind":"other"}') }),
  ],
  [
    'P9 a case stands at its last event',
    ({ id }) => client.query('UPDATE cases SET "headSeq" = 7 WHERE id = $1', [id]),
  ],
  [
    'P9 each decision is in evidence exactly once, and evidence names no other',
    ({ id, decision }) => event(id, { kind: 'decided', decision }),
  ],
  [
    'a case that has ended asks nobody',
    ({ id, task }) =>
      client
        .query(`UPDATE tasks SET state = 'open' WHERE id = $1`, [task])
        .then(() => client.query('UPDATE cases SET live = false WHERE id = $1', [id])),
  ],
  [
    'what waits for a person is with somebody',
    ({ part }) => client.query(`UPDATE parts SET state = 'waiting' WHERE id = $1`, [part]),
  ],
  [
    'nobody is asked about what no longer waits',
    ({ task }) => client.query(`UPDATE tasks SET state = 'open' WHERE id = $1`, [task]),
  ],
];
test.each(damages)('"%s" is noticed', async (name, damage) => {
  const made = await approvedCase();
  await damage(made);
  const found = (await brokenInvariants(fresh.readerUrl)).find((one) => one.name === name);
  const rows = JSON.stringify(found?.rows ?? 'nothing');
  expect(Object.values(made).some((id) => rows.includes(id))).toBe(true);
});

test('a night with more heads than the ceiling is noticed', async () => {
  await insert('countries', { id: 'QQ', name: 'Q', zone: 'UTC' });
  await insert('areas', { id: 'QQ-1', countryId: 'QQ', name: 'Q', ceiling: 3 });
  const { id, part } = await approvedCase();
  const dates = {
    firstDate: '2027-03-11',
    lastDate: '2027-03-13',
    fromAt: at,
    toAt: '2027-03-14T08:00:00Z',
    takenAt: at,
  };
  const stay = randomUUID();
  await insert('stays', {
    id: stay,
    caseId: id,
    partId: part,
    personId: 'ana',
    areaId: 'QQ-1',
    heads: 3,
    kind: 'granted',
    ...dates,
  });
  const night = 'P7 no night holds more heads than the ceiling, but for what stands there already';
  expect((await brokenInvariants(fresh.readerUrl)).map(({ name }) => name)).not.toContain(night);
  await client.query('UPDATE stays SET heads = 4 WHERE id = $1', [stay]);
  expect((await brokenInvariants(fresh.readerUrl)).find(({ name }) => name === night)?.rows).toHaveLength(2);
});
