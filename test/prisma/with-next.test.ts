// Statements that travel together are answered as if they had gone one by one.
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { sqlState } from '../../activities/transact.ts';
import { connect, type Database } from '../../prisma/connect.ts';
import { withNext } from '../../prisma/with-next.ts';
import { freshDatabase, type FreshDatabase } from '../../scripts/parts/fresh-database.ts';

let database: FreshDatabase;
let owner: Client;
/** One connection, so that what a transaction leaves behind meets the next one. */
let db: Database;

beforeAll(async () => {
  database = await freshDatabase();
  owner = new Client({ connectionString: database.ownerUrl });
  await owner.connect();
  await owner.query('CREATE TABLE kept (word text PRIMARY KEY)');
  db = connect(database.ownerUrl, { connections: 1, lockTimeoutMs: 300 });
});
beforeEach(() => owner.query('TRUNCATE kept'));
afterAll(async () => {
  await db?.$disconnect();
  await owner?.end();
  await database?.drop();
});

const words = async () =>
  (await owner.query<{ word: string }>('SELECT word FROM kept ORDER BY word')).rows.map((row) => row.word);
const count = () => db.$queryRaw<{ n: number }[]>`SELECT count(*)::int AS n FROM kept`;
const stateOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => sqlState(error),
  );

test('a write that goes with the end of its transaction is kept', async () => {
  await db.$transaction(async (tx) => void (await tx.$executeRaw`${withNext}INSERT INTO kept VALUES ('a')`));
  expect(await words()).toEqual(['a']);
});

test('a write refused with the end of its transaction is told, and nothing of the transaction stays', async () => {
  await owner.query(`INSERT INTO kept VALUES ('a')`);
  const step = db.$transaction(async (tx) => {
    await tx.$executeRaw`INSERT INTO kept VALUES ('b')`;
    await tx.$executeRaw`${withNext}INSERT INTO kept VALUES ('a')`;
  });
  expect(await stateOf(step)).toBe('23505');
  expect(await words()).toEqual(['a']);
  expect(await count()).toEqual([{ n: 1 }]);
});

test('what fails is named by the first that failed, not by those behind it', async () => {
  await owner.query('BEGIN; LOCK TABLE kept');
  const step = db.$transaction(async (tx) => {
    await tx.$executeRaw`${withNext}LOCK TABLE kept`;
    return tx.$queryRaw`SELECT 1`;
  });
  expect(await stateOf(step)).toBe('55P03');
  await owner.query('ROLLBACK');
  expect(await count()).toEqual([{ n: 0 }]);
});

test('what is read behind a lock is what stands once the lock is held', async () => {
  await owner.query(`BEGIN; LOCK TABLE kept; INSERT INTO kept VALUES ('a')`);
  const read = db.$transaction(async (tx) => {
    await tx.$executeRaw`${withNext}LOCK TABLE kept`;
    return tx.$queryRaw<{ word: string }[]>`SELECT word FROM kept`;
  });
  await new Promise((resolve) => setTimeout(resolve, 100));
  await owner.query('COMMIT');
  expect(await read).toEqual([{ word: 'a' }]);
});

test('what was held back is dropped with a transaction that is given up', async () => {
  const given = db.$transaction(async (tx) => {
    await tx.$executeRaw`${withNext}INSERT INTO kept VALUES ('a')`;
    throw new Error('given up');
  });
  await expect(given).rejects.toThrow('given up');
  expect(await count()).toEqual([{ n: 0 }]);
  await db.$transaction(async (tx) => void (await tx.$executeRaw`INSERT INTO kept VALUES ('b')`));
  expect(await words()).toEqual(['b']);
});

test('the level of a transaction holds from its first statement', async () => {
  const seen = await db.$transaction(
    async (tx) => {
      const ask = () => tx.$queryRaw<{ n: number }[]>`SELECT count(*)::int AS n FROM kept`;
      const before = await ask();
      await owner.query(`INSERT INTO kept VALUES ('a')`);
      return [before, await ask()];
    },
    { isolationLevel: 'RepeatableRead' },
  );
  expect(seen).toEqual([[{ n: 0 }], [{ n: 0 }]]);
});

test('the connection lost under a transaction fails it, and the next one has another', async () => {
  const step = db.$transaction(async (tx) => {
    const [{ pid }] = await tx.$queryRaw<[{ pid: number }]>`SELECT pg_backend_pid() AS pid`;
    await owner.query('SELECT pg_terminate_backend($1)', [pid]);
    await tx.$executeRaw`${withNext}INSERT INTO kept VALUES ('a')`;
  });
  await expect(step).rejects.toThrow();
  expect(await count()).toEqual([{ n: 0 }]);
});
