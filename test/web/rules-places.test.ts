// A change for one country is looked at, replayed, compared and stepped back in that country, in a real browser.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { RuleAnalyst } from '../../api/rules/analysis.ts';
import type { RuleSet } from '../../rules/rule-set.ts';
import { aCase } from '../api/a-case.ts';
import { filingGateway } from '../api/filing-gateway.ts';
import { putInForce } from '../api/rules-in-force.ts';
import { press, shoot, violations } from '../support/web.ts';
import { openWebDoor, type WebDoor } from './web-door.ts';

const set = '/rules/travelClearance';
const day = 86_400_000;
let door: WebDoor;
let base: RuleSet;
const { filed, gateway } = filingGateway();

const route = { outcome: 'decide' as const, stages: [], informs: [], conditions: [], opens: [], reasons: [] };
const example = { facts: {}, in: { country: 'XA', area: null, organization: null, date: '2027-03-01' } };
const lessThan = (before: number, after: number) => ({
  before: { version: before, hash: '' },
  after: { version: after, hash: '' },
  differences: [{ region: [], within: [], example, before: route, after: route, direction: 'less-control' as const }],
  notDecided: [],
});
/** Only what the country has of its own would lose control. */
const analyst: RuleAnalyst = {
  analyse: async ({ name, version }) => ({
    ruleSet: { name, version, hash: '' },
    ...{ findings: [], proved: [], notDecided: [{ what: 'settling rules', why: 'time' }] },
    size: { rules: 0, facts: 0, queries: 0, ms: 0 },
  }),
  compare: async (before, after) => ({
    ...lessThan(before.version, after.version),
    ...(before.version === 3 ? {} : { differences: [] }),
  }),
};

beforeAll(async () => {
  for (const name of ['warn', 'info'] as const) jest.spyOn(console, name).mockImplementation(() => undefined);
  door = await openWebDoor({ gateway, analyst });
  base = (await door.call('GET', `${set}/versions/1`, { as: 'ana' })).body.content;
  await putInForce(door, { ...base, version: 2 }, door.now.at - 2 * day);
  await putInForce(door, { ...base, version: 3 }, door.now.at - day, 'country:XA');
}, 180_000);
afterAll(() => door?.close());

async function aDraft(version: number): Promise<string> {
  const body = { title: 'For Arvenia', from: { version } };
  return (await door.call('POST', `${set}/drafts`, { as: 'adm1', body })).body.id;
}
const inMain = (page: Page) => page.locator('main');

test('a draft of what a country has of its own goes back there, and is compared with that', async () => {
  const id = await aDraft(3);
  const page = await door.visit({ as: 'adm1' });
  await page.goto(`${door.url}${set}/drafts/${id}?tab=compare`);
  await page.getByRole('heading', { name: /Against version .?3.?: .*Arvenia/ }).waitFor();
  await page.getByText(/Groups of cases with less control: .?1/).waitFor();
  await page.goto(`${door.url}${set}/drafts/${id}?tab=submit`);
  await page.getByRole('heading', { name: /Against version .?3.?: .*Arvenia/ }).waitFor();
  expect(await inMain(page).innerText()).not.toMatch(/is in force/);
  await page.getByRole('button', { name: /Remove .*Arvenia/ }).click();
  await page.getByRole('heading', { name: /Against version .?2.?: .*Everywhere/ }).waitFor();
  await page.getByText('Nothing comes out differently').waitFor();
  await page.getByText(/Begun from version .?3.?, but version .?2.? is in force in these places/).waitFor();
  await page.getByLabel('Countries').fill('XB');
  await page.getByLabel('Areas').fill('XA-2');
  await page.getByText('These places do not have the same version').waitFor();
  await shoot(page, 'rules-places-submit');
  expect(await violations(page)).toEqual([]);
}, 120_000);

test('a draft is begun from what is said to be in force in the country', async () => {
  const page = await door.visit({ as: 'dora' });
  await page.goto(door.url + set);
  await page.getByText('New draft, or import a file').click();
  const labels = await page.getByLabel('Begin from').locator('option').allInnerTexts();
  expect(labels[0]).toMatch(/^Version .?3.?, in force in .*Arvenia/);
}, 60_000);

test('the replay asks for the places chosen', async () => {
  const id = await aDraft(3);
  const page = await door.visit({ as: 'adm1' });
  await page.goto(`${door.url}${set}/drafts/${id}?tab=impact`);
  await page.getByText('Only requests in:').waitFor();
  const asked = page.waitForRequest((request) => request.url().endsWith('/impact'));
  await press(page, 'Replay');
  expect((await asked).postDataJSON()).toMatchObject({ countries: ['XA'] });
  await page.getByText(/would come out differently/).waitFor();
}, 60_000);

test('who was overtaken in the country is offered that very version, takes it over and sends', async () => {
  const id = await aDraft(3);
  const page = await door.visit({ as: 'adm1' });
  await page.goto(`${door.url}${set}/drafts/${id}?tab=submit`);
  await page.getByLabel('Reason for the change').fill('The circular of March');
  await page.getByRole('heading', { name: /Against version .?3/ }).waitFor();
  await putInForce(door, { ...base, title: 'Theirs', version: 4 }, door.now.at - 1, 'country:XA');
  await press(page, 'Send for review');
  const behind = page.locator('.notice', { hasText: /Begun from version .?3.?, but version .?4.? is in force/ });
  await behind.waitFor();
  await page.getByRole('heading', { name: /Against version .?4/ }).waitFor();
  await press(page, 'Take its changes over');
  await page.getByText('Its changes were taken over; save to keep that').waitFor();
  await page.keyboard.press('Control+s');
  await page.getByText('Saved as revision 2').waitFor();
  await press(page, 'Send for review');
  await page.getByText('Sent for review', { exact: true }).waitFor();
  expect(filed.at(-1)).toMatchObject({ form: { draft: id, revision: 2, effective: { countries: ['XA'] } } });
  const { body } = await door.call('GET', `${set}/drafts/${id}`, { as: 'adm1' });
  expect([body.base, body.content.title]).toEqual([4, 'Theirs']);
}, 90_000);

test('the second person sees the comparison the worker made, for its places, and what has changed since', async () => {
  const id = await aDraft(4);
  const { hash } = (await door.call('GET', `${set}/drafts/${id}`, { as: 'adm1' })).body;
  const kase = await aCase(door, { subject: 'adm1', state: 'in-review' });
  const effective = { countries: ['XA'], areas: ['XA-2'] };
  const form = { set: 'travelClearance', draft: id, revision: 1, hash, reason: 'A circular', effective };
  await door.worker.case.update({ where: { id: kase }, data: { process: 'ruleChange', form } });
  await door.worker.ruleDraft.update({ where: { id }, data: { state: 'submitted', caseId: kase } });
  const page = await door.visit({ as: 'desk' });
  await page.goto(`${door.url}${set}/drafts/${id}?review`);
  await page.getByText('It is still being compared with what it would replace').waitFor();
  const against = [
    { place: 'country:XA', version: 4, hash: '4' },
    { place: 'area:XA-2', version: 3, hash: '3' },
  ];
  const comparisons = [{ ...lessThan(4, 4), differences: [] }, lessThan(3, 4)];
  const later = { place: 'area:XA-1', version: 2, from: door.now.at + day, lessControl: true };
  const summary = {
    ...{ case: kase, against, ahead: [later], comparisons },
    failures: [],
    lessControl: true,
    comparisonComplete: true,
  };
  const at = new Date(door.now.at);
  const row = { id: randomUUID(), hash, engine: '0', passed: true, summary: summary as object, at };
  await door.worker.ruleAnalysis.create({ data: row });
  await page.getByText('It takes control away, and is decided as such').waitFor();
  await page.getByRole('heading', { name: /Against version .?4.?: .*Arvenia/ }).waitFor();
  const lake = page.locator('section', { hasText: /Against version .?3.?: .*Lake region/ }).last();
  await lake.getByText(/Groups of cases with less control: .?1/).waitFor();
  await page.getByText('Other versions stand there by now').waitFor();
  await page.getByText(/Published ahead, and takes its place later: .?1/).waitFor();
  const asked = page.waitForRequest((request) => request.url().endsWith('/impact'));
  await press(page, 'Replay');
  expect((await asked).postDataJSON()).toMatchObject(effective);
  await shoot(page, 'rules-places-review');
  expect(await violations(page)).toEqual([]);
  await door.lookInArabic('desk', `${set}/drafts/${id}?review`, 'rules-places-review-ar');
}, 120_000);

test('what is published ahead there and would be cancelled is named before it is sent', async () => {
  await putInForce(door, { ...base, version: 5 }, door.now.at + 3 * day, 'country:XB');
  const id = await aDraft(2);
  const page = await door.visit({ as: 'adm1' });
  await page.goto(`${door.url}${set}/drafts/${id}?tab=submit`);
  await page.getByRole('heading', { name: /Against version .?2.?: .*Everywhere/ }).waitFor();
  expect(await page.getByText('would not come in force').count()).toBe(0);
  await page.getByLabel('Countries').fill('XB');
  await page.getByText(/Published ahead, and would not come in force: .?1/).waitFor();
  await page.getByText(/Version .?5.?, .*, from/).waitFor();
  await page.getByRole('heading', { name: /Against version .?5/ }).waitFor();
  await page.getByText(/Begun from version .?2.?, but version .?5.? is published ahead there/).waitFor();
  expect(await page.getByText('None chosen: everywhere').count()).toBe(0);
  await shoot(page, 'rules-places-ahead');
  expect(await violations(page)).toEqual([]);
  await door.lookInArabic('adm1', `${set}/drafts/${id}?tab=submit`, 'rules-places-ahead-ar', async (arabic) => {
    await arabic.getByRole('combobox', { name: 'البلدان' }).or(arabic.getByLabel('البلدان')).first().fill('XB');
    await arabic.locator('.notice.warn li').first().waitFor();
  });
}, 120_000);

test('an official steps his own country back, sees what comes, and looks again when somebody was faster', async () => {
  const page = await door.visit({ as: 'dora' });
  await page.goto(door.url + set);
  await page.getByText('One step back').click();
  await page.getByText(/Version .?1.? comes back in force at once, in place of version .?2/).waitFor();
  await page.getByLabel('Where').selectOption({ label: 'Arvenia' });
  await page.getByText(/Version .?3.? comes back in force at once, in place of version .?4/).waitFor();
  await page.getByRole('heading', { name: /What changes in the rules, against version .?4/ }).waitFor();
  await page.getByText('Nothing comes out differently').waitFor();
  await shoot(page, 'rules-places-return');
  expect(await violations(page)).toEqual([]);
  await page.locator('form').getByRole('textbox', { name: 'Reason' }).fill('It refuses too much');
  await putInForce(door, { ...base, version: 6 }, door.now.at, 'country:XA');
  await press(page, /Put version .?3/);
  await page.getByText('Another version came in force meanwhile').waitFor();
  await page.getByText(/Version .?4.? comes back in force at once, in place of version .?6/).waitFor();
  expect(filed.filter(({ form }) => 'returnsTo' in (form as object))).toEqual([]);
  await press(page, /Put version .?4/);
  await page.getByText('The return was filed').waitFor();
  expect(filed.at(-1)).toMatchObject({ form: { returnsTo: 4, effective: { countries: ['XA'] } } });
  await door.lookInArabic('dora', set, 'rules-places-return-ar', async (arabic) => {
    await arabic.getByText('خطوة إلى الوراء').click();
    await arabic
      .getByText(/يعود الإصدار/)
      .first()
      .waitFor();
  });
}, 120_000);

test('rules that were not looked through to the end are not said to be sound', async () => {
  const page = await door.visit({ as: 'adm1' });
  await page.goto(`${door.url}${set}/drafts/${await aDraft(2)}?tab=check`);
  await page.getByRole('button', { name: 'Check the rules' }).click();
  await page.getByText('It was not looked through to the end').waitFor();
  expect(await inMain(page).innerText()).not.toMatch(/Nothing was found|may be published/);
});
