// The travel stories against the whole system: one run of the scenario runner, one test a story.
import { beforeAll, expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Result } from './scenario-runner/main.ts';

const folder = join(import.meta.dirname, 'scenarios');
const pending = new Set(readFileSync(join(folder, 'pending.txt'), 'utf8').match(/^[A-Z]\d+[a-z]?/gm));
/** The stories of the specification, and our own beside them. */
const folders = ['travel', 'house'].map((name) => join(folder, name));
const stories = folders
  .flatMap((at) => readdirSync(at).map((file) => join(at, file)))
  .map((file) => parse(readFileSync(file, 'utf8')) as { id: string; title: string })
  .filter(({ id }) => !pending.has(id));
let results: Result[] = [];

beforeAll(async () => {
  const output = await new Promise<string>((resolve) => {
    const args = [join(import.meta.dirname, '../scripts/scenarios.mjs'), '--json', ...folders];
    execFile(process.execPath, args, { maxBuffer: 1e8 }, (_, stdout, stderr) => resolve(stdout || stderr));
  });
  if (!output.includes('"results"')) throw new Error(`The scenarios did not run: ${output}`);
  results = (JSON.parse(output.slice(output.indexOf('{'))) as { results: Result[] }).results;
}, 900_000);

test.each(stories)('$id $title', ({ id }) => {
  const found = results.find((result) => result.id === id);
  if (found?.outcome !== 'passed') throw new Error(found?.reason ?? 'it did not run');
});

test('no pending story passes unnoticed', () => {
  expect(results.filter(({ id, outcome }) => pending.has(id) && outcome === 'failed')).toEqual([]);
});
