// Acts on a request: what the door lets through to the workflow, and what it says itself.
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { ActOrder } from '../../api/gateway-port.ts';
import { refusal } from '../../api/refusals.ts';
import { directGateway } from './direct-gateway.ts';
import { openDoor, world, type Door } from './door.ts';
import { actorsOf, lake, trip } from './trips.ts';

const on: Parameters<typeof directGateway>[0] = { now: () => Date.parse(world.clock) };
let door: Door;
let sent: ActOrder[] = [];
let answer: () => Promise<void> = async () => undefined;

beforeAll(async () => {
  const act = async (order: ActOrder) => {
    sent.push(order);
    await answer();
  };
  door = await openDoor({ gateway: { ...directGateway(on), act } });
  on.db = door.worker;
});
beforeEach(() => {
  sent = [];
  answer = async () => undefined;
});
afterAll(() => door.close());

const { file, filed } = actorsOf(() => door);
const act = (as: string, id: string, body: object) => door.call('POST', `/requests/${id}/acts`, { as, body });

test('an act goes to the workflow in the name of who does it, with its form as checked', async () => {
  const { id } = await filed();
  const key = randomUUID();
  const { status, body } = await act('ana', id, {
    id: key,
    verb: 'amend',
    form: { purpose: '  Second round ' },
    version: 1,
  });
  expect([status, body.id]).toEqual([200, id]);
  expect(sent).toEqual([
    {
      person: 'ana',
      to: expect.objectContaining({ id }),
      message: { id: key, verb: 'amend', form: { purpose: 'Second round' }, version: 1 },
    },
  ]);
});

test('who does not see a request cannot act on it', async () => {
  const { id } = await filed();
  expect((await act('gita', id, { verb: 'cancel' })).status).toBe(404);
  expect(sent).toEqual([]);
});

test('an act on an older version is refused, one that says no version is not', async () => {
  const { id } = await filed();
  const stale = await act('ana', id, { verb: 'cancel', version: 2 });
  expect([stale.status, stale.body.code]).toEqual([409, 'stale-content']);
  expect((await act('ana', id, { verb: 'cancel' })).status).toBe(200);
});

test('an amended itinerary is checked like a filed one', async () => {
  const { id } = await filed();
  const stops = [
    { ...lake, area: 'XZ-9' },
    { ...lake, arrive: '2027-03-20T10:00', depart: '2027-03-19T10:00' },
  ];
  const { status, body } = await act('ana', id, { verb: 'amend', form: { stops } });
  expect([status, body.code]).toEqual([422, 'unknown-area']);
  expect(body.errors.map((one: { path: string }) => one.path)).toEqual(['form.stops.0.area', 'form.stops.1.depart']);
  const shapeless = await act('ana', id, { verb: 'amend', form: { stops: [], traveller: 'eli' } });
  expect([shapeless.status, shapeless.body.errors.map((one: { path: string }) => one.path)]).toEqual([
    400,
    ['form.stops', 'form'],
  ]);
});

test('a request may be amended onto its own dates, not onto those of another', async () => {
  const [one, other] = [trip(), trip()];
  const first = await file('ana', one);
  await file('ana', other);
  expect(
    (await act('ana', first.body.id, { verb: 'amend', form: { stops: one.stops, purpose: 'Same days' } })).status,
  ).toBe(200);
  const taken = await act('ana', first.body.id, { verb: 'amend', form: { stops: other.stops } });
  expect([taken.status, taken.body.code]).toEqual([409, 'duplicate-request']);
});

test('the workflow’s refusal is the answer, and is written down', async () => {
  const { id } = await filed();
  answer = () => Promise.reject(refusal('extension-blocked', 'A course ends'));
  const { status, body } = await act('ana', id, { verb: 'extend', form: { area: 'XA-2', depart: '2027-05-01T10:00' } });
  expect([status, body.code, body.detail]).toEqual([422, 'extension-blocked', 'A course ends']);
  const where = { caseId: id, action: 'extend', outcome: 'refused', code: 'extension-blocked' };
  expect(await door.worker.accessLog.count({ where })).toBe(1);
});

test('reading as an act asks nobody and is written down', async () => {
  const { id } = await filed();
  expect((await act('hugo', id, { verb: 'read' })).body.id).toBe(id);
  expect(sent).toEqual([]);
  expect(await door.worker.accessLog.count({ where: { caseId: id, personId: 'hugo', action: 'read' } })).toBe(1);
});

test('a refusal is appealed twice at most, and the page offers no third appeal', async () => {
  const { id } = await filed();
  await door.worker.part.updateMany({ where: { caseId: id }, data: { state: 'denied', decisionId: randomUUID() } });
  await door.worker.case.update({ where: { id }, data: { state: 'denied' } });
  const offered = async () => (await door.call('GET', `/requests/${id}`, { as: 'ana' })).body.acts.includes('appeal');
  for (const form of [{}, { area: lake.area }]) {
    expect(await offered()).toBe(true);
    const at = new Date(door.now.at);
    const row = { id: randomUUID(), caseId: id, verb: 'appeal', personId: 'ana', form, version: 1, at };
    await door.worker.act.create({ data: row });
  }
  expect(await offered()).toBe(false);
});

test('a page offers the traveller his acts and everybody else a note', async () => {
  const { id, acts } = await filed();
  expect(acts).toEqual(expect.arrayContaining(['amend', 'cancel', 'add-note']));
  expect((await door.call('GET', `/requests/${id}`, { as: 'cora' })).body.acts).toEqual(['add-note']);
});

test('a filing no worker took up is accepted with its number and where to look for it', async () => {
  const accepted = { caseId: randomUUID(), reference: 'TC-2027-000777', isRecorded: false };
  const slow = await openDoor({ gateway: { known: async () => null, file: async () => accepted } });
  const { status, body, headers } = await actorsOf(() => slow).file('ana', trip());
  expect([status, body]).toEqual([202, { id: accepted.caseId, reference: 'TC-2027-000777', state: 'submitted' }]);
  expect(headers.get('location')).toBe(`/api/v1/requests/${accepted.caseId}`);
  await slow.close();
});

test('a repeated filing meets its own first one, not the check for duplicates; with another body it is refused', async () => {
  const [form, key] = [trip(), randomUUID()];
  const first = await file('ana', form, key);
  const again = await file('ana', form, key);
  expect([again.status, again.body.id]).toEqual([201, first.body.id]);
  const other = await file('ana', { ...form, purpose: 'Another round' }, key);
  expect([other.status, other.body.code]).toEqual([409, 'idempotency-key-reused']);
});
