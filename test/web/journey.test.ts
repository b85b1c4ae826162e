// A trip from the traveller's first key to the clearance on his page, in a real browser.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { press, shoot, startSystem, tabTo, type Stop, type WebSystem } from '../support/web.ts';

let system: WebSystem;
let traveller: Page;

beforeAll(async () => {
  system = await startSystem();
}, 180_000);
afterAll(() => system?.close());

async function fillStop(page: Page, number: number, { area, arrive, depart, mode }: Stop) {
  const box = page.getByRole('group', { name: `Stop ${number}` });
  await tabTo(page, box.getByRole('combobox', { name: 'Security area' }));
  await page.keyboard.type(area);
  const offered = box.getByRole('listbox').getByRole('option');
  await offered.nth(1).waitFor({ state: 'detached' });
  await offered.filter({ hasText: area }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  for (const [label, wall] of [
    ['Arrival', arrive],
    ['Departure', depart],
  ] as const) {
    await tabTo(page, box.getByLabel(label));
    const [date = '', time = ''] = system.on(wall).split('T');
    const [year, month, day] = date.split('-');
    const hour = Number(time.slice(0, 2));
    await page.keyboard.type(`${month}${day}${year}`);
    await page.keyboard.press('Tab');
    await page.keyboard.type(`${String(hour % 12 || 12).padStart(2, '0')}${time.slice(3)}${hour < 12 ? 'AM' : 'PM'}`);
  }
  await tabTo(page, box.getByLabel('Way of entry'));
  await page.keyboard.type(mode);
}

test('a trip of three stops in two time zones is written by keyboard alone', async () => {
  const page = (traveller = await system.visit());
  await page.goto(`${system.base}/clearances/new`);
  await page.getByLabel('Find by name').waitFor();
  await shoot(page, 'sign-in');
  await tabTo(page, page.getByLabel('Find by name'));
  await page.keyboard.type('Ivo Petrov');
  await press(page, /Ivo Petrov/);
  await tabTo(page, page.getByLabel('Official'));
  await page.keyboard.press('Space');
  await press(page, 'Continue');
  await tabTo(page, page.getByRole('combobox', { name: 'Activity' }));
  await page.keyboard.type('surv');
  await page.getByRole('option', { name: /survey/ }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByRole('textbox', { name: 'Purpose' }));
  await page.keyboard.type('Clinic round');
  await press(page, 'Continue');
  await fillStop(page, 1, { area: 'XA-1', arrive: '2027-03-11T10:00', depart: '2027-03-12T10:00', mode: 'Sched' });
  await press(page, 'Add a stop');
  await fillStop(page, 2, { area: 'XA-3', arrive: '2027-03-12T14:00', depart: '2027-03-14T10:00', mode: 'UN' });
  await press(page, 'Add a stop');
  await fillStop(page, 3, { area: 'XB-2', arrive: '2027-03-13T13:00', depart: '2027-03-16T10:00', mode: 'Sched' });
  await press(page, 'Continue');
  await shoot(page, 'stops-mistake');
  expect(await page.getByRole('alert').innerText()).toContain('Stop 3 begins before stop 2 ends');
}, 120_000);

test('what was typed survives a reload', async () => {
  const page = traveller;
  await page.reload();
  const third = page.getByRole('group', { name: 'Stop 3' });
  await third.waitFor();
  expect(await third.getByLabel('Arrival').inputValue()).toBe(system.on('2027-03-13T13:00'));
  expect(await third.innerText()).toContain('18:00 UTC');
  await third.getByLabel('Arrival').fill(system.on('2027-03-14T13:00'));
  await press(page, 'Continue');
  await press(page, 'Continue');
});

test('before it is sent the traveller sees the course he lacks, the rule that asks, and who will decide', async () => {
  const page = traveller;
  await page.getByText('Sent now, it would come back to you').waitFor();
  await shoot(page, 'preflight-missing');
  expect(await page.locator('main').innerText()).toContain('SSAFE');
  await page.goto(`${system.base}/clearances/new?step=stops`);
  const area = page.getByRole('group', { name: 'Stop 2' }).getByRole('combobox', { name: 'Security area' });
  await area.fill('Lake');
  await page.getByRole('option', { name: /Lake region/ }).click();
  await press(page, 'Continue');
  await press(page, 'Continue');
  await page.getByText('Nothing is missing').waitFor();
  await shoot(page, 'preflight-good');
  for (const name of ['Cora Clerk', 'Beth Clerk']) expect(await page.locator('main').innerText()).toContain(name);
});

test('the answers are shown once more; then the request is filed and shows who has it and until when', async () => {
  const page = traveller;
  await press(page, 'Continue');
  await page.getByRole('heading', { name: 'Check your answers' }).waitFor();
  await shoot(page, 'answers');
  await press(page, 'Send the request');
  await page.getByText('has been filed').waitFor();
  await shoot(page, 'tracker');
  const tracker = await page.locator('.tracker').innerText();
  expect(tracker).toContain('Cora Clerk');
  expect(tracker).toContain('Beth Clerk');
  expect(tracker).toContain('then it moves up');
});

test('a decision can be taken back within five seconds; then it is recorded, and the open page of the traveller says so', async () => {
  const page = await system.visit({ as: 'cora' });
  await page.goto(`${system.base}/queue`);
  await page.getByRole('link', { name: /Ivo Petrov/ }).waitFor();
  await page.keyboard.press('j');
  await page.getByRole('heading', { name: 'Your decision' }).waitFor();
  await page.keyboard.press('a');
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('link', { name: /Ivo Petrov/ }).waitFor();
  await page.keyboard.press('j');
  await page.getByRole('heading', { name: 'Your decision' }).waitFor();
  await page.keyboard.press('c');
  const condition = page.getByRole('checkbox', { name: 'Convoy of two vehicles' });
  await tabTo(page, condition);
  await page.keyboard.press('Space');
  await shoot(page, 'case');
  await press(page, 'Approve');
  await shoot(page, 'undo');
  await page.getByText('Recorded').waitFor();
  await traveller.locator('.tracker', { hasText: 'Approved' }).waitFor();
  await shoot(traveller, 'tracker-half');
  expect(await traveller.locator('main').innerText()).toContain('Convoy of two vehicles');
}, 60_000);

test('the second country decides for itself; only then is the request valid for travel', async () => {
  expect(await traveller.getByText('Not valid for travel').count()).toBe(1);
  const page = await system.visit({ as: 'beth', language: 'ar' });
  await page.goto(`${system.base}/queue`);
  await page.getByRole('link', { name: /Ivo Petrov/ }).waitFor();
  await page.keyboard.press('j');
  await page.locator('.decide').waitFor();
  await shoot(page, 'case-ar');
  await page.keyboard.press('a');
  await traveller.getByText('Valid for travel', { exact: true }).waitFor();
  await shoot(traveller, 'cleared');
  expect(await traveller.locator('main').innerText()).toContain('Cleared with conditions');
}, 60_000);

test('who decides second is told in words, and what he typed is still there', async () => {
  await system.file('ana', [{ area: 'XA-2', arrive: '2027-04-11T10:00', depart: '2027-04-14T10:00', mode: 'road' }]);
  const page = await system.visit({ as: 'cora' });
  await page.goto(`${system.base}/queue`);
  await page.getByRole('link', { name: /Ana Ruiz/ }).click();
  await page.getByLabel('Return').check();
  await page.getByRole('textbox', { name: 'Reason' }).fill('The road is closed');
  const task = page.url().split('/').at(-1);
  await page.getByRole('button', { name: 'Return' }).click();
  const first = await system.call('otto', 'POST', `/tasks/${task}/decision`, { outcome: 'approve', version: 1 });
  expect(first.status).toBe(200);
  await page.getByText('your decision was not taken').waitFor();
  await page.getByRole('link', { name: 'See the case' }).click();
  await page.getByText('Somebody else decided this task first').waitFor();
  await page.getByText('You had typed').waitFor();
  await shoot(page, 'decided-by-other');
  expect(await page.locator('main').innerText()).toContain('The road is closed');
}, 60_000);
