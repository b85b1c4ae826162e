// A draft and all that is kept with it, in a real browser: past cases, what always holds, every save, and the way to put it away.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { RequestView } from '../../api/views.ts';
import { press, shoot, startSystem, violations, type Stop, type WebSystem } from '../support/web.ts';

const lake: Stop = { area: 'XA-2', arrive: '2027-03-11T10:00', depart: '2027-03-14T10:00', mode: 'road' };
let system: WebSystem;
let page: Page;
let address = '';
let reference = '';

beforeAll(async () => {
  system = await startSystem();
  const { body } = await system.call('ana', 'GET', `/requests/${await system.file('ana', [lake])}`);
  ({ reference } = body as RequestView);
  page = await system.visit({ as: 'desk' });
  await page.goto(`${system.base}/rules/travelClearance`);
  await page.getByText('New draft, or import a file').click();
  await page.getByLabel('Title of the draft').fill('What we learned');
  await press(page, 'Begin the draft');
  await page.getByText('Saved as revision 1').waitFor();
  address = page.url();
}, 240_000);
afterAll(() => system?.close());

test('a past case becomes a test with one press, and a reference nobody knows is named as such', async () => {
  await page.goto(`${address}?tab=tests`);
  const box = page.getByLabel('Take a past case, by its reference');
  await box.fill('SC-0000');
  await press(page, 'Add as a test');
  await page.getByText('No case of this reference that you may see').waitFor();
  await box.fill(reference);
  await press(page, 'Add as a test');
  await page.getByText(new RegExp(`As in ${reference}`)).waitFor();
  await page.getByRole('button', { name: 'Run the tests' }).click();
  await page.getByText(/Passed: .?\d+.?, failed: .?0/).waitFor();
  await shoot(page, 'rules-past-case');
  expect(await violations(page)).toEqual([]);
}, 60_000);

test('a past case is loaded into the simulation and judged at once', async () => {
  await page.goto(`${address}?tab=simulate`);
  await page.getByLabel('Load a past case, by its reference').fill(reference);
  await press(page, 'Load it');
  await page.getByRole('heading', { name: 'What would change it' }).waitFor();
  expect(await page.getByLabel('Area', { exact: true }).inputValue()).toBe('XA-2');
  await page.locator('.notice', { hasText: 'What the rules say' }).getByText('Clearing officer').waitFor();
}, 60_000);

test('what silence comes to never clears, and the set makes a claim of its own', async () => {
  await page.goto(`${address}?tab=always`);
  const silence = page.getByRole('region', { name: 'When no rule speaks' });
  await silence.getByLabel('Kind').selectOption('allow');
  await silence.getByText('Silence must never clear').waitFor();
  await page.locator('details.notice').getByRole('link', { name: 'Always' }).waitFor();
  await page.keyboard.press('Control+z');
  await silence.getByText('Silence must never clear').waitFor({ state: 'detached' });
  await press(page, 'Add a claim');
  const claim = page.locator('details.panel', { hasText: 'New claim' });
  await claim.getByLabel('It must be').selectOption('decided');
  await claim.getByLabel('At least by').selectOption('regional-operations');
  await claim.getByLabel(/Subject of the part.?: comparison/).waitFor();
  await shoot(page, 'rules-always');
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Control+s');
  await page.getByText('Saved as revision 2').waitFor();
  await system.lookInArabic('desk', `${new URL(address).pathname}?tab=always`, 'rules-always-ar');
}, 60_000);

test('every save stays, and an earlier one comes back as the next', async () => {
  await page.goto(`${address}?tab=history`);
  await page.getByRole('button', { name: 'Open revision 1' }).waitFor();
  expect(await page.locator('ol.rules > li').getByText('Dessa Region').count()).toBe(2);
  await press(page, 'Open revision 1');
  await page.getByText('what must always hold').waitFor();
  await shoot(page, 'rules-revisions');
  expect(await violations(page)).toEqual([]);
  await press(page, 'Bring it back');
  await page.getByText(/Revision .?1.? is in the editor/).waitFor();
  await page.keyboard.press('Control+s');
  await page.getByRole('button', { name: 'Open revision 3' }).waitFor();
  await page.goto(`${address}?tab=always`);
  await page.getByText('This set claims nothing of its own').waitFor();
}, 60_000);

test('a draft is put away only by who says so twice', async () => {
  await page.goto(address);
  await press(page, 'Discard');
  await press(page, 'Keep it');
  await press(page, 'Discard');
  await page.getByText('Discard this draft?').waitFor();
  await shoot(page, 'rules-discard');
  await press(page, 'Discard the draft');
  await page.getByText('There is no draft.').waitFor();
  expect(system.outside).toEqual([]);
}, 60_000);
