// rules lint: faults of form and meaning.
import type { CliAnswer } from '../finding.ts';
import { faultsOf } from '../faults.ts';
import { sourcesOf, type SourceOptions } from '../rule-source.ts';

export async function lint(files: readonly string[], options: SourceOptions): Promise<CliAnswer> {
  const sources = await sourcesOf(files, options);
  const findings = sources.flatMap(faultsOf);
  const lines = findings.length > 0 ? [] : sources.map(({ label }) => `${label}: no faults`);
  return { findings, lines };
}
