// npm test: everything a fresh clone needs, then jest. Arguments go to jest: npm test -- rules
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { generate } from './generate.mjs';
import { install, project, useTypeScript } from './install.mjs';
import { filesToRunAgain, together } from './run-again.mjs';

const args = process.argv.slice(2);
process.chdir(project);
install();
generate();
if (args.length === 0) await obtainParts();

mkdirSync(join(project, '.cache'), { recursive: true });
process.exit(args.length > 0 ? jest('jest.json', args) : wholeRun());

/** @returns {number} jest's exit code */
function jest(results, words) {
  rmSync(join('.cache', results), { force: true });
  const program = join(project, 'node_modules/jest/bin/jest.js');
  const line = [program, '--json', `--outputFile=.cache/${results}`, ...words];
  return spawnSync(process.execPath, line, { stdio: ['ignore', 'inherit', 'inherit'] }).status ?? 1;
}

/** A file or two that fail beside others are run once more by themselves. What passes only then is named: it is to be mended. */
function wholeRun() {
  const status = jest('jest.json', []);
  if (status === 0 || !existsSync('.cache/jest.json')) return status;
  const first = JSON.parse(readFileSync('.cache/jest.json', 'utf8'));
  const files = filesToRunAgain(first);
  if (files.length === 0) return status;
  const names = files.map((file) => relative(project, file)).join(', ');
  console.log(`\nOnce more, one at a time: ${names}\n`);
  const second = jest('jest-again.json', ['--runInBand', '--runTestsByPath', ...files]);
  if (!existsSync('.cache/jest-again.json')) return status;
  const all = together(first, JSON.parse(readFileSync('.cache/jest-again.json', 'utf8')));
  writeFileSync('.cache/jest.json', JSON.stringify(all));
  if (second === 0) console.log(`\nFailed beside others and passed alone, to be mended: ${names}`);
  return all.success ? second : status;
}

/** Before jest, so that no test waits for a download; a test whose part is missing fails with the same words. */
async function obtainParts() {
  await useTypeScript();
  const { findTemporal } = await import('./parts/temporal.ts');
  const { findTimeSkippingServer } = await import('./parts/time-skipping.ts');
  const { findChromium } = await import('./parts/system-packages.ts');
  const { buildWeb } = await import('./parts/web.ts');
  await attempt(() => findTemporal());
  await attempt(() => findTimeSkippingServer());
  if (existsSync(join(project, 'test/web'))) await attempt(() => findChromium());
  await attempt(() => buildWeb(console.log));
}

async function attempt(step) {
  try {
    await step();
  } catch (error) {
    console.error(error.message);
  }
}
