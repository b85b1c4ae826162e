// The reference judge confirms every example before anybody sees it; what it does not confirm is a fault of ours.
import { conditionFaults } from '../guard-conditions.ts';
import type { BuiltIn } from '../invariants.ts';
import { frameOf } from '../invariants.ts';
import { compile, explain, judge } from '../judge.ts';
import type { CompiledRuleSet } from '../judge.ts';
import type { Condition, RuleSet, Verdict } from '../rule-set.ts';
import { whose } from '../stages.ts';
import { isAtLeast } from './check-invariants.ts';
import { isRung } from './features.ts';
import type { Analysis, Comparison, Example, Finding } from './findings.ts';
import { routeOf } from './routes.ts';

export class AnalysisFault extends Error {
  override readonly name = 'AnalysisFault';
}

/** Gives the analysis back, or throws an AnalysisFault where the judge sees an example otherwise. */
export async function confirm(
  analysis: Analysis,
  input: RuleSet | CompiledRuleSet,
  invariants: readonly BuiltIn[] = [],
): Promise<Analysis> {
  const compiled = 'ruleSet' in input ? input : compile(input);
  const { ruleSet } = compiled;
  const frame = frameOf(ruleSet.name);
  const known = [...(frame?.invariants ?? []), ...invariants, ...(ruleSet.invariants ?? [])];
  for (const finding of analysis.findings) {
    if (!finding.example) continue;
    const verdict = await judgeExample(compiled, finding.example);
    const beside = finding.beside && (await judgeExample(compiled, finding.beside));
    const invariant = known.find(({ id }) => id === finding.invariant);
    const unless = frame?.pairs.find(({ id }) => id === finding.invariant)?.unless;
    const isExempt = unless !== undefined && holdsSurely(compiled, unless, finding.example);
    if (isExempt || !isShown(compiled, finding, verdict, beside, invariant)) {
      throw new AnalysisFault(`${finding.code} is not what the judge says of ${JSON.stringify(finding.example)}`);
    }
  }
  return analysis;
}

export async function confirmComparison(
  comparison: Comparison,
  before: RuleSet | CompiledRuleSet,
  after: RuleSet | CompiledRuleSet,
): Promise<Comparison> {
  for (const difference of comparison.differences) {
    for (const [input, route] of [[before, difference.before] as const, [after, difference.after] as const]) {
      const compiled = 'ruleSet' in input ? input : compile(input);
      const judged = routeOf(await judgeExample(compiled, difference.example));
      if (JSON.stringify(judged) !== JSON.stringify(route)) {
        throw new AnalysisFault(`The judge sees ${JSON.stringify(difference.example)} otherwise`);
      }
    }
  }
  return comparison;
}

/** What is not a fact of this set, as the other set has it, counts as unusable and changes nothing. */
function judgeExample(compiled: CompiledRuleSet, { facts, in: place }: Example): Promise<Verdict> {
  return judge(compiled, facts, place);
}

const cleared: readonly Verdict['outcome'][] = ['automatic', 'not-required', 'registered'];
const isCleared = (verdict: Verdict | undefined) => verdict !== undefined && cleared.includes(verdict.outcome);

function isShown(
  compiled: CompiledRuleSet,
  { kind, code, rules, example }: Finding,
  verdict: Verdict,
  beside: Verdict | undefined,
  invariant: BuiltIn | undefined,
): boolean {
  if (code === 'missing-clears') return isCleared(verdict) && !isCleared(beside);
  if (code === 'timer-clears' || code === 'period-clears') return !isCleared(verdict) && isCleared(beside);
  if (kind === 'invariant') {
    if (!invariant || !example || !holdsSurely(compiled, invariant.when, example)) return false;
    const { must, settles } = invariant;
    const isSettled = verdict.outcome === 'not-required' || verdict.outcome === 'registered';
    return !meetsMust(verdict, must) && !(isSettled && settles && holdsSurely(compiled, settles, example));
  }
  if (kind === 'gap')
    return verdict.undecided.length === 0 && !compiled.rules.some(({ rule }) => speaks(rule, verdict));
  if (kind === 'vacancy') return verdict.outcome === 'decide';
  if (code === 'advice-not-awaited' && verdict.stages.every(isHeard)) return false;
  return rules.every((id) => verdict.fired.includes(id));
}

/** Whether nothing in this stage is advice, or a later one decides. */
function isHeard({ stage, asks }: Verdict['stages'][number], _: number, all: Verdict['stages']): boolean {
  const later = all.filter((one) => one.stage > stage).flatMap((one) => one.asks);
  return !asks.some(({ mode }) => mode === 'advise') || later.some(({ mode }) => mode === 'decide');
}

function speaks({ id, then }: RuleSet['rules'][number], { fired }: Verdict): boolean {
  const isWord = ({ kind, ...rest }: (typeof then)[number]) =>
    ['stop', 'hold', 'allow', 'settle'].includes(kind) || ('mode' in rest && rest.mode === 'decide');
  return fired.includes(id) && then.some(isWord);
}

/** Asked through `explain`, as a rule of its own, so that nothing of the analysis is taken for granted. */
function holdsSurely({ ruleSet, types }: CompiledRuleSet, when: Condition, { facts, in: place }: Example): boolean {
  if (conditionFaults(when, types).length > 0) return false;
  const probe = { id: 'probe', title: 'probe', source: 'probe', step: 1, when, then: ruleSet.undecided };
  return explain(compile({ ...ruleSet, rules: [probe] }), facts, place)[0]?.result === 'fired';
}

function meetsMust({ outcome, stages }: Verdict, must: BuiltIn['must']): boolean {
  const isHalted = ['deny', 'return', 'hold'].includes(outcome);
  const asks = stages.flatMap((stage) => stage.asks);
  switch (must.be) {
    case 'halted':
      return isHalted;
    case 'looked-at':
      return !cleared.includes(outcome);
    case 'asked-for':
      return outcome !== 'not-required' && outcome !== 'registered';
    case 'decided':
      return isHalted || asks.some((ask) => isAtLeast(ask, must.atLeast));
    case 'decided-by-ladder':
      return outcome !== 'decide' || asks.some((ask) => isRung(ask) && whose(ask) === 'area');
  }
}
