// What changed since a position, while others write.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { casesChangedSince, positionNow } from '../../api/case-positions.ts';
import { aCase, touch } from './a-case.ts';
import { openDoor, type Door } from './door.ts';

let door: Door;
beforeAll(async () => {
  door = await openDoor();
});
afterAll(() => door.close());

/** Above all given before. */
async function nextNumber(): Promise<bigint> {
  const [row] = await door.worker.$queryRaw<{ number: string }[]>`SELECT pg_current_xact_id()::text AS number`;
  return BigInt(row!.number);
}

/** Transactions that have their numbers and are not over. */
async function underWay(count: number): Promise<() => Promise<unknown>> {
  const clients = Array.from({ length: count }, () => new Client({ connectionString: door.database.ownerUrl }));
  for (const client of clients) {
    await client.connect();
    await client.query('BEGIN');
    await client.query('SELECT pg_current_xact_id()');
  }
  return () => Promise.all(clients.map((client) => client.end()));
}

test('a change is found however many others have begun to write after it', async () => {
  const [moved, left] = [await aCase(door), await aCase(door)];
  const position = await nextNumber();
  await touch(door, moved);
  const end = await underWay(5);
  try {
    const found = await casesChangedSince(door.deps.db, position);
    expect(found).toContain(moved);
    expect(found).not.toContain(left);
  } finally {
    await end();
  }
});

test('what was under way at the position is found once it is over', async () => {
  const id = await aCase(door);
  const late = new Client({ connectionString: door.database.ownerUrl });
  await late.connect();
  await late.query('BEGIN');
  await late.query('UPDATE cases SET "updatedAt" = "updatedAt" WHERE id = $1', [id]);
  const position = await positionNow(door.deps.db);
  await touch(door, await aCase(door));
  await late.query('COMMIT');
  await late.end();
  expect(await casesChangedSince(door.deps.db, position)).toContain(id);
});
