// Does a piece of work now and every so often until stopped; a round that fails is said and the next one comes.
import type { Log } from './deps.ts';

/** @param work hears whether it is the first round */
export function keepGoing(work: (isFirst: boolean) => Promise<void>, everyMs: number, log: Log): { stop(): void } {
  let stopped = false;
  let wake: () => void = () => undefined;
  const run = async () => {
    for (let isFirst = true; !stopped;) {
      try {
        await work(isFirst);
        isFirst = false;
      } catch (error) {
        if (!stopped) log.error({ error: String(error) }, 'a round could not be finished');
      }
      if (stopped) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, isFirst ? Math.min(everyMs, 10_000) : everyMs);
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
