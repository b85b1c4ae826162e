// A newer version taken over, a step back after signing in again, names of who and where, in a real browser before a real issuer.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { RuleSet } from '../../rules/rule-set.ts';
import { freePort } from '../../scripts/parts/ports.ts';
import { aCase } from '../api/a-case.ts';
import { client, startIssuer, type Issuer } from '../api/issuer.ts';
import { filingGateway } from '../api/filing-gateway.ts';
import { putInForce } from '../api/rules-in-force.ts';
import { press, shoot, violations } from '../support/web.ts';
import { openWebDoor, type WebDoor } from './web-door.ts';

const set = '/rules/travelClearance';
const minute = 60_000;
let door: WebDoor;
let issuer: Issuer;
let base: RuleSet;
const { filed, gateway } = filingGateway();

beforeAll(async () => {
  for (const name of ['warn', 'info'] as const) jest.spyOn(console, name).mockImplementation(() => undefined);
  const port = await freePort();
  issuer = await startIssuer(`http://127.0.0.1:${port}/api/v1/auth/callback`);
  const env = {
    ...{ DEMO: '0', PUBLIC_URL: `http://127.0.0.1:${port}` },
    ...{ OIDC_ISSUER: issuer.url, OIDC_CLIENT_ID: client.id, OIDC_CLIENT_SECRET: client.secret },
  };
  door = await openWebDoor({ port, env, gateway });
  // The provider's tokens run by the wall clock.
  door.now.at = Date.now();
  const known = { issuer: issuer.url, externalId: 'subject-of-desk' };
  await door.worker.person.update({ where: { id: 'desk' }, data: known });
  base = (await door.call('GET', `${set}/versions/1`, { as: 'ana' })).body.content;
}, 180_000);
afterAll(async () => {
  await door?.close();
  await issuer?.close();
});

const titled = (rules: RuleSet['rules'], ids: string[], title: string) =>
  rules.map((rule) => (ids.includes(rule.id) ? { ...rule, title: `${rule.title}, ${title}` } : rule));

test('who began from an older version sees what both changed, takes the newer one over and submits', async () => {
  const [one, two, three, four] = base.rules.map(({ id }) => id) as [string, string, string, string];
  const title = 'Mine and theirs';
  const { id } = (await door.call('POST', `${set}/drafts`, { as: 'adm1', body: { title, from: { version: 1 } } })).body;
  const mine = { ...base, rules: titled(base.rules, [one, two, four], 'mine') };
  await door.call('PUT', `${set}/drafts/${id}`, { as: 'adm1', body: { title, content: mine, revision: 1 } });
  const page = await door.visit({ as: 'adm1' });
  await page.goto(`${door.url}${set}/drafts/${id}?tab=submit`);
  await page.getByLabel('Reason for the change').fill('The circular of March');
  const test = { name: 'Theirs', facts: {}, in: { date: '2027-03-11' }, expect: {} };
  const theirs = {
    ...base,
    version: 2,
    rules: titled(base.rules, [one, two, three], 'theirs'),
    tests: [...(base.tests ?? []), test],
  };
  await putInForce(door, theirs, door.now.at - minute);
  await press(page, 'Send for review');
  await page.getByText('Another version came in force since').waitFor();
  const behind = page.locator('.notice', { hasText: 'but version 2 is in force now' });
  await behind.getByText('Version 2', { exact: false }).nth(1).waitFor();
  expect(await behind.locator('li').count()).toBe(2);
  await shoot(page, 'rules-behind');
  expect(await violations(page)).toEqual([]);
  await door.lookInArabic('adm1', `${set}/drafts/${id}`, 'rules-behind-ar');
  await behind.getByRole('checkbox').nth(1).check();
  await press(page, 'Take its changes over');
  await page.getByText('Its changes were taken over; save to keep that').waitFor();
  await page.reload();
  await page.getByText('Its changes were taken over; save to keep that').waitFor();
  expect(await page.getByLabel('Reason for the change').inputValue()).toBe('The circular of March');
  await page.keyboard.press('Control+s');
  await page.getByText('Saved as revision 3').waitFor();
  expect(await page.getByText('is in force now').count()).toBe(0);
  await press(page, 'Send for review');
  await page.getByText('Sent for review', { exact: true }).waitFor();
  const { body } = await door.call('GET', `${set}/drafts/${id}`, { as: 'adm1' });
  const titles = (body.content as RuleSet).rules.slice(0, 4).map((rule) => rule.title.split(', ').at(-1));
  expect([titles, body.base, body.content.tests.map(({ name }: { name: string }) => name)]).toEqual([
    ['mine', 'theirs', 'theirs', 'mine'],
    2,
    [...(base.tests ?? []).map(({ name }) => name), 'Theirs'],
  ]);
  expect(filed.at(-1)).toMatchObject({ process: 'ruleChange', form: { draft: id, revision: 3 } });
}, 120_000);

test('versions name the country they are for and who put them in force, and say when a scheduled one comes', async () => {
  await putInForce(door, { ...base, version: 3 }, door.now.at + 3 * 24 * 60 * minute, 'country:XA');
  const at = new Date(door.now.at);
  const again = { name: base.name, version: 1, place: 'area:XA-2', fromAt: at, at, byId: 'dora', reason: 'Put back' };
  await door.worker.ruleActivation.create({ data: { id: randomUUID(), ...again } });
  const page = await door.visit({ as: 'ana' });
  await page.goto(door.url + set);
  await page.getByText(/^Versions: /).click();
  await page.getByText(/put in force by Dora/).waitFor();
  const scheduled = page.locator('li', { hasText: 'Scheduled' }).last();
  await scheduled
    .getByText(/Arvenia/)
    .first()
    .waitFor();
  await shoot(page, 'rules-versions');
  const text = await page.locator('details', { hasText: 'Versions:' }).innerText();
  expect(text).toMatch(/Arvenia.*comes in force.*in 3 days.*(CET|GMT\+1|CEST|GMT\+2)/s);
  expect(text).not.toMatch(/\bXA\b|\bdora\b/);
  expect(await violations(page)).toEqual([]);
  await door.lookInArabic('ana', set, 'rules-versions-ar', async (arabic) => {
    await arabic.locator('details summary').filter({ hasText: 'الإصدارات' }).click();
    await arabic.getByText('يبدأ نفاذه').waitFor();
  });
}, 90_000);

async function signInAtIssuer(page: Page): Promise<void> {
  await page.locator('input[name=login]').fill('subject-of-desk');
  await page.locator('input[name=password]').fill('any');
  await page.locator('button[type=submit]').click();
  const consent = page.locator('form button[type=submit]');
  if (!page.url().startsWith(door.url)) await consent.click().catch(() => undefined);
  await page.waitForURL((url) => url.href.startsWith(door.url));
}

test('a step back asks for a fresh sign-in, keeps the reason, and goes on after it', async () => {
  const page = await door.visit();
  await page.goto(`${door.url}/api/v1/auth/login?return=${encodeURIComponent(set)}`);
  await signInAtIssuer(page);
  await page.getByText('One step back').click();
  const reason = page.locator('form').getByRole('textbox', { name: 'Reason' });
  await reason.fill('It refuses too much');
  door.now.at += 6 * minute;
  await press(page, /Put version/);
  const again = page.getByRole('link', { name: 'Sign in again' });
  await again.waitFor();
  expect(filed.filter(({ form }) => 'returnsTo' in (form as object))).toEqual([]);
  await shoot(page, 'rules-sign-in-again');
  expect(await violations(page)).toEqual([]);
  await again.click();
  await signInAtIssuer(page);
  door.now.at = Date.now();
  expect(await reason.inputValue()).toBe('It refuses too much');
  await page
    .getByRole('button', { name: /Put version/ })
    .and(page.locator(':focus'))
    .waitFor();
  await page.keyboard.press('Enter');
  await page.getByText('The return was filed').waitFor();
  expect(filed.at(-1)).toMatchObject({ form: { reason: 'It refuses too much', returnsTo: 1 } });
  expect(await page.evaluate(`Object.keys(sessionStorage).filter((key) => key.includes('typed'))`)).toEqual([]);
}, 90_000);

test('who is asked to decide a step back sees what it would change', async () => {
  const kase = await aCase(door, { subject: 'adm1', state: 'in-review' });
  const form = { set: 'travelClearance', returnsTo: 1, reason: 'It refuses too much', effective: {} };
  await door.worker.case.update({ where: { id: kase }, data: { process: 'ruleChange', form } });
  const { id: partId } = await door.worker.part.findFirstOrThrow({ where: { caseId: kase } });
  await door.worker.task.create({
    data: {
      ...{ id: randomUUID(), caseId: kase, partId, covers: [partId], authority: 'regional-operations', mode: 'decide' },
      ...{ stage: 1, holders: ['desk'], instruments: {}, openedFor: ['desk'], round: 1, contentVersion: 1 },
      ...{ contentHash: 'x', state: 'open', openedAt: new Date(door.now.at) },
    },
  });
  const page = await door.visit({ as: 'desk' });
  await page.goto(`${door.url}/requests/${kase}`);
  await page.getByRole('heading', { name: /Against version .?2.?: .*Everywhere/ }).waitFor();
  await page.getByText('Nothing comes out differently').waitFor();
  await page.getByRole('heading', { name: /What changes in the rules, against version .?2/ }).waitFor();
  await shoot(page, 'rules-return-decided');
  expect(await violations(page)).toEqual([]);
}, 60_000);
