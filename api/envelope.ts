// Seals a message: proof for the worker that the API let this person do exactly this act.
import { createHash, createPrivateKey, randomUUID, sign, type KeyObject } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Envelope } from '../workflows/messages.ts';

export type Act = { person: string; act: string; caseId: string; taskId?: string; content: unknown };

/** An act must reach the worker while it is fresh; a filing and a change of reference data may wait for one. */
export const lifetimeMs = 60_000;

export function signingKey(base64: string): KeyObject {
  return createPrivateKey({ key: Buffer.from(base64, 'base64'), format: 'der', type: 'pkcs8' });
}

/**
 * The signature is Ed25519 over the RFC 8785 form of the envelope without `signature`, in base64. `content` is the hash of
 * - decide, act: the message without `envelope`
 * - file: { process, form, submitter, caseId }
 * - changeWorld: { kind, key, patch, by, id }
 */
export function seal({ content, ...head }: Act, now: number, key: KeyObject, expires = true): Envelope {
  const envelope: Omit<Envelope, 'signature'> = {
    ...head,
    content: contentHash(content),
    issuedAt: now,
    ...(expires ? { expiresAt: now + lifetimeMs } : {}),
    nonce: randomUUID(),
  };
  return { ...envelope, signature: sign(null, Buffer.from(canonical(envelope)), key).toString('base64') };
}

/** Hex SHA-256 of the canonical JSON (RFC 8785) of a value. */
export function contentHash(value: unknown): string {
  return createHash('sha256').update(canonical(value)).digest('hex');
}

/** A UUID that is the same for the same words. */
export function idOf(...words: string[]): string {
  const hex = contentHash(words);
  const variant = ((Number.parseInt(hex[16]!, 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Undefined members vanish first, as they do on the way through Temporal. */
function canonical(value: unknown): string {
  return canonicalize(JSON.parse(JSON.stringify(value))) ?? 'null';
}
