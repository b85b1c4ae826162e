// Keeps parts running: begins them in order, begins a dead one again with growing pauses, ends them in reverse order.
import { isAlive, pause } from '../parts/processes.ts';
import type { Home } from './home.ts';

export interface Running {
  pid: number;
  stop(): Promise<void>;
}

export interface Part {
  name: string;
  begin(): Promise<Running>;
  /** Recorded in the home; PostgreSQL keeps its own record. */
  remembered: boolean;
}

export interface Keeper {
  begin(part: Part): Promise<void>;
  endAll(): Promise<void>;
}

const longestPause = 30_000;
const calmAfter = 60_000;

export function keepParts(home: Home, say: (line: string) => void): Keeper {
  const kept: { part: Part; running: Running; since: number; pauseMs: number }[] = [];
  let ending = false;

  async function begin(part: Part): Promise<Running> {
    const running = await part.begin();
    if (part.remembered) home.remember(part.name, running.pid);
    return running;
  }

  async function watch(): Promise<void> {
    while (!ending) {
      await pause(500);
      for (const one of kept) {
        if (ending || isAlive(one.running.pid)) continue;
        if (Date.now() - one.since > calmAfter) one.pauseMs = 1_000;
        say(`The ${one.part.name} has ended; beginning it again in ${one.pauseMs / 1_000} s (see ${home.folder}/logs)`);
        await pauseUnlessEnding(one.pauseMs);
        if (ending) return;
        one.pauseMs = Math.min(one.pauseMs * 2, longestPause);
        one.since = Date.now();
        await begin(one.part).then(
          (running) => (one.running = running),
          (error: Error) => say(error.message),
        );
      }
    }
  }
  const watching = watch();

  async function pauseUnlessEnding(ms: number): Promise<void> {
    for (const until = Date.now() + ms; !ending && Date.now() < until;) await pause(200);
  }

  return {
    begin: async (part) => {
      kept.push({ part, running: await begin(part), since: Date.now(), pauseMs: 1_000 });
    },
    endAll: async () => {
      ending = true;
      await watching;
      for (const { part, running } of kept.reverse()) {
        say(`Ending the ${part.name} ...`);
        await running.stop();
        home.forget(part.name);
      }
    },
  };
}
