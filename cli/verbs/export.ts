// rules export: one rule set as the file to keep in git.
import { writeFileSync } from 'node:fs';
import { ruleFile } from '../../rules/rule-file.ts';
import type { CliAnswer } from '../finding.ts';
import { ready } from '../faults.ts';
import { oneSource, type SourceOptions } from '../rule-source.ts';

export async function exported(
  files: readonly string[],
  { output, ...options }: SourceOptions & { output?: string },
): Promise<CliAnswer> {
  const source = await oneSource(files, options);
  const sound = ready(source);
  if ('findings' in sound) return { findings: sound.findings };
  const text = ruleFile(sound.compiled.ruleSet);
  if (output === undefined) return { findings: [], lines: [text.trimEnd()], details: { file: JSON.parse(text) } };
  writeFileSync(output, text);
  return { findings: [], lines: [`${output}: ${sound.compiled.hash}`], details: { output, hash: sound.compiled.hash } };
}
