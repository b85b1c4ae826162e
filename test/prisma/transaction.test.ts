// Plain statements and Prisma's models share one transaction: all of it stands, or nothing.
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { sqlState } from '../../activities/transact.ts';
import { ask } from '../../prisma/ask.ts';
import { Prisma } from '../../prisma/client/client.ts';
import { connect, type Database } from '../../prisma/connect.ts';
import { transaction } from '../../prisma/transaction.ts';
import { withNext } from '../../prisma/with-next.ts';
import { insert } from './rows.ts';
import { freshDatabase, type FreshDatabase } from '../../scripts/parts/fresh-database.ts';
import { pause } from '../../scripts/parts/processes.ts';

let database: FreshDatabase;
let owner: Client;
let db: Database;
type Tx = Prisma.TransactionClient;

beforeAll(async () => {
  database = await freshDatabase();
  owner = new Client({ connectionString: database.ownerUrl });
  await owner.connect();
  db = connect(database.ownerUrl, { connections: 2, lockTimeoutMs: 300 });
});
beforeEach(() => owner.query('DELETE FROM organizations'));
afterAll(async () => {
  await db.$disconnect();
  await owner.end();
  await database.drop();
});

const plainly = (tx: Tx, id: string) => ask(tx, Prisma.sql`INSERT INTO organizations (id, name) VALUES (${id}, ${id})`);
const byModel = (tx: Tx, id: string) => tx.organization.create({ data: { id, name: id } });
const kept = async () =>
  (await owner.query<{ id: string }>('SELECT id FROM organizations ORDER BY id')).rows.map(({ id }) => id);
const settled = <T>(work: Promise<T>) => work.catch((error: Error) => error);

test('what is written either way is seen by the other, and by nobody else until all of it is kept', async () => {
  const seen = await transaction(db, async (tx) => {
    await plainly(tx, 'a');
    await byModel(tx, 'b');
    await plainly(tx, 'c');
    expect(await kept()).toEqual([]);
    expect(await ask(tx, Prisma.sql`SELECT count(*)::int AS n FROM organizations`)).toEqual([{ n: 3 }]);
    expect(await tx.$queryRaw`SELECT count(*)::int AS n FROM organizations`).toEqual([{ n: 3 }]);
    return tx.organization.findMany({ orderBy: { id: 'asc' }, select: { id: true } });
  });
  expect(seen).toEqual([{ id: 'a' }, { id: 'b' }, { id: 'c' }]);
  expect(await kept()).toEqual(['a', 'b', 'c']);
});

test.each<[string, (tx: Tx) => Promise<unknown>]>([
  ['thrown by the work', () => Promise.reject(new Error('given up'))],
  ['of a plain statement', (tx) => plainly(tx, 'a')],
  ['of a model', (tx) => byModel(tx, 'a')],
  [
    'of a write that goes with the end',
    (tx) => ask(tx, Prisma.sql`${withNext}INSERT INTO organizations (id, name) VALUES ('a', 'a')`),
  ],
  ['that the work did not pass on', (tx) => settled(plainly(tx, 'a'))],
  ['of a model that the work did not pass on', (tx) => settled(byModel(tx, 'a'))],
])('after a failure %s nothing is kept, the failure is told and the connection serves the next', async (_, fail) => {
  await owner.query(`INSERT INTO organizations (id, name) VALUES ('a', 'a')`);
  for (let round = 0; round < 4; round += 1)
    await expect(
      transaction(db, async (tx) => {
        await plainly(tx, 'b');
        await byModel(tx, 'c');
        await fail(tx);
      }),
    ).rejects.toThrow();
  expect(await kept()).toEqual(['a']);
  expect(await transaction(db, (tx) => tx.organization.count())).toBe(1);
});

test('a clash is told by its SQLSTATE, however it was asked', async () => {
  await owner.query('BEGIN; LOCK TABLE organizations');
  for (const work of [plainly, byModel] as ((tx: Tx, id: string) => Promise<unknown>)[])
    expect(sqlState(await settled(transaction(db, (tx) => work(tx, 'a'))))).toBe('55P03');
  await owner.query('ROLLBACK');
});

test('two transactions at one moment do not meet in one query of Prisma', async () => {
  await insert(owner, 'people', { id: 'ana', name: 'Ana', category: 'staff' });
  const both = () => {
    let come = 0;
    let open: () => void;
    const opened = new Promise<void>((resolve) => (open = resolve));
    return () => ((come += 1) === 2 && open(), opened);
  };
  const [written, looked] = [both(), both()];
  const [one, other] = await Promise.all(
    ['a', 'b'].map((id) =>
      transaction(db, async (tx) => {
        await ask(
          tx,
          Prisma.sql`INSERT INTO sessions ("tokenHash", "personId", kind, "authAt", "createdAt", "seenAt", "expiresAt")
            VALUES (${id}, 'ana', 'demo', now(), now(), now(), now())`,
        );
        await written();
        const look = (tokenHash: string) =>
          tx.session.findUnique({ where: { tokenHash }, select: { tokenHash: true } });
        const found = await Promise.all([look('a'), look('b')]);
        await looked();
        return found;
      }),
    ),
  );
  expect([one, other]).toEqual([
    [{ tokenHash: 'a' }, null],
    [null, { tokenHash: 'b' }],
  ]);
});

test('what was handed to the work refuses once the transaction is over', async () => {
  let left: Tx | undefined;
  await transaction(db, async (tx) => {
    left = tx;
    await plainly(tx, 'a');
  });
  await expect(plainly(left!, 'b')).rejects.toThrow('The transaction is over.');
  await expect(byModel(left!, 'c')).rejects.toThrow('The transaction is over.');
  expect(await kept()).toEqual(['a']);
});

test('a connection lost on the way is told, left out, and nothing is kept', async () => {
  const lost = transaction(db, async (tx) => {
    await byModel(tx, 'a');
    const [row] = await ask<{ pid: number }>(tx, Prisma.sql`SELECT pg_backend_pid() AS pid`);
    await owner.query('SELECT pg_terminate_backend($1)', [row!.pid]);
    await plainly(tx, 'b');
  });
  await expect(lost).rejects.toThrow();
  expect(await kept()).toEqual([]);
  for (let round = 0; round < 3; round += 1) await transaction(db, (tx) => plainly(tx, `${round}`));
  expect(await kept()).toEqual(['0', '1', '2']);
});

test('who has only asked plainly lets go of his connections too, and may say so twice', async () => {
  const open = () =>
    owner.query(`SELECT FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`);
  await db.$disconnect();
  const other = connect(database.ownerUrl);
  await transaction(other, (tx) => plainly(tx, 'a'));
  expect((await open()).rowCount).toBe(1);
  await Promise.all([other.$disconnect(), other.$disconnect()]);
  // The server ends a session a moment after it was told goodbye.
  for (let left = 50; left > 0 && (await open()).rowCount; left -= 1) await pause(100);
  expect((await open()).rowCount).toBe(0);
});
