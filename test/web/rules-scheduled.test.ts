// A change of rules for one country from a moment to come: sent, published, shown as scheduled, and in force when its moment is there.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { RequestView } from '../../api/views.ts';
import type { RuleSet } from '../../rules/rule-set.ts';
import { press, shoot, startSystem, violations, type Stop, type WebSystem } from '../support/web.ts';

const lake: Stop = { area: 'XA-2', arrive: '2027-03-11T10:00', depart: '2027-03-14T10:00', mode: 'road' };
const set = '/rules/travelClearance';
const hour = 3_600_000;
let system: WebSystem;
let draft = '';
let kase = '';
let start = 0;

beforeAll(async () => {
  system = await startSystem();
  const { body: version } = await system.call('adm1', 'GET', `${set}/versions/1`);
  const { content } = version as { content: RuleSet };
  const title = 'The lake by the official';
  const { body } = await system.call('adm1', 'POST', `${set}/drafts`, { title, from: { version: 1 } });
  draft = (body as { id: string }).id;
  const rules = content.rules.concat({
    ...{ id: 'lake-by-official', title, source: 'Circular of 1 March', step: 9, scope: { areas: ['XA-2'] } },
    when: { fact: 'subject', is: 'equal', value: 'traveller' },
    then: [{ kind: 'require', authority: 'designated-official', mode: 'decide' }],
  });
  await system.call('adm1', 'PUT', `${set}/drafts/${draft}`, { title, content: { ...content, rules }, revision: 1 });
}, 180_000);
afterAll(() => system?.close());

/** As the clock on a wall in Paris shows it, which is where the browser is. */
const inParis = (instant: number) =>
  new Intl.DateTimeFormat('sv', { dateStyle: 'short', timeStyle: 'short', timeZone: 'Europe/Paris' })
    .format(instant)
    .replace(' ', 'T');

const openTasks = async (id: string, reader: string) =>
  ((await system.call(reader, 'GET', `/requests/${id}`)).body as RequestView).openTasks;
const askedNow = async (traveller: string) =>
  (await openTasks(await system.file(traveller, [lake], { activity: 'famine-relief' }), 'dora')).map(
    ({ authority }) => authority,
  );

test('a change is sent for one country, from a day and hour of the author’s own clock', async () => {
  start = Math.ceil(system.now() / hour) * hour + 30 * hour;
  const author = await system.visit({ as: 'adm1' });
  await author.goto(`${system.base}${set}/drafts/${draft}?tab=submit`);
  await author.getByLabel('Reason for the change').fill('Two vehicles were lost on the lake road');
  await author.getByText(/Your local time, .?Europe\/Paris/).waitFor();
  await author.getByLabel('In force from').fill(inParis(start));
  await author.getByLabel('Countries').fill('XA');
  await author.getByRole('button', { name: /Remove .*Arvenia/ }).waitFor();
  await shoot(author, 'rules-scheduled-submit');
  expect(await violations(author)).toEqual([]);
  await press(author, 'Send for review');
  await author.getByText('Sent for review', { exact: true }).waitFor();
  await author.getByRole('link', { name: 'See the case' }).click();
  await author.getByText('Arvenia').first().waitFor();
  kase = new URL(author.url()).pathname.split('/').at(-1) ?? '';
  await system.idle();
}, 120_000);

test('the second person publishes it, and it is scheduled: nobody is judged by it yet', async () => {
  const [task] = await openTasks(kase, 'adm1');
  const second = task?.holders[0]?.id ?? '';
  const publisher = await system.visit({ as: second });
  await publisher.goto(`${system.base}${set}/drafts/${draft}?review`);
  await publisher.getByText('Arvenia').first().waitFor();
  await press(publisher, 'Publish');
  await publisher.locator('.notice', { hasText: 'Published' }).waitFor({ timeout: 20_000 });
  await system.idle();
  await publisher.goto(system.base + set);
  await publisher.getByText(/^Versions: /).click();
  const version = publisher.locator('li', {
    has: publisher.getByText('Version ⁨2⁩').or(publisher.getByText('Version 2')),
  });
  await version.getByText('Scheduled').waitFor();
  const shown = await version.first().innerText();
  const time = inParis(start).slice(11);
  expect(shown).toMatch(new RegExp(`Arvenia: comes in force.*${time}.*(CET|CEST|GMT\\+[12])`));
  await shoot(publisher, 'rules-scheduled');
  expect(await violations(publisher)).toEqual([]);
  const arabic = await system.visit({ as: second, language: 'ar', width: 390 });
  await arabic.goto(system.base + set);
  await arabic.locator('summary', { hasText: 'الإصدارات' }).click();
  await arabic.getByText('مقرر').waitFor();
  await arabic.getByText('يبدأ نفاذه').waitFor();
  await shoot(arabic, 'rules-scheduled-ar');
  expect(await violations(arabic)).toEqual([]);
  expect(await askedNow('ben')).toEqual(['clearing-officer']);
}, 120_000);

test('when its moment is there it is in force, in that country', async () => {
  await system.advance(start - system.now() + hour);
  await system.idle();
  const reader = await system.visit({ as: 'ana' });
  await reader.goto(system.base + set);
  await reader.getByText(/^Versions: /).click();
  const version = reader.locator('li', { has: reader.getByText('Version ⁨2⁩').or(reader.getByText('Version 2')) });
  await version.getByText('In force', { exact: true }).waitFor();
  expect(await version.first().innerText()).not.toContain('comes in force');
  await shoot(reader, 'rules-scheduled-in-force');
  expect(await askedNow('omar')).toEqual(['designated-official']);
}, 120_000);
