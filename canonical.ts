// Canonical bytes and their hashes: RFC 8785 form, SHA-256. What the API seals and the worker verifies is read by the same code.
import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

export function canonicalBytes(value: unknown): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(Buffer.from(canonicalize(value) ?? 'null', 'utf8'));
}

export function sha256(...parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return Uint8Array.from(hash.digest());
}

/** Hex SHA-256 of the canonical JSON of a value. */
export function contentHash(value: unknown): string {
  return Buffer.from(sha256(canonicalBytes(value))).toString('hex');
}

/** A UUID that is the same for the same words, so that what is done twice names the same row. */
export function idOf(...words: (string | number)[]): string {
  const hex = contentHash(words);
  const variant = ((Number.parseInt(hex[16]!, 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** For JSON.stringify, which refuses large numbers and spells bytes one by one: they become digits, and hexadecimal as PostgreSQL reads it. */
export function valuesAsText(this: unknown, key: string, value: unknown): unknown {
  // A Buffer has been made an object of its own before it comes here.
  const raw = (this as Record<string, unknown>)[key];
  return raw instanceof Uint8Array ? `\\x${Buffer.from(raw).toString('hex')}` : bigintAsText(key, value);
}

export function bigintAsText(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value;
}
