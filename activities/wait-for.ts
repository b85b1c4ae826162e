// A worker that begins before the parts it needs are there waits for them, as long as it takes, and says for what.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from './deps.ts';

const firstMs = 250;
const longestMs = 5_000;

/**
 * Asks until there is an answer.
 * @param isAway whether an error says that the part was not reached; any other is thrown
 */
export async function waitFor<T>(
  part: string,
  log: Log,
  ask: () => Promise<T>,
  isAway: (error: unknown) => boolean,
): Promise<T> {
  for (let wait = firstMs; ; wait = Math.min(2 * wait, longestMs)) {
    try {
      return await ask();
    } catch (error) {
      if (!isAway(error)) throw error;
      log.error({ part, error: String(error).slice(0, 300) }, 'the worker waits for a part it needs');
      await sleep(wait);
    }
  }
}
