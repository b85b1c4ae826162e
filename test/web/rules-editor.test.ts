// Rules in the hands of those who administer them, in a real browser: a draft is written, shown in words, saved with its faults.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { press, shoot, startSystem, violations, type WebSystem } from '../support/web.ts';

let system: WebSystem;
let page: Page;

beforeAll(async () => {
  system = await startSystem();
}, 180_000);
afterAll(() => system?.close());

test('a draft is begun from the version in force and shows each rule as a sentence', async () => {
  page = await system.visit({ as: 'adm1' });
  await page.goto(`${system.base}/rules`);
  await page.getByRole('link', { name: 'Travel clearance' }).waitFor();
  await shoot(page, 'rules-sets');
  await page.getByRole('link', { name: 'Travel clearance' }).click();
  await page.getByText('New draft, or import a file').click();
  await page.getByLabel('Title of the draft').fill('Longer notice');
  await shoot(page, 'rules-set');
  await press(page, 'Begin the draft');
  await page.getByText('Saved as revision 1').waitFor();
  await shoot(page, 'rules-draft');
  await page.getByText(/must decide/).first().waitFor();
  expect(await violations(page)).toEqual([]);
}, 90_000);
