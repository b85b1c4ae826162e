// What can be done to the stories of a draft, as plain functions; the limits are the server's.
import type { RuleSet, StoryFile } from './types.ts';

export const worldFile = 'world.yaml';
const limits = { files: 100, bytes: 64 * 1024, bytesInAll: 1024 * 1024 };
const bytesOf = (text: string) => new TextEncoder().encode(text).length;

/** A file of this name is replaced where it stands. */
export function withStory(set: RuleSet, story: StoryFile): RuleSet {
  const stories = set.stories ?? [];
  const at = stories.findIndex(({ file }) => file === story.file);
  return { ...set, stories: at < 0 ? [...stories, story] : stories.with(at, story) };
}

export function withoutStory({ stories = [], ...rest }: RuleSet, file: string): RuleSet {
  const kept = stories.filter((one) => one.file !== file);
  return kept.length === 0 ? rest : { ...rest, stories: kept };
}

/** The name a story asks for: its id. */
export function nameFor(text: string): string {
  const id = /^id:[ \t]*["']?([A-Za-z0-9][\w-]*)/m.exec(text)?.[1];
  return id === undefined ? '' : `${id}.yaml`;
}

export type StoryFault = 'bad-name' | 'taken' | 'too-large' | 'too-many';

/** Why the server would not take this file beside the others. */
export function faultOfFile({ stories = [] }: RuleSet, { file, text }: StoryFile, isNew: boolean): StoryFault | null {
  if (!/^[A-Za-z0-9][\w.-]{0,59}\.yaml$/.test(file)) return 'bad-name';
  const others = stories.filter((one) => one.file !== file);
  if (isNew && others.length < stories.length) return 'taken';
  if (bytesOf(text) > limits.bytes) return 'too-large';
  const inAll = others.reduce((sum, one) => sum + bytesOf(one.text), bytesOf(text));
  return others.length >= limits.files || inAll > limits.bytesInAll ? 'too-many' : null;
}
