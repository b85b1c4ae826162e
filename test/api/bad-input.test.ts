// What people and programs get wrong, case by case: a clear refusal with a stable code, and nothing written.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { Filed } from '../../api/gateway-port.ts';
import { refusal } from '../../api/refusals.ts';
import { directGateway } from './direct-gateway.ts';
import { openDoor, world, type Door } from './door.ts';
import { actorsOf, lake, trip } from './trips.ts';

const on: Parameters<typeof directGateway>[0] = { now: () => Date.parse(world.clock) };
const filings = new Map<string, { body: string; filed: Filed }>();
let door: Door;

beforeAll(async () => {
  const direct = directGateway(on);
  // As the gateway does it: a key gives the request it gave before, and is refused for another.
  const known: typeof direct.known = async (order) => {
    const first = filings.get(`${order.submitter} ${order.idempotencyKey}`);
    if (first && first.body !== JSON.stringify(order.form)) throw refusal('idempotency-key-reused', 'Used before');
    return first ? first.filed : null;
  };
  const file: typeof direct.file = async (order) => {
    const made = await direct.file(order);
    filings.set(`${order.submitter} ${order.idempotencyKey}`, { body: JSON.stringify(order.form), filed: made });
    return made;
  };
  door = await openDoor({ gateway: { ...direct, known, file } });
  on.db = door.worker;
  await door.worker.country.create({ data: { id: 'XD', name: 'Daylight', zone: 'Europe/Berlin' } });
  await door.worker.area.create({ data: { id: 'XD-1', name: 'Summer time', countryId: 'XD', presentRisk: 'low' } });
});
afterAll(() => door.close());

const { file, filed, decide } = actorsOf(() => door);
const stop = (arrive: string, depart: string, change = {}) => ({ ...lake, arrive, depart, ...change });
const form = (stops: object[], change = {}) => ({
  ...{ travelType: 'official', activity: 'vaccination', purpose: 'Clinic round' },
  ...{ stops, ...change },
});
const usual = [stop('2027-03-11T10:00', '2027-03-14T10:00')];

async function refusedAs(answer: ReturnType<typeof file>): Promise<[number, string, string?]> {
  const { status, body, headers } = await answer;
  expect(headers.get('content-type')).toContain('application/problem+json');
  return [status, body.code, body.errors?.[0]?.path];
}

test.each<[string, object, [number, string, string?]]>([
  [
    'dates in the wrong order',
    form([stop('2027-03-14T10:00', '2027-03-11T10:00')]),
    [422, 'departure-before-arrival', 'stops.0.depart'],
  ],
  [
    'an arrival and a departure at the same minute',
    form([stop('2027-03-14T10:00', '2027-03-14T10:00')]),
    [422, 'departure-before-arrival', 'stops.0.depart'],
  ],
  [
    'dates in the past',
    form([stop('2027-02-11T10:00', '2027-02-14T10:00')]),
    [422, 'retroactive-not-allowed', 'stops.0.arrive'],
  ],
  [
    'an arrival 401 days away',
    form([stop('2028-04-05T10:00', '2028-04-06T10:00')]),
    [422, 'too-far-ahead', 'stops.0.arrive'],
  ],
  [
    'a departure 801 days away',
    form([stop('2027-03-11T10:00', '2029-05-11T10:00')]),
    [422, 'too-far-ahead', 'stops.0.depart'],
  ],
  [
    'a day that does not exist',
    form([stop('2027-02-29T10:00', '2027-03-14T10:00')]),
    [400, 'validation-failed', 'stops.0.arrive'],
  ],
  [
    'an hour that does not exist',
    form([stop('2027-03-11T24:00', '2027-03-14T10:00')]),
    [400, 'validation-failed', 'stops.0.arrive'],
  ],
  [
    'a time with a zone of its own',
    form([stop('2027-03-11T10:00Z', '2027-03-14T10:00')]),
    [400, 'validation-failed', 'stops.0.arrive'],
  ],
  [
    'an area that does not exist',
    form([stop('2027-03-11T10:00', '2027-03-14T10:00', { area: 'XZ-9' })]),
    [422, 'unknown-area', 'stops.0.area'],
  ],
  ['60 stops', form(Array.from({ length: 60 }, () => usual[0]!)), [400, 'validation-failed', 'stops']],
  ['no stop', form([]), [400, 'validation-failed', 'stops']],
  [
    'an override of the direction of writing',
    form(usual, { purpose: 'Clinic \u202Edetaerc' }),
    [400, 'validation-failed', 'purpose'],
  ],
  ['a letter that takes no room', form(usual, { purpose: 'Clinic\u200Bround' }), [400, 'validation-failed', 'purpose']],
  ['a control character', form(usual, { purpose: 'Clinic\u0000round' }), [400, 'validation-failed', 'form.purpose']],
  ['half a letter', form(usual, { purpose: 'Clinic\uD800round' }), [400, 'validation-failed', 'form.purpose']],
  ['nothing but spaces', form(usual, { purpose: ' \t ' }), [400, 'validation-failed', 'purpose']],
  ['a text too long', form(usual, { purpose: 'a'.repeat(501) }), [400, 'validation-failed', 'purpose']],
  ['an object for a word', form(usual, { traveller: { not: '' } }), [400, 'validation-failed', 'traveller']],
  ['a key of the tables', form(usual, { state: 'cleared' }), [400, 'validation-failed', '']],
])('%s is refused, and nothing is written', async (_, wrong, refused) => {
  const before = await door.worker.case.count();
  expect(await refusedAs(file('ana', wrong))).toEqual(refused);
  expect(await door.worker.case.count()).toBe(before);
});

test('30 stops one after another are filed', async () => {
  const day = (n: number) => new Date(Date.UTC(2027, 9, 1 + n)).toISOString().slice(0, 10);
  const stops = Array.from({ length: 30 }, (_, n) => stop(`${day(n)}T10:00`, `${day(n)}T20:00`));
  expect((await file('ana', form(stops))).status).toBe(201);
});

test('an area that belongs to nobody is taken, and somebody is named who decides', async () => {
  const strip = [stop('2027-04-11T10:00', '2027-04-14T10:00', { area: 'XA-9' })];
  const { status, body } = await file('ana', form(strip, { activity: 'border-clinic' }));
  expect(status).toBe(201);
  const tasks = await door.worker.task.findMany({ where: { caseId: body.id, state: 'open' } });
  expect(tasks.length).toBeGreaterThan(0);
  for (const task of tasks) expect(task.holders.length).toBeGreaterThan(0);
});

/** Clocks in Berlin go from 02:00 to 03:00 on 28 March 2027, and from 03:00 to 02:00 on 31 October 2027. */
test.each([
  [
    'the hour that is left out is read as the hour after',
    '2027-03-28T02:30',
    '2027-03-28T05:00',
    '2027-03-28T01:30:00.000Z',
  ],
  ['a minute before the change is as it is', '2027-03-28T01:59', '2027-03-28T05:00', '2027-03-28T00:59:00.000Z'],
  ['a minute after the change is as it is', '2027-03-28T03:00', '2027-03-28T05:00', '2027-03-28T01:00:00.000Z'],
  [
    'the hour that comes twice is read as the first',
    '2027-10-31T02:30',
    '2027-10-31T05:00',
    '2027-10-31T00:30:00.000Z',
  ],
])('on a change of clocks, %s', async (_, arrive, depart, instant) => {
  const stops = [stop(arrive, depart, { area: 'XD-1' })];
  const { status, body } = await file('deepa', form(stops));
  expect({ status, code: body.code }).toEqual({ status: 201, code: undefined });
  const { departsAt } = await door.worker.case.findUniqueOrThrow({ where: { id: body.id } });
  expect(departsAt?.toISOString()).toBe(instant);
});

test('across the date line the later calendar day may be the earlier moment: order is told by moments', async () => {
  const west = { area: 'XC-1' };
  const east = { area: 'XB-1' };
  const forth = form(
    [stop('2027-05-03T10:00', '2027-05-04T12:00', west), stop('2027-05-03T20:00', '2027-05-05T10:00', east)],
    { activity: 'outreach' },
  );
  expect((await file('chi', forth)).status).toBe(201);
  const wrong = form(
    [stop('2027-06-03T10:00', '2027-06-04T12:00', east), stop('2027-06-04T13:00', '2027-06-05T10:00', west)],
    { activity: 'outreach' },
  );
  expect(await refusedAs(file('chi', wrong))).toEqual([422, 'itinerary-overlap', 'stops.1.arrive']);
});

test('HTML and formulas are kept as text, to the letter', async () => {
  const purpose = '<img src=x onerror=alert(1)> & =HYPERLINK("http://x") \u05E9\u05DC\u05D5\u05DD';
  const request = await filed('ana', { purpose });
  const answer = await door.call('GET', `/requests/${request.id}`, { as: 'ana' });
  expect(answer.body.form.purpose).toBe(purpose);
  expect(answer.headers.get('content-type')).toContain('application/json');
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
});

test('a form of 10 MB is refused before anybody looks at it', async () => {
  expect(await refusedAs(file('ana', form(usual, { purpose: 'a'.repeat(10_000_000) })))).toEqual([
    413,
    'payload-too-large',
    undefined,
  ]);
});

test.each([
  ['a zero byte', 'a\u0000b'],
  ['half a letter', 'a\uD800b'],
])('a draft with %s is refused, not an error', async (_, bad) => {
  for (const content of [{ purpose: bad }, { [bad]: 'x' }, { deep: [{ list: [bad] }] }]) {
    const body = { process: 'travelClearance', form: content };
    const answer = await door.call('PUT', `/drafts/${randomUUID()}`, { as: 'ana', body });
    expect([answer.status, answer.body.code]).toEqual([400, 'validation-failed']);
  }
});

test('a draft nested without end, a word of a search and a condition that no table can hold are refused', async () => {
  const nested = `{"process":"travelClearance","form":{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}}`;
  const { id } = await filed();
  const condition = { code: 'armoured-vehicle', note: 'a\u0000b' };
  const answers = [
    await door.call('PUT', `/drafts/${randomUUID()}`, { as: 'ana', body: nested }),
    await door.call('GET', '/areas?q=%00', { as: 'ana' }),
    await decide('cora', id, { outcome: 'approve-with-conditions', conditions: [condition] }),
  ];
  expect(answers.map(({ status, body }) => [status, body.code])).toEqual(answers.map(() => [400, 'validation-failed']));
});

test('the same key with the same body is one request, with another body it is refused', async () => {
  const [key, sent] = [randomUUID(), trip()];
  const first = await file('ana', sent, key);
  expect(first.status).toBe(201);
  expect((await file('ana', sent, key)).body.id).toBe(first.body.id);
  const count = await door.worker.case.count();
  expect(await refusedAs(file('ana', { ...sent, purpose: 'Another' }, key))).toEqual([
    409,
    'idempotency-key-reused',
    undefined,
  ]);
  expect(await door.worker.case.count()).toBe(count);
});

test('an Idempotency-Key that is no key is refused', async () => {
  expect((await refusedAs(file('ana', trip(), 'k'.repeat(201))))[1]).toBe('validation-failed');
});

test('of two who decide at once, one decision stands and the other is told of it', async () => {
  for (let round = 0; round < 5; round += 1) {
    const { id } = await filed();
    const both = await Promise.all([
      decide('cora', id, { outcome: 'approve' }),
      decide('otto', id, { outcome: 'deny', reason: 'No room' }),
    ]);
    expect(both.map(({ status, body }) => body.code ?? status).toSorted()).toEqual([200, 'already-decided']);
    expect(await door.worker.decision.count({ where: { caseId: id } })).toBe(1);
  }
});

test('a decision on a closed task, with an old version, or after the appointment ended is refused', async () => {
  const closed = await filed();
  expect((await decide('cora', closed.id, { outcome: 'approve' })).status).toBe(200);
  expect((await refusedAs(decide('otto', closed.id, { outcome: 'deny', reason: 'Too late' })))[1]).toBe(
    'already-decided',
  );
  const open = await filed();
  expect(await refusedAs(decide('cora', open.id, { outcome: 'approve', version: 2 }))).toEqual([
    409,
    'stale-content',
    undefined,
  ]);
  await door.worker.appointment.update({
    where: { id: 'A-05' },
    data: { end: '2027-02-28', toAt: new Date(door.now.at) },
  });
  expect((await refusedAs(decide('cora', open.id, { outcome: 'approve' })))[1]).toBe('authority-ended');
  expect(await door.worker.decision.count({ where: { caseId: open.id } })).toBe(0);
});
