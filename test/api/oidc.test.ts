// Signing in at a real issuer: who is let in, and which answers are not believed.
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import {
  decodeJwt,
  decodeProtectedHeader,
  generateKeyPair,
  SignJWT,
  UnsecuredJWT,
  type CryptoKey,
  type JWTPayload,
} from 'jose';
import { freePort } from '../../scripts/parts/ports.ts';
import { openDoor, type Door } from './door.ts';
import { browser, client, startIssuer, type Issuer } from './issuer.ts';

let door: Door;
let issuer: Issuer;
beforeAll(async () => {
  // The issuer says at length that it is not set up for production.
  for (const name of ['warn', 'info'] as const) jest.spyOn(console, name).mockImplementation(() => undefined);
  const port = await freePort();
  issuer = await startIssuer(`http://127.0.0.1:${port}/api/v1/auth/callback`);
  const env = {
    DEMO: '0',
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    OIDC_ISSUER: issuer.url,
    OIDC_CLIENT_ID: client.id,
    OIDC_CLIENT_SECRET: client.secret,
  };
  door = await openDoor({ port, env });
  // The provider's tokens run by the wall clock.
  door.now.at = Date.now();
  await door.worker.person.update({ where: { id: 'ana' }, data: { issuer: issuer.url, externalId: 'subject-of-ana' } });
  await door.worker.person.update({
    where: { id: 'ben' },
    data: { issuer: 'https://another.example', externalId: 'subject-of-ben' },
  });
});
afterAll(async () => {
  await door.close();
  await issuer.close();
});

const login = (back = '/tasks?x=1') => `${door.url}/api/v1/auth/login?return=${encodeURIComponent(back)}`;
const isOurs = (path: string) => (next: string) => next.startsWith(door.url + path);
const host = () => new URL(door.url).host;

test('who is known to the issuer and to us is signed in and returned to the page he wanted', async () => {
  const { go, jar } = browser('subject-of-ana');
  const { address } = await go(login(), isOurs('/tasks'));
  expect(address).toBe(`${door.url}/tasks?x=1`);
  const token = jar.get(host())?.get('safeconduct');
  const { body } = await door.call('GET', '/me', { headers: { cookie: `safeconduct=${token}` } });
  expect(body).toMatchObject({ person: { id: 'ana' }, demo: false });
  expect(jar.get(host())?.has('safeconduct-sign-in')).toBe(false);
  const [session] = await door.deps.db.session.findMany({ where: { personId: 'ana', kind: 'oidc' } });
  expect(session).toBeDefined();
});

test('the issuer is asked by code flow with PKCE, state and nonce', async () => {
  const { headers } = await fetch(login(), { redirect: 'manual' });
  const query = new URL(headers.get('location') ?? '').searchParams;
  expect(Object.fromEntries(query)).toMatchObject({
    response_type: 'code',
    code_challenge_method: 'S256',
    scope: 'openid',
  });
  for (const name of ['state', 'nonce', 'code_challenge']) expect(query.get(name)?.length).toBeGreaterThan(20);
  expect(headers.getSetCookie()[0]).toMatch(/^safeconduct-sign-in=.*Path=\/api\/v1\/auth;.*HttpOnly; SameSite=Lax$/);
});

test('the same e-mail address or the subject of another issuer lets nobody in', async () => {
  for (const subject of ['somebody-with-the-address-of-ana', 'subject-of-ben']) {
    const { response } = await browser(subject).go(login());
    expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([403, 'unknown-person']);
  }
  const refused = await door.worker.accessLog.findMany({ where: { action: 'sign-in', outcome: 'refused' } });
  expect(refused.map(({ code }) => code)).toEqual(['unknown-person', 'unknown-person']);
});

test('an answer is taken once, with its own attempt and its own state', async () => {
  const mine = browser('subject-of-ana');
  const { address: callback } = await mine.go(login(), isOurs('/api/v1/auth/callback'));
  const code = async (of: ReturnType<typeof browser>, address: string) => {
    const response = await of.visit(address);
    return response.status === 302 ? 302 : ((await response.json()) as { code: string }).code;
  };
  expect(await code(browser('x'), callback)).toBe('sign-in-failed');
  const other = browser('x');
  await other.visit(login());
  expect(await code(other, callback)).toBe('sign-in-failed');
  expect(await code(mine, callback)).toBe(302);
  expect(await code(mine, callback)).toBe('sign-in-failed');
});

test('an attempt is over after ten minutes', async () => {
  const late = browser('subject-of-ana');
  const { address } = await late.go(login(), isOurs('/api/v1/auth/callback'));
  door.now.at += 10 * 60_000 + 1;
  expect((await late.visit(address)).status).toBe(400);
  door.now.at -= 10 * 60_000 + 1;
});

test('one is returned to this site only', async () => {
  for (const elsewhere of [
    'https://elsewhere.example/',
    '//elsewhere.example',
    '/\\elsewhere.example',
    'javascript:alert(1)',
  ]) {
    const seen: string[] = [];
    await browser('subject-of-ana').go(login(elsewhere), (next) => {
      seen.push(next);
      return next === `${door.url}/`;
    });
    expect(seen.at(-1)).toBe(`${door.url}/`);
  }
});

describe('an ID token is believed only', () => {
  const signed = (claims: JWTPayload, header: object, key: CryptoKey | Uint8Array) =>
    new SignJWT(claims).setProtectedHeader(header as { alg: string }).sign(key);
  const again = (change: JWTPayload) => (token: string) =>
    signed({ ...decodeJwt(token), ...change }, decodeProtectedHeader(token), issuer.key);
  const secret = new TextEncoder().encode(client.secret);

  const tried = async (forge: (token: string) => Promise<string>) => {
    issuer.forge(forge);
    const { response, address } = await browser('subject-of-ana').go(login(), isOurs('/tasks'));
    issuer.forge();
    return address.startsWith(`${door.url}/tasks`) ? 'let in' : ((await response.json()) as { code: string }).code;
  };

  test('as it was signed: the same claims signed again with the same key are', async () => {
    expect(await tried(again({}))).toBe('let in');
  });

  test.each<[string, (token: string) => Promise<string>]>([
    ['by this issuer', again({ iss: 'https://another.example' })],
    ['for this client', again({ aud: 'another-client' })],
    ['for this attempt', again({ nonce: 'of-another-attempt' })],
    ['until it runs out', again({ exp: Math.floor(Date.now() / 1000) - 3600 })],
    ['with a signature', async (token) => new UnsecuredJWT(decodeJwt(token)).encode()],
    ['with the kind of signature agreed on', (token) => signed(decodeJwt(token), { alg: 'HS256' }, secret)],
    [
      'with the key of the issuer',
      async (token) =>
        signed(decodeJwt(token), decodeProtectedHeader(token), (await generateKeyPair('RS256')).privateKey),
    ],
    ['with the claims that were signed', async (token) => withSubject(token, 'subject-of-ben')],
  ])('%s', async (_, forge) => {
    expect(await tried(forge)).toBe('sign-in-failed');
  });
});

/** The same signature under another subject. */
function withSubject(token: string, sub: string): string {
  const [header, , signature] = token.split('.');
  const claims = Buffer.from(JSON.stringify({ ...decodeJwt(token), sub })).toString('base64url');
  return [header, claims, signature].join('.');
}
