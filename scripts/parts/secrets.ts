// Random secrets of an embedded installation, one file each, readable by its owner only.
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Reads a secret of this home, or makes and keeps it. */
export function keptSecret(home: string, name: string, make: () => string = randomPassword): string {
  const file = join(home, 'secrets', name);
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const secret = make();
  writeFileSync(`${file}.new`, `${secret}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return secret;
}

export const randomPassword = (): string => randomBytes(24).toString('base64url');
