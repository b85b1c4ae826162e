// Who asks too often waits, is told how long, and nobody else waits with him.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { addressOf, createRateLimits, usualLimits } from '../../api/rate-limit.ts';
import { aCase } from './a-case.ts';
import { openDoor, type Door } from './door.ts';

let door: Door;
beforeAll(async () => {
  const limits = {
    signInOfAddress: { burst: 6, perSecond: 0.5 },
    signInOfPerson: { burst: 2, perSecond: 0.1 },
    writeOfAddress: { burst: 8, perSecond: 0.5 },
    writeOfPerson: { burst: 3, perSecond: 0.25 },
    loggedReadOfPerson: { burst: 3, perSecond: 0.2 },
  };
  door = await openDoor({ limits, env: { TRUSTED_PROXIES: '127.0.0.1' } });
});
afterAll(() => door.close());

const from = (address: string) => ({ 'x-forwarded-for': address });
const signIn = (person: string, address: string) =>
  door.call('POST', '/demo/sessions', { body: { person }, headers: from(address) });
const write = (as: string, address: string) =>
  door.call('PUT', `/drafts/${randomUUID()}`, {
    as,
    body: { process: 'travelClearance', form: {} },
    headers: from(address),
  });
const short = ({ status, headers, body }: Awaited<ReturnType<Door['call']>>) =>
  status < 300 ? status : [status, body.code, headers.get('retry-after')];

test('a person who signs in too often waits, named in seconds; another at the same address does not', async () => {
  const answers = [
    await signIn('ana', '192.0.2.1'),
    await signIn('ana', '192.0.2.1'),
    await signIn('ana', '192.0.2.1'),
  ];
  expect(answers.map(short)).toEqual([201, 201, [429, 'too-many-requests', '10']]);
  expect(answers[2]?.headers.get('content-type')).toContain('application/problem+json');
  expect((await signIn('deepa', '192.0.2.1')).status).toBe(201);
  door.now.at += 10_000;
  expect((await signIn('ana', '192.0.2.1')).status).toBe(201);
});

test('an address that tries many names waits, whether or not there is such a person', async () => {
  const answers = [];
  for (let n = 0; n < 7; n += 1) answers.push(await signIn(`nobody${n}`, '192.0.2.2'));
  expect(answers.map(({ status }) => status)).toEqual([422, 422, 422, 422, 422, 422, 429]);
  expect(short(answers[6]!)).toEqual([429, 'too-many-requests', '2']);
  expect((await signIn('hugo', '192.0.2.3')).status).toBe(201);
});

test('a person who writes too often waits at whatever address, still reads, and holds up nobody', async () => {
  const answers = [];
  for (const last of [1, 2, 3, 4]) answers.push(await write('ana', `198.51.100.${last}`));
  expect(answers.map(short)).toEqual([200, 200, 200, [429, 'too-many-requests', '4']]);
  expect((await door.call('GET', '/me', { as: 'ana', headers: from('198.51.100.4') })).status).toBe(200);
  expect((await write('deepa', '198.51.100.4')).status).toBe(200);
});

test('a person whose reads fill the access log waits, and reads what is not logged; who reads his own is not counted', async () => {
  const id = await aCase(door, { subject: 'ana' });
  const before = await door.worker.accessLog.count();
  const read = (as: string, of: string) => door.call('GET', `/requests/${of}`, { as });
  const answers = [];
  for (const one of [id, randomUUID(), randomUUID(), id, randomUUID()]) answers.push(await read('hugo', one));
  const waits = [429, 'too-many-requests', '5'];
  expect(answers.map(short)).toEqual([200, [404, 'not-found', null], [404, 'not-found', null], waits, waits]);
  expect(await door.worker.accessLog.count()).toBe(before + 3);
  expect((await door.call('GET', '/requests', { as: 'hugo' })).status).toBe(200);
  for (let n = 0; n < 5; n += 1) expect((await read('ana', id)).status).toBe(200);
  door.now.at += 5_000;
  expect((await read('hugo', id)).status).toBe(200);
});

test('a reader turned away by his role is counted as well', async () => {
  const answers = [];
  for (let n = 0; n < 4; n += 1) answers.push(await door.call('GET', '/rules/travelClearance/drafts', { as: 'gita' }));
  expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 429]);
});

test('an address that writes too often waits before anybody asks who it is', async () => {
  const answers = [];
  for (let n = 0; n < 9; n += 1)
    answers.push(await door.call('DELETE', `/drafts/${randomUUID()}`, { headers: from('198.51.100.9') }));
  expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401, 401, 401, 401, 429]);
});

test('without a trusted proxy nobody chooses his own address', async () => {
  const direct = await openDoor({ limits: { ...usualLimits, writeOfAddress: { burst: 1, perSecond: 1 } } });
  const statuses = [];
  for (const address of ['192.0.2.7', '192.0.2.8']) {
    const { status } = await direct.call('DELETE', `/drafts/${randomUUID()}`, { headers: from(address) });
    statuses.push(status);
  }
  await direct.close();
  expect(statuses).toEqual([401, 429]);
});

test('what is kept of addresses does not grow without end', () => {
  const limits = createRateLimits(() => 0, { ...usualLimits, writeOfAddress: { burst: 1, perSecond: 1 } });
  const attempts = Array.from({ length: 20_001 }, (_, n) => String(n));
  for (const address of attempts) limits.take('writeOfAddress', address);
  expect(() => limits.take('writeOfAddress', '0')).not.toThrow();
  expect(() => limits.take('writeOfAddress', '20000')).toThrow('Wait');
});

test.each([
  ['192.0.2.1', '192.0.2.1'],
  ['::ffff:192.0.2.1', '192.0.2.1'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:db8::1', '2001:db8:0:0'],
  ['::1', '0:0:0:0'],
])('%s counts as %s', (ip, counted) => {
  expect(addressOf(ip)).toBe(counted);
});
