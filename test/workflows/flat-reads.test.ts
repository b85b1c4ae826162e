// What a clearance costs does not grow with what is on file: the last of many trips reads as many rows as the first.
import { randomUUID } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { addPeople, tripOf } from '../../bench/support/people.ts';
import { openOnRealServer, type RealServer } from '../support/real-server.ts';

const people = 2_000;
const trips = 8;
/** On small tables the planner would read all of them although an index is there. */
const byIndex = '-c enable_seqscan=off';

test('a trip reads no more rows for all the trips before it, and never all people', async () => {
  const [none, first, both] = [
    await rowsRead(0, people, byIndex),
    await rowsRead(trips, people, byIndex),
    await rowsRead(2 * trips, people, byIndex),
  ];
  const grown = Object.keys(both!).filter((table) => {
    const [early, late] = [first![table]! - none![table]!, both![table]! - first![table]!];
    return late > 1.25 * early + trips;
  });
  expect(grown).toEqual([]);
  expect(both!['people']! - none!['people']!).toBeLessThan(people);
  expect(both!['trainings']! - none!['trainings']!).toBeLessThan(people);
}, 120_000);

test('by the plans PostgreSQL makes of itself, no trip reads all people either', async () => {
  const many = 20_000;
  const read = await rowsRead(trips, many);
  expect(read['people']).toBeLessThan(many);
  expect(read['trainings']).toBeLessThan(many);
}, 120_000);

/** Kept as a draft, filed, looked at, decided and cancelled, one after the other, each for another traveller. */
async function live({ call }: RealServer, number: number): Promise<void> {
  const person = `p${number + 1}`;
  const trip = tripOf(number, 'XA-2');
  const kept = await call(person, 'PUT', `/drafts/${randomUUID()}`, trip);
  const filed = await call(person, 'POST', '/requests', trip);
  const { id, openTasks } = filed.body as { id: string; openTasks: { id: string }[] };
  const task = `/tasks/${openTasks[0]!.id}`;
  const pages = [`/requests/${id}`, `/requests/${id}/explanation`, task];
  const seen = await Promise.all(pages.map((path) => call('cora', 'GET', path)));
  const decided = await call('cora', 'POST', `${task}/decision`, { outcome: 'approve', version: 1 });
  const cancelled = await call(person, 'POST', `/requests/${id}/acts`, { verb: 'cancel', form: {} });
  const answers = [kept, filed, ...seen, decided, cancelled].map(({ status }) => status);
  expect(answers).toEqual([200, 201, 200, 200, 200, 200, 200]);
}

/** Rows API and worker read of each table, by index or without, from their beginning to their end. */
async function rowsRead(count: number, people: number, settings = ''): Promise<Record<string, number>> {
  const system = await openOnRealServer(settings, (owner) => addPeople(owner, people));
  const { owner, product, environment, database } = system;
  const counted = async () =>
    (
      await owner.query<{ name: string; rows: string }>(
        `SELECT relname AS name, seq_tup_read + (SELECT coalesce(sum(idx_tup_read), 0) FROM pg_stat_user_indexes i WHERE i.relid = t.relid) AS rows
         FROM pg_stat_user_tables t ORDER BY 1`,
      )
    ).rows;
  try {
    await owner.query('ANALYZE people, trainings');
    const before = await counted();
    for (let number = 0; number < count; number += 1) await live(system, number);
    // Connections tell what they have counted when they end.
    await product.close();
    const after = await counted();
    return Object.fromEntries(after.map(({ name, rows }, index) => [name, +rows - +before[index]!.rows]));
  } finally {
    await owner.end();
    await environment.teardown();
    await database.drop();
  }
}
