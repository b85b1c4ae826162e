// The circuits and the reference judge are one: whatever the rules, whatever the case.
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { budgetOf, contextOf } from '../../../rules/analysis/context.ts';
import { reasonFeatures, routeFeatures } from '../../../rules/analysis/features.ts';
import { compile, judge } from '../../../rules/judge.ts';
import type { FactType, FactValue, RuleSet } from '../../../rules/rule-set.ts';
import { travelClearanceRules } from '../../../rules/travel-clearance.ts';
import { keysOf, literalsOf } from './case-literals.ts';
import type { Case } from './case-literals.ts';
import { aRandomCase, aRandomRuleSet, nested } from './random-rules.ts';

async function expectSame(ruleSet: RuleSet, cases: readonly Case[]) {
  const compiled = compile(ruleSet);
  const context = contextOf(
    compiled,
    [],
    {},
    budgetOf({}, () => 0),
    nested,
  );
  const { solver, verdict, space, rules } = context;
  const features = new Map([...routeFeatures(solver, verdict), ...reasonFeatures(solver, verdict)]);
  for (const one of cases) {
    const judged = await judge(compiled, one.facts, one.in);
    const model = solver.solve(literalsOf(space, one));
    expect(model).not.toBeNull();
    if (!model) return;
    const encoded = [...features].filter(([, at]) => model(at)).map(([key]) => key);
    expect(encoded.sort()).toEqual(keysOf(judged));
    expect(rules.filter(({ fired }) => model(fired)).map(({ rule }) => rule.id)).toEqual(judged.fired);
    expect(rules.filter(({ undecided }) => model(undecided)).map(({ rule }) => rule.id)).toEqual(judged.undecided);
  }
}

test('in thousands of random cases the circuits give the verdict of the judge', async () => {
  await fc.assert(
    fc.asyncProperty(aRandomRuleSet, fc.array(aRandomCase, { minLength: 24, maxLength: 24 }), expectSame),
    { numRuns: 100 },
  );
});

test('so they do for the default rules of travel clearance', async () => {
  const values = fc.record(Object.fromEntries(travelClearanceRules.facts.map(({ name, of }) => [name, aValueOf(of)])));
  await fc.assert(
    fc.asyncProperty(fc.array(values, { minLength: 100, maxLength: 100 }), async (cases) => {
      await expectSame(
        travelClearanceRules,
        cases.map((facts) => ({ facts, in: { country: 'C', area: 'C-1', organization: null, date: '2027-03-01' } })),
      );
    }),
    { numRuns: 6 },
  );
});

function aValueOf(of: FactType): fc.Arbitrary<FactValue | undefined> {
  const known = knownValues(of).map((value) => ({ weight: 2, arbitrary: fc.constant(value) }));
  return fc.oneof({ weight: 1, arbitrary: fc.constant(undefined) }, ...known);
}

function knownValues(of: FactType): readonly FactValue[] {
  switch (of.type) {
    case 'boolean':
      return [true, false];
    case 'number':
      return [0, 71.5, 72, 73];
    case 'list':
      return [[], [], ['X'], ['X', 'Y']];
    case 'choice':
    case 'scale':
      return of.values;
    default:
      return ['E-1'];
  }
}
