// Who is above a traveller is asked from above by lists and from below by pages: both answer the same, whoever is above whom.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { seenAmong, visibleTo } from '../../api/visibility.ts';
import { ask } from '../../prisma/ask.ts';
import { Prisma } from '../../prisma/client/client.ts';
import { aCase } from './a-case.ts';
import { openDoor, type Door } from './door.ts';

const staff = Array.from({ length: 7 }, (_, index) => `v${index}`);
const cases = new Map<string, string>();
let door: Door;
beforeAll(async () => {
  door = await openDoor();
  await door.worker.person.createMany({ data: staff.map((id) => ({ id, name: id, category: 'international' })) });
  for (const subject of staff) cases.set(await aCase(door, { subject, organization: 'relief' }), subject);
});
afterAll(() => door.close());

type Person = { supervisorId: string | null; organizationId: string | null };
const person = fc.record({
  supervisorId: fc.option(fc.constantFrom(...staff)),
  organizationId: fc.constantFrom('health', 'health', 'relief', null),
});

/** As a person would say it: up from the traveller, as long as the organization is the same. */
function above(people: ReadonlyMap<string, Person>, traveller: string): Set<string> {
  const found = new Set<string>();
  const { organizationId, supervisorId } = people.get(traveller)!;
  for (let next = supervisorId; next && !found.has(next); next = people.get(next)!.supervisorId) {
    if (organizationId === null || people.get(next)!.organizationId !== organizationId) break;
    found.add(next);
  }
  return found;
}

const subjectsOf = (ids: Iterable<string>) => [...ids].map((id) => cases.get(id)!).sort();
async function listed(reader: string): Promise<string[]> {
  const among = Prisma.sql`c.id = ANY (${[...cases.keys()]}::uuid[])`;
  const sql = Prisma.sql`SELECT c.id FROM cases c WHERE ${among} AND ${visibleTo(reader, door.now.at)}`;
  return subjectsOf((await ask<{ id: string }>(door.deps.db, sql)).map(({ id }) => id));
}

test('a supervisor’s list and the pages behind it hold the requests of all below him in his organization', async () => {
  const tree = fc.tuple(...staff.map(() => person));
  await fc.assert(
    fc.asyncProperty(tree, async (drawn) => {
      const people = new Map(staff.map((id, index) => [id, drawn[index]!]));
      for (const [id, data] of people) await door.worker.person.update({ where: { id }, data });
      for (const reader of staff) {
        const expected = staff.filter((one) => one === reader || above(people, one).has(reader));
        expect(await listed(reader)).toEqual(expected);
        expect(subjectsOf(await seenAmong(door.deps.db, reader, [...cases.keys()], door.now.at))).toEqual(expected);
      }
    }),
    { numRuns: 60 },
  );
}, 60_000);
