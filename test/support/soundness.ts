// What must hold of a database whatever was played on it: the invariants, and evidence the verifier finds whole.
import { evidenceFlaw } from './evidence.ts';
import { brokenInvariants } from './invariants.ts';

/** Which invariant is broken, or what the verifier of evidence found, if any. */
export async function soundness(readerUrl: string): Promise<string | undefined> {
  const broken = await brokenInvariants(readerUrl);
  if (broken.length === 0) return evidenceFlaw(readerUrl);
  return `broken: ${broken.map(({ name, rows }) => `${name} ${JSON.stringify(rows.slice(0, 2))}`).join('; ')}`;
}
