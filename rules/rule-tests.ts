// Runs the examples kept beside a rule set through the reference judge, and says which rules they cover.
import { compile, judge } from './judge.ts';
import type { CompiledRuleSet } from './judge.ts';
import type { RuleSet, RuleTest, Verdict } from './rule-set.ts';
import { within } from './scope.ts';

export type TestDifference = {
  what: 'outcome' | 'deciders' | 'reasons' | 'conditions' | 'facts' | 'failure';
  expected: string[];
  found: string[];
};

export type TestResult = {
  name: string;
  from?: string;
  passed: boolean;
  differs: TestDifference[];
  found: Pick<Verdict, 'outcome' | 'reasons' | 'fired' | 'undecided'> & { deciders: string[]; conditions: string[] };
};

/** `spared`: in scope, every fact it needs known, and it did not fire. */
export type RuleCoverage = { rule: string; fired: boolean; spared: boolean };

export type TestRun = {
  ruleSet: Verdict['ruleSet'];
  passed: number;
  failed: number;
  results: TestResult[];
  /** In rule order. */
  coverage: RuleCoverage[];
};

/** Throws a RuleSetError where the set cannot judge at all. */
export async function runTests(given: CompiledRuleSet | RuleSet): Promise<TestRun> {
  const compiled = 'ruleSet' in given ? given : compile(given);
  const { ruleSet, hash } = compiled;
  const coverage = new Map(compiled.rules.map(({ rule }) => [rule.id, { rule: rule.id, fired: false, spared: false }]));
  const results: TestResult[] = [];
  for (const test of ruleSet.tests ?? []) {
    const verdict = await judge(compiled, test.facts, test.in);
    cover(coverage, compiled, test, verdict);
    results.push(resultOf(test, verdict));
  }
  const failed = results.filter(({ passed }) => !passed).length;
  const head = { ruleSet: { name: ruleSet.name, version: ruleSet.version, hash } };
  return { ...head, passed: results.length - failed, failed, results, coverage: [...coverage.values()] };
}

/** The authorities that must decide, each once. */
export function decidersOf(verdict: Pick<Verdict, 'stages'>): string[] {
  const asks = verdict.stages.flatMap((stage) => stage.asks);
  return [...new Set(asks.flatMap((ask) => (ask.mode === 'decide' ? [ask.authority] : [])))];
}

function cover(
  coverage: ReadonlyMap<string, RuleCoverage>,
  { rules }: CompiledRuleSet,
  test: RuleTest,
  { fired, undecided, failure }: Verdict,
) {
  if (failure !== undefined) return;
  const [hit, open] = [new Set(fired), new Set(undecided)];
  for (const { rule } of rules) {
    const entry = coverage.get(rule.id);
    if (!entry || open.has(rule.id)) continue;
    if (hit.has(rule.id)) entry.fired = true;
    else if (within(rule, test.in) !== 'out') entry.spared = true;
  }
}

function resultOf({ name, from, expect }: RuleTest, verdict: Verdict): TestResult {
  const { outcome, reasons, fired, undecided, unusable, failure } = verdict;
  const deciders = decidersOf(verdict);
  const conditions = verdict.conditions.map(({ code }) => code);
  const missing = expect.reasons?.some((code) => !reasons.includes(code));
  const checks: (TestDifference | undefined)[] = [
    expect.outcome && expect.outcome !== outcome
      ? { what: 'outcome', expected: [expect.outcome], found: [outcome] }
      : undefined,
    unless('deciders', expect.deciders, deciders),
    missing ? { what: 'reasons', expected: expect.reasons ?? [], found: reasons } : undefined,
    unless('conditions', expect.conditions, conditions),
    unusable ? { what: 'facts', expected: [], found: unusable } : undefined,
    failure === undefined ? undefined : { what: 'failure', expected: [], found: [failure] },
  ];
  const differs = checks.filter((check) => check !== undefined);
  const found = { outcome, deciders, reasons, conditions, fired, undecided };
  return { name, ...(from === undefined ? {} : { from }), passed: differs.length === 0, differs, found };
}

/** Nothing where both hold the same, in any order, or nothing is expected. */
function unless(
  what: 'deciders' | 'conditions',
  expected: readonly string[] | undefined,
  found: string[],
): TestDifference | undefined {
  if (!expected) return undefined;
  const [wanted, had] = [new Set(expected), new Set(found)];
  const isSame = wanted.size === had.size && [...wanted].every((one) => had.has(one));
  return isSame ? undefined : { what, expected: [...wanted], found };
}
