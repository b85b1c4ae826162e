// The headcount: who is counted, and who may count.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { aCase, checkIn } from './a-case.ts';
import { openDoor, type Door } from './door.ts';

let door: Door;
beforeAll(async () => {
  door = await openDoor();
});
afterAll(() => door.close());

const at = '2027-03-11T10:00:00.000Z';
const stay = { from: '2027-03-11T04:15:00Z', to: '2027-03-14T04:15:00Z' };
const count = async (as: string, area: string, when = at) =>
  (await door.call('GET', `/headcount?area=${area}&at=${when}`, { as })).body;

test('visitors, residents and people on leave are counted, and each one’s newest status', async () => {
  const presence = (kind: string, persons: number) => ({
    id: randomUUID(),
    areaId: 'XA-2',
    kind,
    persons,
    from: '2027-03-01',
    to: '2027-03-12',
  });
  await door.worker.presence.createMany({
    data: [presence('visitors', 119), presence('residents', 80), presence('on-leave', 30)],
  });
  const cleared = await aCase(door, { ...stay, heads: 1 });
  await checkIn(door, cleared, 'unknown');
  await checkIn(door, cleared, 'safe', 1000);
  expect(await count('saba', 'XA-2')).toEqual({
    area: 'XA-2',
    at,
    organization: null,
    total: 230,
    visitors: 120,
    residents: 80,
    onLeave: 30,
    statuses: { safe: 1 },
  });
});

test('an end is the first moment not counted, of a stay and of a presence alike', async () => {
  expect((await count('saba', 'XA-2', '2027-03-11T04:14:59Z')).visitors).toBe(119);
  expect((await count('saba', 'XA-2', '2027-03-11T04:15:00Z')).visitors).toBe(120);
  expect(await count('saba', 'XA-2', '2027-03-14T04:15:00Z')).toMatchObject({ total: 0 });
  // 18:15 UTC is midnight there.
  expect((await count('saba', 'XA-2', '2027-03-11T18:14:00Z')).residents).toBe(80);
  expect((await count('saba', 'XA-2', '2027-03-11T18:15:00Z')).residents).toBe(0);
});

test('only who may be there is counted; who overstays, until he is out', async () => {
  for (const state of ['cleared', 'cleared-with-conditions', 'registered', 'in-travel', 'overstay'])
    await aCase(door, { ...stay, state, area: 'XA-3', heads: 2 });
  for (const state of ['in-review', 'denied', 'cancelled', 'withdrawn', 'closed', 'suspended'])
    await aCase(door, { ...stay, state, area: 'XA-3', heads: 50 });
  expect((await count('saba', 'XA-3')).visitors).toBe(10);
  expect((await count('saba', 'XA-3', '2027-03-20T00:00:00Z')).visitors).toBe(2);
  const before = door.now.at;
  door.now.at = Date.parse(at);
  expect((await count('saba', 'XA-3')).visitors).toBe(60);
  door.now.at = before;
});

test('only who answers for the area counts, and a focal point counts his own organization', async () => {
  await aCase(door, { ...stay, area: 'XA-4', organization: 'health', heads: 3 });
  await aCase(door, { ...stay, area: 'XA-4', organization: 'food', heads: 5 });
  const seen: Record<string, unknown> = {};
  for (const reader of ['dora', 'saba', 'cora', 'desk', 'sam', 'ssmf', 'abel', 'yara', 'ana', 'adm1']) {
    const answer = await count(reader, 'XA-4');
    seen[reader] = answer.code ?? answer.visitors;
  }
  const [all, no] = [8, 'forbidden'];
  expect(seen).toEqual({
    dora: all,
    saba: all,
    cora: all,
    desk: all,
    sam: 3,
    ssmf: 5,
    abel: no,
    yara: no,
    ana: no,
    adm1: no,
  });
});

test('a coordinator counts his own area', async () => {
  expect((await count('abel', 'XA-3')).area).toBe('XA-3');
});

test('every look and every refused look is written down', async () => {
  await count('zoe', 'XA-2');
  await count('zoe', 'XB-2');
  const rows = await door.worker.accessLog.findMany({
    where: { personId: 'zoe', action: 'headcount' },
    orderBy: { target: 'asc' },
  });
  expect(rows.map(({ target, outcome }) => [target, outcome])).toEqual([
    ['XA-2', 'refused'],
    ['XB-2', 'granted'],
  ]);
});

test('an area nobody knows is said to be unknown', async () => {
  expect(await count('saba', 'XA-99')).toMatchObject({ code: 'unknown-area' });
});
