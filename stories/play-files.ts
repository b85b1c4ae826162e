// Plays scenario files, several at once, each against a system of its own, and reports one line each.
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { checkWorld, readWorldFile } from '../../prisma/seed/world-file.ts';
import type { RuleSet } from '../../rules/rule-set.ts';
import { castOf } from './cast.ts';
import { checkIds, checkStory } from './check.ts';
import { createClient } from './client.ts';
import { runStory } from './run-story.ts';
import { shifted, weeksBehind } from './shift.ts';
import type { Story } from './story.ts';
import type { Stages } from './system.ts';
import { readVocabulary } from './vocabulary.ts';

const folder = join(import.meta.dirname, '../scenarios');
const help = `npm run scenarios -- [options] [PATH ...]

Plays scenario files (or all of a folder) against the whole system; default: test/scenarios/travel.
The format is in test/scenarios/README.md.

  --world FILE   the world they start from (default test/scenarios/world.yaml)
  --jobs N       how many run at once (default 2)
  --json         one JSON document instead of lines
  --help         this text`;

export type Result = {
  id: string;
  title: string;
  outcome: 'passed' | 'failed' | 'pending';
  reason?: string;
  ms: number;
};

/** Returns the exit code. */
export async function main(args: string[], from: string): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      world: { type: 'string' },
      jobs: { type: 'string' },
      json: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  const say = (line: string) => void (values.json || console.log(line));
  if (values.help) return (console.log(help), 0);
  const { results, faults } = await playFiles(positionals, {
    ...{ from, say },
    ...(values.world === undefined ? {} : { world: values.world }),
    ...(values.jobs === undefined ? {} : { jobs: values.jobs }),
  });
  if (faults.length > 0) {
    console.error(faults.join('\n'));
    return 1;
  }
  const count = (outcome: Result['outcome']) => results.filter((result) => result.outcome === outcome).length;
  const [passed, failed] = [count('passed'), count('failed')];
  if (values.json) console.log(JSON.stringify({ passed, failed, pending: count('pending'), results }, null, 2));
  say(`${passed} passed, ${failed} failed`);
  return failed > 0 ? 1 : 0;
}

export type PlayOptions = {
  from: string;
  world?: string;
  jobs?: string;
  say?: (line: string) => void;
  /** In force instead of those a system starts with. */
  ruleSets?: readonly RuleSet[];
};

/** Plays nothing where a file has faults. */
export async function playFiles(
  paths: readonly string[],
  { from, world: worldPath, jobs, say, ruleSets = [] }: PlayOptions,
): Promise<{ results: Result[]; faults: string[] }> {
  const worldFile = worldPath ? resolve(from, worldPath) : join(folder, 'world.yaml');
  const world = readWorldFile(worldFile);
  const vocabulary = readVocabulary();
  const files = (paths.length > 0 ? paths : [join(folder, 'travel')])
    .flatMap((path) => filesOf(path, from))
    .filter((file) => file !== worldFile);
  const checked = checkIds(files.map((file) => checkStory(file, readFileSync(file, 'utf8'), world, vocabulary)));
  const faults = checked.flatMap(({ file, faults: found }) => found.map((fault) => `${file}: ${fault}`));
  if (files.length === 0) faults.push('There is no scenario file to play.');
  if (faults.length > 0) return { results: [], faults };
  const weeks = weeksBehind(world.clock, Date.now());
  // Imported only now: faults of a file are told at once.
  const { openStage } = await import('./system.ts');
  const stages = openStage(checkWorld(shifted(world, weeks), worldFile), ruleSets);
  const results: Result[] = [];
  const waiting = checked.flatMap(({ story }) => (story ? [shifted(story, weeks)] : []));
  const play = async () => {
    for (let story = waiting.shift(); story; story = waiting.shift()) {
      const result = await playOne(story, stages, waiting.length > 0);
      results.push(result);
      say?.(lineOf(result));
    }
  };
  try {
    await Promise.all(Array.from({ length: jobsOf(jobs) }, play));
  } finally {
    await stages.close();
  }
  return { results, faults: [] };
}

const pending = new Set(
  existsSync(join(folder, 'pending.txt'))
    ? readFileSync(join(folder, 'pending.txt'), 'utf8').match(/^[A-Z]\d+[a-z]?/gm)
    : [],
);

async function playOne(story: Story, stages: Stages, isMoreToCome: boolean): Promise<Result> {
  const { id, title } = story;
  const started = performance.now();
  let reason: string | undefined;
  try {
    const system = await stages.open(isMoreToCome);
    try {
      reason = await runStory(story, { client: createClient(system.base), cast: castOf(stages.world), system });
      reason ??= await system.soundness();
    } finally {
      await system.close();
    }
  } catch (error) {
    reason = `the system: ${error instanceof Error ? error.message : String(error)}`;
  }
  const ms = Math.round(performance.now() - started);
  if (!pending.has(id))
    return { id, title, ms, ...(reason === undefined ? { outcome: 'passed' } : { outcome: 'failed', reason }) };
  if (reason !== undefined) return { id, title, ms, outcome: 'pending', reason };
  return { id, title, ms, outcome: 'failed', reason: 'it passes now: delete its line in test/scenarios/pending.txt' };
}

const mark = { passed: 'ok', failed: 'FAIL', pending: 'pending' } as const;

function lineOf({ id, title, outcome, reason, ms }: Result): string {
  return `${mark[outcome]} ${id} ${title} ${reason === undefined ? `(${ms} ms)` : `${reason} (${ms} ms)`}`;
}

function filesOf(path: string, from: string): string[] {
  const found = [resolve(from, path), join(folder, path)].find((candidate) => existsSync(candidate));
  if (!found) throw new Error(`${path}: there is no such file or folder`);
  if (!statSync(found).isDirectory()) return [found];
  const names = readdirSync(found, { recursive: true, encoding: 'utf8' });
  return names
    .filter((name) => /\.ya?ml$/.test(name))
    .sort()
    .map((name) => join(found, name));
}

function jobsOf(given: string | undefined): number {
  const jobs = Number(given ?? Math.min(2, availableParallelism()));
  if (!Number.isInteger(jobs) || jobs < 1) throw new Error('--jobs takes a whole number from 1');
  return jobs;
}
