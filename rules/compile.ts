// Turns a rule set into what the engine can run: each rule twice, once for "must hold" and once for "may hold".
import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { checked } from './guards.ts';
import type { Condition, FactType, Rule, RuleSet, Test } from './rule-set.ts';
import { comparand } from './values.ts';
import type { Operand } from './values.ts';

/** Negation normal form: `not` lives in the leaves only, as part of the operator's name. */
export type EngineCondition =
  | { all: EngineCondition[] }
  | { any: EngineCondition[] }
  | { fact: string; operator: string; value: Operand | readonly Operand[] | null };

/** `doubts`: the facts whose absence makes the two readings differ. */
export type CompiledRule = { rule: Rule; must: EngineCondition; may: EngineCondition; doubts: readonly string[] };

export type CompiledRuleSet = {
  readonly ruleSet: RuleSet;
  readonly hash: string;
  readonly types: ReadonlyMap<string, FactType>;
  readonly rules: readonly CompiledRule[];
};

const kept = new Map<string, CompiledRuleSet>();
const [setsAtMost, rulesAtMost] = [100, 50_000];
let rulesKept = 0;

/** Checks and compiles a rule set, once for the same content. Throws a RuleSetError. */
export function compile(input: unknown): CompiledRuleSet {
  const known = kept.get(contentHash(input) ?? '');
  if (known) return known;
  const ruleSet = checked(input);
  const hash = hashOf(ruleSet);
  const types = new Map(ruleSet.facts.map((fact) => [fact.name, fact.of]));
  const rules = ruleSet.rules
    .toSorted((one, other) => one.step - other.step)
    .map((rule) => ({
      rule,
      must: lower(rule.when, types, 'must'),
      may: lower(rule.when, types, 'may'),
      doubts: [...new Set(doubtsOf(rule.when))],
    }));
  const compiled = { ruleSet, hash, types, rules };
  for (const [oldest, { rules: theirs }] of kept) {
    if (kept.size < setsAtMost && rulesKept + rules.length <= rulesAtMost) break;
    kept.delete(oldest);
    rulesKept -= theirs.length;
  }
  if (!kept.has(hash)) rulesKept += rules.length;
  kept.set(hash, compiled);
  return compiled;
}

/** SHA-256 over the canonical JSON form (RFC 8785). */
export function hashOf(ruleSet: unknown): string {
  return createHash('sha256')
    .update(canonicalize(ruleSet) ?? '')
    .digest('hex');
}

/** Undefined where the input has no canonical form; the guards then say what is wrong with it. */
function contentHash(input: unknown): string | undefined {
  try {
    return hashOf(input);
  } catch {
    return undefined;
  }
}

type Mode = 'must' | 'may';

function lower(
  condition: Condition,
  types: ReadonlyMap<string, FactType>,
  mode: Mode,
  negated = false,
): EngineCondition {
  if ('not' in condition) return lower(condition.not, types, mode, !negated);
  if ('all' in condition || 'any' in condition) {
    const isAll = 'all' in condition;
    const parts = (isAll ? condition.all : condition.any).map((part) => lower(part, types, mode, negated));
    return isAll === negated ? { any: parts } : { all: parts };
  }
  return leaf(condition, types, mode, negated);
}

function leaf(test: Test, types: ReadonlyMap<string, FactType>, mode: Mode, negated: boolean): EngineCondition {
  const type = types.get(test.fact);
  if (!type) throw new Error(`The fact ${test.fact} is not declared`);
  return {
    fact: test.fact,
    operator: operatorName(test.is, negated, onMissing(test, mode, negated)),
    value: comparand(type, test),
  };
}

/** Whether this leaf, in this reading, counts as true when the fact is missing. */
function onMissing(test: Test, mode: Mode, negated: boolean): boolean {
  if (test.is === 'missing' || test.is === 'present') return (test.is === 'missing') !== negated;
  const when = test.missing ?? 'person';
  return when === 'person' ? mode === 'may' : (when === 'holds') !== negated;
}

function doubtsOf(condition: Condition): string[] {
  if ('not' in condition) return doubtsOf(condition.not);
  if ('all' in condition || 'any' in condition) {
    return ('all' in condition ? condition.all : condition.any).flatMap(doubtsOf);
  }
  return onMissing(condition, 'must', false) === onMissing(condition, 'may', false) ? [] : [condition.fact];
}

export function operatorName(is: Test['is'], negated: boolean, orMissing: boolean): string {
  return `${negated ? 'not ' : ''}${is}${orMissing ? ' or missing' : ''}`;
}
