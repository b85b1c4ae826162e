// Stories of a draft in a real browser: added, saved, seen to fail with the step, mended, seen to pass, taken back.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import type { RuleSet } from '../../rules/rule-set.ts';
import type { StoryRun } from '../../stories/run.ts';
import { press, shoot, startSystem, violations, type WebSystem } from '../support/web.ts';

const text = readFileSync('test/scenarios/travel/T01.yaml', 'utf8');
const wrong = text.replace('state: cleared', 'state: denied');

/** Says of a story what the real player would say, without its seconds. */
async function play({ stories = [] }: RuleSet): Promise<StoryRun> {
  await new Promise((resolve) => setTimeout(resolve, 500));
  const results = stories.map(({ file, text: told }) => {
    const head = { file, id: 'T01', title: 'Official travel into an automatic area', ms: 500 };
    return told.includes('state: denied')
      ? { ...head, outcome: 'failed' as const, reason: 'step 2 expect: state: expected "denied", found "cleared"' }
      : { ...head, outcome: 'passed' as const };
  });
  return { state: 'played', results };
}

let system: WebSystem;
let page: Page;
beforeAll(async () => {
  system = await startSystem({ play, close: async () => undefined });
  page = await system.visit({ as: 'adm1' });
  await page.goto(`${system.base}/rules/travelClearance`);
  await page.getByText('New draft, or import a file').click();
  await page.getByLabel('Title of the draft').fill('With a story');
  await press(page, 'Begin the draft');
  await page.getByText('Saved as revision 1').waitFor();
  await page.getByRole('link', { name: 'Tests', exact: true }).click();
}, 240_000);
afterAll(() => system?.close());

const part = () => page.getByRole('region', { name: 'Stories' });
const save = async (revision: number) => {
  await page.keyboard.press('Control+s');
  await page.getByText(`Saved as revision ${revision}`).waitFor();
};

test('a story added from the disk is played after a save, and says at which step it fails', async () => {
  const file = { name: 'T01.yaml', mimeType: 'text/yaml', buffer: Buffer.from(wrong) };
  await part().locator('input[type=file]').setInputFiles(file);
  await part().getByText('Save the draft: its stories are then played').waitFor();
  await save(2);

  await part().getByText('Stories passed: 0, failed: 1').waitFor();
  await part().getByText('step 2 expect: state: expected "denied", found "cleared"').waitFor();
  await shoot(page, 'rules-stories-failed');
  expect(await violations(page)).toEqual([]);
}, 60_000);

test('its text is mended in its place and it passes', async () => {
  await part().getByText('Read or edit').click();
  const field = part().getByLabel(/Text of the file .*T01/);
  expect(await field.inputValue()).toBe(wrong);
  await field.fill(text);
  await save(3);
  await part().getByText('Stories passed: 1, failed: 0').waitFor();
  await shoot(page, 'rules-stories-passed');
}, 60_000);

test('a story with faults is pointed to before it is saved, and one step back takes the edit back', async () => {
  const field = part().getByLabel(/Text of the file .*T01/);
  await field.fill(text.replace('state: cleared', 'state: gone'));
  await part().getByText('T01.yaml: step 2 expect: unknown state "gone"').waitFor();
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  expect(await field.inputValue()).toBe(text);
}, 60_000);

test('a pasted story is named by its id, and a second one of that name is refused', async () => {
  await part().getByRole('button', { name: 'Paste a story' }).click();
  await part().getByLabel('Text of the story').fill(text);
  expect(await part().getByLabel('Name of the file').inputValue()).toBe('T01.yaml');
  await part().getByRole('button', { name: 'Add this story' }).click();
  await part().getByText('There is a file of this name already').waitFor();
  await part().getByLabel('Name of the file').fill('T02.yaml');
  await part().getByRole('button', { name: 'Add this story' }).click();
  await part()
    .getByRole('button', { name: 'Remove “T02.yaml”' })
    .or(part().getByRole('button', { name: /Remove.*T02/ }))
    .click();
  expect(await part().getByText('T02.yaml').count()).toBe(0);
  const [path] = page.url().replace(system.base, '').split('#');
  await system.lookInArabic('adm1', path!, 'rules-stories-arabic');
}, 90_000);

test('who reviews the draft sees what its stories came to', async () => {
  const second = await system.visit({ as: 'desk' });
  await second.goto(`${page.url().split('?')[0]}?review`);
  const played = second.getByRole('region', { name: 'Stories' });
  await played.getByText('Stories passed: 1, failed: 0').waitFor();
  await played.getByText('T01 Official travel into an automatic area').waitFor();
}, 60_000);
