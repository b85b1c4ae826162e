// The process that plays the stories of one set, tells each result at once, and ends with all it has started.
import type { RuleSet } from '../../rules/rule-set.ts';
import type { StoryResult, StoryRun } from '../run.ts';
import { playKept } from './play-kept.ts';

export type Told = { result: StoryResult } | { run: StoryRun } | { fault: string };

const tell = (told: Told) => new Promise<void>((resolve) => process.send?.(told, () => resolve()));

process.once('message', (set: RuleSet) => {
  playKept(set, { onResult: (result) => void tell({ result }) })
    .then(
      (run) => tell({ run }),
      (error: unknown) => tell({ fault: error instanceof Error ? error.message : String(error) }),
    )
    .finally(() => process.exit());
});

// Whoever asked is gone: it leads a group of its own, with the servers it has started.
process.once('disconnect', () => process.kill(-process.pid, 'SIGKILL'));
