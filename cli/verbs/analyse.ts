// rules analyse: gaps, contradictions, idle rules and invariants, over every case the rules can tell apart.
import { analyse as analyseRules } from '../../rules/analysis/analyse.ts';
import type { Analysis, Finding, NotDecided, Region } from '../../rules/analysis/findings.ts';
import type { CliAnswer, CliFinding } from '../finding.ts';
import { findingAt, ready } from '../faults.ts';
import type { CompiledRuleSet } from '../../rules/judge.ts';
import { ask } from '../server.ts';
import { sourcesOf, type RuleSource, type SourceOptions } from '../rule-source.ts';

const levels = { blocks: 'error', warns: 'warning', tells: 'note' } as const;

export type LimitOptions = SourceOptions & { seconds?: string };

export async function analyse(files: readonly string[], options: LimitOptions): Promise<CliAnswer> {
  const answer: CliAnswer & { lines: string[]; undecided: string[] } = { findings: [], lines: [], undecided: [] };
  const analyses: unknown[] = [];
  for (const source of await sourcesOf(files, options)) {
    const sound = ready(source);
    if ('findings' in sound) {
      answer.findings.push(...sound.findings);
      continue;
    }
    const analysis = await analysisOf(sound.compiled, options);
    analyses.push(analysis);
    answer.findings.push(...analysis.findings.map((finding) => said(source, finding)));
    answer.undecided.push(...analysis.notDecided.map((one) => notDecidedInWords(source, one)));
    const { rules, ms } = analysis.size;
    answer.lines.push(
      `${source.label}: ${rules} rules, ${analysis.proved.length} invariants proved, ${Math.round(ms)} ms`,
    );
  }
  return { ...answer, details: { analyses } };
}

/** A running system knows how its areas lie and who is appointed. */
async function analysisOf(compiled: CompiledRuleSet, options: LimitOptions): Promise<Analysis> {
  const { server } = options;
  const { ruleSet } = compiled;
  if (server === undefined) return analyseRules(compiled, { limits: limitsOf(options) });
  return (await ask(server, 'POST', `/rules/${ruleSet.name}/analyse`, { ref: { content: ruleSet } })) as Analysis;
}

export function limitsOf({ seconds }: LimitOptions): { withinMs?: number } {
  return seconds === undefined ? {} : { withinMs: Number(seconds) * 1_000 };
}

export function notDecidedInWords({ label }: RuleSource, { what, why }: NotDecided): string {
  return `${label}: ${what} (${why === 'time' ? 'out of time' : 'too large'})`;
}

export function regionInWords(region: Region): string {
  return region
    .map(({ fact, values, missing }) => `${fact} ${[...values, ...(missing ? ['not known'] : [])].join(' or ')}`)
    .join('; ');
}

function said(source: RuleSource, { code, rules, message, weight, region, example }: Finding): CliFinding {
  const where = region && region.length > 0 ? ` Where: ${regionInWords(region)}.` : '';
  const shown =
    example && !region?.length ? ` For example ${JSON.stringify(example.facts)} in ${JSON.stringify(example.in)}.` : '';
  const about = rules.length > 1 ? ` Rules: ${rules.join(', ')}.` : '';
  const issue = { rule: rules[0] ?? '', at: '', code, message: `${message}${about}${where}${shown}` };
  return findingAt(source, issue, levels[weight]);
}
