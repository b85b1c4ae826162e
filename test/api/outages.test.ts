// What a caller is told when something the API needs is away, or fails.
import { expect, test } from '@jest/globals';
import express from 'express';
import pino from 'pino';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApp } from '../../api/app.ts';
import { problemAnswer } from '../../api/problem.ts';
import { requestLog } from '../../api/request-log.ts';
import { connect } from '../../prisma/connect.ts';
import { demandSoundClock } from '../../prisma/sound-clock.ts';
import { openDoor } from './door.ts';

test('a database that cannot be reached is 503 with Retry-After, and readiness says so', async () => {
  const door = await openDoor();
  const nowhere = connect('postgresql://nobody:x@127.0.0.1:9/nothing');
  const server = createServer(createApp({ ...door.deps, db: nowhere })).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const response = await fetch(`${url}/api/v1/me`, { headers: await door.as('ana') });
  expect([
    response.status,
    response.headers.get('retry-after'),
    ((await response.json()) as { code: string }).code,
  ]).toEqual([503, '5', 'database-unavailable']);
  expect(await (await fetch(`${url}/readyz`)).json()).toMatchObject({
    ready: false,
    database: 'failed',
    temporal: 'ok',
  });
  await new Promise((resolve) => server.close(resolve));
  await nowhere.$disconnect();
  await door.close();
});

test.each([
  ['ahead', 31_000],
  ['behind', -3_600_000],
])('an API whose clock is %s of the database’s is not ready, and names the clock', async (_, offMs) => {
  const door = await openDoor();
  const readiness = async (shiftMs: number) => {
    const clockSound = () => demandSoundClock(door.deps.db, () => Date.now() + shiftMs);
    const server = createServer(createApp({ ...door.deps, clockSound })).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/readyz`);
    await new Promise((resolve) => server.close(resolve).closeAllConnections());
    return { status: response.status, ...((await response.json()) as object) };
  };
  expect(await readiness(offMs)).toMatchObject({ status: 503, ready: false, database: 'ok', clock: 'failed' });
  expect(await readiness(Math.sign(offMs) * 25_000)).toMatchObject({ status: 200, ready: true, clock: 'ok' });
  await door.close();
});

test('a fault of ours is 500 with a number, logged once, and says nothing of what was written', async () => {
  const lines: string[] = [];
  const door = await openDoor();
  const log = pino({ level: 'info' }, { write: (line: string) => void lines.push(line) });
  const deps = { ...door.deps, log };
  const app = express();
  app.use(requestLog(deps));
  app.get('/', () => {
    throw new Error('could not read Ana Ruiz');
  });
  app.use(problemAnswer(deps));
  const server = createServer(app).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/?q=Ana`);
  const body = await response.text();
  await new Promise((resolve) => server.close(resolve));
  await door.close();
  expect(response.status).toBe(500);
  expect(body).not.toContain('Ana');
  const failed = lines.filter((line) => line.includes('"failed"'));
  expect(failed).toHaveLength(1);
  expect(failed[0]).toContain(response.headers.get('x-request-id'));
  expect(lines.join()).not.toContain('Ana');
});
