// Plays stories kept as files on disk: checked before any of them runs, and none is played where one has faults.
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readWorldFile, shippedWorld } from '../prisma/seed/world-file.ts';
import { checkIds, checkStory } from './check.ts';
import type { Played, PlayOptions } from './stage/play.ts';
import { vocabulary } from './vocabulary.ts';

export type FileOptions = PlayOptions & {
  /** Paths are looked for here, then in each of `folders`. */
  from: string;
  folders?: readonly string[];
  world?: string;
};

export async function playFiles(
  paths: readonly string[],
  { from, folders = [], world: worldPath, ...options }: FileOptions,
): Promise<{ results: Played[]; faults: string[] }> {
  const worldFile = worldPath === undefined ? shippedWorld : resolve(from, worldPath);
  const world = readWorldFile(worldFile);
  const files = paths.flatMap((path) => filesOf(path, [from, ...folders])).filter((file) => file !== worldFile);
  const checked = checkIds(files.map((file) => checkStory(file, readFileSync(file, 'utf8'), world, vocabulary)));
  const faults = checked.flatMap(({ file, faults: found }) => found.map((fault) => `${file}: ${fault}`));
  if (files.length === 0) faults.push('There is no scenario file to play.');
  if (faults.length > 0) return { results: [], faults };
  // Imported only now: faults of a file are told at once.
  const { play } = await import('./stage/play.ts');
  const stories = checked.flatMap(({ story }) => (story ? [story] : []));
  return { results: await play(stories, world, options), faults: [] };
}

function filesOf(path: string, folders: readonly string[]): string[] {
  const found = folders.map((folder) => resolve(folder, path)).find((candidate) => existsSync(candidate));
  if (!found) throw new Error(`${path}: there is no such file or folder`);
  if (!statSync(found).isDirectory()) return [found];
  const names = readdirSync(found, { recursive: true, encoding: 'utf8' });
  return names
    .filter((name) => /\.ya?ml$/.test(name))
    .sort()
    .map((name) => join(found, name));
}
