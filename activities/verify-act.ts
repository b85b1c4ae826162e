// Checks that a message was let in by the API: a signed envelope over exactly this content (assurance 3, raw messages).
import { createPublicKey, verify, type KeyObject } from 'node:crypto';
import type { Envelope } from '../workflows/messages.ts';
import { canonicalBytes, contentHash } from '../canonical.ts';

export function verifyKey(base64: string): KeyObject {
  return createPublicKey({ key: Buffer.from(base64, 'base64'), format: 'der', type: 'spki' });
}

/** Null when the envelope is good; otherwise why not. */
export function flawOf(envelope: Envelope, content: unknown, now: number, key: KeyObject): string | null {
  if (!envelope || typeof envelope.signature !== 'string') return 'no envelope';
  const { signature, ...signed } = envelope;
  if (!verify(null, canonicalBytes(signed), key, Buffer.from(signature, 'base64'))) return 'bad signature';
  if (envelope.content !== contentHash(content)) return 'other content';
  if (envelope.expiresAt !== undefined && now > envelope.expiresAt) return 'expired';
  return null;
}
