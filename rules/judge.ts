// The only file that knows json-rules-engine: (rule set, facts, place and date) -> verdict.
import { Engine } from 'json-rules-engine';
import type { TopLevelCondition } from 'json-rules-engine';
import { operatorName } from './compile.ts';
import type { CompiledRule, CompiledRuleSet, EngineCondition } from './compile.ts';
import { compose, composeFailure } from './compose.ts';
import { readFacts } from './facts.ts';
import { operators } from './rule-set.ts';
import type { Facts, Verdict } from './rule-set.ts';
import { within } from './scope.ts';
import type { JudgedIn } from './scope.ts';
import { positionsIn } from './scope-index.ts';
import { meets } from './values.ts';
import type { Operand } from './values.ts';

export { compile } from './compile.ts';
export type { CompiledRuleSet } from './compile.ts';
export { explain } from './explain.ts';
export { RuleSetError } from './guards.ts';
export type { JudgedIn } from './scope.ts';

export type JudgeOptions = {
  limitMs?: number;
  /** A stopwatch, not a clock: it only ends a run that takes too long. */
  elapsed?: () => number;
};

/** Never throws on account of rules or facts: if they fail, a person decides. */
export async function judge(
  compiled: CompiledRuleSet,
  facts: Facts,
  judged: JudgedIn,
  { limitMs = 5_000, elapsed = () => performance.now() }: JudgeOptions = {},
): Promise<Verdict> {
  const { ruleSet, hash } = compiled;
  const head = { ruleSet: { name: ruleSet.name, version: ruleSet.version, hash } };
  try {
    const { operands, unusable } = readFacts(compiled.types, facts);
    const asked = positionsIn(compiled.rules, judged).flatMap((position) => {
      const entry = compiled.rules[position]!;
      const place = within(entry.rule, judged);
      return place === 'out' ? [] : [{ ...entry, certain: place === 'in' }];
    });
    const stopwatch = { until: elapsed() + limitMs, elapsed };
    const possible = await run(asked, 'may', operands, stopwatch);
    const isDoubtful = (entry: CompiledRule) => entry.doubts.some((fact) => operands[fact] === null);
    const sure = new Set(await run(possible.filter(isDoubtful), 'must', operands, stopwatch));
    const fired = possible.filter((entry) => entry.certain && (sure.has(entry) || !isDoubtful(entry)));
    const isFired = new Set(fired);
    const undecided = possible.filter((entry) => !isFired.has(entry));
    const composed = compose(ruleSet, rulesOf(fired), rulesOf(undecided));
    return { ...head, ...composed, ...(unusable.length > 0 ? { unusable: [...unusable] } : {}) };
  } catch (error) {
    return { ...head, ...composeFailure(ruleSet), failure: error instanceof Error ? error.message : String(error) };
  }
}

type Stopwatch = { until: number; elapsed: () => number };

/** The rules that hold in this reading. An engine is made for each run: two runs on one engine end each other. */
async function run<T extends CompiledRule>(
  rules: readonly T[],
  reading: 'must' | 'may',
  facts: Readonly<Record<string, Operand | null>>,
  stopwatch: Stopwatch,
): Promise<T[]> {
  if (rules.length === 0) return [];
  const engine = new Engine();
  addOperators(engine, stopwatch);
  for (const entry of rules) {
    engine.addRule({ name: entry.rule.id, conditions: top(entry[reading]), event: { type: reading } });
  }
  const { results } = await engine.run(facts);
  const held = new Set(results.map((result) => result.name));
  return rules.filter((entry) => held.has(entry.rule.id));
}

/** Own operators only: the engine's compare words as text and take a missing fact for an answer. */
function addOperators(engine: Engine, { until, elapsed }: Stopwatch) {
  for (const is of operators) {
    for (const negated of [false, true]) {
      for (const orMissing of [false, true]) {
        engine.addOperator(operatorName(is, negated, orMissing), (found: Operand | null, value: Operand | null) => {
          if (elapsed() > until) throw new Error('The rules took too long');
          return found === null ? orMissing : meets(is, found, value) !== negated;
        });
      }
    }
  }
}

function top(condition: EngineCondition): TopLevelCondition {
  return 'fact' in condition ? { all: [condition] } : condition;
}

function rulesOf(entries: readonly CompiledRule[]) {
  return entries.map(({ rule }) => rule);
}
