// A decision on a grave risk needs a fresh, strong sign-in; the same person comes back to the same page and decides.
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { openSession } from '../../api/session.ts';
import { freshMinutes } from '../../api/step-up.ts';
import { freePort } from '../../scripts/parts/ports.ts';
import { directGateway } from './direct-gateway.ts';
import { openDoor, type Door } from './door.ts';
import { browser, client, startIssuer, type Issuer } from './issuer.ts';
import { actorsOf, lake, pass } from './trips.ts';

let door: Door;
let issuer: Issuer;
const on: Parameters<typeof directGateway>[0] = { now: () => door.now.at };
beforeAll(async () => {
  for (const name of ['warn', 'info'] as const) jest.spyOn(console, name).mockImplementation(() => undefined);
  const port = await freePort();
  issuer = await startIssuer(`http://127.0.0.1:${port}/api/v1/auth/callback`);
  const env = {
    ...{ DEMO: '0', PUBLIC_URL: `http://127.0.0.1:${port}` },
    ...{ OIDC_ISSUER: issuer.url, OIDC_CLIENT_ID: client.id, OIDC_CLIENT_SECRET: client.secret },
  };
  door = await openDoor({ port, env, gateway: directGateway(on) });
  on.db = door.worker;
  // The provider's tokens run by the wall clock.
  door.now.at = Date.now();
  const known = { issuer: issuer.url, externalId: 'subject-of-dora' };
  await door.worker.person.update({ where: { id: 'dora' }, data: known });
});
afterAll(async () => {
  await door?.close();
  await issuer?.close();
});

const { filed } = actorsOf(() => door);
const minutes = 60_000;

/** A session the provider gave so many minutes ago. */
async function signedIn(person: string, minutesAgo: number | undefined, acr?: string) {
  const authAt = minutesAgo === undefined ? undefined : door.now.at - minutesAgo * minutes;
  return { authorization: `Bearer ${await openSession(door.deps, { person, kind: 'oidc', acr, authAt })}` };
}
const approve = async (id: string, headers: Record<string, string>, seen: Door = door) => {
  const { status, body } = await seen.call('POST', `/requests/${id}/decisions`, {
    headers,
    body: { outcome: 'approve' },
  });
  return status === 200 ? 200 : [status, body.code, body.signIn];
};
const refused = [403, 'step-up-required', '/api/v1/auth/login?again=1'];
const decisions = (caseId: string) => door.worker.decision.count({ where: { caseId } });

test('a stay at high risk is decided within five minutes of signing in, and not a moment later', async () => {
  const { id } = await filed('ana', { stops: [pass] });
  for (const ago of [freshMinutes + 1, 60, undefined])
    expect(await approve(id, await signedIn('dora', ago))).toEqual(refused);
  expect(await decisions(id)).toBe(0);
  expect(await approve(id, await signedIn('dora', freshMinutes))).toBe(200);
});

test('a stay at a lower risk is decided with any session', async () => {
  const { id } = await filed('ana', { stops: [lake] });
  expect(await approve(id, await signedIn('cora', 60))).toBe(200);
});

test('the refusal is written down, and a decision already recorded answers again without a new sign-in', async () => {
  const { id } = await filed('ana', { stops: [pass] });
  const task = await door.worker.task.findFirstOrThrow({ where: { caseId: id, state: 'open' } });
  const body = { id: '3f0e8a52-8a4f-4a53-9c39-0a3f8f6f9d10', outcome: 'approve', version: 1 };
  const send = (headers: Record<string, string>) => door.call('POST', `/tasks/${task.id}/decision`, { headers, body });
  expect((await send(await signedIn('dora', 60))).body.code).toBe('step-up-required');
  const log = await door.worker.accessLog.findMany({ where: { caseId: id, code: 'step-up-required' } });
  expect(log).toMatchObject([{ personId: 'dora', action: 'decide', outcome: 'refused' }]);
  expect((await send(await signedIn('dora', 1))).status).toBe(200);
  expect((await send(await signedIn('dora', 60))).status).toBe(200);
  expect(await decisions(id)).toBe(1);
});

test('a step back of the rules is decided by its filing, so its filing needs a fresh sign-in', async () => {
  const form = { set: 'travelClearance', returnsTo: 1, hash: '0'.repeat(64), reason: 'Too many wait' };
  const file = async (minutesAgo: number) => {
    const body = { process: 'ruleChange', form };
    return (await door.call('POST', '/requests', { headers: await signedIn('adm1', minutesAgo), body })).body.code;
  };
  expect(await file(freshMinutes + 1)).toBe('step-up-required');
  expect(await file(0)).not.toBe('step-up-required');
});

test('who may not decide is told that, not to sign in again', async () => {
  const { id } = await filed('ana', { stops: [pass] });
  expect(await approve(id, await signedIn('cora', 60))).toEqual([403, 'not-your-decision', undefined]);
});

test('where a strength is set, a fresh sign-in of another strength is not enough', async () => {
  const { id } = await filed('ana', { stops: [pass] });
  const before = door.deps.config.stepUpAcr;
  Object.assign(door.deps.config, { stepUpAcr: ['phr', 'phrh'] });
  expect(await approve(id, await signedIn('dora', 0))).toEqual(refused);
  expect(await approve(id, await signedIn('dora', 0, 'password'))).toEqual(refused);
  expect(await approve(id, await signedIn('dora', 60, 'phr'))).toEqual(refused);
  expect(await approve(id, await signedIn('dora', 0, 'phrh'))).toBe(200);
  Object.assign(door.deps.config, { stepUpAcr: before });
});

test('the limit is a setting, and may be none', async () => {
  const before = door.deps.config.stepUpRisk;
  const [low, high] = [await filed('ana', { stops: [lake] }), await filed('ana', { stops: [pass] })];
  Object.assign(door.deps.config, { stepUpRisk: 'medium' });
  expect(await approve(low.id, await signedIn('cora', 60))).toEqual(refused);
  Object.assign(door.deps.config, { stepUpRisk: 'never' });
  expect(await approve(high.id, await signedIn('dora', 60))).toBe(200);
  Object.assign(door.deps.config, { stepUpRisk: before });
});

test('the demonstration proves nobody and asks for no second proof', async () => {
  const { id } = await filed('ana', { stops: [pass] });
  door.now.at += 20 * minutes;
  expect(await approve(id, await door.as('dora'))).toBe(200);
  door.now.at -= 20 * minutes;
});

test('signing in again asks the provider anew although it still knows one, and leads back to the same page', async () => {
  const { id } = await filed('ana', { stops: [pass] });
  const page = '/queue/3f0e8a52-8a4f-4a53-9c39-0a3f8f6f9d10';
  const { go, jar } = browser('subject-of-dora');
  const isPage = (next: string) => next.startsWith(`${door.url}/queue`);
  const login = (again: string) => `${door.url}/api/v1/auth/login?${again}return=${encodeURIComponent(page)}`;
  const session = () => ({
    cookie: `safeconduct=${jar.get(new URL(door.url).host)?.get('safeconduct')}`,
    origin: door.url,
  });

  const asked = await fetch(login('again=1&'), { redirect: 'manual' });
  const query = new URL(asked.headers.get('location') ?? '').searchParams;
  expect(Object.fromEntries(query)).toMatchObject({ prompt: 'login', max_age: String(freshMinutes * 60) });

  await go(login(''), isPage);
  expect(await approve(id, session())).toEqual(refused);
  const { address } = await go(login('again=1&'), isPage);
  expect(address).toBe(door.url + page);
  expect(await approve(id, session())).toBe(200);
});
