// Notices leave by mail, at least once, and say nothing of a request but its reference.
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { Client } from 'pg';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { keepSending, mailer, sendWaiting, type Outbox } from '../../activities/outbox.ts';
import { connect, type Database } from '../../prisma/connect.ts';
import { aPart, insert } from '../prisma/rows.ts';
import { freshDatabase, type FreshDatabase } from '../../scripts/parts/fresh-database.ts';

const hostile = '\r\nBcc: spy@example.org\r\n\u202e<script>alert(1)</script>';
const inbox: { raw: string; recipients: string[]; letter: Email }[] = [];
/** Answers what the server says to the next letter, after it has taken it in. */
let verdict: () => Error | undefined = () => undefined;
let now = Date.parse('2027-03-01T08:00:00Z');
const said: string[] = [];
const log = { info: () => undefined, error: (fields: object) => void said.push(JSON.stringify(fields)) };

let connections = 0;

let database: FreshDatabase;
let owner: Client;
let db: Database;
let server: SMTPServer;
let outbox: Outbox;

beforeAll(async () => {
  database = await freshDatabase();
  owner = new Client({ connectionString: database.ownerUrl });
  await owner.connect();
  db = connect(database.workerUrl);
  server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    onConnect: (_session, done) => {
      connections += 1;
      done();
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const raw = Buffer.concat(chunks).toString();
        const recipients = session.envelope.rcptTo.map(({ address }) => address);
        void PostalMime.parse(raw).then((letter) => {
          inbox.push({ raw, recipients, letter });
          done(verdict());
        });
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  const post = mailer(`smtp://127.0.0.1:${port}`, 'Safeconduct <safeconduct@example.org>');
  outbox = { db, post, publicUrl: 'https://safeconduct.example.org', clock: () => now, log };
});
afterAll(async () => {
  outbox.post.close();
  await new Promise<void>((resolve) => server.close(resolve));
  await db.$disconnect();
  await owner.end();
  await database.drop();
});
beforeEach(() => {
  inbox.length = 0;
  said.length = 0;
  verdict = () => undefined;
});
afterEach(async () => {
  await owner.query('DELETE FROM notices');
});

async function aNotice(person: object = {}, notice: object = {}) {
  const personId = randomUUID();
  const row = { id: personId, name: 'Ana', category: 'staff', email: `${personId}@example.org`, ...person };
  await insert(owner, 'people', row);
  const { caseId } = await aPart(owner);
  const id = randomUUID();
  const at = '2027-03-01T08:00:00Z';
  await insert(owner, 'notices', { id, caseId, personId, code: 'cleared', key: id, at, ...notice });
  return { id, caseId, email: row.email };
}
const aGate = () => {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { open, opened };
};
const stateOf = async (id: string) => {
  const { sentAt, attempts, retryAt, lastError } = await db.notice.findUniqueOrThrow({ where: { id } });
  return { sentAt, attempts, waits: retryAt ? +retryAt - now : null, lastError };
};

test('a letter names the reference of the request and where to read it, and nothing else', async () => {
  const { id, caseId, email } = await aNotice({ name: 'Ana Lopez' }, { code: 'denied', params: '{"area":"XA-3"}' });
  expect(await sendWaiting(outbox)).toEqual({ sent: 1, failed: 0 });
  const { letter, recipients } = inbox[0]!;
  expect(recipients).toEqual([email]);
  expect(letter.subject).toBe(`News of request ${caseId}`);
  expect(letter.text?.trim().split('\n')).toEqual([
    'Something has changed in this request. Sign in to read it:',
    `https://safeconduct.example.org/requests/${caseId}`,
  ]);
  expect([letter.html, letter.attachments]).toEqual([undefined, []]);
  expect(await stateOf(id)).toEqual({ sentAt: new Date(now), attempts: 1, waits: null, lastError: null });
  expect(await sendWaiting(outbox)).toEqual({ sent: 0, failed: 0 });
});

test.each([
  ['ar', 'تحديث على الطلب'],
  ['zh', '申请有更新'],
  ['tlh', 'News of request'],
])('a person whose language is %s reads words they know', async (language, words) => {
  const { caseId } = await aNotice({ language });
  await sendWaiting(outbox);
  expect(inbox[0]!.letter.subject).toBe(`${words} ${caseId}`);
});

test('what people write into a name reaches no part of a letter', async () => {
  await aNotice({ name: `Ana${hostile}`, title: hostile }, { params: JSON.stringify({ name: hostile }) });
  await sendWaiting(outbox);
  const { raw, letter, recipients } = inbox[0]!;
  expect(raw).not.toMatch(/spy|script|Ana/);
  expect(raw).not.toContain('\u202e');
  expect(letter.bcc).toBeUndefined();
  expect(recipients).toHaveLength(1);
});

test.each(['ana@example.org\r\nBcc: spy@example.org', 'ana@example.org, spy@example.org', 'x <spy@example.org>'])(
  'the address %p reaches nobody but at most its one owner',
  async (email) => {
    const { id } = await aNotice({ email });
    await sendWaiting(outbox);
    for (const { raw, recipients } of inbox) {
      expect(recipients).toHaveLength(1);
      expect(raw).not.toMatch(/^bcc:/im);
    }
    expect((await stateOf(id)).attempts).toBe(1);
  },
);

test('a letter that was taken in without a word goes again under the same Message-ID', async () => {
  const { id } = await aNotice();
  verdict = () => Object.assign(new Error('lost'), { responseCode: 451 });
  expect(await sendWaiting(outbox)).toEqual({ sent: 0, failed: 1 });
  verdict = () => undefined;
  expect(await sendWaiting(outbox)).toEqual({ sent: 0, failed: 0 });
  now += 30_000;
  expect(await sendWaiting(outbox)).toEqual({ sent: 1, failed: 0 });
  const ids = inbox.map(({ letter }) => letter.messageId);
  expect(ids).toEqual([`<${id}@safeconduct>`, `<${id}@safeconduct>`]);
});

test('a letter that fails again and again waits longer each time, up to six hours', async () => {
  const { id } = await aNotice();
  verdict = () => Object.assign(new Error('Mailbox of Ana is full'), { responseCode: 452 });
  const waits: number[] = [];
  for (let attempt = 1; attempt <= 12; attempt += 1) {
    await sendWaiting(outbox);
    const { waits: wait, attempts } = await stateOf(id);
    expect(attempts).toBe(attempt);
    waits.push(wait! / 1_000);
    now += wait!;
  }
  expect(waits).toEqual([30, 60, 120, 240, 480, 960, 1920, 3840, 7680, 15360, 21600, 21600]);
  expect((await stateOf(id)).lastError).toContain('Mailbox');
  expect(said.join()).not.toContain('Ana');
});

test('letters that follow each other go over one connection, and a server that has closed it gets another', async () => {
  for (let number = 0; number < 5; number += 1) await aNotice();
  const before = connections;
  expect(await sendWaiting(outbox)).toEqual({ sent: 5, failed: 0 });
  expect(connections - before).toBeLessThan(2);
  const closed = [...server.connections].map(
    (one) => new Promise<void>((resolve) => void one._socket.once('close', () => resolve()).end()),
  );
  expect(closed).toHaveLength(1);
  await Promise.all(closed);
  await aNotice();
  expect(await sendWaiting(outbox)).toEqual({ sent: 1, failed: 0 });
});

test('one letter that cannot go does not hold up the others', async () => {
  await aNotice();
  const good = await aNotice();
  let letters = 0;
  verdict = () => ((letters += 1) === 1 ? new Error('no') : undefined);
  expect(await sendWaiting(outbox)).toEqual({ sent: 1, failed: 1 });
  expect(inbox.map(({ recipients }) => recipients[0])).toContain(good.email);
});

test('people without an address, and people who left, get no mail and no attempt', async () => {
  const notices = [await aNotice({ email: null }), await aNotice({ active: false })];
  expect(await sendWaiting(outbox)).toEqual({ sent: 0, failed: 0 });
  for (const { id } of notices) expect(await stateOf(id)).toMatchObject({ attempts: 0, sentAt: null });
});

test('two workers send each letter once', async () => {
  for (let number = 0; number < 12; number += 1) await aNotice();
  const rounds = await Promise.all([sendWaiting(outbox), sendWaiting(outbox), sendWaiting(outbox)]);
  expect(rounds.reduce((sum, { sent }) => sum + sent, 0)).toBe(12);
  expect(new Set(inbox.map(({ letter }) => letter.messageId)).size).toBe(12);
  expect(inbox).toHaveLength(12);
});

test('no transaction is open while a letter is under way', async () => {
  await aNotice();
  let open = -1;
  const post = {
    close: () => undefined,
    send: async () => {
      const { rows } = await owner.query<{ n: number }>(
        `SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in%'`,
      );
      open = rows[0]!.n;
    },
  };
  await sendWaiting({ ...outbox, post });
  expect(open).toBe(0);
});

test('stopping finishes the letter under way and begins no other', async () => {
  for (let number = 0; number < 3; number += 1) await aNotice();
  let begun = 0;
  const started = aGate();
  const release = aGate();
  const post = {
    close: () => undefined,
    send: async () => {
      begun += 1;
      started.open();
      await release.opened;
    },
  };
  const sending = keepSending((signal) => sendWaiting({ ...outbox, post }, signal), log, 5);
  await started.opened;
  const stopped = sending.stop();
  release.open();
  await stopped;
  expect(begun).toBe(1);
  expect(await db.notice.count({ where: { sentAt: { not: null } } })).toBe(1);
});

test('many letters leave one after the other, without a pause between the rounds', async () => {
  for (let number = 0; number < 60; number += 1) await aNotice();
  const last = aGate();
  let begun = 0;
  const send = async () => void ((begun += 1) === 60 && last.open());
  const post = { send, close: () => undefined };
  const sending = keepSending((signal) => sendWaiting({ ...outbox, post }, signal), log, 3_600_000);
  await last.opened;
  await sending.stop();
  expect(await db.notice.count({ where: { sentAt: null } })).toBe(0);
});

test('while no letter of a round can be sent, the next round waits', async () => {
  let rounds = 0;
  const first = aGate();
  const failing = async () => {
    rounds += 1;
    first.open();
    return { sent: 0, failed: 50 };
  };
  const sending = keepSending(failing, log, 3_600_000);
  await first.opened;
  await new Promise(setImmediate);
  await sending.stop();
  expect(rounds).toBe(1);
});

test('a database that is away for a while does not end the sending', async () => {
  let rounds = 0;
  const third = aGate();
  const sending = keepSending(
    async () => {
      rounds += 1;
      if (rounds === 3) third.open();
      if (rounds < 3) throw new Error('away');
      return { sent: 0, failed: 0 };
    },
    log,
    1,
  );
  await third.opened;
  await sending.stop();
  expect(said.filter((line) => line.includes('away'))).toHaveLength(2);
});
