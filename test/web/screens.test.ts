// Every screen, in a left-to-right and a right-to-left language, on a wide and a narrow display.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { RequestView } from '../../api/views.ts';
import { shoot, startSystem, violations, type WebSystem } from '../support/web.ts';

let system: WebSystem;
let request = '';
let task = '';

beforeAll(async () => {
  system = await startSystem();
  const stop = { area: 'XA-2', arrive: '2027-03-11T10:00', depart: '2027-03-14T10:00', mode: 'road' };
  request = await system.file('ben', [stop], { activity: 'famine-relief' });
  const { body } = await system.call('otto', 'GET', `/requests/${request}`);
  task = (body as RequestView).openTasks[0]?.id ?? '';
}, 180_000);
afterAll(() => system?.close());

const addresses = () => ({
  'sign in': '/sign-in',
  home: '/',
  'new clearance': '/clearances/new',
  purpose: '/clearances/new?step=purpose',
  stops: '/clearances/new?step=stops',
  companions: '/clearances/new?step=companions',
  preflight: '/clearances/new?step=preflight',
  answers: '/clearances/new?step=answers',
  'my requests': '/requests',
  request: `/requests/${request}`,
  why: `/requests/${request}?tab=why`,
  log: `/requests/${request}?tab=log`,
  amendment: `/requests/${request}/amend`,
  queue: '/queue',
  case: `/queue/${task}`,
  rules: '/rules',
  'rule set': '/rules/travelClearance',
  'nothing there': '/requests/00000000-0000-4000-8000-000000000000',
});

for (const language of ['en', 'ar'])
  for (const width of [1280, 360])
    test(`every screen is sound in ${language} at ${width} pixels: nothing inaccessible, nothing beside the page`, async () => {
      const page = await system.visit({ as: 'otto', language, width });
      const faults: string[] = [];
      page.on('pageerror', (error) => faults.push(error.message));
      for (const [screen, path] of Object.entries(addresses())) {
        await page.goto(system.base + path);
        await page.getByRole('heading', { level: 1 }).waitFor();
        await page.locator('.loading').first().waitFor({ state: 'detached' });
        await page.evaluate(`document.querySelectorAll('details').forEach((one) => (one.open = true))`);
        const beside = await page.evaluate<number>(
          'document.documentElement.scrollWidth - document.documentElement.clientWidth',
        );
        await shoot(page, `screen-${screen}-${language}-${width}`);
        if (beside > 0) faults.push(`${screen}: ${beside} pixels beside the page`);
        faults.push(...(await violations(page)).map((line) => `${screen}: ${line}`));
      }
      expect(faults).toEqual([]);
    }, 180_000);

test('Arabic runs from right to left, names keep their own direction', async () => {
  const page = await system.visit({ as: 'otto' });
  await page.goto(`${system.base}/requests/${request}`);
  await page.getByLabel('Language').selectOption('ar');
  await page.locator('html[dir=rtl][lang=ar]').waitFor();
  const brand = await page.locator('.brand').boundingBox();
  const language = await page.locator('.language').boundingBox();
  expect(brand?.x).toBeGreaterThan(language?.x ?? Infinity);
  await page.locator('bdi', { hasText: 'Ben Okoro' }).first().waitFor();
  await page.reload();
  await page.locator('html[dir=rtl]').waitFor();
});

test('no page asks another host for anything', () => {
  expect(system.outside).toEqual([]);
});
