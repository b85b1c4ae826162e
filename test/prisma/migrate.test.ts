// What bringing a database up promises.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { connect } from '../../prisma/connect.ts';
import { findDrift } from '../../prisma/drift.ts';
import { migrate } from '../../prisma/migrate.ts';
import { emptyDatabase, freshDatabase, type FreshDatabase } from '../../scripts/parts/fresh-database.ts';

let database: FreshDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());

const passwords = { worker: 'w', api: 'a', reader: 'r', signer: 's' };

test('schema and migrations say the same', async () => {
  const scratch = await emptyDatabase();
  const drift = await findDrift(database.ownerUrl, scratch.ownerUrl);
  await scratch.drop();
  expect(drift).toEqual({ missing: [], unexpected: [] });
});

test('a server that can lose what it acknowledged is refused', async () => {
  await expect(migrate(database.ownerUrl, { passwords })).rejects.toThrow('Set fsync = on');
});

test('each role of the running system signs in with its own password', async () => {
  for (const url of [database.workerUrl, database.apiUrl, database.readerUrl, database.signerUrl]) {
    const client = connect(url);
    const rows = await client.$queryRaw<{ name: string; timeout: string }[]>`
      SELECT current_user::text AS name, current_setting('statement_timeout') AS timeout`;
    await client.$disconnect();
    expect(rows).toEqual([{ name: new URL(url).username, timeout: '10s' }]);
  }
});
