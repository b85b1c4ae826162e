// Stories of a draft through the door: a save begins to play them, and whoever looks sees how far they are.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import type { RuleSet } from '../../rules/rule-set.ts';
import { notPlayed, type StoryResult, type StoryRun } from '../../stories/run.ts';
import { openDoor, type Door } from './door.ts';

const text = readFileSync('test/scenarios/travel/T01.yaml', 'utf8');
const result: StoryResult = { file: 'T01.yaml', id: 'T01', title: 'A trip', outcome: 'passed', ms: 5 };
/** Plays as the test lets it. */
const asked: { set: RuleSet; answer: (run: StoryRun) => void; onResult?: ((one: StoryResult) => void) | undefined }[] =
  [];

let door: Door;
let set: RuleSet;
beforeAll(async () => {
  const player = {
    play: (of: RuleSet, { onResult }: { onResult?: (one: StoryResult) => void } = {}) =>
      new Promise<StoryRun>((answer) => void asked.push({ set: of, answer, onResult })),
    close: async () => undefined,
  };
  door = await openDoor({ player, gateway: { known: async () => null } });
  const { tests: _, ...content } = (await door.call('GET', '/rules/travelClearance/versions/1', { as: 'ana' })).body
    .content as RuleSet;
  set = { ...content, stories: [{ file: 'T01.yaml', text }] };
});
afterAll(() => door.close());

const drafts = '/rules/travelClearance/drafts';
const begin = async () =>
  (await door.call('POST', drafts, { as: 'adm1', body: { title: 'With a story', from: { version: 1 } } })).body;
const save = async (id: string, content: object, revision: number) =>
  (await door.call('PUT', `${drafts}/${id}`, { as: 'adm1', body: { title: 'With a story', content, revision } })).body;
const read = async (id: string) => (await door.call('GET', `${drafts}/${id}`, { as: 'adm1' })).body;
const run = (hash: string) => door.call('GET', `/rules/travelClearance/stories/${hash}`, { as: 'adm1' });

test('a save begins to play the stories, and the draft says how far they are and what they came to', async () => {
  const { id, stories } = await begin();
  expect(stories).toEqual({ state: 'none', results: [] });
  const saved = await save(id, { ...set, title: 'One' }, 1);
  expect(saved.stories).toEqual({ state: 'playing', results: [] });
  const [one] = asked.splice(0);
  expect(one!.set.title).toBe('One');
  one!.onResult!(result);
  expect((await run(saved.hash)).body).toEqual({ state: 'playing', results: [result] });
  one!.answer({ state: 'played', results: [result] });
  expect((await read(id)).stories).toEqual({ state: 'played', results: [result] });
  expect(asked).toHaveLength(0);
});

test('what could not be played says why, and the tests of the set play it again', async () => {
  const { id } = await begin();
  const { hash, content } = await save(id, { ...set, title: 'Two' }, 1);
  asked.splice(0)[0]!.answer(notPlayed('no-time-server', 'Install Java.'));
  const stands = (await run(hash)).body;
  expect(stands).toEqual({
    state: 'not-played',
    results: [],
    why: { code: 'no-time-server', message: 'Install Java.' },
  });
  expect((await read(id)).stories.state).toBe('not-played');
  const tested = await door.call('POST', '/rules/travelClearance/test', { as: 'adm1', body: { ref: { content } } });
  expect([tested.status, tested.body.stories.state]).toEqual([200, 'playing']);
  asked.splice(0)[0]!.answer({ state: 'played', results: [{ ...result, outcome: 'failed', reason: 'step 2' }] });
  expect((await read(id)).stories.results).toMatchObject([{ outcome: 'failed', reason: 'step 2' }]);
});

test('a text with faults is not played, and a faulty story is pointed to on save', async () => {
  const { id } = await begin();
  const stories = [{ file: 'T01.yaml', text: text.replace('id: T01', 'id: T02') }];
  const saved = await save(id, { ...set, stories }, 1);
  expect(saved.issues).toMatchObject([{ rule: null, at: 'stories[0]', code: 'story-faulty' }]);
  expect(saved.stories).toMatchObject({ state: 'not-played', why: { code: 'faulty' } });
  const submitted = await door.call('POST', `${drafts}/${id}/submit`, {
    ...{ as: 'adm1', body: { revision: 2, reason: 'A test' } },
  });
  expect([submitted.status, submitted.body.code]).toEqual([422, 'rules-faulty']);
  expect(asked).toHaveLength(0);
});

test('nothing is known of a text nobody has played here', async () => {
  expect((await run('0'.repeat(64))).status).toBe(404);
});
