// The built web application: built when there is none, or when its sources are newer.
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './processes.ts';

const project = join(import.meta.dirname, '../..');

export async function buildWeb(say: (line: string) => void, signal?: AbortSignal): Promise<void> {
  const web = join(project, 'web');
  const manifest = join(web, 'package.json');
  const scripts = existsSync(manifest) ? (JSON.parse(readFileSync(manifest, 'utf8')) as Manifest).scripts : undefined;
  if (!scripts?.['build']) {
    say('There is no web application to build in web/ yet; the HTTP interface comes up without one.');
    return;
  }
  const built = join(web, 'dist/index.html');
  if (existsSync(built) && statSync(built).mtimeMs >= newest(web)) return;
  say('Building the web application ...');
  const options = { cwd: project, ...(signal ? { signal } : {}) };
  const { code, output } = await run('npm', ['run', '--silent', 'build', '-w', 'web'], options);
  if (code !== 0)
    throw new Error(`The web application could not be built:\n${output.split('\n').slice(-25).join('\n')}`);
}

interface Manifest {
  scripts?: Record<string, string>;
}

function newest(folder: string): number {
  const times = readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => name !== 'dist' && name !== 'node_modules')
    .map((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? newest(path) : statSync(path).mtimeMs;
    });
  return Math.max(0, ...times);
}
