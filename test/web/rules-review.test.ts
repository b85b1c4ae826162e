// Rules from a file, the look at what they would change, and a second person who sends them back, in a real browser.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { RuleSet } from '../../rules/rule-set.ts';
import { press, shoot, startSystem, violations, type Stop, type WebSystem } from '../support/web.ts';

const lake: Stop = { area: 'XA-2', arrive: '2027-03-11T10:00', depart: '2027-03-14T10:00', mode: 'road' };
const title = 'The lake region is for the designated official';
let system: WebSystem;
let author: Page;
let address = '';

beforeAll(async () => {
  system = await startSystem();
  await system.file('ana', [lake]);
}, 180_000);
afterAll(() => system?.close());

type RuleFile = { format: string; hash?: string; ruleSet: RuleSet };
async function changedFile(): Promise<RuleFile> {
  const { body } = await system.call('adm1', 'GET', '/rules/travelClearance/versions/1/file');
  const file = (typeof body === 'string' ? JSON.parse(body) : body) as RuleFile;
  const rules = file.ruleSet.rules.concat({
    ...{ id: 'lake-by-official', title, source: 'Circular of 1 March', step: 9, scope: { areas: ['XA-2'] } },
    when: { fact: 'subject', is: 'equal', value: 'traveller' },
    then: [{ kind: 'require', authority: 'designated-official', mode: 'decide' }],
  });
  const { tests: _, ...ruleSet } = file.ruleSet;
  return { ...file, ruleSet: { ...ruleSet, rules } };
}
const choose = (file: RuleFile) =>
  author.getByLabel('File of rules').setInputFiles({
    name: 'rules.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(file)),
  });

test('a file becomes a draft; one that was altered on the way is refused in words', async () => {
  author = await system.visit({ as: 'adm1' });
  await author.goto(`${system.base}/rules/travelClearance`);
  await author.getByText('New draft, or import a file').click();
  await author.getByLabel('Title of the draft').fill('The lake, from a file');
  await author.getByLabel('Begin from').selectOption('file');
  await press(author, 'Begin the draft');
  await author.getByText('Choose a file.').waitFor();
  const file = await changedFile();
  await choose(file);
  await press(author, 'Begin the draft');
  await author.locator('.notice.bad').waitFor();
  await shoot(author, 'rules-import-refused');
  expect(await violations(author)).toEqual([]);
  const { hash: _, ...unsigned } = file;
  await choose(unsigned);
  await press(author, 'Begin the draft');
  await author.getByText('Saved as revision 1').waitFor();
  await author.getByRole('link', { name: title }).waitFor();
  address = author.url();
}, 90_000);

async function submit(reason: string, isLive = false): Promise<void> {
  await author.goto(`${address}?tab=submit`);
  if (isLive) await author.getByLabel(/Judge live requests again/).check();
  await author.getByLabel('Reason for the change').fill(reason);
  await press(author, 'Send for review');
  await author.getByText('Sent for review', { exact: true }).waitFor();
  await system.idle();
}

test('who wants live requests judged again sees first what that changes, there where it is to be', async () => {
  await author.goto(`${address}?tab=submit`);
  await author.getByLabel(/Judge live requests again/).check();
  const preview = author.getByRole('region', { name: /judging live requests again/ });
  await preview.getByText(/Live requests: .?1.?; parts: .?1.?; would come out differently: .?1/).waitFor();
  await preview.getByText(/cleared with no person: .?0/).waitFor();
  await preview.getByText('Somebody else decides').waitFor();
  await preview.getByRole('heading', { name: 'Queues that grow or shrink' }).waitFor();
  await shoot(author, 'rules-live-preview');
  expect(await violations(author)).toEqual([]);
  await author.getByLabel('Areas').fill('XA-1');
  await preview.getByText(/would come out differently: .?0/).waitFor();
  await author.getByRole('button', { name: /Remove .*Arven city/ }).click();
  const arabic = await system.visit({ as: 'adm1', language: 'ar' });
  await arabic.goto(`${address}?tab=submit`);
  await arabic.getByRole('checkbox').check();
  await arabic.locator('section .notice').waitFor();
  await shoot(arabic, 'rules-live-preview-ar');
  expect(await violations(arabic)).toEqual([]);
}, 60_000);

test('the second person returns it with a reason, and the draft is its author’s again', async () => {
  await submit('Two vehicles were lost', true);
  const second = await system.visit({ as: 'desk' });
  await second.goto(`${address}?review`);
  await second.getByText(/Live requests: .?1/).waitFor({ timeout: 20_000 });
  await press(second, 'Return');
  await second.getByText('Write a few words').waitFor();
  await second.getByLabel('Reason', { exact: false }).last().fill('Name the road');
  await press(second, 'Return');
  await second.getByText('Returned to the author').waitFor({ timeout: 20_000 });
  await shoot(second, 'rules-returned');
  await system.idle();
  await author.goto(address);
  await author.getByText('Saved as revision 1').waitFor();
}, 120_000);

test('sent again, it is denied with a reason, and nothing of it is in force', async () => {
  await submit('The road is the eastern one');
  const second = await system.visit({ as: 'desk' });
  await second.goto(`${address}?review`);
  await second.getByRole('button', { name: 'Deny' }).waitFor();
  await second.getByLabel('Reason', { exact: false }).last().fill('The road is open again');
  await press(second, 'Deny');
  await second.locator('.notice', { hasText: 'Denied' }).waitFor({ timeout: 20_000 });
  await system.idle();
  await author.goto(`${system.base}/rules/travelClearance`);
  await author
    .getByText('Version 1 is in force')
    .or(author.getByText(/version 1/i))
    .first()
    .waitFor();
  expect(await author.locator('ol.rules').getByText(title).count()).toBe(0);
  expect(system.outside).toEqual([]);
}, 120_000);
