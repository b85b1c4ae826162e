// A worker that dies between sending a letter and writing so sends it again: each notice comes at least once, and none is lost.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openSink, type Sink } from '../support/smtp-sink.ts';
import { openLive, type LiveSystem } from './live-system.ts';

let live: LiveSystem;
let sink: Sink;
/** Called when a letter has been taken in and its sender does not know it yet. */
let taken: (notice: string) => Promise<void> = async () => undefined;

beforeAll(async () => {
  sink = await openSink((notice) => taken(notice));
  live = await openLive({ SMTP_URL: sink.url });
}, 120_000);
afterAll(async () => {
  await live?.close();
  await sink.close();
}, 60_000);

test('a letter whose sender died before he could write so comes again, and no other is lost', async () => {
  let cut = '';
  const died = new Promise<void>((resolve) => {
    taken = async (notice) => {
      if (cut !== '') return;
      cut = notice;
      await live.again('worker');
      resolve();
    };
  });
  const { id } = await live.file('XA-2');
  await died;
  const sentAt = `SELECT "sentAt" FROM notices WHERE id = $1`;
  expect(await live.sql(sentAt, [cut])).toEqual([{ sentAt: null }]);
  expect(await live.decide('cora', id)).toMatchObject({ status: 200 });
  await live.until('it comes again', async () => sink.notices.filter((one) => one === cut).length > 1, 60_000);
  await live.reckon([], sink.notices);
  expect(await live.sql(sentAt, [cut])).toEqual([{ sentAt: expect.any(Date) }]);
}, 180_000);
