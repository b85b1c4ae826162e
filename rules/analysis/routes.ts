// One case judged without the engine: what fires, what stays undecided, and the route that follows.
import type { CompiledRuleSet } from '../compile.ts';
import { compose } from '../compose.ts';
import { explain } from '../explain.ts';
import type { Rule, RuleTrace, Verdict } from '../rule-set.ts';
import type { Example, Route } from './findings.ts';

export function firedIn(compiled: CompiledRuleSet, { facts, in: place }: Example): Rule[] {
  return rulesThat(compiled, explain(compiled, facts, place), 'fired');
}

export function routeIn(compiled: CompiledRuleSet, { facts, in: place }: Example): Route {
  const traces = explain(compiled, facts, place);
  const [fired, undecided] = [rulesThat(compiled, traces, 'fired'), rulesThat(compiled, traces, 'undecided')];
  return routeOf(compose(compiled.ruleSet, fired, undecided));
}

export function routeOf({
  outcome,
  stages,
  informs,
  conditions,
  opens,
  reasons,
}: Route | Omit<Verdict, 'ruleSet'>): Route {
  return { outcome, stages, informs, conditions, opens, reasons };
}

function rulesThat({ rules }: CompiledRuleSet, traces: readonly RuleTrace[], wanted: RuleTrace['result']): Rule[] {
  return rules.flatMap(({ rule }, index) => (traces[index]?.result === wanted ? [rule] : []));
}
