// npm test: everything a fresh clone needs, then jest. Arguments go to jest: npm test -- rules
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { generate } from './generate.mjs';
import { install, project, useTypeScript } from './install.mjs';

const args = process.argv.slice(2);
process.chdir(project);
install();
generate();
if (args.length === 0) await obtainParts();

mkdirSync(join(project, '.cache'), { recursive: true });
const jest = [join(project, 'node_modules/jest/bin/jest.js'), '--json', '--outputFile=.cache/jest.json', ...args];
const { status } = spawnSync(process.execPath, jest, { stdio: ['ignore', 'inherit', 'inherit'] });
process.exit(status ?? 1);

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
