// Encrypts what passes through Temporal (AES-256-GCM), so that its database and its screens show nothing of anybody.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import {
  METADATA_ENCODING_KEY,
  ValueError,
  type DataConverter,
  type Payload,
  type PayloadCodec,
} from '@temporalio/common';

export type PayloadKey = { id: string; key: Buffer };

/** Loaded by path, since workflows load it too, inside their sandbox. */
export const failureConverterPath = fileURLToPath(new URL('./failure-converter.ts', import.meta.url));
const encoding = 'binary/encrypted';
const bytes = (text: string) => Uint8Array.from(Buffer.from(text, 'utf8'));
const text = (value: Uint8Array | null | undefined) => Buffer.from(value ?? []).toString('utf8');

/** The first key writes, all read; what was written before encryption was set is read as it is. */
export function payloadCodec(keys: readonly PayloadKey[]): PayloadCodec {
  const [writing] = keys;
  if (!writing) throw new Error('PAYLOAD_KEYS names no key.');
  return {
    encode: async (payloads) => payloads.map((payload) => encrypted(payload, writing)),
    decode: async (payloads) =>
      payloads.map((payload) =>
        text(payload.metadata?.[METADATA_ENCODING_KEY]) === encoding ? decrypted(payload, keys) : payload,
      ),
  };
}

export function dataConverter(keys: readonly PayloadKey[]): DataConverter {
  return { payloadCodecs: [payloadCodec(keys)], failureConverterPath };
}

function encrypted(payload: Payload, { id, key }: PayloadKey): Payload {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(id));
  const sealed = Buffer.concat([cipher.update(flat(payload)), cipher.final()]);
  return {
    metadata: { [METADATA_ENCODING_KEY]: bytes(encoding), 'key-id': bytes(id) },
    data: Uint8Array.from(Buffer.concat([nonce, cipher.getAuthTag(), sealed])),
  };
}

function decrypted(payload: Payload, keys: readonly PayloadKey[]): Payload {
  const id = text(payload.metadata?.['key-id']);
  const found = keys.find((one) => one.id === id);
  if (!found) throw new ValueError(`A payload was written with the key ${id}, which PAYLOAD_KEYS does not name.`);
  const data = Buffer.from(payload.data ?? []);
  const decipher = createDecipheriv('aes-256-gcm', found.key, data.subarray(0, 12))
    .setAAD(Buffer.from(id))
    .setAuthTag(data.subarray(12, 28));
  return unflat(Buffer.concat([decipher.update(data.subarray(28)), decipher.final()]));
}

type Flat = { metadata: Record<string, string>; data: string };

function flat({ metadata, data }: Payload): Buffer {
  const known = Object.entries(metadata ?? {}).map(([name, value]) => [name, base64(value)]);
  return Buffer.from(JSON.stringify({ metadata: Object.fromEntries(known), data: base64(data) } satisfies Flat));
}

function unflat(text: Buffer): Payload {
  const { metadata, data } = JSON.parse(text.toString('utf8')) as Flat;
  const known = Object.entries(metadata).map(([name, value]) => [name, unbase64(value)]);
  return { metadata: Object.fromEntries(known), data: unbase64(data) };
}

function base64(value: Uint8Array | null | undefined): string {
  return Buffer.from(value ?? []).toString('base64');
}

function unbase64(value: string): Uint8Array {
  return Uint8Array.from(Buffer.from(value, 'base64'));
}
