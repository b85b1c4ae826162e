// The rule editor by keyboard alone: after everything that is done the focus is where one goes on, and it is said.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { press, shoot, tabTo, violations } from '../support/web.ts';
import { openWebDoor, type WebDoor } from './web-door.ts';

let door: WebDoor;
let page: Page;
let address = '';

beforeAll(async () => {
  door = await openWebDoor();
  const body = { title: 'By keyboard', from: { version: 1 } };
  const { id } = (await door.call('POST', '/rules/travelClearance/drafts', { as: 'adm1', body })).body;
  address = `/rules/travelClearance/drafts/${id}`;
  page = await door.visit({ as: 'adm1' });
}, 180_000);
afterAll(() => door?.close());

const open = (search: string) => page.goto(door.url + address + search);
const focused = (of: Locator) => of.and(page.locator(':focus')).waitFor();
const said = (words: string | RegExp) => page.locator('[data-told]').getByText(words).waitFor({ state: 'attached' });
/** Text put into a sentence keeps its own direction. */
const apart = (text: string) => `\u2068${text}\u2069`;
async function enter(on: Locator): Promise<void> {
  await on.waitFor();
  const isThere = () => on.and(page.locator(':focus')).count();
  for (let back = 0; back < 8 && !(await isThere()); back += 1) await page.keyboard.press('Shift+Tab');
  await tabTo(page, on);
  await page.keyboard.press('Enter');
}

test('a rule that was added is opened, and whoever goes back is where he was', async () => {
  await open('');
  await press(page, 'Add a rule');
  await focused(page.getByRole('heading', { name: 'New rule' }));
  await said('Added: ');
  await press(page, 'All rules');
  await focused(page.getByRole('link', { name: 'New rule' }));
}, 60_000);

test('a rule that was moved by its button or copied keeps the focus, one removed gives it to the next', async () => {
  const first = page.locator('[data-rule]').first();
  const [id, next] = await page
    .locator('[data-rule]')
    .evaluateAll((rows) =>
      rows.slice(0, 2).map((row) => (row as unknown as { dataset: { rule: string } }).dataset.rule),
    );
  const row = page.locator(`[data-rule="${id}"]`);
  await open('');
  await enter(row.locator('[data-does=down]'));
  await said(/is now number/);
  await focused(row.locator('[data-does=down]'));
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Enter');
  expect(await first.getAttribute('data-rule')).toBe(id);
  await focused(row.locator('[data-does=down]'));
  await enter(row.locator('[data-does=copy]'));
  await said(/was copied/);
  await focused(page.locator(`[data-rule="${id}-copy"] a`));
  await enter(page.locator(`[data-rule="${id}-copy"] [data-does=remove]`));
  await said(/was removed/);
  await focused(page.locator(`[data-rule="${next}"] a`));
}, 60_000);

test('conditions and groups that are added, copied, moved or removed keep the focus in the tree', async () => {
  await open('?rule=high-risk');
  const field = (name: string) => page.getByLabel(`Condition ${apart(name)}: fact`, { exact: true });
  await page.getByLabel(`Group ${apart('–')}: how many must hold`).waitFor();
  const rows = await page.locator('.tree-rule').count();
  const last = String(await page.locator('[data-path="[]"] > .tree-body > [data-path]').count());
  const added = String(Number(last) + 1);
  await press(page, 'Add a condition');
  await focused(field(added));
  await said(`Condition ${apart(added)}`);
  await shoot(page, 'rules-keyboard-tree');
  await enter(page.getByRole('button', { name: `Move up (${added})` }));
  await focused(page.getByRole('button', { name: `Move up (${last})` }));
  await enter(page.getByRole('button', { name: `Copy (${last})` }));
  await focused(field(added));
  await enter(page.getByRole('button', { name: `Remove (${added})` }));
  await said(/^Removed: .*Condition/);
  await focused(field(added));
  await enter(page.getByRole('button', { name: `Remove (${last})` }));
  await focused(field(last));
  expect(await page.locator('.tree-rule').count()).toBe(rows);
  await press(page, 'Add a group');
  await focused(page.getByLabel(`Group ${apart(added)}: how many must hold`));
  await enter(page.getByRole('button', { name: `Remove (${added}.1)` }));
  await focused(page.getByRole('button', { name: `Add a condition (${added})` }));
  await enter(page.getByRole('button', { name: `Remove (${added})`, exact: true }));
  await said(/^Removed: .*Group of conditions/);
  await focused(field(last));
  expect(await violations(page)).toEqual([]);
}, 90_000);

test('of a number no list is asked', async () => {
  await page.getByLabel(`Condition ${apart('1')}: fact`, { exact: true }).selectOption('hoursToDeparture');
  const comparison = page.getByLabel(/Hours to departure.?: comparison/).first();
  const offered = await comparison.locator('option').allInnerTexts();
  expect(offered).toEqual(expect.arrayContaining(['is below', 'is']));
  expect(offered.filter((one) => /one of|none of/.test(one))).toEqual([]);
  await page.keyboard.press('Control+z');
}, 60_000);

test('a claim that is added is named at once; when it is removed the focus stays among the claims', async () => {
  await open('?tab=always');
  const title = page.locator('details.panel').getByRole('textbox', { name: 'Title' });
  for (const name of ['The first', 'The second']) {
    await press(page, 'Add a claim');
    await said(/Added: .?New claim/);
    await focused(title.last());
    await page.keyboard.type(name);
  }
  await shoot(page, 'rules-keyboard-claim');
  expect(await violations(page)).toEqual([]);
  await enter(page.getByRole('button', { name: /Remove: .?The first/ }));
  await said(/Removed: .?The first/);
  await focused(page.locator('summary', { hasText: 'The second' }));
  await enter(page.getByRole('button', { name: /Remove: .?The second/ }));
  await focused(page.getByRole('button', { name: 'Add a claim' }));
  const silence = page.getByRole('region', { name: 'When no rule speaks' });
  await enter(silence.getByRole('button', { name: 'Add an outcome' }));
  await focused(silence.getByLabel('Kind').nth(1));
  await enter(silence.getByRole('button', { name: /Remove outcome .?2/ }));
  await focused(silence.getByLabel('Kind').first());
}, 90_000);

test('a cell of the table takes the focus and gives it back', async () => {
  await open('?tab=table');
  const cell = page.getByRole('button', { name: /Partner personnel.*Category of the traveller/ });
  await enter(cell);
  await focused(page.getByLabel(/Category of the traveller.?: comparison/));
  await page.keyboard.press('Escape');
  await focused(cell);
}, 60_000);

test('a tab that does not load says so, keeps what was typed, and comes when tried again', async () => {
  await open('');
  await page.getByLabel('Title of the draft').fill('Typed before the link broke');
  await page.route(/compare-panel/, (route) => route.abort());
  await page.getByRole('link', { name: 'Compare', exact: true }).click();
  await page.getByText('This part of the page did not load').waitFor();
  await page.getByText('kept on this device', { exact: false }).first().waitFor();
  await shoot(page, 'rules-part-failed');
  expect(await violations(page)).toEqual([]);
  await page.getByRole('link', { name: 'Rules', exact: true }).last().click();
  expect(await page.getByLabel('Title of the draft').inputValue()).toBe('Typed before the link broke');
  await page.getByRole('link', { name: 'Compare', exact: true }).click();
  await page.getByText('This part of the page did not load').waitFor();
  await page.unroute(/compare-panel/);
  await press(page, 'Try again');
  await page.getByRole('heading', { name: /What changes in the rules/ }).waitFor();
}, 60_000);

test('in Arabic the editor on a telephone is whole', async () => {
  await door.lookInArabic('adm1', `${address}?rule=high-risk`, 'rules-keyboard-tree-ar');
  await door.lookInArabic('adm1', `${address}?tab=always`, 'rules-always-narrow-ar');
}, 60_000);
