// Seals a message: proof for the worker that the API let this person do exactly this act.
import { createPrivateKey, randomUUID, sign, type KeyObject } from 'node:crypto';
import { canonicalBytes, contentHash as hashOf } from '../canonical.ts';
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
  return { ...envelope, signature: sign(null, canonicalBytes(asSent(envelope)), key).toString('base64') };
}

/** Undefined members vanish first, as they do on the way through Temporal. */
export function contentHash(value: unknown): string {
  return hashOf(asSent(value));
}

function asSent(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value)) as unknown;
}
