// A trip while the traveller is on it, in a real browser: the clock moves to its days.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { press, shoot, startSystem, violations, type Stop, type WebSystem } from '../support/web.ts';

const lake: Stop = { area: 'XA-2', arrive: '2027-03-11T10:00', depart: '2027-03-14T10:00', mode: 'road' };
let system: WebSystem;

beforeAll(async () => {
  system = await startSystem();
}, 180_000);
afterAll(() => system?.close());

test('under way a traveller checks in, asks for a longer stay, and closes the trip', async () => {
  const id = await system.file('rita', [lake], { activity: 'famine-relief' });
  await system.decide('cora', id, { outcome: 'approve' });
  await system.advance(Date.parse(`${system.on('2027-03-12')}T08:00:00Z`) - system.now());
  await system.idle();
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
