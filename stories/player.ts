// Plays the stories of sets in a process beside the host's own, one at a time, each within its time, and remembers what a text came to.
import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { contentHash } from '../canonical.ts';
import { modestEnvironment } from '../scripts/parts/modest-environment.ts';
import type { RuleSet } from '../rules/rule-set.ts';
import { takeTurn } from './host-turn.ts';
import { hasStories } from './kept.ts';
import { hasFailed, notPlayed, nothingToPlay, type StoryPlayer, type StoryResult, type StoryRun } from './run.ts';
import type { Told } from './stage/play-child.ts';

const entry = fileURLToPath(new URL('./play-start.mjs', import.meta.url));
const mostRemembered = 50;

export type PlayerOptions = {
  /** For one set, from its first story to its last. */
  withinMs?: number;
  /** For others on this machine to come to their end. */
  waitMs?: number;
  /** Waiting in this process. */
  queue?: number;
  start?: () => ChildProcess;
  /** Where on this machine the turn is taken. */
  address?: string;
};

export function startStoryPlayer({
  withinMs = 600_000,
  waitMs = 600_000,
  queue: longest = 8,
  start = startChild,
  address,
}: PlayerOptions = {}): StoryPlayer {
  const remembered = new Map<string, StoryRun>();
  const closing = new AbortController();
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;

  async function turn(set: RuleSet, onResult: (result: StoryResult) => void, signal: AbortSignal): Promise<StoryRun> {
    let release;
    if (signal.aborted) return givenUp();
    try {
      release = await takeTurn(AbortSignal.any([signal, AbortSignal.timeout(waitMs)]), address);
    } catch (error) {
      if (signal.aborted) return givenUp();
      if ((error as Error).name === 'AbortError')
        return notPlayed('busy', 'Other stories are being played on this machine. Try again later.');
      return notPlayed('broken', (error as Error).message);
    }
    try {
      return await inChild(start(), set, { onResult, signal, withinMs });
    } finally {
      await release();
    }
  }

  return {
    async play(set, { onResult = () => undefined, signal } = {}) {
      if (!hasStories(set)) return nothingToPlay;
      const hash = contentHash(set);
      const known = remembered.get(hash);
      if (known) return known;
      if (waiting >= longest) return notPlayed('busy', 'Too many sets wait to be played. Try again later.');
      waiting += 1;
      const ends = AbortSignal.any([closing.signal, ...(signal ? [signal] : [])]);
      const mine = last.then(() => remembered.get(hash) ?? turn(set, onResult, ends));
      last = mine.catch(() => undefined);
      const run = await mine.finally(() => (waiting -= 1));
      // What failed may have failed for want of a moment: asked again, it is played again.
      if (run.state === 'played' && !hasFailed(run)) remembered.set(hash, run);
      if (remembered.size > mostRemembered) remembered.delete(remembered.keys().next().value!);
      return run;
    },
    async close() {
      closing.abort();
      await last;
    },
  };
}

/** Nothing of the settings of this system goes with it. */
function startChild(): ChildProcess {
  return fork(entry, [], {
    ...{ execArgv: [], detached: true, env: modestEnvironment(), serialization: 'advanced' },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
}

const givenUp = (results: StoryResult[] = []) => notPlayed('not-asked', 'It was given up: ask again.', results);

type Asked = { onResult: (result: StoryResult) => void; signal: AbortSignal; withinMs: number };

function inChild(child: ChildProcess, set: RuleSet, { onResult, signal, withinMs }: Asked): Promise<StoryRun> {
  return new Promise((resolve) => {
    const results: StoryResult[] = [];
    let words = '';
    const end = (run: StoryRun) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      endGroup(child);
      resolve(run);
    };
    const stop = () => end(givenUp(results));
    const timer = setTimeout(() => {
      const message = `They took longer than ${Math.round(withinMs / 1000)} seconds. Keep fewer or shorter stories.`;
      end(notPlayed('out-of-time', message, results));
    }, withinMs);
    signal.addEventListener('abort', stop);
    child.stderr?.on('data', (data: Buffer) => (words = `${words}${data.toString()}`.slice(-2_000)));
    child.on('message', (told: Told) => {
      if ('result' in told) {
        results.push(told.result);
        onResult(told.result);
      } else end('run' in told ? told.run : notPlayed('broken', told.fault, results));
    });
    child.on('error', (error) => end(notPlayed('broken', error.message, results)));
    child.once('exit', (code) =>
      end(notPlayed('broken', `The process that plays ended with code ${code}. ${words}`.trim(), results)),
    );
    if (signal.aborted) stop();
    else child.send(set);
  });
}

/** With the servers it has started; its database has a guard of its own. */
function endGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
