// Two versions that declare their facts differently are compared as each of them reads a case.
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compareVersions } from '../../../rules/analysis/compare.ts';
import { confirmComparison } from '../../../rules/analysis/confirm.ts';
import type { Example } from '../../../rules/analysis/findings.ts';
import { routeIn } from '../../../rules/analysis/routes.ts';
import { compile } from '../../../rules/compile.ts';
import type { FactDeclaration, RuleSet } from '../../../rules/rule-set.ts';
import { aRuleSet } from '../builders.ts';
import { isInRegion } from './in-region.ts';
import { aRandomCase, aRandomRuleSet, facts } from './random-rules.ts';

const unlimited = { limits: { mostRegions: 100_000 }, elapsed: () => 0 };
const others: Record<string, FactDeclaration['of']> = {
  color: { type: 'choice', values: ['pink', 'red', 'green', 'blue'] },
  level: { type: 'scale', values: ['low', 'high', 'medium', 'top'] },
  known: { type: 'list', values: ['A', 'B', 'C', 'D'] },
  codes: { type: 'list', values: ['A', 'B', 'X'] },
};
const declared = facts.map((fact) => ({ ...fact, of: others[fact.name] ?? fact.of }));

test('values only one of them knows are missing for the other', async () => {
  await fc.assert(
    fc.asyncProperty(
      aRandomRuleSet,
      fc.array(aRandomCase, { minLength: 150, maxLength: 150 }),
      async (before, cases) => {
        const after: RuleSet = { ...before, version: 2, facts: declared };
        const comparison = await confirmComparison(compareVersions(before, after, unlimited), before, after);
        expect(comparison.notDecided).toEqual([]);
        const [old, next] = [compile(before), compile(after)];
        for (const one of cases.map(known)) {
          const differs = JSON.stringify(routeIn(old, one)) !== JSON.stringify(routeIn(next, one));
          if (differs) expect({ one, around: around(comparison.differences, one) }).not.toEqual({ one, around: 0 });
        }
      },
    ),
    { numRuns: 15 },
  );
});

test('a fact that changes its type is missing for one of the two', async () => {
  const when = { fact: 'yes', is: 'equal' as const, value: true, missing: 'fails' as const };
  const before = aRuleSet([{ id: 'r', title: 'R', source: 'a test', step: 1, when, then: [{ kind: 'allow' }] }]);
  const asText = before.facts.map((fact) => (fact.name === 'yes' ? { ...fact, of: { type: 'text' as const } } : fact));
  const rules = before.rules.map((rule) => ({ ...rule, when: { ...when, value: 'true' } }));
  const after: RuleSet = { ...before, version: 2, facts: asText, rules };
  const { differences } = await confirmComparison(compareVersions(before, after, unlimited), before, after);
  expect(differences.map(({ direction }) => direction)).toEqual(['less-control', 'more-control']);
});

function known({ facts: values, in: place }: { facts: Record<string, unknown>; in: Example['in'] }): Example {
  const given = Object.entries(values).filter(([, value]) => value !== undefined);
  return { facts: Object.fromEntries(given) as Example['facts'], in: place };
}

function around(differences: readonly { within: Parameters<typeof isInRegion>[0] }[], one: Example): number {
  const named = ['C', 'D', 'C-1', 'D-1', 'org', 'Ana', 'Bo', 'Cy'];
  return differences.filter(({ within }) =>
    isInRegion(
      within.filter(({ fact }) => !loose.includes(fact)),
      one,
      named,
    ),
  ).length;
}

/** What "other" means there hangs on what the rules name. */
const loose = ['country', 'area', 'organization', 'name', 'codes', 'known'];
