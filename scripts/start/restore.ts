// Puts a backup into an empty home, each file checked; the next npm start there goes on from it.
import { chownSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { checkTree, copyTree } from '../parts/copying.ts';
import { ownFolder, reachableData, serverUser, type ServerUser } from '../parts/server-user.ts';
import { readManifest } from './backup.ts';

export async function restore(from: string, home: string, say: (line: string) => void): Promise<void> {
  const { files, at } = readManifest(from);
  const user = serverUser();
  if (existsSync(home) && readdirSync(home).length > 0) throw new Error(`${home} is not empty: name a new home.`);
  mkdirSync(home, { recursive: true, mode: 0o755 });
  const place = reachableData(join(home, 'postgres'), user);
  if (existsSync(place))
    throw new Error(`${place} holds a database of an earlier home of this name: move it away first.`);
  say(`Checking ${Object.keys(files).length} files ...`);
  await checkTree(from, files);
  for (const name of ['secrets', 'temporal'])
    if (existsSync(join(from, name))) await copyTree(join(from, name), join(home, name));
  const isSeeded = existsSync(join(from, 'seeded'));
  await copyTree(from, home, (path) => (isSeeded && path === 'seeded' ? 'copy' : 'leave'));
  ownFolder(place, user);
  await copyTree(join(from, 'postgres/data'), join(place, 'data'));
  give(join(place, 'data'), user);
  say(`Restored what stood at ${at}. Go on with: npm start -- --home ${home}`);
  say('Put audit/last-checkpoint.json of the lost home back if it is left: the signer must not sign a second history.');
  say('The worker then compares the two stores; its log says so in a line "the two stores have been compared".');
}

function give(folder: string, user: ServerUser): void {
  if (user.uid === undefined) return;
  const [uid, gid] = [user.uid, user.gid ?? user.uid];
  chownSync(folder, uid, gid);
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true }))
    chownSync(join(entry.parentPath, entry.name), uid, gid);
}
