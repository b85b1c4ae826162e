// A change of rules from its draft to force and back, in a real browser.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { RequestView } from '../../api/views.ts';
import { press, shoot, startSystem, violations, type Stop, type WebSystem } from '../support/web.ts';

const lake: Stop = { area: 'XA-2', arrive: '2027-03-11T10:00', depart: '2027-03-14T10:00', mode: 'road' };
let system: WebSystem;
let author: Page;
let publisher: Page;
let address = '';
let running = '';

beforeAll(async () => {
  system = await startSystem();
  running = await system.file('ana', [lake]);
}, 180_000);
afterAll(() => system?.close());

async function askedIn(request: string, reader: string): Promise<string[]> {
  const { body } = await system.call(reader, 'GET', `/requests/${request}`);
  return (body as RequestView).openTasks.map(({ authority }) => authority);
}

test('a rule is written in a draft and sent to a second person with its reason', async () => {
  author = await system.visit({ as: 'adm1' });
  await author.goto(`${system.base}/rules/travelClearance`);
  await author.getByText('New draft, or import a file').click();
  await author.getByLabel('Title of the draft').fill('The lake by the official');
  await press(author, 'Begin the draft');
  await author.getByText('Saved as revision 1').waitFor();
  address = author.url();
  await press(author, 'Add a rule');
  await author.getByRole('textbox', { name: 'Title' }).fill('The lake region is for the designated official');
  await author.getByRole('textbox', { name: 'Source' }).fill('Circular of 1 March');
  await author.getByLabel('Areas').fill('XA-2');
  await author.getByRole('button', { name: /Remove .*Lake region/ }).waitFor();
  await author.getByText('Only in areas, and in all that lies inside them: XA-2').waitFor();
  await author.keyboard.press('Control+s');
  await author.getByText('Saved as revision 2').waitFor();
  await shoot(author, 'rules-life-rule');
  await author.getByRole('link', { name: 'Submit', exact: true }).click();
  await press(author, 'Send for review');
  await author.getByText('Write a few words').waitFor();
  await author.getByLabel('Reason for the change').fill('Two vehicles were lost on the lake road');
  await press(author, 'Send for review');
  await author.getByText('Sent for review', { exact: true }).waitFor();
  await author.getByRole('link', { name: 'See the case' }).click();
  await author.locator('.tracker', { hasText: 'Dessa Region' }).waitFor({ timeout: 30_000 });
  await shoot(author, 'rules-life-case');
  expect(await author.locator('main').innerText()).not.toContain('travel');
  expect(await violations(author)).toEqual([]);
}, 120_000);

test('the author is told on the review why he cannot publish', async () => {
  await author.goto(`${address}?review`);
  await author.getByText('You cannot publish this yourself').waitFor();
  await author.getByText('Only in areas, and in all that lies inside them: XA-2').first().waitFor();
  expect(await author.getByRole('button', { name: 'Publish' }).count()).toBe(0);
}, 60_000);

test('the second person comes from the queue, sees what changes, and publishes', async () => {
  publisher = await system.visit({ as: 'desk' });
  await publisher.goto(`${system.base}/queue`);
  await publisher.getByRole('link', { name: /Change of rules/ }).click();
  await publisher.getByRole('link', { name: /Open the review/ }).click();
  await publisher.getByText('No case has less control than before').waitFor({ timeout: 40_000 });
  await publisher.getByRole('heading', { name: 'Proved for every case' }).waitFor({ timeout: 40_000 });
  await shoot(publisher, 'rules-life-review');
  await system.lookInArabic('desk', new URL(`${address}?review`).pathname + '?review', 'rules-life-review-ar');
  expect(await violations(publisher)).toEqual([]);
  await press(publisher, 'Return');
  await publisher.getByText('Write a few words').waitFor();
  await press(publisher, 'Publish');
  await publisher.locator('.notice', { hasText: 'Published' }).waitFor({ timeout: 20_000 });
}, 120_000);

test('a new request follows the new version, a running one stays under the old', async () => {
  const fresh = await system.file('ben', [lake], { activity: 'famine-relief' });
  expect(await askedIn(running, 'dora')).toEqual(['clearing-officer']);
  expect(await askedIn(fresh, 'dora')).toEqual(['designated-official']);
}, 60_000);

test('one step back asks for a reason, says what comes back, and does it', async () => {
  await publisher.goto(`${system.base}/rules/travelClearance`);
  await publisher.getByText('One step back').click();
  await publisher.getByText('comes back in force at once').waitFor();
  await shoot(publisher, 'rules-life-return');
  await press(publisher, /Put version/);
  await publisher.getByText('Write a few words').waitFor();
  await publisher.locator('form').getByRole('textbox', { name: 'Reason' }).fill('The official is away');
  await press(publisher, /Put version/);
  await publisher.getByText('The return was filed').waitFor({ timeout: 30_000 });
  const later = await system.file('omar', [lake], { activity: 'famine-relief' });
  expect(await askedIn(later, 'dora')).toEqual(['clearing-officer']);
}, 90_000);
