// A part whose clock is wrong: what is decided is decided by Temporal's time, or refused until the clock is right.
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { PartName } from '../../scripts/parts/whole-system.ts';
import { openLive, type LiveSystem } from './live-system.ts';

const HOUR = 3_600_000;
const settings: NodeJS.ProcessEnv = {};
let live: LiveSystem;
beforeAll(async () => {
  live = await openLive(settings);
}, 120_000);
afterEach(() => live.reckon(), 90_000);
afterAll(() => live.close(), 60_000);

/** Begins it anew with a clock that is so far off. */
async function withClockOff(part: PartName, byMs: number): Promise<void> {
  const skew = pathToFileURL('test/support/skewed-clock.mjs').href;
  Object.assign(settings, { NODE_OPTIONS: `--import ${skew}`, SKEWED_BY_MS: String(byMs) });
  await live.again(part).finally(() => {
    delete settings['NODE_OPTIONS'];
  });
}

/** By the worker's own clock. */
function lastWordAt(): number {
  const last = readFileSync(join(live.home, 'logs/worker.log'), 'utf8').trimEnd().split('\n').at(-1)!;
  return Date.parse((JSON.parse(last) as { time: string }).time);
}

test.each([
  ['an hour behind', -HOUR],
  ['an hour ahead', HOUR],
  ['two days ahead', 48 * HOUR],
])(
  'cases a worker carries whose clock is %s are decided once each, at the hour it was',
  async (_, byMs) => {
    const waiting = await live.file('XA-2');
    await withClockOff('worker', byMs);
    const filed = await live.file('XA-2');
    for (const { id } of [waiting, filed]) {
      expect(await live.decide('cora', id)).toMatchObject({ status: 200 });
      const written = await live.sql<{ off: number; decisions: number }>(
        `SELECT abs(extract(epoch FROM max(at) - now()))::float8 AS off, count(*)::int AS decisions FROM decisions WHERE "caseId" = $1`,
        [id],
      );
      expect(written[0]!.decisions).toBe(1);
      expect(written[0]!.off).toBeLessThan(60);
      expect(await live.stateOf(id)).toBe('cleared');
    }
    expect(Math.abs(lastWordAt() - Date.now() - byMs)).toBeLessThan(60_000);
    await live.again('worker');
  },
  120_000,
);

const answered = async () => (await live.call('GET', '/me', 'cora').catch(() => undefined))?.status;

test('an API whose clock is an hour behind decides nothing and says why, and the same click counts once the clock is right', async () => {
  const { id } = await live.file('XA-2');
  await live.until('it is asked about', async () => (await live.stateOf(id)) === 'in-review');
  const [task] = await live.sql<{ id: string }>(`SELECT id FROM tasks WHERE "caseId" = $1 AND state = 'open'`, [id]);
  const said = { id: randomUUID(), outcome: 'approve', version: 1, reason: 'As asked' };
  await withClockOff('api', -HOUR);
  await live.until('it answers', async () => (await answered()) === 200);
  const refused = await live.call('POST', `/tasks/${task!.id}/decision`, 'cora', said);
  expect(refused).toMatchObject({ status: 503, body: { code: 'clock-off' } });
  const readiness = await fetch(`${live.base}/readyz`);
  expect([readiness.status, await readiness.json()]).toMatchObject([503, { clock: 'failed' }]);
  expect(await live.stateOf(id)).toBe('in-review');
  await live.again('api');
  await live.ready();
  expect(await live.decide('cora', id, said.outcome, said.id)).toMatchObject({ status: 200 });
  expect(await live.stateOf(id)).toBe('cleared');
}, 120_000);

test('an API two days ahead lets nobody in', async () => {
  await withClockOff('api', 48 * HOUR);
  await live.until('it answers', async () => (await answered()) !== undefined);
  expect(await answered()).toBe(401);
  await live.again('api');
  await live.ready();
  expect(await answered()).toBe(200);
}, 60_000);
