// Runs the command as people do, in a folder of its own, and writes the files it reads.
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packs } from '../../rules/packs/packs.ts';
import type { RuleSet } from '../../rules/rule-set.ts';

export const project = join(import.meta.dirname, '../..');
const command = join(project, 'scripts/safeconduct.mjs');

export type Ended = { exit: number; out: string; err: string };

export function aFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'safeconduct-cli-'));
  return {
    path: (name: string) => join(folder, name),
    write: (name: string, content: unknown) =>
      writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content, null, 2)),
    rules: (...args: string[]) => run(process.execPath, [command, 'rules', ...args], folder),
    as: (token: string, ...args: string[]) =>
      run('env', [`SAFECONDUCT_TOKEN=${token}`, process.execPath, command, 'rules', ...args], folder),
    remove: () => rmSync(folder, { recursive: true }),
  };
}

export function run(file: string, args: string[], cwd: string): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(file, args, { cwd, maxBuffer: 64 * 1024 * 1024 }, (error, out, err) => {
      resolve({ exit: typeof error?.code === 'number' ? error.code : error ? -1 : 0, out, err });
    });
  });
}

/** The rules of travel clearance, to be spoiled. */
export function aSet(change: (set: RuleSet) => void = () => undefined): RuleSet {
  const set = structuredClone(packs.un.ruleSets.travelClearance);
  change(set);
  return set;
}

/** Line of the n-th place a text stands in. */
export function lineOf(text: string, part: string, nth = 1): number {
  const lines = text.split('\n');
  return lines.flatMap((line, index) => (line.includes(part) ? [index + 1] : []))[nth - 1] ?? 0;
}
