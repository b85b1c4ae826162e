// A change of rules whose stories fail, or were not played, comes back to its author; one whose stories hold is decided.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import type { RuleSet } from '../../rules/rule-set.ts';
import { startStoryPlayer } from '../../stories/player.ts';
import { notPlayed, type StoryRun } from '../../stories/run.ts';
import { openWhole, type Whole } from '../support/whole-system.ts';
import { idOfCase, inForce, lookAtAll, plus, save, standing, submit, type Standing } from './changes-of-rules.ts';

/** Cleared at once: no longer so where an official looks at everybody. */
const stories = [{ file: 'T01.yaml', text: readFileSync('test/scenarios/travel/T01.yaml', 'utf8') }];
const real = startStoryPlayer();
/** Plays take seconds: what is not about playing is told what it came to. */
const told: Record<string, StoryRun> = {
  'Too long': notPlayed('out-of-time', 'It took too long.'),
  Holds: { state: 'played', results: [{ file: 'T01.yaml', id: 'T01', title: 'A trip', outcome: 'passed', ms: 1 }] },
};
const player = { ...real, play: async (set: RuleSet) => told[set.title] ?? real.play(set) };

let whole: Whole;
beforeAll(async () => {
  whole = await openWhole(undefined, player);
}, 120_000);
afterAll(async () => {
  await whole.close();
  await real.close();
});

async function judged(set: RuleSet): Promise<Standing> {
  const id = idOfCase(await submit(whole, 'adm1', await save(whole, 'adm1', set)));
  for (const end = Date.now() + 150_000; Date.now() < end;) {
    const found: Standing | undefined = await standing(whole, id);
    if (found && found.state !== 'submitted') return found;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('The change was not judged');
}

test('a story that fails with these rules sends the change back', async () => {
  expect(await judged({ ...plus(await inForce(whole), lookAtAll('look')), stories })).toMatchObject({
    ...{ state: 'returned', live: false, reasons: ['rules-fail-checks', 'story-fails'] },
  });
}, 200_000);

test('a story that was not played sends the change back', async () => {
  expect(await judged({ ...(await inForce(whole)), title: 'Too long', stories })).toMatchObject({
    ...{ state: 'returned', live: false, reasons: ['rules-fail-checks', 'story-not-played'] },
  });
}, 60_000);

test('a change whose stories hold is for a second person', async () => {
  expect(await judged({ ...(await inForce(whole)), title: 'Holds', stories })).toMatchObject({
    state: 'in-review',
    live: true,
  });
}, 60_000);
