// npm run check: types, lint, format and supply chain, each by the one tool that does it.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { generate } from './generate.mjs';
import { install, npm, project } from './install.mjs';

install();
generate();

const bin = join(project, 'node_modules/.bin');
const format = ['--check', '--log-level=warn', '--ignore-unknown', '.'];
const failed = [];
step('types', join(bin, 'tsc'), ['--noEmit', '-p', '.']);
step('lint', join(bin, 'oxlint'), ['--type-aware', '--deny-warnings', '.']);
step('format', join(bin, 'prettier'), format);
step('supply', process.execPath, ['scripts/check-supply.mjs']);
const web = JSON.parse(readFileSync(join(project, 'web/package.json'), 'utf8'));
if (web.scripts?.check) step('web', () => npm(['run', '--silent', 'check', '-w', 'web']));
else if (existsSync(join(project, 'web/tsconfig.json'))) step('web', join(bin, 'tsc'), ['--noEmit', '-p', 'web']);

console.log(failed.length === 0 ? 'check: all fine' : `check: ${failed.join(', ')} failed`);
process.exit(failed.length === 0 ? 0 : 1);

function step(name, command, args) {
  console.log(`check: ${name} ...`);
  const options = { cwd: project, stdio: ['ignore', 'inherit', 'inherit'] };
  const { status } = typeof command === 'function' ? command() : spawnSync(command, args, options);
  if (status !== 0) failed.push(name);
}
