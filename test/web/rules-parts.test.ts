// Of a past case of several parts the one that is meant is loaded into the simulation, or kept as a test.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { directGateway } from '../api/direct-gateway.ts';
import { actorsOf, lake, pass } from '../api/trips.ts';
import { press, shoot, violations } from '../support/web.ts';
import { openWebDoor, type WebDoor } from './web-door.ts';

let door: WebDoor;
let page: Page;
let reference = '';
let address = '';
const { filed } = actorsOf(() => door);

beforeAll(async () => {
  const on: Parameters<typeof directGateway>[0] = { now: () => door.now.at };
  door = await openWebDoor({ gateway: directGateway(on) });
  on.db = door.worker;
  const second = { ...pass, arrive: '2027-03-15T10:00', depart: '2027-03-18T10:00' };
  ({ reference } = await filed('ana', { stops: [lake, second] }));
  const body = { title: 'By parts', from: { version: 1 } };
  const { id } = (await door.call('POST', '/rules/travelClearance/drafts', { as: 'desk', body })).body;
  address = `${door.url}/rules/travelClearance/drafts/${id}`;
  page = await door.visit({ as: 'desk' });
}, 180_000);
afterAll(() => door?.close());

const part = () => page.getByLabel(new RegExp(`Part of .?${reference}`));

test('who loads a case of two stops chooses the stop, by keyboard', async () => {
  await page.goto(`${address}?tab=simulate`);
  await page.getByLabel('Load a past case, by its reference').fill(reference);
  await press(page, 'Load it');
  await part().and(page.locator(':focus')).waitFor();
  await page.locator('[data-told]', { hasText: 'several parts' }).waitFor({ state: 'attached' });
  expect(await part().locator('option').allInnerTexts()).toEqual([
    expect.stringMatching(/^.?1\. Lake region, Arvenia.? · /),
    expect.stringMatching(/^.?2\. North pass, Arvenia.? · /),
  ]);
  await shoot(page, 'rules-part-choice');
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('ArrowDown');
  await press(page, 'Load it');
  await page.getByRole('heading', { name: 'What would change it' }).waitFor();
  expect(await page.getByLabel('Area', { exact: true }).inputValue()).toBe('XA-3');
  await part().waitFor({ state: 'detached' });
}, 60_000);

test('the same on a telephone in Arabic', async () => {
  await door.lookInArabic(
    'desk',
    `${new URL(address).pathname}?tab=simulate`,
    'rules-part-choice-ar',
    async (arabic) => {
      await arabic.locator('.narrow-form input').fill(reference);
      await arabic.locator('.narrow-form button').click();
      await arabic.locator('.narrow-form select').waitFor();
    },
  );
}, 60_000);
