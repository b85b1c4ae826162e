// npm run scenarios: runs the acceptance stories against the whole system. Arguments go to the runner.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { generate } from './generate.mjs';
import { fail, install, project, useTypeScript } from './install.mjs';

process.chdir(project);
install();
generate();
const runner = join(project, 'test/scenario-runner/main.ts');
if (!existsSync(runner)) fail(`The scenario runner ${runner} is not in this checkout.`);
await useTypeScript();
await import(pathToFileURL(runner).href);
