// A person sends a filled form while Temporal is down, in a real browser: told plainly, nothing typed is lost, filed once afterwards.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { Client } from 'pg';
import { buildWeb } from '../../scripts/parts/web.ts';
import { startWholeSystem, type WholeSystem } from '../../scripts/parts/whole-system.ts';
import { openBrowser, press, shoot } from '../support/web.ts';

let system: WholeSystem;
let browser: Browser;

beforeAll(async () => {
  await buildWeb(() => undefined);
  system = await startWholeSystem();
  browser = await openBrowser();
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await system?.stop();
}, 60_000);

const day = (ahead: number) => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);
const trip = { arrive: `${day(20)}T10:00`, depart: `${day(23)}T16:30` };

async function openForm(): Promise<Page> {
  const context = await browser.newContext({
    ...{ viewport: { width: 1280, height: 900 }, locale: 'en-US', timezoneId: 'Europe/Paris', reducedMotion: 'reduce' },
  });
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  await context.request.post(`${system.base}/api/v1/demo/sessions`, { data: { person: 'sam' } });
  await page.goto(`${system.base}/clearances/new`);
  return page;
}

async function fill(page: Page): Promise<void> {
  await page.getByLabel('Official').check();
  await press(page, 'Continue');
  await page.getByRole('textbox', { name: 'Purpose' }).fill('Three clinics, then the cold store');
  await press(page, 'Continue');
  await page.getByRole('combobox', { name: 'Security area' }).fill('Arven');
  await page.getByRole('option', { name: /Arven city/ }).click();
  await page.getByLabel('Arrival').fill(trip.arrive);
  await page.getByLabel('Departure').fill(trip.depart);
  await page.getByLabel('Way of entry').selectOption('road');
  await page.getByLabel('Vehicles').fill('2');
  await page.getByRole('textbox', { name: 'Accommodation' }).fill('House by the river');
  for (const _ of ['stops', 'companions', 'preflight']) await press(page, 'Continue');
}

async function casesOfSam(): Promise<number> {
  const owner = new Client({ connectionString: system.urls.owner });
  await owner.connect();
  const { rows } = await owner.query<{ n: number }>(`SELECT count(*)::int AS n FROM cases WHERE "subjectId" = 'sam'`);
  await owner.end();
  return rows[0]!.n;
}

test('a form sent while Temporal is down stays in the page and in the browser, and is one request once it is sent again', async () => {
  const page = await openForm();
  await fill(page);
  await system.kill('temporal');
  await press(page, 'Send the request');
  const told = page.getByText('Not sent yet: the service cannot be reached');
  await told.waitFor({ timeout: 30_000 });
  await page.getByText('Your request is kept here').waitFor();
  await shoot(page, 'temporal-down');
  expect(await page.getByText('Three clinics, then the cold store').count()).toBe(1);
  expect(await casesOfSam()).toBe(0);

  await press(page, 'Send again');
  await told.waitFor({ state: 'detached' });
  await told.waitFor({ timeout: 30_000 });

  await page.goto(`${system.base}/clearances/new`);
  await page.getByText('We kept what you typed last time').waitFor();
  expect(await page.getByLabel('Official').isChecked()).toBe(true);
  await press(page, 'Continue');
  expect(await page.getByRole('textbox', { name: 'Purpose' }).inputValue()).toBe('Three clinics, then the cold store');
  await press(page, 'Continue');
  const typed = ['Arrival', 'Departure', 'Way of entry', 'Vehicles', 'Accommodation'].map((label) =>
    page.getByLabel(label).first().inputValue(),
  );
  expect(await Promise.all(typed)).toEqual([trip.arrive, trip.depart, 'road', '2', 'House by the river']);
  await shoot(page, 'temporal-down-kept');

  await system.begin('temporal');
  for (const _ of ['stops', 'companions', 'preflight']) await press(page, 'Continue');
  await press(page, 'Send the request');
  await page.locator('.tracker').waitFor({ timeout: 60_000 });
  await shoot(page, 'temporal-back');
  expect(await casesOfSam()).toBe(1);
  expect(await page.evaluate("localStorage['safeconduct.draft.sam'] ?? null")).toBeNull();
}, 240_000);
