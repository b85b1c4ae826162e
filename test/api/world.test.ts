// Reference data through the door: everybody reads, few change, and nobody for his own gain.
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { WorldChangeOrder } from '../../api/gateway-port.ts';
import { worldViews } from '../../api/world-views.ts';
import { openDoor, type Door } from './door.ts';

let door: Door;
let sent: WorldChangeOrder[] = [];
const gateway = {
  changeWorld: async (order: WorldChangeOrder) => {
    sent.push(order);
    return { id: randomUUID(), seq: '7', touched: 2 };
  },
};
beforeAll(async () => {
  door = await openDoor({ gateway });
  await door.worker.area.update({ where: { id: 'XA-2' }, data: { ceiling: 40 } });
});
beforeEach(() => void (sent = []));
afterAll(() => door.close());

test('every collection answers a page to who may read it', async () => {
  for (const name of Object.keys(worldViews)) {
    const { status, body } = await door.call('GET', `/${name}?limit=3`, { as: 'saba' });
    expect({ name, status, items: Array.isArray(body.items) }).toEqual({ name, status: 200, items: true });
  }
});

test('pages follow each other without a gap and end', async () => {
  const seen: string[] = [];
  for (let next: string | null = ''; next !== null;) {
    const { body } = await door.call('GET', `/people?limit=7${next && `&cursor=${next}`}`, { as: 'ana' });
    seen.push(...body.items.map(({ id }: { id: string }) => id));
    next = body.next;
  }
  expect(seen).toHaveLength(await door.worker.person.count());
  expect(new Set(seen).size).toBe(seen.length);
  expect((await door.call('GET', '/people?cursor=nonsense', { as: 'ana' })).body.errors[0].path).toBe('cursor');
});

test('a list is narrowed by what is typed, whatever the case of its letters', async () => {
  const { body } = await door.call('GET', '/areas?q=lake', { as: 'ana' });
  expect(body.items.map(({ id }: { id: string }) => id)).toEqual(['XA-2', 'XA-2b']);
  expect(body.items[0]).toMatchObject({
    country: 'XA',
    countryName: 'Arvenia',
    zone: 'Asia/Kathmandu',
    presentRisk: 'medium',
    ceiling: 40,
  });
  expect((await door.call('GET', '/areas?q=%25', { as: 'ana' })).body.items).toEqual([]);
});

test('the areas in crisis are listed from when it was called', async () => {
  expect((await door.call('GET', '/crises', { as: 'ana' })).body.items).toEqual([]);
  await door.worker.area.update({ where: { id: 'XA-2' }, data: { crisisSince: new Date(door.now.at) } });
  const { body } = await door.call('GET', '/crises', { as: 'ana' });
  await door.worker.area.update({ where: { id: 'XA-2' }, data: { crisisSince: null } });
  expect(body.items).toEqual([
    { area: 'XA-2', name: 'Lake region', country: 'XA', since: new Date(door.now.at).toISOString() },
  ]);
});

test('where people are or will be is not told to everybody', async () => {
  for (const path of ['/presences', '/flights']) expect((await door.call('GET', path, { as: 'ana' })).status).toBe(403);
});

test('an administrator changes what he names, and the change is his', async () => {
  const { status, body } = await door.call('PATCH', '/areas/XA-2', {
    as: 'adm1',
    body: { presentRisk: 'high', reason: 'Two attacks' },
  });
  expect({ status, ...body, change: typeof body.change }).toEqual({
    status: 200,
    seq: '7',
    touched: 2,
    change: 'string',
  });
  expect(sent).toEqual([
    { kind: 'area', key: 'XA-2', patch: { id: 'XA-2', presentRisk: 'high' }, by: 'adm1', reason: 'Two attacks' },
  ]);
});

test('a change no worker has made yet is accepted, not done', async () => {
  const slow = await openDoor({ gateway: { changeWorld: async () => ({ id: randomUUID() }) } });
  const { status, body } = await slow.call('POST', '/policies', { as: 'adm1', body: { area: 'XA-2', mode: 'ban' } });
  expect([status, body.seq]).toEqual([202, null]);
  await slow.close();
});

test('who holds no such power changes nothing', async () => {
  for (const [method, path, body] of [
    ['PATCH', '/areas/XA-2', { presentRisk: 'low' }],
    ['POST', '/policies', { area: 'XA-2', mode: 'automatic' }],
    ['PATCH', '/appointments/A-99', { role: 'designated-official', holder: 'ana', country: 'XA', from: '2026-01-01' }],
    ['PATCH', '/people/ana', { training: { SSAFE: 'never' } }],
    ['POST', '/requirements', { area: 'XA-2', training: 'SSAFE' }],
  ] as const) {
    const answer = await door.call(method, path, { as: 'ana', body });
    expect({ path, status: answer.status, code: answer.body.code }).toEqual({ path, status: 403, code: 'forbidden' });
  }
  expect(sent).toEqual([]);
  const tried = await door.worker.accessLog.findMany({ where: { personId: 'ana', outcome: 'refused' } });
  expect(tried.map(({ target }) => target)).toContain('patch /api/v1/areas/:id');
});

test('a designated official changes policies, ceilings and areas of his own country, and no other', async () => {
  const own = await door.call('POST', '/policies', { as: 'dora', body: { area: 'XA-2', mode: 'ban' } });
  const ceiling = await door.call('PATCH', '/ceilings/XA-2', { as: 'dora', body: { ceiling: 30 } });
  const other = await door.call('POST', '/policies', { as: 'dora', body: { area: 'XB-2', mode: 'ban' } });
  const course = await door.call('POST', '/requirements', { as: 'dora', body: { area: 'XA-2', training: 'SSAFE' } });
  expect([own.status, ceiling.status, other.status, course.status]).toEqual([200, 200, 403, 403]);
  expect(sent.map(({ kind, patch }) => [kind, patch])).toEqual([
    ['policy', { area: 'XA-2', mode: 'ban' }],
    ['area', { id: 'XA-2', ceiling: 30 }],
  ]);
  const tried = await door.worker.accessLog.findFirst({ where: { personId: 'dora', outcome: 'refused' } });
  expect(tried).toMatchObject({ action: 'change', target: 'policy XB-2', code: 'forbidden' });
});

test('a designated official does not move the borders of what is his', async () => {
  for (const body of [{ country: 'XA' }, { owner: 'XA' }, { claimedBy: [] }])
    expect((await door.call('PATCH', '/areas/XA-2', { as: 'dora', body })).status).toBe(403);
  expect((await door.call('PATCH', '/areas/XB-2', { as: 'dora', body: { owner: 'XA' } })).status).toBe(403);
  expect((await door.call('PATCH', '/areas/XA-77', { as: 'dora', body: { country: 'XA', name: 'New' } })).status).toBe(
    403,
  );
});

test('a security adviser changes assessments of his country, and does not take one from another', async () => {
  const own = await door.call('PATCH', '/assessments/SRM-XA-2', { as: 'saba', body: { validTo: '2028-01-31' } });
  const other = await door.call('PATCH', '/assessments/SRM-XB-2', { as: 'saba', body: { validTo: '2028-01-31' } });
  const taken = await door.call('PATCH', '/assessments/SRM-XB-2', {
    as: 'saba',
    body: { area: 'XA-2', validTo: '2028-01-31' },
  });
  expect([own.status, other.status, taken.status]).toEqual([200, 403, 403]);
});

test('an administrator gives himself nothing', async () => {
  for (const [path, body] of [
    ['/appointments/A-99', { role: 'designated-official', holder: 'adm1', country: 'XA', from: '2027-01-01' }],
    ['/people/adm1', { training: { SSAFE: 'never' } }],
  ] as const)
    expect((await door.call('PATCH', path, { as: 'adm1', body })).body.code).toBe('conflict-of-interest');
  expect(sent).toEqual([]);
});

test('what is not a word of the form is refused with its path', async () => {
  const unknown = await door.call('PATCH', '/areas/XA-2', { as: 'adm1', body: { presentRisk: 'scary' } });
  const further = await door.call('PATCH', '/areas/XA-2', { as: 'adm1', body: { crisisSince: '2027-01-01' } });
  const another = await door.call('PATCH', '/areas/XA-2', { as: 'adm1', body: { id: 'XA-3', capital: true } });
  expect([unknown.body.errors[0].path, further.status, another.status]).toEqual(['presentRisk', 400, 400]);
});

test('of a person everybody reads name, organization, category and powers; the rest goes to those who answer for him', async () => {
  const seen: Record<string, boolean> = {};
  for (const reader of ['ana', 'hugo', 'sam', 'adm1', 'ben', 'dora'])
    seen[reader] = (await door.call('GET', '/people/ana', { as: reader })).body.details !== null;
  expect(seen).toEqual({ ana: true, hugo: true, sam: true, adm1: true, ben: false, dora: false });
  const read = await door.worker.accessLog.findMany({
    where: { action: 'read-person', target: 'ana' },
    select: { personId: true },
  });
  expect(read.map(({ personId }) => personId).toSorted()).toEqual(['adm1', 'hugo', 'sam']);
});

test('a change is followed until it has reached all it touches', async () => {
  const id = randomUUID();
  await door.worker.referenceChange.create({
    data: {
      id,
      kind: 'area',
      key: 'XA-2',
      patch: {},
      scope: {},
      byId: 'adm1',
      at: new Date(door.now.at),
      state: 'reaching',
    },
  });
  expect((await door.call('GET', `/changes/${id}`, { as: 'adm1' })).body.state).toBe('reaching');
  expect((await door.call('GET', `/changes/${randomUUID()}`, { as: 'adm1' })).status).toBe(404);
});
