// The stories kept with a set of rules, read and checked: the world they start from, and each with its faults.
import { checkWorld, readWorldFile, shippedWorld, WorldFileError, type World } from '../prisma/seed/world-file.ts';
import type { RuleSet, StoryFile } from '../rules/rule-set.ts';
import { checkStory } from './check.ts';
import { castOf } from './stage/cast.ts';
import type { Story } from './story.ts';
import { vocabulary, type Vocabulary } from './vocabulary.ts';
import { readYaml } from './yaml.ts';

export const worldName = 'world.yaml';
const mostFaults = 20;

/** `story` is there where the file has no fault; the world has none. */
export type Kept = { index: number; file: string; faults: string[]; story?: Story };

export function keptStories({ stories = [], ...set }: Pick<RuleSet, 'stories'> & Partial<RuleSet>): {
  world: World | null;
  files: Kept[];
} {
  const own = stories.findIndex(({ file }) => file === worldName);
  const { world, faults } = own < 0 ? shipped() : readWorld(stories[own]!.text);
  const words = wordsOf(set);
  const ids = new Map<string, string>();
  const files = stories.map(({ file, text }, index): Kept => {
    if (index === own) return { index, file, faults };
    if (stories.findIndex((one) => one.file === file) < index)
      return { index, file, faults: ['file: another has this name'] };
    // Its names cannot be told from misspelt ones while there is no world.
    if (!world) return { index, file, faults: [] };
    const { story, faults: found } = checkStory(file, text, world, words);
    const other = story && ids.get(story.id);
    if (other !== undefined) return { index, file, faults: [`id: "${story!.id}" is also in ${other}`] };
    if (story) ids.set(story.id, file);
    return { index, file, faults: found.slice(0, mostFaults), ...(story ? { story } : {}) };
  });
  return { world, files };
}

/** Whether there is anything to play. */
export const hasStories = ({ stories = [] }: { stories?: readonly StoryFile[] | undefined }): boolean =>
  stories.some(({ file }) => file !== worldName);

let known: World | undefined;
const shipped = () => ({ world: (known ??= readWorldFile(shippedWorld)), faults: [] });

function readWorld(text: string): { world: World | null; faults: string[] } {
  const { content, faults } = readYaml(text);
  if (faults.length > 0) return { world: null, faults };
  try {
    const world = checkWorld(content, worldName);
    castOf(world);
    return { world, faults: [] };
  } catch (error) {
    const lines = error instanceof WorldFileError ? error.message.split('\n') : [String((error as Error).message)];
    return { world: null, faults: lines.slice(0, mostFaults) };
  }
}

/** Rules may give reasons and ask for conditions of their own making. */
function wordsOf({ rules = [], otherwise = [], undecided = [] }: Partial<RuleSet>): Vocabulary {
  const outcomes = [...rules.flatMap(({ then }) => then), ...otherwise, ...undecided];
  const codes = (kinds: readonly string[]) =>
    outcomes.flatMap((one) => ('code' in one && kinds.includes(one.kind) ? [one.code] : []));
  const reasons = [...rules.flatMap(({ reason }) => reason ?? []), ...codes(['stop', 'hold', 'note'])];
  return {
    ...vocabulary,
    reasons: new Set([...vocabulary.reasons, ...reasons]),
    conditions: new Set([...vocabulary.conditions, ...codes(['condition'])]),
  };
}
