// Copies of files one can trust: flushed to the disk, each with its hash in a list that is checked before it is used.
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** Path below the copy's folder, to SHA-256 in hex; empty folders end with a slash and have none. */
export type Manifest = Record<string, string>;
export type Wanted = (path: string) => 'copy' | 'empty' | 'leave';

/** A file that goes away meanwhile is left out: what needs it again stands in the log of changes. */
export async function copyTree(from: string, to: string, wanted: Wanted = () => 'copy', at = ''): Promise<Manifest> {
  await mkdir(join(to, at), { recursive: true, mode: 0o700 });
  const found: Manifest = at === '' ? {} : { [`${at}/`]: '' };
  for (const entry of await readdir(join(from, at), { withFileTypes: true })) {
    const path = at === '' ? entry.name : `${at}/${entry.name}`;
    const verdict = wanted(path);
    if (verdict === 'leave') continue;
    if (entry.isDirectory()) {
      const inside = verdict === 'empty' ? () => 'leave' as const : wanted;
      Object.assign(found, await copyTree(from, to, inside, path));
    } else if (entry.isFile()) {
      const hash = await copyFile(join(from, path), join(to, path)).catch(ifGone);
      if (hash) found[path] = hash;
    }
  }
  return found;
}

/** @returns its hash */
export async function copyFile(from: string, to: string): Promise<string> {
  await mkdir(dirname(to), { recursive: true, mode: 0o700 });
  const hash = createHash('sha256');
  const through = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
  await pipeline(createReadStream(from), through, createWriteStream(to, { mode: 0o600, flush: true }));
  return hash.digest('hex');
}

/** Throws at the first file that is missing or not as it was copied. */
export async function checkTree(folder: string, manifest: Manifest): Promise<void> {
  for (const [path, expected] of Object.entries(manifest)) {
    if (path.endsWith('/')) continue;
    const file = join(folder, path);
    if (relative(folder, file).split(sep)[0] === '..')
      throw new Error(`The backup names a file outside itself: ${path}`);
    const hash = createHash('sha256');
    for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
    if (hash.digest('hex') !== expected) throw new Error(`The backup is damaged: ${path} is not what was written.`);
  }
}

function ifGone(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}
