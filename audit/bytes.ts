// Canonical bytes and hashes as the verifier makes them: its own, so that it does not trust the writer's.
import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

export function sha256(...parts: (Uint8Array | string)[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}

/** RFC 8785. */
export const canonical = (value: unknown): string => canonicalize(value) ?? 'null';

/** Hex SHA-256 of the canonical form of a value. */
export const hashOf = (value: unknown): string => sha256(canonical(value)).toString('hex');

export const fromHex = (text: string): Buffer => Buffer.from(text, 'hex');

export const isSame = (one: unknown, other: unknown): boolean => canonical(one) === canonical(other);
