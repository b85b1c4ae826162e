// The player: a process beside the host's own, one at a time, each within its time; what was not played never counts as passed.
import { afterEach, expect, test } from '@jest/globals';
import { fork, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { travelClearanceRules } from '../../rules/travel-clearance.ts';
import { keepStoryRuns } from '../../stories/background.ts';
import { takeTurn } from '../../stories/host-turn.ts';
import { startStoryPlayer, type PlayerOptions } from '../../stories/player.ts';
import { nobodyPlays, type StoryPlayer } from '../../stories/run.ts';

const stories = [{ file: 'T01.yaml', text: '' }];
const aSet = (title: string) => ({ ...travelClearanceRules, title, stories });
const children: ChildProcess[] = [];
const players: StoryPlayer[] = [];
const aPlayer = (options: PlayerOptions = {}) => {
  const start = () => {
    const child = fork('test/stories/child-of-tests.mjs', { execArgv: [], detached: true, stdio: 'pipe' });
    children.push(child);
    return child;
  };
  const address = join(tmpdir(), `turn-${randomUUID()}.sock`);
  const player = startStoryPlayer({ start, address, ...options });
  players.push(player);
  return player;
};
afterEach(async () => {
  await Promise.all(players.splice(0).map((player) => player.close()));
  children.length = 0;
});

test('a set without stories has nothing to play, and one with a world alone neither', async () => {
  expect(await aPlayer().play(travelClearanceRules)).toEqual({ state: 'none', results: [] });
  const world = { ...travelClearanceRules, stories: [{ file: 'world.yaml', text: '' }] };
  expect(await aPlayer().play(world)).toMatchObject({ state: 'none' });
  expect(children).toHaveLength(0);
});

test('what a text came to is remembered, results are told as they come', async () => {
  const player = aPlayer();
  const told: string[] = [];
  const run = await player.play(aSet('plays'), { onResult: ({ id }) => void told.push(id) });
  expect([run.state, told]).toEqual(['played', ['T01']]);
  expect(await player.play(aSet('plays'))).toBe(run);
  expect(children).toHaveLength(1);
});

test('a story that failed is played again when it is asked for again', async () => {
  const player = aPlayer();
  expect((await player.play(aSet('fails'))).results).toMatchObject([{ outcome: 'failed' }]);
  await player.play(aSet('fails'));
  expect(children).toHaveLength(2);
  const runs = keepStoryRuns(player);
  runs.begin('hash', aSet('fails'));
  await until(() => runs.of('hash')?.state === 'played');
  expect(runs.begin('hash', aSet('fails')).state).toBe('played');
  expect(runs.begin('hash', aSet('fails'), { again: true }).state).toBe('playing');
});

test('a play that takes too long is ended and counts as not played', async () => {
  const run = await aPlayer({ withinMs: 500 }).play(aSet('hangs'));
  expect(run).toMatchObject({ state: 'not-played', why: { code: 'out-of-time' } });
  if (children[0]!.signalCode === null) await once(children[0]!, 'exit');
  expect(children[0]!.signalCode).toBe('SIGKILL');
});

test('a process that breaks off has not played', async () => {
  expect(await aPlayer().play(aSet('ends'))).toMatchObject({ state: 'not-played', why: { code: 'broken' } });
  expect(await nobodyPlays.play(aSet('any'))).toMatchObject({ state: 'not-played' });
});

test('on one machine one set is played at a time, and who waits too long is told', async () => {
  const address = join(tmpdir(), `turn-${randomUUID()}.sock`);
  const release = await takeTurn(new AbortController().signal, address);
  const player = aPlayer({ address, waitMs: 400 });
  expect(await player.play(aSet('plays'))).toMatchObject({ state: 'not-played', why: { code: 'busy' } });
  await release();
  expect(await player.play(aSet('plays'))).toMatchObject({ state: 'played' });
});

test('a later text of a draft takes the place of an earlier one that is still played', async () => {
  const runs = keepStoryRuns(aPlayer());
  expect(runs.begin('first', aSet('hangs'), { owner: 'draft' }).state).toBe('playing');
  await until(() => runs.of('first')?.results.length === 1);
  expect(runs.begin('second', aSet('plays'), { owner: 'draft' }).state).toBe('playing');
  await until(() => runs.of('second')?.state === 'played');
  expect(runs.of('first')).toBeUndefined();
});

test('what could not be played is tried again where somebody asks for that', async () => {
  const runs = keepStoryRuns(aPlayer());
  runs.begin('hash', aSet('ends'));
  await until(() => runs.of('hash')?.state === 'not-played');
  expect(runs.begin('hash', aSet('ends')).state).toBe('not-played');
  expect(runs.begin('hash', aSet('ends'), { again: true }).state).toBe('playing');
});

async function until(done: () => boolean): Promise<void> {
  for (const end = Date.now() + 20_000; !done();) {
    if (Date.now() > end) throw new Error('It did not come');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
