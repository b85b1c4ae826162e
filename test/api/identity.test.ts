// Sessions: how one begins, what it lets in, and how it ends.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Request, Response } from 'express';
import { signedInFor, type Ahead } from '../../api/identity.ts';
import { idleMs, longestMs } from '../../api/session.ts';
import { Prisma } from '../../prisma/client/client.ts';
import { openDoor, type Door } from './door.ts';

let door: Door;
beforeAll(async () => {
  door = await openDoor();
});
afterAll(() => door.close());

async function signIn(person: string, sent = {}) {
  const { status, body, headers } = await door.call('POST', '/demo/sessions', { body: { person }, headers: sent });
  const [cookie = ''] = headers.getSetCookie();
  return { status, token: body.token as string, setCookie: cookie, cookie: cookie.split(';')[0] ?? '' };
}
const me = async (headers: Record<string, string>) => (await door.call('GET', '/me', { headers })).status;

test('the demonstration lets one sign in by name, with a cookie scripts cannot read', async () => {
  const { status, token, setCookie } = await signIn('dora');
  expect(status).toBe(201);
  expect(setCookie).toMatch(/^safeconduct=[\w-]{43};/);
  expect(setCookie).toContain('HttpOnly');
  expect(setCookie).toContain('SameSite=Lax');
  const { body } = await door.call('GET', '/me', { headers: { authorization: `Bearer ${token}` } });
  expect(body.person).toMatchObject({ id: 'dora', name: 'Dora Official', organization: 'relief' });
  expect(body.roles).toContainEqual({
    role: 'designated-official',
    country: 'XA',
    area: null,
    organization: null,
    appointment: 'A-01',
  });
});

test('only the hash of a token is kept', async () => {
  const { token } = await signIn('ana');
  const rows = await door.deps.db.session.findMany({ where: { personId: 'ana' } });
  expect(rows.map((row) => row.tokenHash)).not.toContain(token);
  expect(rows.every((row) => /^[0-9a-f]{64}$/.test(row.tokenHash))).toBe(true);
});

test('cookie and bearer let in alike; anything else lets nobody in', async () => {
  const { token, cookie } = await signIn('ana');
  expect([await me({ cookie }), await me({ authorization: `Bearer ${token}` })]).toEqual([200, 200]);
  for (const headers of [
    { cookie: 'safeconduct=x' },
    { authorization: `Bearer ${token}x` },
    { authorization: `Basic ${token}` },
    { cookie: `other=${token}` },
  ] as Record<string, string>[])
    expect(await me(headers)).toBe(401);
});

test('powers are those of appointments in force now', async () => {
  const roles = async () =>
    ((await door.call('GET', '/me', { as: 'ben' })).body.roles as { appointment: string }[]).map(
      (one) => one.appointment,
    );
  const row = {
    role: 'area-security-coordinator',
    holderId: 'ben',
    areaId: 'XA-2',
    from: '2027-01-01',
    fromAt: new Date('2027-01-01'),
  };
  await door.worker.appointment.createMany({
    data: [
      { id: 'B-1', ...row },
      { id: 'B-2', ...row, toAt: new Date(door.now.at) },
      { id: 'B-3', ...row, fromAt: new Date(door.now.at + 1) },
    ],
  });
  expect(await roles()).toEqual(['B-1']);
});

test('a session ends after half an hour without a sign of life, and after twelve hours whatever happens', async () => {
  const begin = door.now.at;
  const { cookie } = await signIn('ana');
  door.now.at += idleMs - 1;
  expect(await me({ cookie })).toBe(200);
  for (; door.now.at < begin + longestMs; door.now.at += idleMs - 1) expect(await me({ cookie })).toBe(200);
  expect(await me({ cookie })).toBe(401);
  const idle = await signIn('ana');
  door.now.at += idleMs;
  expect(await me({ cookie: idle.cookie })).toBe(401);
  door.now.at = begin;
});

test('what a call needs is read with its session, and not at all where that is over or the person no longer active', async () => {
  const { token } = await signIn('ana');
  const counted: Ahead<number> = { sql: Prisma.sql`SELECT to_json(nextval('case_numbers'))`, read: Number };
  const asks = { headers: { authorization: `Bearer ${token}` } } as Request;
  const read = async () => (await signedInFor(door.deps, asks, { locals: {} } as Response, counted))?.ahead;
  const begin = door.now.at;
  const first = await read();
  expect(first).toBeGreaterThan(0);
  await door.worker.person.update({ where: { id: 'ana' }, data: { active: false } });
  expect(await read()).toBeUndefined();
  await door.worker.person.update({ where: { id: 'ana' }, data: { active: true } });
  door.now.at += idleMs;
  expect(await read()).toBeUndefined();
  door.now.at = begin;
  expect(await read()).toBe(first! + 1);
});

test('signing out ends the session for good', async () => {
  const { cookie } = await signIn('ana');
  const { status, headers } = await door.call('DELETE', '/sessions/current', { headers: { cookie, origin: door.url } });
  expect(status).toBe(204);
  expect(headers.getSetCookie()[0]).toMatch(/^safeconduct=;/);
  expect(await me({ cookie })).toBe(401);
});

test('signing out everywhere ends every session of that person, and is written down', async () => {
  const [phone, desk, other] = [await signIn('ana'), await signIn('ana'), await signIn('dora')];
  const { status, headers } = await door.call('DELETE', '/sessions', {
    headers: { cookie: phone.cookie, origin: door.url },
  });
  expect([status, headers.getSetCookie()[0]]).toEqual([204, expect.stringMatching(/^safeconduct=;/)]);
  const outcomes = [phone, desk, other].map(({ cookie }) => me({ cookie }));
  expect(await Promise.all(outcomes)).toEqual([401, 401, 200]);
  const log = await door.worker.accessLog.findMany({ where: { action: 'sign-out-everywhere' } });
  expect(log).toMatchObject([{ personId: 'ana', outcome: 'granted' }]);
});

test('signing in again in the same browser ends the session it had', async () => {
  const { cookie } = await signIn('ana');
  const again = await signIn('dora', { cookie, origin: door.url });
  expect([await me({ cookie }), await me({ cookie: again.cookie })]).toEqual([401, 200]);
});

test('who is no longer active is out at once, and cannot come back', async () => {
  const { cookie } = await signIn('eli');
  await door.worker.person.update({ where: { id: 'eli' }, data: { active: false } });
  expect(await me({ cookie })).toBe(401);
  expect((await signIn('eli')).status).toBe(422);
});

test('what a browser sends by itself must come from our own pages', async () => {
  const { cookie, token } = await signIn('ana');
  const path = '/drafts/00000000-0000-4000-8000-000000000001';
  const body = { process: 'travelClearance', form: {} };
  const put = async (headers: Record<string, string>) => {
    const answer = await door.call('PUT', path, { body, headers });
    return answer.body.code ?? answer.status;
  };
  expect(await put({ cookie })).toBe('csrf-refused');
  expect(await put({ cookie, origin: 'https://elsewhere.example' })).toBe('csrf-refused');
  expect(await put({ cookie, origin: 'null' })).toBe('csrf-refused');
  expect(await put({ cookie, origin: door.url, 'sec-fetch-site': 'same-site' })).toBe('csrf-refused');
  expect(await put({ cookie, origin: door.url, 'content-type': 'text/plain' })).toBe('csrf-refused');
  expect(await put({ cookie, origin: door.url })).toBe(200);
  expect(await put({ cookie, 'sec-fetch-site': 'same-origin' })).toBe(200);
  expect(await put({ authorization: `Bearer ${token}` })).toBe(200);
});

test('another site cannot sign a visitor in', async () => {
  const { body } = await door.call('POST', '/demo/sessions', {
    body: { person: 'ana' },
    headers: { origin: 'https://elsewhere.example' },
  });
  expect(body.code).toBe('csrf-refused');
});

test('the demonstration offers its people with their powers', async () => {
  const { body } = await door.call('GET', '/demo/people');
  expect(body.items.find(({ id }: { id: string }) => id === 'dora')).toMatchObject({
    name: 'Dora Official',
    roles: ['designated-official'],
  });
});

test('outside the demonstration nobody signs in by name', async () => {
  const real = await openDoor({ env: { DEMO: '0' } });
  expect([
    (await real.call('GET', '/demo/people')).status,
    (await real.call('POST', '/demo/sessions', { body: { person: 'ana' } })).status,
  ]).toEqual([404, 404]);
  await real.close();
});

test('over https the cookie is bound to the host', async () => {
  const secure = await openDoor({ env: { PUBLIC_URL: 'https://safeconduct.example.org' } });
  const { headers } = await secure.call('POST', '/demo/sessions', {
    body: { person: 'ana' },
    headers: { origin: 'https://safeconduct.example.org' },
  });
  expect(headers.getSetCookie()[0]).toMatch(/^__Host-safeconduct=.*Path=\/;.*HttpOnly; Secure; SameSite=Lax$/);
  expect(headers.get('strict-transport-security')).toContain('max-age=31536000');
  await secure.close();
});
