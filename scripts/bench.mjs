// npm run bench [-- NAME ... [NUMBER ...]]: runs the measurements in bench/, one file a question; numbers are handed on.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { generate } from './generate.mjs';
import { fail, install, project } from './install.mjs';

process.chdir(project);
install();
generate();
const folder = join(project, 'bench');
const all = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.ts')) : [];
const numbers = process.argv.slice(2).filter((word) => /^\d+$/.test(word));
const asked = process.argv.slice(2).filter((word) => !numbers.includes(word));
const chosen = asked.length === 0 ? all : all.filter((name) => asked.includes(name.replace(/\.ts$/, '')));
if (chosen.length === 0) fail(`No such measurement. There are: ${all.map((name) => name.slice(0, -3)).join(', ')}`);
for (const name of chosen) {
  console.log(`bench: ${name}`);
  const { status } = spawnSync(process.execPath, ['--import', 'tsx', join(folder, name), ...numbers], {
    stdio: 'inherit',
  });
  if (status !== 0) process.exitCode = 1;
}
