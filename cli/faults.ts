// Faults of rules as findings, each at its line.
import type { RuleSetIssue } from '../rules/guards.ts';
import { issuesOf } from '../stories/issues.ts';
import { compile, type CompiledRuleSet } from '../rules/judge.ts';
import type { CliFinding, Level } from './finding.ts';
import type { RuleSource } from './rule-source.ts';
import type { Path } from './text-document.ts';

export function faultsOf(source: RuleSource): CliFinding[] {
  if (source.faults.length > 0) return source.faults;
  return issuesOf(source.content).map((issue) => findingAt(source, issue, 'error'));
}

/** The rules ready to judge, or what keeps them from it. */
export function ready(source: RuleSource): { compiled: CompiledRuleSet } | { findings: CliFinding[] } {
  const findings = faultsOf(source);
  return findings.length > 0 ? { findings } : { compiled: compile(source.content) };
}

export function findingAt(source: RuleSource, { rule, at, code, message }: RuleSetIssue, level: Level): CliFinding {
  const path = [...rulePath(source.content, rule, code), ...pathOf(at)];
  const place = source.placeOf?.(path);
  return { code, level, message, ...(rule ? { rule } : {}), ...(place ? { place } : {}) };
}

/** Of two rules with one id the second is the one too many. */
function rulePath(content: unknown, rule: string, code: string): Path {
  if (rule === '') return [];
  const rules = content && typeof content === 'object' && 'rules' in content ? content.rules : [];
  const has = (one: unknown) => typeof one === 'object' && one !== null && 'id' in one && one.id === rule;
  const list: unknown[] = Array.isArray(rules) ? rules : [];
  const index = code === 'duplicate-rule' ? list.findLastIndex(has) : list.findIndex(has);
  return index < 0 ? pathOf(rule) : ['rules', index];
}

/** `when.all[0].value` as steps; a fact of the set is found by its name. */
function pathOf(at: string): Path {
  return [...at.matchAll(/[^.[\]]+/g)].map(([step]) => (/^\d+$/.test(step) ? Number(step) : step));
}
