// Plays under way in the background, by the hash of the text: begun when a draft is saved, looked at while they go on.
import type { RuleSet } from '../rules/rule-set.ts';
import { hasStories } from './kept.ts';
import { hasFailed, notPlayed, nothingToPlay, type StoryPlayer, type StoryRun } from './run.ts';

export type StoryRuns = {
  /** What stands of a text; begins to play where nobody has. */
  begin(hash: string, set: RuleSet, options?: Beginning): StoryRun;
  /** What stands, or nothing where nobody has begun here. */
  of(hash: string): StoryRun | undefined;
};
/** `owner`: plays one text at a time, the last. `again`: also where it could not be played before, or failed. */
export type Beginning = { owner?: string; again?: boolean };

const mostRemembered = 100;

export function keepStoryRuns(player: StoryPlayer): StoryRuns {
  const runs = new Map<string, StoryRun>();
  const underWay = new Map<string, AbortController>();
  const owners = new Map<string, string>();

  function start(hash: string, set: RuleSet): StoryRun {
    const begun: StoryRun = { state: 'playing', results: [] };
    const ends = new AbortController();
    runs.delete(hash);
    runs.set(hash, begun);
    underWay.set(hash, ends);
    if (runs.size > mostRemembered) runs.delete(runs.keys().next().value!);
    void player
      .play(set, { onResult: (result) => void begun.results.push(result), signal: ends.signal })
      .catch((error: unknown) => notPlayed('broken', error instanceof Error ? error.message : String(error)))
      .then((run) => {
        if (runs.get(hash) === begun) runs.set(hash, run);
        if (underWay.get(hash) === ends) underWay.delete(hash);
      });
    return begun;
  }

  function takeOver(owner: string, hash: string): void {
    const before = owners.get(owner);
    owners.delete(owner);
    if (before !== undefined && before !== hash && ![...owners.values()].includes(before)) {
      underWay.get(before)?.abort();
      if (underWay.delete(before)) runs.delete(before);
    }
    owners.set(owner, hash);
    if (owners.size > mostRemembered) owners.delete(owners.keys().next().value!);
  }

  return {
    begin(hash, set, { owner, again = false } = {}) {
      if (!hasStories(set)) return nothingToPlay;
      if (owner !== undefined) takeOver(owner, hash);
      const known = runs.get(hash);
      if (known && !(again && (known.state === 'not-played' || (known.state === 'played' && hasFailed(known)))))
        return known;
      return start(hash, set);
    },
    of: (hash) => runs.get(hash),
  };
}
