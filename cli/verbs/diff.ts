// rules diff: what changed between two rule sets in words, and for whom the way would be another.
import { differencesInWords, type RuleSetChange } from '../../rules/rule-differences.ts';
import type { CliAnswer } from '../finding.ts';
import { ready } from '../faults.ts';
import { sourcesOf, type SourceOptions } from '../rule-source.ts';
import { WrongUse } from '../finding.ts';

export async function diff(files: readonly string[], options: SourceOptions): Promise<CliAnswer> {
  const [before, after, ...more] = await sourcesOf(files, options);
  if (!before || !after || more.length > 0) throw new WrongUse('This takes two rule sets, before and after.');
  const [old, now] = [ready(before), ready(after)];
  if ('findings' in old) return { findings: old.findings };
  if ('findings' in now) return { findings: now.findings };
  const changes = differencesInWords(old.compiled.ruleSet, now.compiled.ruleSet);
  const lines = changes.length > 0 ? changes.flatMap(linesOf) : ['The rules are the same.'];
  return { findings: [], lines, details: { changes } };
}

function linesOf({ path, how, before, after, parts }: RuleSetChange): string[] {
  const place = path || 'the set';
  if (how === 'moved') return [`${place} moved among the others`];
  if (parts.length === 0) return [`${place} ${how}`, ...sides(before, after)];
  return [`${place} ${how}`, ...parts.flatMap((part) => [`  ${part.of}`, ...sides(part.before, part.after)])];
}

function sides(before: string | undefined, after: string | undefined): string[] {
  return [...(before === undefined ? [] : [`  - ${before}`]), ...(after === undefined ? [] : [`  + ${after}`])];
}
