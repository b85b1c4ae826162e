// A trip from the traveller's first key to the clearance on his page, in a real browser.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { startSystem, tabTo, type WebSystem } from '../support/web.ts';

let system: WebSystem;
let traveller: Page;

beforeAll(async () => {
  system = await startSystem();
}, 180_000);
afterAll(() => system?.close());

const press = async (page: Page, name: string | RegExp) => {
  await tabTo(page, page.getByRole('button', { name }));
  await page.keyboard.press('Enter');
};

async function fillStop(
  page: Page,
  number: number,
  stop: { area: string; arrive: string; depart: string; mode: string },
) {
  const box = page.getByRole('group', { name: `Stop ${number}` });
  const area = box.getByRole('combobox', { name: 'Security area' });
  await tabTo(page, area);
  await page.keyboard.type(stop.area);
  const offered = box.getByRole('listbox').getByRole('option');
  await offered.nth(1).waitFor({ state: 'detached' });
  await offered.filter({ hasText: stop.area }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  for (const [label, text] of [
    ['Arrival', stop.arrive],
    ['Departure', stop.depart],
  ] as const) {
    await tabTo(page, box.getByLabel(label));
    const [date = '', time = ''] = text.split(' ');
    await page.keyboard.type(date);
    await page.keyboard.press('Tab');
    await page.keyboard.type(time);
  }
  await tabTo(page, box.getByLabel('Way of entry'));
  await page.keyboard.type(stop.mode);
}

test('a trip of three stops in two time zones is written by keyboard alone', async () => {
  const page = (traveller = await system.visit());
  await page.goto(`${system.base}/clearances/new`);
  await tabTo(page, page.getByLabel('Find by name'));
  await page.keyboard.type('Ivo Petrov');
  await press(page, /Ivo Petrov/);
  await tabTo(page, page.getByLabel('Official'));
  await page.keyboard.press('Space');
  await press(page, 'Continue');
  await tabTo(page, page.getByRole('combobox', { name: 'Activity' }));
  await page.keyboard.type('vacc');
  await page.getByRole('option', { name: /vaccination/ }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByRole('textbox', { name: 'Purpose' }));
  await page.keyboard.type('Clinic round');
  await press(page, 'Continue');
  await fillStop(page, 1, { area: 'XA-1', arrive: '03112027 1000AM', depart: '03122027 1000AM', mode: 'Sched' });
  await press(page, 'Add a stop');
  await fillStop(page, 2, { area: 'XA-3', arrive: '03122027 0200PM', depart: '03142027 1000AM', mode: 'UN' });
  await press(page, 'Add a stop');
  await fillStop(page, 3, { area: 'XB-1', arrive: '03132027 0100PM', depart: '03162027 1000AM', mode: 'Sched' });
  await press(page, 'Continue');
  expect(await page.getByRole('alert').innerText()).toContain('Stop 3 begins before stop 2 ends');
}, 120_000);

test('what was typed survives a reload', async () => {
  const page = traveller;
  await page.reload();
  const third = page.getByRole('group', { name: 'Stop 3' });
  await third.waitFor();
  expect(await third.getByLabel('Arrival').inputValue()).toBe('2027-03-13T13:00');
  expect(await third.innerText()).toContain('18:00 UTC');
  await third.getByLabel('Arrival').fill('2027-03-14T13:00');
  await press(page, 'Continue');
  await press(page, 'Continue');
});

test('before it is sent the traveller sees the course he lacks and the rule that asks', async () => {
  const page = traveller;
  await page.getByText('Sent now, it would come back to you').waitFor();
  expect(await page.locator('main').innerText()).toContain('SSAFE');
  await page.goto(`${system.base}/clearances/new?step=stops`);
  const area = page.getByRole('group', { name: 'Stop 2' }).getByRole('combobox', { name: 'Security area' });
  await area.fill('Lake');
  await page.getByRole('option', { name: /Lake region/ }).click();
  await press(page, 'Continue');
  await press(page, 'Continue');
  await page.getByText('Nothing is missing').waitFor();
  expect(await page.locator('main').innerText()).toContain('Clearing officer');
});

test('the request is filed and shows who has it', async () => {
  const page = traveller;
  await press(page, 'Continue');
  await press(page, 'Send the request');
  await page.getByText('has been filed').waitFor();
  expect(await page.locator('main').innerText()).toContain('Cora Clerk');
});

test('a decision can be taken back within five seconds; then it is recorded, and the traveller sees it without asking', async () => {
  const page = await system.visit({ as: 'cora' });
  await page.goto(`${system.base}/queue`);
  await page.getByRole('link', { name: /Ivo Petrov/ }).waitFor();
  await page.keyboard.press('j');
  await page.getByRole('heading', { name: 'Your decision' }).waitFor();
  await page.keyboard.press('a');
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('link', { name: /Ivo Petrov/ }).waitFor();
  expect(await system.door.worker.decision.count()).toBe(0);
  await page.keyboard.press('j');
  await page.getByRole('heading', { name: 'Your decision' }).waitFor();
  await page.keyboard.press('a');
  await page.getByText('Recorded').waitFor();
  expect(await system.door.worker.decision.count()).toBe(1);
  await traveller.getByText('Valid for travel', { exact: true }).waitFor();
}, 60_000);

test('who decides second is told in words, and what he typed is still there', async () => {
  await fileFor('ana');
  const page = await system.visit({ as: 'cora' });
  await page.goto(`${system.base}/queue`);
  await page.getByRole('link', { name: /Ana Ruiz/ }).click();
  await page.getByLabel('Return').check();
  await page.getByRole('textbox', { name: 'Reason' }).fill('The road is closed');
  const task = page.url().split('/').at(-1);
  await page.getByRole('button', { name: 'Return' }).click();
  const first = await system.door.call('POST', `/tasks/${task}/decision`, {
    as: 'otto',
    body: { outcome: 'approve', version: 1 },
  });
  expect(first.status).toBe(200);
  await page.getByText('your decision was not taken').waitFor();
  await page.getByRole('link', { name: 'See the case' }).click();
  await page.getByText('Somebody else decided this task first').waitFor();
  await page.getByText('You had typed').waitFor();
  expect(await page.locator('main').innerText()).toContain('The road is closed');
}, 60_000);

async function fileFor(person: string) {
  const stop = { area: 'XA-2', arrive: '2027-04-11T10:00', depart: '2027-04-14T10:00', mode: 'road' };
  const form = { travelType: 'official', activity: 'vaccination', purpose: 'Clinic round', stops: [stop] };
  const { status } = await system.door.call('POST', '/requests', {
    as: person,
    body: { process: 'travelClearance', form },
    headers: { 'idempotency-key': `for-${person}` },
  });
  expect(status).toBe(201);
}
