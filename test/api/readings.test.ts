// Who looked at a request is shown to its traveller, and to nobody else.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { aCase } from './a-case.ts';
import { openDoor, type Door } from './door.ts';

let door: Door;
beforeAll(async () => void (door = await openDoor()));
afterAll(() => door.close());

const readings = (id: string, as: string, query = '') => door.call('GET', `/requests/${id}/readings${query}`, { as });

test('a traveller sees who read what of his request, newest first, page after page', async () => {
  const id = await aCase(door, { submitter: 'sam' });
  for (const [as, path] of [
    ['hugo', ''],
    ['sam', '/history'],
    ['ana', ''],
    ['dora', '/explanation'],
    ['ben', ''],
  ] as const) {
    door.now.at += 1000;
    await door.call('GET', `/requests/${id}${path}`, { as });
  }
  const first = await readings(id, 'ana', '?limit=2');
  const second = await readings(id, 'ana', `?limit=2&cursor=${first.body.next}`);
  const all = [...first.body.items, ...second.body.items];
  expect(all.map((one) => [one.person.id, one.person.name, one.action])).toEqual([
    ['dora', 'Dora Official', 'read-explanation'],
    ['sam', 'Sam Focal', 'read-history'],
    ['hugo', 'Hugo Brandt', 'read'],
  ]);
  expect(second.body.next).toBeNull();
});

test('who filed, who decides and who only sees the request are not told who else read it', async () => {
  const id = await aCase(door, { submitter: 'sam' });
  for (const as of ['sam', 'hugo', 'dora', 'desk', 'ben', 'adm1'])
    expect([(await readings(id, as)).status, (await readings(id, as)).body.code]).toEqual([404, 'not-found']);
});
