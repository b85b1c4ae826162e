// A trip while the traveller is on it, in a real browser: the clock moves to its days.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { press, shoot, startSystem, violations, type Stop, type WebSystem } from '../support/web.ts';

const lake: Stop = { area: 'XA-2', arrive: '2027-03-11T10:00', depart: '2027-03-14T10:00', mode: 'road' };
let system: WebSystem;

beforeAll(async () => {
  system = await startSystem();
}, 180_000);
afterAll(() => system?.close());

const moveTo = async (instant: string) => {
  await system.advance(Date.parse(system.on(instant.slice(0, 10)) + instant.slice(10)) - system.now());
  await system.idle();
};

test('what is not decided in time is seen to have moved up, with whom it is now, and is cleared by nobody', async () => {
  const id = await system.file('ana', [{ ...lake, arrive: '2027-03-20T10:00', depart: '2027-03-22T10:00' }]);
  await moveTo('2027-03-04T08:30:00Z');
  const page = await system.openRequest('ana', id);
  const tracker = await page.locator('.tracker').innerText();
  expect(tracker).toContain('Dora Official');
  expect(tracker).toContain('Moved up');
  expect(tracker).not.toContain('Cora Clerk');
  await page.getByText('Not valid for travel').waitFor();
  await shoot(page, 'moved-up');
  await system.lookInArabic('ana', '/', 'moved-up-home-ar');
  const official = await system.visit({ as: 'dora' });
  await official.goto(`${system.base}/queue`);
  await official.getByRole('link', { name: /Ana Ruiz.*Moved up/ }).waitFor();
  await shoot(official, 'moved-up-queue');
}, 90_000);

test('under way a traveller checks in, asks for a longer stay, and closes the trip', async () => {
  const id = await system.file('rita', [lake], { activity: 'famine-relief' });
  await system.decide('cora', id, { outcome: 'approve' });
  await moveTo('2027-03-12T08:00:00Z');
  const page = await system.openRequest('rita', id);
  await page.locator('.tag', { hasText: 'In travel' }).first().waitFor();
  await shoot(page, 'in-travel');
  await press(page, 'Check in');
  await shoot(page, 'check-in');
  await page.locator('form').getByRole('button', { name: 'Check in' }).click();
  await page.getByRole('status').getByText('Checked in').waitFor();

  await press(page, 'Extend the stay');
  const until = page.getByLabel('New departure');
  expect(await until.inputValue()).toBe(system.on('2027-03-14T10:00'));
  await page.locator('form').getByRole('button', { name: 'Extend the stay' }).click();
  await page.getByText('It must lie after the departure on file').waitFor();
  await until.fill(system.on('2027-03-16T10:00'));
  await shoot(page, 'extend');
  await page.locator('form').getByRole('button', { name: 'Extend the stay' }).click();
  await page.locator('.tracker', { hasText: 'With Cora Clerk' }).waitFor();
  await shoot(page, 'extension-asked');
  await system.lookInArabic('rita', `/requests/${id}`, 'extension-asked-ar');
  await system.decide('cora', id, { outcome: 'approve' });
  await page.locator('.panel', { hasText: '16 Mar' }).waitFor();
  await shoot(page, 'extended');

  await press(page, 'Close the trip');
  await page.getByText('you are no longer counted there').waitFor();
  await page.locator('form').getByRole('button', { name: 'Close the trip' }).click();
  await page.locator('.tag', { hasText: 'Closed' }).first().waitFor();
  await shoot(page, 'closed');
  expect(await violations(page)).toEqual([]);
}, 120_000);

test('who signs out comes to the sign-in page; on every device, also on the one he left elsewhere', async () => {
  const [phone, desk] = [await system.visit({ as: 'rita', width: 390 }), await system.visit({ as: 'rita' })];
  await phone.goto(`${system.base}/`);
  await desk.goto(`${system.base}/requests`);
  await phone.getByRole('heading', { level: 1 }).waitFor();
  await shoot(phone, 'sign-out-everywhere');
  await system.lookInArabic('rita', '/', 'sign-out-everywhere-ar');
  await press(phone, 'Sign out on every device');
  await phone.getByLabel('Find by name').waitFor();
  await desk.reload();
  await desk.getByLabel('Find by name').waitFor();
  await system.signIn(desk, 'rita');
  await desk.goto(`${system.base}/requests`);
  await press(desk, 'Sign out');
  await desk.getByLabel('Find by name').waitFor();
});
