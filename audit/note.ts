// Signed notes and checkpoints in the text forms of C2SP (signed-note, tlog-checkpoint), Ed25519.
import { createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import { sha256 } from './bytes.ts';

export type Checkpoint = { origin: string; size: number; root: Buffer };
export type Opened = { checkpoint: Checkpoint } | { flaw: string };

export function signingKey(base64: string): KeyObject {
  return createPrivateKey({ key: Buffer.from(base64, 'base64'), type: 'pkcs8', format: 'der' });
}

export function verifyKey(base64: string): KeyObject {
  return createPublicKey({ key: Buffer.from(base64, 'base64'), type: 'spki', format: 'der' });
}

export const publicKey = (key: KeyObject): KeyObject => (key.type === 'private' ? createPublicKey(key) : key);
const rawKey = (key: KeyObject): Buffer => publicKey(key).export({ type: 'spki', format: 'der' }).subarray(-32);
const ed25519 = Uint8Array.of(1);

function keyHash(name: string, key: Buffer): Buffer {
  return sha256(name, '\n', ed25519, key).subarray(0, 4);
}

/** The verifier key as other tools of the form take it: name+hash+key. */
export function vkeyOf(name: string, key: KeyObject): string {
  const raw = rawKey(key);
  return `${name}+${keyHash(name, raw).toString('hex')}+${Buffer.concat([ed25519, raw]).toString('base64')}`;
}

export function signCheckpoint({ origin, size, root }: Checkpoint, key: KeyObject): string {
  const text = `${origin}\n${size}\n${root.toString('base64')}\n`;
  const raw = rawKey(key);
  const signature = Buffer.concat([keyHash(origin, raw), sign(null, Buffer.from(text), key)]);
  return `${text}\n— ${origin} ${signature.toString('base64')}\n`;
}

/** Reads a note and checks that one of the keys signed it; signatures of others are ignored, as the form says. */
export function openCheckpoint(note: string, keys: readonly KeyObject[]): Opened {
  const end = note.lastIndexOf('\n\n');
  const text = note.slice(0, end + 1);
  const [origin = '', size = '', root = ''] = text.split('\n');
  if (end < 0 || !/^[^\s+]+$/.test(origin) || !/^(0|[1-9]\d{0,14})$/.test(size) || decode(root)?.length !== 32)
    return { flaw: 'is not in the form of a checkpoint' };
  const lines = note.slice(end + 2).split('\n');
  if (lines.pop() !== '' || lines.length === 0) return { flaw: 'is not in the form of a checkpoint' };
  let ofOurs = 0;
  for (const line of lines) {
    const [, name, encoded = ''] = /^— (\S+) (\S+)$/.exec(line) ?? [];
    const bytes = decode(encoded);
    if (!name || !bytes) return { flaw: 'is not in the form of a checkpoint' };
    const key = keys.find((one) => name === origin && keyHash(origin, rawKey(one)).equals(bytes.subarray(0, 4)));
    if (!key) continue;
    if (!verify(null, Buffer.from(text), publicKey(key), bytes.subarray(4)))
      return { flaw: 'carries a signature that is not right' };
    ofOurs += 1;
  }
  if (ofOurs === 0) return { flaw: 'is not signed by a known key' };
  return { checkpoint: { origin, size: Number(size), root: decode(root)! } };
}

/** Only the one way to write the bytes counts, else a changed letter could pass. */
function decode(base64: string): Buffer | undefined {
  const bytes = Buffer.from(base64, 'base64');
  return bytes.toString('base64') === base64 ? bytes : undefined;
}
