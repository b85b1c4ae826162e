// What the commands on a home of npm start share: options, set-up, and the refusal where the servers are not ours.
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { generate } from './generate.mjs';
import { fail, install, project, useTypeScript } from './install.mjs';

/** Calls `work(home, folder)`, the folder being what the required option names. */
export async function onHome(option, help, work) {
  const values = readOptions(option, help);
  install();
  generate();
  await useTypeScript();
  const { loadConfig } = await import('../config.ts');
  try {
    const config = loadConfig();
    if (config.databaseUrl || config.temporalAddress)
      fail('DATABASE_URL or TEMPORAL_ADDRESS is set: use the tools of those servers (docs/guides/operator.md).');
    await work(resolve(project, values.home ?? config.homeDir), resolve(values[option]));
  } catch (error) {
    fail(error.message);
  }
}

function readOptions(option, help) {
  try {
    const text = { type: 'string' };
    const { values } = parseArgs({ options: { home: text, [option]: text } });
    return values[option] ? values : fail(help);
  } catch (error) {
    return fail(`${error.message}\n\n${help}`);
  }
}
