// What travellers do with a request once it is filed, and what approvers do with it, in a real browser.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { press, shoot, startSystem, violations, type Stop, type WebSystem } from '../support/web.ts';

const lake: Stop = { area: 'XA-2', arrive: '2027-03-11T10:00', depart: '2027-03-14T10:00', mode: 'road' };
let system: WebSystem;

beforeAll(async () => {
  system = await startSystem();
}, 180_000);
afterAll(() => system?.close());

/** Opens the only task of a traveller in somebody's queue. */
async function openTask(decider: string, traveller: RegExp, language = 'en'): Promise<Page> {
  const page = await system.visit({ as: decider, language });
  await page.goto(`${system.base}/queue`);
  await page.getByRole('link', { name: traveller }).first().click();
  await page.locator('.decide').waitFor();
  return page;
}

test('a request returned says why on the open page; corrected, it goes back to who returned it', async () => {
  const id = await system.file('ana', [lake]);
  const page = await system.openRequest('ana', id);
  const approver = await openTask('cora', /Ana Ruiz/);
  await approver.keyboard.press('r');
  await approver.keyboard.type('Name the second vehicle');
  await press(approver, 'Return');
  await page.locator('.tag', { hasText: 'Returned' }).first().waitFor();
  await shoot(page, 'returned');
  await system.lookInArabic('ana', `/requests/${id}`, 'returned-ar');
  expect(await page.locator('.tracker').innerText()).toContain('Name the second vehicle');
  await page.getByRole('link', { name: 'Change the request' }).click();
  const vehicles = page.getByLabel('Vehicles');
  await vehicles.fill('2');
  await shoot(page, 'amend');
  await system.lookInArabic('ana', `/requests/${id}/amend`, 'amend-ar');
  await press(page, 'Send the change');
  await page.locator('.tracker', { hasText: 'With Cora Clerk' }).waitFor();
  await shoot(page, 'returned-and-sent-back');
}, 90_000);

test('a note reaches whoever deals with the request', async () => {
  const id = await system.file('ben', [lake], { activity: 'famine-relief' });
  const page = await system.openRequest('ben', id);
  await press(page, 'Add a note');
  await page.getByRole('textbox', { name: 'Note' }).fill('The convoy leaves at nine');
  await shoot(page, 'note');
  await page.locator('form').getByRole('button', { name: 'Add a note' }).click();
  await page.getByText('Note added').waitFor();
  const approver = await system.visit({ as: 'cora' });
  await approver.goto(`${system.base}/requests/${id}?tab=log`);
  await approver.getByText('The convoy leaves at nine').waitFor();
  await shoot(approver, 'log');
  await system.lookInArabic('cora', `/requests/${id}?tab=log`, 'log-ar');
  await approver.goto(system.base);
  await approver.getByRole('link', { name: 'A note was added' }).waitFor();
  await shoot(approver, 'home');
}, 60_000);

test('a request is cancelled only after the page has said what that means', async () => {
  const id = await system.file('omar', [lake], { activity: 'famine-relief' });
  const page = await system.openRequest('omar', id);
  await press(page, 'Cancel the request');
  await page.getByText('The request ends here').waitFor();
  await shoot(page, 'cancel');
  await page.locator('form').getByRole('button', { name: 'Cancel the request' }).click();
  await page.locator('.tag', { hasText: 'Cancelled' }).first().waitFor();
  await shoot(page, 'cancelled');
  expect(await page.getByRole('button', { name: 'Cancel the request' }).count()).toBe(0);
}, 60_000);

test('who denied looks at an appeal first', async () => {
  const id = await system.file('hugo', [lake]);
  await system.decide('cora', id, { outcome: 'deny', reason: 'The road is closed' });
  const page = await system.openRequest('hugo', id);
  expect(await page.locator('.tracker').innerText()).toContain('The road is closed');
  await press(page, 'Appeal');
  await shoot(page, 'appeal');
  await page.locator('form').getByRole('button', { name: 'Appeal' }).click();
  await page.getByText('Write a few words').waitFor();
  await page.getByRole('textbox', { name: 'Reason' }).fill('The bridge is open again');
  await page.locator('form').getByRole('button', { name: 'Appeal' }).click();
  await page.locator('.tracker', { hasText: 'With Cora Clerk' }).waitFor();
  await shoot(page, 'appealed');
  await system.lookInArabic('hugo', `/requests/${id}`, 'appealed-ar');
}, 60_000);

test('a decision on content that has changed meanwhile is refused in words, and nothing typed is lost', async () => {
  const id = await system.file('deepa', [lake]);
  const approver = await openTask('cora', /Deepa Rai/);
  await approver.getByLabel('Approve').check();
  await approver.getByRole('textbox', { name: 'Reason' }).fill('Only with the morning convoy');
  await approver.getByLabel('Armoured vehicle').check();
  await approver.locator('.decide').getByRole('button', { name: 'Approve' }).click();
  const form = { purpose: 'Two clinics' };
  expect((await system.call('deepa', 'POST', `/requests/${id}/acts`, { verb: 'amend', form })).status).toBe(200);
  await approver.getByText('your decision was not taken').waitFor();
  await shoot(approver, 'stale-bar');
  await approver.getByRole('link', { name: 'See the case' }).click();
  await approver.getByText('The request was changed after you opened it').waitFor();
  await shoot(approver, 'stale');
  expect(await approver.getByRole('textbox', { name: 'Reason' }).inputValue()).toBe('Only with the morning convoy');
  expect(await approver.getByLabel('Armoured vehicle').isChecked()).toBe(true);
  await press(approver, 'I have read the new state');
  await press(approver, 'Approve');
  await approver.getByText('Recorded').waitFor();
}, 60_000);

test('an approver decides on a phone of 360 pixels', async () => {
  await system.file('adam', [lake]);
  const page = await system.visit({ as: 'otto', width: 360 });
  await page.goto(`${system.base}/queue`);
  await page.getByRole('link', { name: /Adam Deputy/ }).click();
  await page.getByLabel('Return').check();
  await page.locator('.decide').getByRole('button', { name: 'Return' }).click();
  await page.getByText('Write why, and what would help').waitFor();
  await page.getByRole('textbox', { name: 'Reason' }).fill('Name the driver');
  await shoot(page, 'phone-case');
  await page.locator('.decide').getByRole('button', { name: 'Return' }).click();
  await page.getByRole('button', { name: 'Undo' }).waitFor();
  await shoot(page, 'phone-bar');
  await page.getByText('Recorded').waitFor();
  expect(await violations(page)).toEqual([]);
}, 60_000);

test('a request sent while no worker answers is safe under its reference, and its page fills in by itself', async () => {
  await system.stopWorker();
  const page = await system.visit({ as: 'sam' });
  await page.goto(`${system.base}/clearances/new`);
  await page.getByLabel('Official').check();
  await press(page, 'Continue');
  await page.getByRole('textbox', { name: 'Purpose' }).fill('Clinic round');
  await press(page, 'Continue');
  await page.getByRole('combobox', { name: 'Security area' }).fill('Arven');
  await page.getByRole('option', { name: /Arven city/ }).click();
  await page.getByLabel('Arrival').fill(system.on('2027-03-20T10:00'));
  await page.getByLabel('Departure').fill(system.on('2027-03-22T10:00'));
  await page.getByLabel('Way of entry').selectOption('road');
  for (const _ of ['stops', 'companions', 'preflight']) await press(page, 'Continue');
  await press(page, 'Send the request');
  await page.getByText('Your request is safe under reference').waitFor({ timeout: 75_000 });
  await shoot(page, 'worker-away');
  expect(await page.evaluate("localStorage['safeconduct.draft.sam']")).toContain('Clinic round');
  await system.startWorker();
  await page.locator('.tracker').waitFor({ timeout: 30_000 });
  await page.getByText('Valid for travel', { exact: true }).waitFor();
  expect(await page.evaluate("localStorage['safeconduct.draft.sam'] ?? null")).toBeNull();
}, 180_000);
