// What a person is told who files, acts or decides while the database or Temporal is away, and what stands afterwards.
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openLive, type LiveSystem } from './live-system.ts';

let live: LiveSystem;
beforeAll(async () => {
  live = await openLive();
}, 120_000);
afterEach(() => live.reckon(), 90_000);
afterAll(() => live.close(), 60_000);

type Told = { status: number; code: unknown; retryAfter: string | null };
const unavailable = { status: 503, code: 'database-unavailable', retryAfter: '5' };

/** Two requests that wait: one to be decided, one to be cancelled by its traveller. */
async function waiting() {
  const [asked, dropped] = [await live.file('XA-2'), await live.file('XA-2')];
  await live.until('both are asked about', async () => (await openTasks(asked.id, dropped.id)) === 2);
  return { asked, dropped };
}
type Waiting = Awaited<ReturnType<typeof waiting>>;

async function openTasks(...ids: string[]): Promise<number> {
  return (await live.sql(`SELECT 1 FROM tasks WHERE "caseId" = ANY ($1::uuid[]) AND state = 'open'`, [ids])).length;
}

/** Sends a filing, a decision and an act, each again until there is an answer, the same way each time. */
function sendAll({ asked, dropped }: Waiting) {
  const from = live.answers.length;
  const sent = Promise.all([
    live.file('XA-1'),
    live.decide('cora', asked.id),
    live.cancel(dropped.person, dropped.id),
  ] as const);
  const refusedOf = (what: RegExp) =>
    live.answers.slice(from).filter(({ path, status }) => status >= 400 && what.test(path));
  const paths = { filing: /^\/requests$/, decision: /decision$/, act: /acts$/ };
  return {
    sent,
    /** The first refusal each of the three has met. */
    async told(): Promise<Record<string, Told>> {
      await live.until('all three are told', async () =>
        Object.values(paths).every((one) => refusedOf(one).length > 0),
      );
      const first = Object.entries(paths).map(([name, what]): [string, Told] => {
        const { status, code, retryAfter } = refusedOf(what)[0]!;
        return [name, { status, code, retryAfter }];
      });
      return Object.fromEntries(first);
    },
  };
}

const countOf = async () =>
  (
    await live.sql<{ cases: number; decisions: number; acts: number }>(
      `SELECT (SELECT count(*)::int FROM cases) AS cases, (SELECT count(*)::int FROM decisions) AS decisions,
         (SELECT count(*)::int FROM acts) AS acts`,
    )
  )[0]!;

/** Whatever was told meanwhile: one more case, one decision, one act, and each case where it should be. */
async function standOnce(
  { asked, dropped }: Waiting,
  sent: ReturnType<typeof sendAll>['sent'],
  before: Awaited<ReturnType<typeof countOf>>,
): Promise<void> {
  const [filed, decided, cancelled] = await sent;
  expect([201, 202]).toContain(filed.reply.status);
  expect([decided.status, cancelled.status]).toEqual([200, 200]);
  await live.until('the filing is settled', async () => (await live.stateOf(filed.id)) === 'cleared');
  expect([await live.stateOf(asked.id), await live.stateOf(dropped.id)]).toEqual(['cleared', 'cancelled']);
  const { cases, decisions, acts } = before;
  expect(await countOf()).toEqual({ cases: cases + 1, decisions: decisions + 1, acts: acts + 1 });
}

test('with the database away from the API, filing, deciding and acting are 503 with Retry-After, and nothing of it is done', async () => {
  const [these, before] = [await waiting(), await countOf()];
  const relay = live.relay('api-postgres');
  relay.refuse(true);
  relay.cut();
  const { sent, told } = sendAll(these);
  expect(await told()).toEqual({ filing: unavailable, decision: unavailable, act: unavailable });
  expect(await countOf()).toEqual(before);
  expect(await openTasks(these.asked.id, these.dropped.id)).toBe(2);
  relay.refuse(false);
  await standOnce(these, sent, before);
}, 120_000);

test('what the worker has done when the API loses the database is 503, and is the same when it is sent again', async () => {
  const [these, before] = [await waiting(), await countOf()];
  const relay = live.relay('api-postgres');
  const lose = async () => {
    relay.refuse(true);
    relay.cut();
  };
  const met = live.relay('worker-postgres').hold('COMMIT', 'before', lose, 3);
  const { sent, told } = sendAll(these);
  await met;
  expect(await told()).toEqual({ filing: unavailable, decision: unavailable, act: unavailable });
  relay.refuse(false);
  await standOnce(these, sent, before);
}, 120_000);

test('with Temporal down, filing, deciding and acting are 503 with Retry-After, and stand once when sent again', async () => {
  const [these, before] = [await waiting(), await countOf()];
  await live.kill('temporal');
  const { sent, told } = sendAll(these);
  const unclear = { status: 503, code: 'unclear', retryAfter: '1' };
  expect(await told()).toEqual({
    filing: { status: 503, code: 'temporal-unavailable', retryAfter: '5' },
    ...{ decision: unclear, act: unclear },
  });
  await live.begin('temporal');
  await standOnce(these, sent, before);
}, 150_000);

test.each([
  ['postgres', 'PostgreSQL'],
  ['temporal', 'Temporal'],
] as const)(
  'a worker that begins while %s is away waits for it and says so, then does its work',
  async (part, name) => {
    await live.kill('worker');
    await live.kill(part);
    const logged = () => readFileSync(join(live.home, 'logs/worker.log'), 'utf8');
    const from = logged().length;
    await live.begin('worker');
    const isSaid = (line: string) => line.includes('the worker waits') && line.includes(`"part":"${name}"`);
    await live.until('it is said twice', async () => logged().slice(from).split('\n').filter(isSaid).length > 1);
    expect(live.isUp('worker')).toBe(true);
    await live.begin(part);
    const { id } = await live.file('XA-1');
    await live.until('a filing is cleared', async () => (await live.stateOf(id)) === 'cleared', 60_000);
  },
  120_000,
);
