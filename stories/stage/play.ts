// Plays stories that have been checked, several at once, each against a system of its own.
import { availableParallelism } from 'node:os';
import { checkWorld, type World } from '../../prisma/seed/world-file.ts';
import type { RuleSet } from '../../rules/rule-set.ts';
import type { Story } from '../story.ts';
import { castOf } from './cast.ts';
import { createClient } from './client.ts';
import { runStory } from './run-story.ts';
import { shifted, weeksBehind } from './shift.ts';
import { openStage, type Stages } from './system.ts';

export type Played = { id: string; title: string; outcome: 'passed' | 'failed'; reason?: string; ms: number };

export type PlayOptions = {
  /** How many run at once. */
  jobs?: number;
  onPlayed?: (played: Played) => void;
  /** In force instead of those a system starts with. */
  ruleSets?: readonly RuleSet[];
  /** What is wrong with the database a story leaves behind, where all was as the story says. */
  soundness?: (readerUrl: string) => Promise<string | undefined>;
};

export async function play(stories: readonly Story[], world: World, options: PlayOptions = {}): Promise<Played[]> {
  const { jobs = Math.min(2, availableParallelism()), onPlayed, ruleSets = [], soundness } = options;
  const weeks = weeksBehind(world.clock, Date.now());
  const stages = openStage(checkWorld(shifted(world, weeks), 'the world of the stories'), ruleSets);
  const results: Played[] = [];
  const waiting = stories.map((story) => shifted(story, weeks));
  const next = async () => {
    for (let story = waiting.shift(); story; story = waiting.shift()) {
      const played = await playOne(story, stages, waiting.length > 0, soundness);
      results.push(played);
      onPlayed?.(played);
    }
  };
  try {
    await Promise.all(Array.from({ length: jobs }, next));
  } finally {
    await stages.close();
  }
  return results;
}

async function playOne(
  story: Story,
  stages: Stages,
  isMoreToCome: boolean,
  soundness: PlayOptions['soundness'],
): Promise<Played> {
  const { id, title } = story;
  const started = performance.now();
  let reason: string | undefined;
  try {
    const system = await stages.open(isMoreToCome);
    try {
      reason = await runStory(story, { client: createClient(system.base), cast: castOf(stages.world), system });
      reason ??= await soundness?.(system.database.readerUrl);
    } finally {
      await system.close();
    }
  } catch (error) {
    reason = `the system: ${error instanceof Error ? error.message : String(error)}`;
  }
  const ms = Math.round(performance.now() - started);
  return { id, title, ms, ...(reason === undefined ? { outcome: 'passed' } : { outcome: 'failed', reason }) };
}
