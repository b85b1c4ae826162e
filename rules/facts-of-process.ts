// Facts belong to the product: a rule set declares those of its process, each as the catalogue has it.
import canonicalize from 'canonicalize';
import type { RuleSetIssue } from './guards.ts';
import type { FactDeclaration, RuleSet } from './rule-set.ts';

export function factIssues({ facts }: RuleSet, catalogue: readonly FactDeclaration[]): RuleSetIssue[] {
  const declared = new Map(facts.map((fact) => [fact.name, fact]));
  const known = new Map(catalogue.map((fact) => [fact.name, fact]));
  const issue = (name: string, code: string, message: string) => ({ rule: '', at: `facts.${name}`, code, message });
  return [
    ...facts.flatMap(({ name }) =>
      known.has(name) ? [] : [issue(name, 'fact-not-known', `Nobody finds out ${name}`)],
    ),
    ...catalogue.flatMap((fact) => {
      const { name } = fact;
      const one = declared.get(name);
      if (!one) return [issue(name, 'fact-left-out', `The fact ${name} must be declared`)];
      return canonicalize(one) === canonicalize(fact)
        ? []
        : [issue(name, 'fact-altered', `The fact ${name} is declared otherwise than the product finds it out`)];
    }),
  ];
}
