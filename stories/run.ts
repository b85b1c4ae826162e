// What came of playing the stories kept with a set of rules, or why they were not played.
import type { RuleSet } from '../rules/rule-set.ts';

export type StoryResult = {
  file: string;
  id: string;
  title: string;
  outcome: 'passed' | 'failed';
  /** At which step it first differs, and how. */
  reason?: string;
  ms: number;
};

export const notPlayedCodes = [
  'faulty',
  'no-database',
  'no-time-server',
  'out-of-time',
  'busy',
  'broken',
  'not-asked',
] as const;
/** `message` says what to do. */
export type NotPlayed = { code: (typeof notPlayedCodes)[number]; message: string };

/** `results`: of those that have been played to their end. */
export type StoryRun = {
  state: 'none' | 'playing' | 'played' | 'not-played';
  results: StoryResult[];
  why?: NotPlayed;
};

export type StoryPlayer = {
  /** Answers once all are played, or it is sure that they cannot be. Never rejects. */
  play(set: RuleSet, options?: { onResult?: (result: StoryResult) => void; signal?: AbortSignal }): Promise<StoryRun>;
  close(): Promise<void>;
};

export const notPlayed = (code: NotPlayed['code'], message: string, results: StoryResult[] = []): StoryRun => ({
  state: 'not-played',
  results,
  why: { code, message },
});

export const nothingToPlay: StoryRun = { state: 'none', results: [] };

/** Where no player was handed in: what is not played does not count as passed. */
export const nobodyPlays: StoryPlayer = {
  play: async ({ stories = [] }) =>
    stories.length === 0 ? nothingToPlay : notPlayed('broken', 'This system has no player of stories.'),
  close: async () => undefined,
};

export const hasFailed = ({ results }: StoryRun): boolean => results.some(({ outcome }) => outcome === 'failed');
