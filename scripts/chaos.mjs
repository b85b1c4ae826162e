// npm run chaos -- --minutes N [--seed S]: kills parts of the running system at random and counts what was lost or doubled.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { generate } from './generate.mjs';
import { install, project } from './install.mjs';

process.chdir(project);
install();
generate();
const args = ['--import', 'tsx', join(project, 'chaos/run.ts'), ...process.argv.slice(2)];
const { status } = spawnSync(process.execPath, args, { stdio: 'inherit' });
process.exit(status ?? 1);
