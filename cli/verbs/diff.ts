// rules diff: what changed between two rule sets in words, and for whom the way would be another.
import { compareVersions } from '../../rules/analysis/compare.ts';
import type { Comparison, Difference, Route } from '../../rules/analysis/findings.ts';
import { differencesInWords, type RuleSetChange } from '../../rules/rule-differences.ts';
import type { CompiledRuleSet } from '../../rules/judge.ts';
import { ask } from '../server.ts';
import { WrongUse, type CliAnswer, type CliFinding } from '../finding.ts';
import { ready } from '../faults.ts';
import { sourcesOf } from '../rule-source.ts';
import { limitsOf, notDecidedInWords, regionInWords, type LimitOptions } from './analyse.ts';

export async function diff(files: readonly string[], options: LimitOptions): Promise<CliAnswer> {
  const [before, after, ...more] = await sourcesOf(files, options);
  if (!before || !after || more.length > 0) throw new WrongUse('This takes two rule sets, before and after.');
  const [old, now] = [ready(before), ready(after)];
  if ('findings' in old) return { findings: old.findings };
  if ('findings' in now) return { findings: now.findings };
  const changes = differencesInWords(old.compiled.ruleSet, now.compiled.ruleSet);
  const comparison = await comparisonOf(old.compiled, now.compiled, options);
  return {
    findings: comparison.differences.map(said),
    lines: changes.length > 0 ? changes.flatMap(linesOf) : ['The rules are the same.'],
    undecided: comparison.notDecided.map((one) => notDecidedInWords(after, one)),
    details: { changes, comparison },
  };
}

/** A running system knows how its areas lie. */
async function comparisonOf(
  before: CompiledRuleSet,
  after: CompiledRuleSet,
  options: LimitOptions,
): Promise<Comparison> {
  const { server } = options;
  if (server === undefined || before.hash === after.hash)
    return compareVersions(before, after, { limits: limitsOf(options) });
  const [old, now] = [before, after].map(({ ruleSet }) => ({ content: ruleSet }));
  return (await ask(server, 'POST', `/rules/${after.ruleSet.name}/compare`, { before: old, after: now })) as Comparison;
}

/** Nobody is kept from taking control away, but nobody shall do it unseen. */
const levels = { 'less-control': 'warning', other: 'note', 'more-control': 'note' } as const;

function said({ direction, region, before, after }: Difference): CliFinding {
  const code = direction === 'other' ? 'other-route' : direction;
  const message = `${regionInWords(region) || 'always'}: ${routeInWords(before)} before, ${routeInWords(after)} after`;
  return { code, level: levels[direction], message };
}

function routeInWords(route: Route): string {
  const asks = route.stages.flatMap((stage) => stage.asks);
  const words = asks.map(({ authority, mode }) => `${authority} ${mode === 'decide' ? 'decides' : 'advises'}`);
  const terms = route.conditions.map(({ code }) => `on condition ${code}`);
  const told = route.informs.map(({ authority }) => `${authority} told`);
  const whole = [route.outcome, ...words, ...terms, ...told].join(', ');
  return route.reasons.length > 0 ? `${whole} (${route.reasons.join(', ')})` : whole;
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
