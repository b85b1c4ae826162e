// What the settings say about signing and verifying.
import type { KeyObject } from 'node:crypto';
import { join } from 'node:path';
import { needed, type Config } from '../config.ts';
import { signingKey, verifyKey } from './note.ts';
import type { Signer } from './signer.ts';
import { memoryIn } from './signer-memory.ts';

export function signerOf(config: Config, url: string): Signer {
  return {
    url,
    key: signingKey(needed(config, 'auditSigningKey')),
    name: config.auditOrigin,
    memory: memoryIn(join(config.homeDir, 'audit', 'last-checkpoint.json')),
  };
}

/** The keys whose signatures count; where none is given, that of the signing key at hand. */
export function verifyKeysOf(config: Config): KeyObject[] {
  if (config.auditVerifyKey) return config.auditVerifyKey.map(verifyKey);
  if (config.auditSigningKey) return [signingKey(config.auditSigningKey)];
  throw new Error('AUDIT_VERIFY_KEY is not set: without it no signature can be checked.');
}
