// Who PostgreSQL runs as: it refuses root, so root lends it an unprivileged account and places that account can reach.
import { createHash } from 'node:crypto';
import { chownSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

export interface ServerUser {
  uid?: number;
  gid?: number;
}

export function serverUser(): ServerUser {
  if (process.getuid?.() !== 0) return {};
  const accounts = readFileSync('/etc/passwd', 'utf8').split('\n');
  for (const name of ['safeconduct', 'postgres', 'nobody']) {
    const fields = accounts.map((line) => line.split(':')).find(([account]) => account === name);
    if (fields) return { uid: Number(fields[2]), gid: Number(fields[3]) };
  }
  throw new Error(
    'PostgreSQL refuses to run as root and no account to lend it was found. Run: useradd --system safeconduct',
  );
}

/** Makes a folder that the server's account owns. */
export function ownFolder(folder: string, user: ServerUser): void {
  mkdirSync(dirname(folder), { recursive: true, mode: 0o755 });
  if (!existsSync(folder)) mkdirSync(folder, { mode: 0o700 });
  if (user.uid !== undefined) chownSync(folder, user.uid, user.gid ?? user.uid);
}

/** The programs as they lie, or a copy outside a folder that only root may enter. */
export function reachablePrograms(native: string, user: ServerUser): string {
  if (canReach(native, user)) return native;
  const copy = join('/var/cache/safeconduct', `postgres-${fingerprint(native)}`);
  if (!existsSync(copy)) {
    mkdirSync(dirname(copy), { recursive: true, mode: 0o755 });
    const partial = `${copy}.${process.pid}`;
    cpSync(native, partial, { recursive: true, verbatimSymlinks: true });
    try {
      renameSync(partial, copy);
    } catch (error) {
      if (!existsSync(copy)) throw error;
      rmSync(partial, { recursive: true });
    }
  }
  return copy;
}

/** The data folder asked for, or one outside a folder that only root may enter. */
export function reachableData(folder: string, user: ServerUser): string {
  mkdirSync(dirname(folder), { recursive: true, mode: 0o755 });
  if (canReach(dirname(folder), user)) return folder;
  return join('/var/lib/safeconduct', fingerprint(resolve(folder)));
}

function canReach(path: string, user: ServerUser): boolean {
  if (user.uid === undefined) return true;
  for (let at = resolve(path); ; at = dirname(at)) {
    if (existsSync(at)) {
      const { mode, uid, gid } = statSync(at);
      const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
      if ((mode & bit) === 0) return false;
    }
    if (at === dirname(at)) return true;
  }
}

const fingerprint = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 12);
