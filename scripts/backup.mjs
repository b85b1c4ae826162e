// npm run backup: one consistent copy of a home of npm start.
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { generate } from './generate.mjs';
import { fail, install, project, useTypeScript } from './install.mjs';

const help = `npm run backup -- --to DIR [--home DIR]

Copies what npm start keeps in its home, running or not, into a new folder: database, Temporal's state, keys.

  --to DIR      the new folder
  --home DIR    the home (default .safeconduct, or HOME_DIR)`;

const values = readOptions();
install();
generate();
await useTypeScript();
const { loadConfig } = await import('../config.ts');
const { backup } = await import('./start/backup.ts');
try {
  const config = loadConfig();
  if (config.databaseUrl || config.temporalAddress)
    fail('DATABASE_URL or TEMPORAL_ADDRESS is set: use the tools of those servers (docs/guides/operator.md).');
  const home = resolve(project, values.home ?? config.homeDir);
  await backup(home, resolve(values.to), console.log);
} catch (error) {
  fail(error.message);
}

function readOptions() {
  try {
    const text = { type: 'string' };
    const { values } = parseArgs({ options: { home: text, to: text } });
    return values.to ? values : fail(help);
  } catch (error) {
    return fail(`${error.message}\n\n${help}`);
  }
}
