// Any of the four parts may be killed at any moment: what was answered stands, what was under way is done once.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { PartName } from '../../scripts/parts/whole-system.ts';
import type { Side } from '../support/relay.ts';
import { openLive, type LiveSystem } from './live-system.ts';

let live: LiveSystem;
let waiting: { id: string };
const inSeconds = 60;

beforeAll(async () => {
  live = await openLive();
  // The area lies five hours and three quarters ahead.
  const arrive = new Date(Date.now() + inSeconds * 1_000 + 5.75 * 3_600_000).toISOString().slice(0, 19);
  waiting = await live.file('XA-2', arrive);
}, 120_000);
afterAll(() => live.close(), 60_000);

const parts: PartName[] = ['api', 'postgres', 'temporal', 'worker'];
const moments = parts.flatMap((part) => (['before', 'after'] as const).map((side): [PartName, Side] => [part, side]));

test.each(moments)(
  'a filing and a click survive the death of the %s %s PostgreSQL has them, with nobody told',
  async (part, side) => {
    const { id } = await live.file('XA-2');
    const met = live.relay('worker-postgres').hold('COMMIT', side, () => live.again(part), 2);
    const [filed, decided] = await Promise.all([live.file('XA-2'), live.decide('cora', id)]);
    await met;
    expect([201, 202]).toContain(filed.reply.status);
    expect(decided).toMatchObject({ status: 200 });
    expect(await live.stateOf(id)).toBe('cleared');
    expect(await live.sql(`SELECT outcome FROM decisions WHERE "caseId" = $1`, [id])).toEqual([{ outcome: 'approve' }]);
  },
  90_000,
);

test('a timer that ran while each of them died is acted on once, and has granted nothing', async () => {
  await live.until('it expires', async () => (await live.stateOf(waiting.id)) === 'expired-undecided', 70_000);
  const told = `SELECT count(*)::int AS times FROM notices n JOIN cases c ON c.id = n."caseId"
    WHERE c.id = $1 AND n.code = 'expired-undecided' AND n."personId" = c."subjectId"`;
  expect(await live.sql(told, [waiting.id])).toEqual([{ times: 1 }]);
}, 90_000);

test('after all of it every answer stands, once, and no case is stuck', () => live.reckon(), 90_000);
