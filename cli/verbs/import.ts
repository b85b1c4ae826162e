// rules import: a file becomes a draft of a running system, or without one the file it would be exported as.
import type { CliAnswer } from '../finding.ts';
import { ready } from '../faults.ts';
import { oneSource, type SourceOptions } from '../rule-source.ts';
import { ask } from '../server.ts';
import { fileFormat } from '../../rules/rule-file.ts';
import { exported } from './export.ts';

export type ImportOptions = SourceOptions & { title?: string; output?: string };

export async function imported(files: readonly string[], options: ImportOptions): Promise<CliAnswer> {
  const { server, title } = options;
  if (server === undefined) return exported(files, options);
  const source = await oneSource(files, options);
  const sound = ready(source);
  if ('findings' in sound) return { findings: sound.findings };
  const { ruleSet } = sound.compiled;
  const file = { format: fileFormat, ruleSet };
  const draft = await ask(server, 'POST', `/rules/${ruleSet.name}/drafts`, { title: title ?? source.label, file });
  const { id } = draft as { id?: string };
  return { findings: [], lines: [`draft ${id} of ${ruleSet.name}`], details: { draft } };
}
