// Brings node_modules up to package-lock.json. Runs before any dependency is there, so it uses nothing but Node and npm.
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';

export const project = join(import.meta.dirname, '..');

/** True when something had to be installed. */
export function install() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    fail(`Node ${process.versions.node} is too old: install Node 20.19 or newer and start again.`);
  }
  if (age('node_modules/.package-lock.json') >= age('package-lock.json')) return false;
  console.log('Installing dependencies (npm ci), a minute or two ...');
  const { status } = npm(['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  if (status !== 0) fail('npm ci failed. The reason stands above; without a network dependencies cannot be installed.');
  return true;
}

/** Loads TypeScript as it is written from here on. */
export async function useTypeScript() {
  const { register } = await import('tsx/esm/api');
  register();
}

export function npm(args) {
  const [command, first] = process.env.npm_execpath ? [process.execPath, [process.env.npm_execpath]] : ['npm', []];
  return spawnSync(command, [...first, ...args], { cwd: project, stdio: ['ignore', 'inherit', 'inherit'] });
}

export function fail(message) {
  console.error(message);
  process.exit(1);
}

function age(path) {
  const file = join(project, path);
  return existsSync(file) ? statSync(file).mtimeMs : 0;
}
