// The full trace of a judgement: every rule, fired or not, with each test and the value it found.
import type { CompiledRuleSet } from './compile.ts';
import { readFacts } from './facts.ts';
import type { ReadFacts } from './facts.ts';
import type { Condition, ConditionTrace, FactType, Facts, RuleTrace, Test, TestTrace } from './rule-set.ts';
import { within } from './scope.ts';
import type { JudgedIn } from './scope.ts';
import { comparand, meets } from './values.ts';

type Result = TestTrace['result'];
const opposite = { holds: 'fails', fails: 'holds', unknown: 'unknown' } as const;
const results = { holds: 'fired', fails: 'not-fired', unknown: 'undecided' } as const;

/** Traces in rule order. */
export function explain(compiled: CompiledRuleSet, facts: Facts, judged: JudgedIn): RuleTrace[] {
  const read = readFacts(compiled.types, facts);
  return compiled.rules.map(({ rule }) => {
    const head = { rule: rule.id, title: rule.title, source: rule.source };
    const place = within(rule, judged);
    if (place === 'out') return { ...head, result: 'out-of-scope' };
    const when = trace(rule.when, compiled.types, read);
    const isDoubtful = place === 'unknown' && when.result === 'holds';
    return { ...head, result: isDoubtful ? 'undecided' : results[when.result], when };
  });
}

function trace(condition: Condition, types: ReadonlyMap<string, FactType>, read: ReadFacts): ConditionTrace {
  if ('not' in condition) {
    const not = trace(condition.not, types, read);
    return { not, result: opposite[not.result] };
  }
  if ('all' in condition) {
    const all = condition.all.map((part) => trace(part, types, read));
    return { all, result: together(all, 'fails', 'holds') };
  }
  if ('any' in condition) {
    const any = condition.any.map((part) => trace(part, types, read));
    return { any, result: together(any, 'holds', 'fails') };
  }
  return traceTest(condition, types.get(condition.fact), read);
}

function traceTest(test: Test, type: FactType | undefined, { operands, found }: ReadFacts): TestTrace {
  const value = operands[test.fact] ?? null;
  return {
    fact: test.fact,
    is: test.is,
    ...(test.value === undefined ? {} : { value: test.value }),
    found: found.get(test.fact) ?? null,
    result:
      value === null || !type ? whenMissing(test) : meets(test.is, value, comparand(type, test)) ? 'holds' : 'fails',
  };
}

/** What a test on a missing fact comes to. */
export function whenMissing(test: Test): Result {
  if (test.is === 'missing') return 'holds';
  if (test.is === 'present') return 'fails';
  return test.missing === undefined || test.missing === 'person' ? 'unknown' : test.missing;
}

function together(parts: readonly ConditionTrace[], decisive: Result, neutral: Result): Result {
  if (parts.some((part) => part.result === decisive)) return decisive;
  return parts.some((part) => part.result === 'unknown') ? 'unknown' : neutral;
}
