// Requests through the door: who sees them, what they show, and who may decide.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { directGateway } from './direct-gateway.ts';
import { openDoor, world, type Door } from './door.ts';
import { actorsOf, lake } from './trips.ts';

const on: Parameters<typeof directGateway>[0] = { now: () => Date.parse(world.clock) };
let door: Door;

beforeAll(async () => {
  door = await openDoor({ gateway: directGateway(on) });
  on.db = door.worker;
});
afterAll(() => door.close());

const { filed, decide } = actorsOf(() => door);

test('a filed request shows where it stands and who holds it until when', async () => {
  const request = await filed();
  expect(request).toMatchObject({
    state: 'in-review',
    valid: false,
    version: 1,
    subject: { id: 'ana', name: 'Ana Ruiz' },
    purpose: 'Clinic round',
  });
  expect(request.reference).toMatch(/^TC-2027-\d{6}$/);
  expect(request.parts).toHaveLength(1);
  expect(request.parts[0]).toMatchObject({
    stop: 1,
    subject: 'traveller',
    state: 'waiting',
    area: { id: 'XA-2', countryName: 'Arvenia', zone: 'Asia/Kathmandu' },
    nights: 3,
    history: [],
  });
  expect(request.parts[0].waitingFor).toMatchObject({
    authority: 'clearing-officer',
    holders: [{ id: 'cora' }, { id: 'otto' }],
    mode: 'decide',
    moved: false,
  });
  expect(request.openTasks).toHaveLength(1);
  expect(request.openTasks[0].mine).toBe(false);
  const again = await door.call('GET', `/requests/${request.id}`, { as: 'cora' });
  expect(again.body.openTasks[0].mine).toBe(true);
});

test('a traveller, his supervisor, his focal point, who decides and who watches the country see a request; others find nothing', async () => {
  const { id } = await filed();
  const seen = async (as: string) => (await door.call('GET', `/requests/${id}`, { as })).status;
  for (const person of ['ana', 'hugo', 'cora', 'otto', 'dora', 'desk'])
    expect({ person, status: await seen(person) }).toEqual({ person, status: 200 });
  for (const person of ['yara', 'gita', 'deepa', 'eli'])
    expect({ person, status: await seen(person) }).toEqual({ person, status: 404 });
});

test('lists, explanations, histories and tasks keep to the same readers', async () => {
  const { id, openTasks } = await filed();
  for (const path of [`/requests/${id}/explanation`, `/requests/${id}/history`, `/tasks/${openTasks[0].id}`]) {
    expect({ path, status: (await door.call('GET', path, { as: 'gita' })).status }).toEqual({ path, status: 404 });
    expect({ path, status: (await door.call('GET', path, { as: 'cora' })).status }).toEqual({ path, status: 200 });
  }
  const idsOf = async (as: string, path: string) =>
    (await door.call('GET', path, { as })).body.items.map((one: { id: string }) => one.id);
  expect(await idsOf('hugo', '/requests')).toContain(id);
  expect(await idsOf('gita', '/requests')).not.toContain(id);
  expect(await idsOf('cora', '/tasks?mine=1')).toContain(openTasks[0].id);
  expect(await idsOf('hugo', '/tasks?mine=1')).not.toContain(openTasks[0].id);
  expect(await idsOf('gita', '/tasks')).not.toContain(openTasks[0].id);
});

test('reading somebody else’s request is written down, reading one’s own is not', async () => {
  const { id } = await filed();
  await door.call('GET', `/requests/${id}`, { as: 'ana' });
  await door.call('GET', `/requests/${id}`, { as: 'hugo' });
  await door.call('GET', `/requests/${id}`, { as: 'gita' });
  const rows = await door.worker.accessLog.findMany({ where: { caseId: id }, orderBy: { personId: 'asc' } });
  expect(rows.map(({ personId, action, outcome }) => [personId, action, outcome])).toEqual([
    ['gita', 'read', 'refused'],
    ['hugo', 'read', 'granted'],
  ]);
});

test('a traveller is told who read his request; nobody else is', async () => {
  const { id } = await filed();
  await door.call('GET', `/requests/${id}`, { as: 'hugo' });
  await door.call('GET', `/requests/${id}/explanation`, { as: 'cora' });
  await door.call('GET', `/requests/${id}`, { as: 'gita' });
  const own = await door.call('GET', `/requests/${id}/history`, { as: 'ana' });
  expect(own.body.reads).toMatchObject([
    { seq: 1, reader: { id: 'hugo' }, action: 'read', hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
    { seq: 2, reader: { id: 'cora' }, action: 'read-explanation' },
  ]);
  expect((await door.call('GET', `/requests/${id}/history`, { as: 'hugo' })).body.reads).toEqual([]);
});

test('pages of requests follow each other, newest first, and are narrowed by state and words', async () => {
  await filed('deepa', { purpose: 'Cold chain' });
  const all: string[] = [];
  for (let next: string | null = ''; next !== null;) {
    const { body } = await door.call('GET', `/requests?limit=2${next && `&cursor=${next}`}`, { as: 'desk' });
    all.push(...body.items.map((one: { id: string }) => one.id));
    next = body.next;
  }
  expect(new Set(all).size).toBe(all.length);
  expect(all).toHaveLength(await door.worker.case.count());
  const found = await door.call('GET', '/requests?q=cold%20CHAIN&state=in-review,cleared', { as: 'desk' });
  expect(found.body.items.map((one: { purpose: string }) => one.purpose)).toEqual(['Cold chain']);
  expect((await door.call('GET', '/requests?state=denied', { as: 'desk' })).body.items).toEqual([]);
  expect((await door.call('GET', "/requests?q='%20OR%201=1", { as: 'desk' })).body.items).toEqual([]);
});

test('an approval clears the stop and is kept with who, on what power and when', async () => {
  const { id } = await filed();
  const { status, body } = await decide('cora', id, { outcome: 'approve', area: 'XA-2' });
  expect({ status, code: body.code, state: body.state, valid: body.valid }).toEqual({
    status: 200,
    code: undefined,
    state: 'cleared',
    valid: true,
  });
  expect(body.parts[0].decidedBy).toMatchObject({
    authority: 'clearing-officer',
    holder: { id: 'cora' },
    instrument: 'A-05',
  });
  expect(body.parts[0].history).toHaveLength(1);
  expect(body.openTasks).toEqual([]);
  expect(body.notified.map((one: { person: { id: string } }) => one.person.id)).toContain('ana');
});

test('a second click of the same person with the same id answers as the first did', async () => {
  const { id } = await filed();
  const click = { id: randomUUID(), outcome: 'approve' };
  expect((await decide('cora', id, click)).status).toBe(200);
  expect((await decide('cora', id, click)).status).toBe(200);
  expect(await door.worker.decision.count({ where: { caseId: id } })).toBe(1);
});

test.each([
  ['a second decision', 'cora', { outcome: 'approve' }, 'already-decided'],
  ['his colleague’s later one', 'otto', { outcome: 'deny', reason: 'Lodge is full' }, 'already-decided'],
])('after a decision %s is refused', async (_, as, body, code) => {
  const { id } = await filed();
  await decide('cora', id, { outcome: 'approve' });
  const refused = await decide(as, id, body);
  expect([refused.status, refused.body.code]).toEqual([409, code]);
});

test('nobody decides on a request he has no task on, and an unknown request refuses in the same words', async () => {
  const { id } = await filed();
  const known = await decide('gita', id, { outcome: 'approve' });
  const unknown = await decide('gita', randomUUID(), { outcome: 'approve' });
  expect([known.status, known.body.code]).toEqual([403, 'not-your-decision']);
  const { instance: one, ...first } = known.body;
  const { instance: other, ...second } = unknown.body;
  expect(one).not.toBe(other);
  expect(first).toEqual(second);
  expect(
    await door.worker.accessLog.count({
      where: { caseId: id, personId: 'gita', action: 'decide', code: 'not-your-decision' },
    }),
  ).toBe(1);
});

test('nobody decides his own travel, whatever he holds', async () => {
  const { id, openTasks } = await filed('cora', { activity: 'oversight' });
  expect(openTasks[0].holders).toEqual([expect.objectContaining({ id: 'otto' })]);
  const refused = await decide('cora', id, { outcome: 'approve' });
  expect([refused.status, refused.body.code]).toEqual([403, 'conflict-of-interest']);
  const byTask = await door.call('POST', `/tasks/${openTasks[0].id}/decision`, {
    as: 'cora',
    body: { outcome: 'approve', version: 1 },
  });
  expect([byTask.status, byTask.body.code]).toEqual([403, 'conflict-of-interest']);
});

test.each(['deny', 'return'])('to %s needs a reason', async (outcome) => {
  const { id } = await filed();
  const refused = await decide('cora', id, { outcome });
  expect([refused.status, refused.body.code]).toEqual([422, 'reason-required']);
});

test('a decision on an older version or on a risk that has moved is refused', async () => {
  const { id } = await filed();
  const stale = await decide('cora', id, { outcome: 'approve', seen: { presentRisk: 'low' } });
  expect([stale.status, stale.body.code]).toEqual([409, 'stale-facts']);
  await door.worker.case.update({ where: { id }, data: { version: 2 } });
  const older = await decide('cora', id, { outcome: 'approve', version: 1 });
  expect([older.status, older.body.code]).toEqual([409, 'stale-content']);
});

test('a task shows what it is decided on, and is decided by its id', async () => {
  const { id, openTasks } = await filed();
  const task = await door.call('GET', `/tasks/${openTasks[0].id}`, { as: 'otto' });
  expect(task.body).toMatchObject({
    request: id,
    authority: 'clearing-officer',
    state: 'open',
    outcomes: ['approve', 'return', 'deny', 'advise'],
    seen: { presentRisk: 'medium' },
    version: 1,
  });
  expect(
    task.body.explanation.rules.filter((one: { result: string }) => one.result === 'fired').length,
  ).toBeGreaterThan(0);
  expect(
    task.body.explanation.rules.every((one: { source: string; sentence: string }) => one.source && one.sentence),
  ).toBe(true);
  const { version, seen } = task.body;
  const { status, body } = await door.call('POST', `/tasks/${openTasks[0].id}/decision`, {
    as: 'otto',
    body: { outcome: 'return', reason: 'Name the lodge', version, seen },
  });
  expect({ status, code: body.code }).toEqual({ status: 200, code: undefined });
  expect(body).toMatchObject({ decision: { outcome: 'return' }, request: { state: 'returned', valid: false } });
});

test('an explanation names each fact, where it comes from and its value', async () => {
  const { id } = await filed();
  const { body } = await door.call('GET', `/requests/${id}/explanation`, { as: 'ana' });
  expect(body.parts[0].ruleSet).toMatchObject({ name: 'travelClearance', version: 1 });
  expect(body.parts[0].facts).toContainEqual(expect.objectContaining({ name: 'presentRisk', value: 'medium' }));
  expect(body.parts[0].route).toContainEqual({ stage: 20, authority: 'clearing-officer', mode: 'decide' });
});

test('a history tells every event in order, each with its hash', async () => {
  const { id } = await filed();
  await decide('cora', id, { outcome: 'approve' });
  const { body } = await door.call('GET', `/requests/${id}/history`, { as: 'ana' });
  expect(body.items.map((one: { seq: number }) => one.seq)).toEqual(
    body.items.map((_: unknown, index: number) => index + 1),
  );
  expect(body.items[0]).toMatchObject({ kind: 'filed', actor: { id: 'ana' } });
  expect(body.items.find((one: { kind: string }) => one.kind === 'decided')).toMatchObject({
    actor: { id: 'cora' },
    detail: { outcome: 'approve' },
  });
});

test('a decision without area means every part that waits for this person', async () => {
  const { id, openTasks } = await filed('ana', {
    stops: [lake, { ...lake, area: 'XA-2b', arrive: '2027-03-14T12:00', depart: '2027-03-16T10:00' }],
  });
  expect(openTasks).toHaveLength(2);
  const { body } = await decide('otto', id, { outcome: 'approve' });
  expect(body.parts.map((part: { state: string }) => part.state)).toEqual(['cleared', 'cleared']);
});
