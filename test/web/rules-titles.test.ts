// Where an organization has its own titles of authorities, the pages say those and no others, in each language.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { shoot, violations } from '../support/web.ts';
import { openWebDoor, type WebDoor } from './web-door.ts';

const set = '/rules/travelClearance';
let door: WebDoor;
let draft = '';

beforeAll(async () => {
  door = await openWebDoor({ env: { RULES_PACK: 'ngo' } });
  const body = { title: 'In our words', from: { version: 1 } };
  ({ id: draft } = (await door.call('POST', `${set}/drafts`, { as: 'adm1', body })).body);
}, 180_000);
afterAll(() => door?.close());

test('a non-governmental organization reads of its country director', async () => {
  const page = await door.visit({ as: 'adm1' });
  await page.goto(door.url + set);
  await page
    .getByText(/Country director must decide/)
    .first()
    .waitFor();
  expect(await page.locator('main').innerText()).not.toMatch(/designated official (must|is)/i);
  await page
    .getByText(/Reason given: No country director for this country/)
    .first()
    .waitFor();
  await page.goto(`${door.url}${set}/drafts/${draft}?tab=always`);
  const offered = page.getByLabel('Authority').first().locator('option');
  await offered.first().waitFor({ state: 'attached' });
  const titles = await offered.allInnerTexts();
  expect(titles).toEqual(expect.arrayContaining(['Country director', 'Global security director', 'Chief executive']));
  expect(titles).not.toContain('Designated official');
  await shoot(page, 'rules-titles');
  expect(await violations(page)).toEqual([]);
}, 60_000);

test('it stays so when the language is changed on the page', async () => {
  const page = await door.visit({ as: 'adm1' });
  await page.goto(door.url + set);
  await page
    .getByText(/Country director must decide/)
    .first()
    .waitFor();
  await page.getByLabel('Language').selectOption('fr');
  await page.locator('ol.rules p', { hasText: 'Directeur pays' }).first().waitFor();
  await page.getByRole('combobox').first().selectOption('ar');
  await page.locator('ol.rules p', { hasText: 'المدير القطري' }).first().waitFor();
  expect(await page.locator('main').innerText()).not.toContain('المسؤول المكلف:');
}, 60_000);

test('an Arabic reader on a telephone reads them', async () => {
  await door.lookInArabic('adm1', set, 'rules-titles-ar', (page) =>
    page
      .getByText(/المدير القطري/)
      .first()
      .waitFor(),
  );
}, 60_000);
