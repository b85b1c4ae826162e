// npm run restore: a backup into an empty home.
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { generate } from './generate.mjs';
import { fail, install, project, useTypeScript } from './install.mjs';

const help = `npm run restore -- --from DIR [--home DIR]

Puts a backup into an empty home; the next npm start there goes on from it.

  --from DIR    the folder a backup was written to
  --home DIR    the home (default .safeconduct, or HOME_DIR)`;

const values = readOptions();
install();
generate();
await useTypeScript();
const { loadConfig } = await import('../config.ts');
const { restore } = await import('./start/restore.ts');
try {
  const config = loadConfig();
  if (config.databaseUrl || config.temporalAddress)
    fail('DATABASE_URL or TEMPORAL_ADDRESS is set: use the tools of those servers (docs/guides/operator.md).');
  const home = resolve(project, values.home ?? config.homeDir);
  await restore(resolve(values.from), home, console.log);
} catch (error) {
  fail(error.message);
}

function readOptions() {
  try {
    const text = { type: 'string' };
    const { values } = parseArgs({ options: { home: text, from: text } });
    return values.from ? values : fail(help);
  } catch (error) {
    return fail(`${error.message}\n\n${help}`);
  }
}
