// Programs of the machine: found on PATH, or installed where we are root on Debian.
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run } from './processes.ts';

export function onPath(program: string): string | undefined {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter).filter(Boolean)) {
    const file = join(folder, program);
    try {
      accessSync(file, constants.X_OK);
      return file;
    } catch {
      // Not in this folder.
    }
  }
  return undefined;
}

/** The first of `programs` on PATH; else the package that brings it, where we may install one. */
export async function findOrInstall(programs: string[], debianPackage: string): Promise<string | undefined> {
  const find = () => programs.map(onPath).find(Boolean);
  if (find() || process.getuid?.() !== 0 || !onPath('apt-get')) return find();
  console.log(`Installing ${debianPackage} with apt-get ...`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update', '-qq'], { env });
  const { code, output } = await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', debianPackage], {
    env,
  });
  if (code !== 0) console.log(output.split('\n').slice(-5).join('\n'));
  return find();
}

/** A Chromium-like browser for the tests that need one; the one without windows starts fewer processes. */
export async function findChromium(): Promise<string> {
  const names = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  const found = process.env['CHROMIUM'] || (await findOrInstall(names, 'chromium-headless-shell'));
  if (!found)
    throw new Error('The browser tests need Chromium. Debian: sudo apt-get install chromium; or set CHROMIUM.');
  return found;
}
