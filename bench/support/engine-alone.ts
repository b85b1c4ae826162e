// json-rules-engine over all rules, none picked by place: the scope of a rule is a condition like any other. The engine of all rules is built once, as it runs fastest; a second one asks those that may hold whether they must.
import { Engine } from 'json-rules-engine';
import type { TopLevelCondition } from 'json-rules-engine';
import { compile, operatorName } from '../../rules/compile.ts';
import type { CompiledRule } from '../../rules/compile.ts';
import { compose } from '../../rules/compose.ts';
import { readFacts } from '../../rules/facts.ts';
import { operators } from '../../rules/rule-set.ts';
import type { Condition, Facts, Rule, RuleSet } from '../../rules/rule-set.ts';
import type { JudgedIn } from '../../rules/scope.ts';
import { meets } from '../../rules/values.ts';
import type { Operand } from '../../rules/values.ts';

const bounds = [
  ['countries', 'country'],
  ['areas', 'area'],
  ['organizations', 'organization'],
] as const;

/** One case at a time: two runs on one engine end each other. */
export function engineAlone(ruleSet: RuleSet) {
  const { types, rules } = compile(withoutScope(ruleSet));
  const engineOf = (asked: readonly CompiledRule[], reading: 'must' | 'may') => {
    const engine = new Engine();
    for (const is of operators) {
      for (const negated of [false, true]) {
        for (const orMissing of [false, true]) {
          engine.addOperator(operatorName(is, negated, orMissing), (found: Operand | null, value: Operand | null) =>
            found === null ? orMissing : meets(is, found, value) !== negated,
          );
        }
      }
    }
    for (const { rule, [reading]: condition } of asked) {
      const conditions = ('fact' in condition ? { all: [condition] } : condition) as TopLevelCondition;
      engine.addRule({ name: rule.id, conditions, event: { type: reading } });
    }
    return engine;
  };
  const whole = engineOf(rules, 'may');

  return async (facts: Facts, { country, area, organization }: JudgedIn) => {
    const { operands } = readFacts(types, { ...facts, country, area, organization });
    const heldBy = async (engine: Engine) => new Set((await engine.run(operands)).results.map((result) => result.name));
    const may = await heldBy(whole);
    const possible = rules.filter(({ rule }) => may.has(rule.id));
    const sure = await heldBy(engineOf(possible, 'must'));
    const which = (wanted: boolean) => possible.flatMap(({ rule }) => (sure.has(rule.id) === wanted ? [rule] : []));
    return compose(ruleSet, which(true), which(false));
  };
}

function withoutScope(ruleSet: RuleSet): RuleSet {
  const places = bounds.map(([, name]) => ({ name, title: name, of: { type: 'text' as const }, from: 'the case' }));
  return { ...ruleSet, facts: [...ruleSet.facts, ...places], rules: ruleSet.rules.map(unbound) };
}

function unbound({ scope, ...rule }: Rule): Rule {
  const asked = bounds.flatMap(([name, fact]): Condition[] => {
    const value = scope?.[name];
    return value ? [{ fact, is: 'in', value, missing: 'fails' }] : [];
  });
  return { ...rule, when: asked.length > 0 ? { all: [...asked, rule.when] } : rule.when };
}
