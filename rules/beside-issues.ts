// Faults of what stands beside the rules: invariants and examples that speak of something the rules do not know.
import type { RuleSetIssue } from './guards.ts';
import { conditionFaults } from './guard-conditions.ts';
import type { RuleSet } from './rule-set.ts';
import { operand } from './values.ts';

export function besideIssues({ facts, invariants = [], tests = [] }: RuleSet): RuleSetIssue[] {
  const types = new Map(facts.map(({ name, of }) => [name, of]));
  const places = [
    ...invariants.flatMap((one, index) => conditionFaults(one.when, types, `invariants[${index}].when`)),
    ...tests.flatMap((one, index) =>
      Object.entries(one.facts).flatMap(([name, value]) => {
        const at = `tests[${index}].facts.${name}`;
        const type = types.get(name);
        if (!type) return [{ at, code: 'unknown-fact', message: `The fact ${name} is not declared` }];
        if (value === null || operand(type, value) !== undefined) return [];
        return [{ at, code: 'mixed-types', message: `${name} is never ${JSON.stringify(value)}` }];
      }),
    ),
    ...twice(invariants.map(({ id }) => id)).map((index) => ({
      ...{ at: `invariants[${index}].id`, code: 'duplicate-invariant', message: 'Two invariants have this id' },
    })),
    ...twice(tests.map(({ name }) => name)).map((index) => ({
      ...{ at: `tests[${index}].name`, code: 'duplicate-test', message: 'Two examples have this name' },
    })),
  ];
  return places.map((fault) => ({ rule: '', ...fault }));
}

/** Places of those said before. */
function twice(names: readonly string[]): number[] {
  const seen = new Set<string>();
  return names.flatMap((name, index) => (seen.size === seen.add(name).size ? [index] : []));
}
