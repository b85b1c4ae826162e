// The verifier over a database in which a test has played: whatever happened, its evidence must be whole.
import type { KeyObject } from 'node:crypto';
import { sentence } from '../../audit/finding.ts';
import { readDatabase } from '../../audit/read-database.ts';
import { verify } from '../../audit/verify.ts';

/** The first finding, if any. */
export async function evidenceFlaw(readerUrl: string, keys: readonly KeyObject[] = []): Promise<string | undefined> {
  const { findings } = await verify(readDatabase(readerUrl, 0), keys);
  return findings[0] && sentence(findings[0]);
}
