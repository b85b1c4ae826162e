// Does a piece of work now and every so often until stopped; a round that fails is said and the next one comes.
import type { Log } from './deps.ts';

/** How soon the next round comes after one that failed or left something to do. */
const soonMs = 10_000;

/** @param work answers `unfinished` when the next round should come soon */
export function keepGoing(work: () => Promise<'unfinished' | void>, everyMs: number, log: Log): { stop(): void } {
  let stopped = false;
  let wake: () => void = () => undefined;
  const run = async () => {
    while (!stopped) {
      let isDone = false;
      try {
        isDone = (await work()) !== 'unfinished';
      } catch (error) {
        if (!stopped) log.error({ error: String(error) }, 'a round could not be finished');
      }
      if (stopped) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, isDone ? everyMs : Math.min(everyMs, soonMs));
        wake = () => (clearTimeout(timer), resolve());
      });
    }
  };
  void run();
  return {
    /** Whatever is under way is left: the next round does it. */
    stop: () => {
      stopped = true;
      wake();
    },
  };
}
