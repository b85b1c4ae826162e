// The ear on the database: a connection that died without a word is found out, and what happened meanwhile is heard.
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import pino from 'pino';
import { listenToCases, type LiveCases } from '../../api/live-cases.ts';
import { openRelay, type Relay } from '../support/relay.ts';
import { aCase, touch } from './a-case.ts';
import { openDoor, type Door } from './door.ts';

const times = { pollMs: 50, heartbeatMs: 300, answerMs: 700 };
let door: Door;
let relay: Relay;
let live: LiveCases;
let heard: string[];
let first: string;
let second: string;

beforeAll(async () => {
  door = await openDoor();
});
beforeEach(async () => {
  [first, second] = [await aCase(door), await aCase(door)];
  relay = await openRelay(Number(new URL(door.database.apiUrl).port));
  const url = Object.assign(new URL(door.database.apiUrl), { port: String(relay.port) }).href;
  live = listenToCases({ url, db: door.deps.db, log: pino({ level: 'silent' }), ...times });
  heard = [];
  live.subscribe(({ caseId }) => heard.push(caseId));
  await live.position();
});
afterEach(async () => {
  await live.stop();
  await relay.close();
});
afterAll(() => door.close());

async function isHeard(caseId: string): Promise<void> {
  for (const end = Date.now() + 6_000; !heard.includes(caseId); await pause(20))
    if (Date.now() > end) throw new Error('the change was not heard');
}

test('a listening connection that has died without a word is given up; nothing is missed, and listening goes on', async () => {
  relay.deafen();
  await touch(door, first);
  await isHeard(first);
  await pause(2 * times.heartbeatMs);
  await touch(door, second);
  await isHeard(second);
  expect(relay.connections()).toBe(1);
});

test('it is found out while a change waits to be marked, too, and who comes meanwhile is told a position', async () => {
  await touch(door, first);
  await isHeard(first);
  relay.deafen();
  await pause(2 * times.pollMs);
  const begun = Date.now();
  await live.position();
  expect(Date.now() - begun).toBeLessThan(times.answerMs);
  await touch(door, second);
  await isHeard(second);
});

test('while nobody can listen, changes are looked for', async () => {
  relay.deafen(true);
  await touch(door, first);
  await isHeard(first);
});

test('a process that ends does not wait for a dead connection', async () => {
  relay.deafen(true);
  const begun = Date.now();
  await live.stop();
  expect(Date.now() - begun).toBeLessThan(4 * times.answerMs);
});
