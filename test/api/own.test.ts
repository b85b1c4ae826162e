// What belongs to one person alone: his notices and his drafts.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { aCase } from './a-case.ts';
import { openDoor, type Door } from './door.ts';

let door: Door;
beforeAll(async () => {
  door = await openDoor();
});
afterAll(() => door.close());

test('a draft is its owner’s alone', async () => {
  const id = randomUUID();
  const body = { process: 'travelClearance', form: { purpose: 'Clinic round', stops: [{ area: 'XA-2' }] } };
  expect((await door.call('PUT', `/drafts/${id}`, { as: 'ana', body })).status).toBe(200);
  expect((await door.call('GET', '/drafts', { as: 'ana' })).body.items).toMatchObject([{ id, ...body }]);
  expect((await door.call('GET', `/drafts/${id}`, { as: 'ana' })).body.form).toEqual(body.form);
  expect((await door.call('GET', '/drafts', { as: 'hugo' })).body.items).toEqual([]);
  expect((await door.call('GET', `/drafts/${id}`, { as: 'hugo' })).status).toBe(404);
  expect((await door.call('PUT', `/drafts/${id}`, { as: 'hugo', body: { ...body, form: {} } })).status).toBe(404);
  await door.call('DELETE', `/drafts/${id}`, { as: 'hugo' });
  expect((await door.call('GET', `/drafts/${id}`, { as: 'ana' })).body.form).toEqual(body.form);
  expect((await door.call('DELETE', `/drafts/${id}`, { as: 'ana' })).status).toBe(204);
  expect((await door.call('GET', `/drafts/${id}`, { as: 'ana' })).status).toBe(404);
});

test('a draft of a process that does not exist is refused', async () => {
  expect(
    (await door.call('PUT', `/drafts/${randomUUID()}`, { as: 'ana', body: { process: 'toString', form: {} } })).status,
  ).toBe(400);
});

test('notices go to whom they are meant for, or through whom he is reached, newest first', async () => {
  const caseId = await aCase(door, { subject: 'eli', submitter: 'rolf' });
  const notice = (n: number, personId: string, viaId: string | null) => ({
    id: randomUUID(),
    caseId,
    personId,
    viaId,
    code: `code-${n}`,
    key: `k${n}`,
    at: new Date(door.now.at + n * 1000),
  });
  await door.worker.notice.createMany({
    data: [notice(1, 'rolf', null), notice(2, 'eli', 'rolf'), notice(3, 'rolf', null), notice(4, 'ana', null)],
  });
  const first = await door.call('GET', '/notices?mine=1&limit=2', { as: 'rolf' });
  const second = await door.call('GET', `/notices?mine=1&limit=2&cursor=${first.body.next}`, { as: 'rolf' });
  const codes = [first, second].map(({ body }) =>
    body.items.map((one: { code: string; for: string }) => [one.code, one.for]),
  );
  expect(codes).toEqual([
    [
      ['code-3', 'rolf'],
      ['code-2', 'eli'],
    ],
    [['code-1', 'rolf']],
  ]);
  expect(first.body.items[0]).toMatchObject({ request: caseId, reference: expect.stringMatching(/^TC-/) });
  expect(second.body.next).toBeNull();
});
