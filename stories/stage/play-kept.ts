// Plays the stories kept with a set of rules, that set in force, on a system that is thrown away.
import { freshDatabase, stopDatabaseServer } from '../../scripts/parts/fresh-database.ts';
import { findTimeSkippingServer } from '../../scripts/parts/time-skipping.ts';
import type { RuleSet } from '../../rules/rule-set.ts';
import { hasStories, keptStories } from '../kept.ts';
import { notPlayed, nothingToPlay, type NotPlayed, type StoryResult, type StoryRun } from '../run.ts';
import { play } from './play.ts';

/** `mayInstall`: packages of the machine too, where a part is missing. */
export type KeptOptions = { onResult?: (result: StoryResult) => void; mayInstall?: boolean };

export async function playKept(set: RuleSet, { onResult, mayInstall = false }: KeptOptions = {}): Promise<StoryRun> {
  if (!hasStories(set)) return nothingToPlay;
  const { world, files } = keptStories(set);
  const faulty = files.filter(({ faults }) => faults.length > 0);
  if (!world || faulty.length > 0)
    return notPlayed('faulty', faulty.map(({ file, faults }) => `${file}: ${faults[0]}`).join('\n'));
  const missing = await missingPart(mayInstall);
  if (missing) return notPlayed(missing.code, missing.message);
  const fileOf = new Map(files.map(({ story, file }) => [story?.id, file]));
  const results: StoryResult[] = [];
  await play(
    files.flatMap(({ story }) => story ?? []),
    world,
    {
      ruleSets: [set],
      onPlayed(played) {
        const result = { file: fileOf.get(played.id)!, ...played };
        results.push(result);
        onResult?.(result);
      },
    },
  );
  return { state: 'played', results: inOrder(results, files) };
}

async function missingPart(mayInstall: boolean): Promise<NotPlayed | undefined> {
  try {
    await findTimeSkippingServer({ mayInstall });
  } catch (error) {
    return { code: 'no-time-server', message: messageOf(error) };
  }
  try {
    await (await freshDatabase()).drop();
  } catch (error) {
    await stopDatabaseServer().catch(() => undefined);
    return { code: 'no-database', message: messageOf(error) };
  }
  return undefined;
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** As the set has them: several play at once. */
function inOrder(results: readonly StoryResult[], files: readonly { file: string }[]): StoryResult[] {
  const place = new Map(files.map(({ file }, index) => [file, index]));
  return results.toSorted((one, other) => place.get(one.file)! - place.get(other.file)!);
}
