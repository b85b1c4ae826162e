// Who moves the world does not clear himself by it.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Reply } from '../../stories/stage/client.ts';
import { checkInvariants } from '../support/invariants.ts';
import { openWhole, stop, type Whole } from '../support/whole-system.ts';

let whole: Whole;
beforeAll(async () => {
  whole = await openWhole();
});
afterAll(async () => {
  await checkInvariants(whole.database.readerUrl);
  await whole.close();
});

const change = (person: string, path: string, body: object, method = 'POST'): Promise<Reply> =>
  whole.call(person, method, path, body, { 'idempotency-key': crypto.randomUUID() });
const stateOf = async (id: string) =>
  (await whole.sql<{ state: string }>('SELECT state FROM cases WHERE id = $1', [id]))[0]!.state;

test.each([
  [
    'an official opens the area he is to travel to',
    'dora',
    'survey',
    '/policies',
    { area: 'XA-2', mode: 'automatic' },
    'POST',
  ],
  [
    'an administrator lowers the risk where he is to travel',
    'adm1',
    'oversight',
    '/areas/XA-3',
    { presentRisk: 'medium' },
    'PATCH',
  ],
  [
    'an administrator opens the area he is to travel to',
    'adm1',
    'oversight',
    '/policies',
    { area: 'XA-2', mode: 'automatic' },
    'POST',
  ],
])(
  '%s: refused while his own request waits there, and nothing is written',
  async (_, person, activity, path, body, method) => {
    const area = path === '/policies' ? 'XA-2' : 'XA-3';
    await whole.sql(`INSERT INTO trainings ("personId", code) VALUES ($1, 'SSAFE') ON CONFLICT DO NOTHING`, [person]);
    const id = await whole.file(person, { activity, stops: [stop(area)] });
    const before = await whole.sql('SELECT count(*) FROM reference_changes');
    const { status, body: problem } = await change(person, path, body, method);
    expect([status, (problem as { code: string }).code]).toEqual([403, 'conflict-of-interest']);
    expect(await whole.sql('SELECT count(*) FROM reference_changes')).toEqual(before);
    expect(await stateOf(id)).toBe('in-review');
    await change(person, `/requests/${id}/acts`, { verb: 'cancel' });
  },
);

test('an official may raise the risk where he travels himself, and another may open the area', async () => {
  const id = await whole.file('dora', { activity: 'survey', stops: [stop('XA-2')] });
  expect((await change('dora', '/areas/XA-2', { presentRisk: 'high' }, 'PATCH')).status).toBe(200);
  expect((await change('adm1', '/areas/XA-2', { presentRisk: 'medium' }, 'PATCH')).status).toBe(200);
  expect((await change('adm1', '/policies', { area: 'XA-2', mode: 'automatic' })).status).toBe(200);
  await whole.idle();
  expect(await stateOf(id)).toBe('cleared');
});
