// The event stream: what a reader hears, what he does not, and that nothing is missed.
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { aCase } from './a-case.ts';
import { openDoor, type Door } from './door.ts';

let door: Door;
let streams: Stream[] = [];
beforeAll(async () => {
  door = await openDoor();
});
afterEach(() => {
  for (const stream of streams) stream.leave();
  streams = [];
});
afterAll(() => door.close());

type Stream = {
  heard: { id: string; request?: string }[];
  lastId: () => string;
  isOver: () => boolean;
  leave: () => void;
  token: Record<string, string>;
};

async function listen(person: string, lastEventId?: string, at = door): Promise<Stream> {
  const token = await at.as(person);
  const control = new AbortController();
  const response = await fetch(`${at.url}/api/v1/events`, {
    headers: { ...token, ...(lastEventId ? { 'last-event-id': lastEventId } : {}) },
    signal: control.signal,
  });
  expect(response.headers.get('content-type')).toBe('text/event-stream');
  let [text, isOver] = ['', false];
  const read = async () => {
    for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) text += chunk;
  };
  void read()
    .catch(() => undefined)
    .finally(() => (isOver = true));
  const stream: Stream = {
    get heard() {
      return [...text.matchAll(/^data: (\{"id".*\})$/gm)].map(([, json]) => JSON.parse(json ?? ''));
    },
    lastId: () => [...text.matchAll(/^id: (\d+)$/gm)].at(-1)?.[1] ?? '',
    isOver: () => isOver,
    leave: () => control.abort(),
    token,
  };
  streams.push(stream);
  await until(() => text.includes('event: ready'));
  return stream;
}

async function until(isSo: () => boolean): Promise<void> {
  for (const end = Date.now() + 8_000; !isSo(); await pause(20))
    if (Date.now() > end) throw new Error('it did not come about');
}

/** As the worker's transaction does. */
async function move(caseId: string): Promise<void> {
  await door.worker.$transaction(async (tx) => {
    await tx.case.update({ where: { id: caseId }, data: { updatedAt: new Date(door.now.at) } });
    await tx.$executeRaw`SELECT pg_notify('safeconduct_case', ${caseId})`;
  });
}

test('a change is heard by those who may see the case, and by nobody else', async () => {
  const caseId = await aCase(door, { subject: 'ana' });
  const [ana, stranger, adviser] = [await listen('ana'), await listen('ben'), await listen('saba')];
  await move(caseId);
  await until(() => ana.heard.length > 0 && adviser.heard.length > 0);
  expect(ana.heard[0]?.request).toBe(caseId);
  await pause(200);
  expect(stranger.heard).toEqual([]);
});

test('who comes back with his last id hears what he missed, and only of cases he may see', async () => {
  const [own, other] = [
    await aCase(door, { subject: 'ana' }),
    await aCase(door, { subject: 'ben', organization: 'food' }),
  ];
  const first = await listen('ana');
  await move(own);
  await until(() => first.heard.length > 0);
  first.leave();
  await move(own);
  await move(other);
  const second = await listen('ana', first.lastId());
  await until(() => second.heard.length > 0);
  expect(second.heard.map(({ request }) => request)).not.toContain(other);
  expect(second.heard.map(({ request }) => request)).toContain(own);
});

test('who comes back after too long is told to read everything again, by a process that has just begun as well', async () => {
  await door.worker.$executeRaw`
    DO $$ BEGIN FOR n IN 1..5100 LOOP PERFORM pg_current_xact_id(); COMMIT; END LOOP; END $$`;
  const begun = await openDoor();
  await aCase(begun, { subject: 'ana' });
  const late = await listen('ana', '1', begun);
  await until(() => late.heard.length > 0);
  expect(late.heard).toEqual([{ id: expect.stringMatching(/^\d+$/) }]);
  await begun.close();
});

test('one person keeps ten streams open; one more closes the oldest, and no stream of another', async () => {
  const other = await listen('deepa');
  const [first, second] = [await listen('ana'), await listen('ana')];
  for (let n = 2; n < 11; n += 1) await listen('ana');
  await until(first.isOver);
  second.leave();
  await until(second.isOver);
  await pause(100);
  const third = streams[3]!;
  await listen('ana');
  await pause(100);
  expect([third.isOver(), other.isOver()]).toEqual([false, false]);
});

test('a transaction that ends late is not missed', async () => {
  const [late, early] = [await aCase(door), await aCase(door)];
  const first = await listen('ana');
  let finish = () => undefined as void;
  const hold = new Promise<void>((resolve) => (finish = resolve));
  const slow = door.worker.$transaction(async (tx) => {
    await tx.case.update({ where: { id: late }, data: { updatedAt: new Date(door.now.at) } });
    await hold;
  });
  await pause(100);
  await move(early);
  await until(() => first.heard.some(({ request }) => request === early));
  first.leave();
  const lastId = first.lastId();
  finish();
  await slow;
  const second = await listen('ana', lastId);
  await until(() => second.heard.some(({ request }) => request === late));
});

test('signing out ends the stream at once', async () => {
  const stream = await listen('ana');
  await door.call('DELETE', '/sessions/current', { headers: stream.token });
  await until(stream.isOver);
});

test('a stream whose person is no longer active ends at the next change, unheard', async () => {
  const caseId = await aCase(door, { subject: 'tess', organization: 'relief' });
  const stream = await listen('tess');
  await door.worker.person.update({ where: { id: 'tess' }, data: { active: false } });
  await move(caseId);
  await until(stream.isOver);
  expect(stream.heard).toEqual([]);
});

test('when the listening connection breaks, what happened meanwhile is heard all the same', async () => {
  const caseId = await aCase(door, { subject: 'ana' });
  const stream = await listen('ana');
  await door.deps.db
    .$queryRaw`SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = 'safeconduct-live' AND datname = current_database()`;
  await move(caseId);
  await until(() => stream.heard.some(({ request }) => request === caseId));
});

test('when more was missed than can be named the stream ends, and who comes back is told to read everything', async () => {
  const caseId = await aCase(door, { subject: 'ana' });
  const stream = await listen('ana');
  await door.deps.db
    .$queryRaw`SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = 'safeconduct-live' AND datname = current_database()`;
  await door.worker.$executeRaw`
    INSERT INTO cases SELECT (jsonb_populate_record(c, jsonb_build_object(
      'id', gen_random_uuid(), 'reference', 'TC-2027-M' || n, 'workflowId', 'missed ' || n))).*
    FROM cases c, generate_series(1, 501) n WHERE c.id = ${caseId}::uuid`;
  await until(stream.isOver);
  expect(stream.heard).toEqual([]);
  const again = await listen('ana', stream.lastId());
  await until(() => again.heard.length > 0);
  expect(again.heard).toEqual([{ id: expect.stringMatching(/^\d+$/) }]);
});
