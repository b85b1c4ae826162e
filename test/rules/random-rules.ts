// Random rule sets, facts and places: every operator, type, outcome and way of not knowing.
import fc from 'fast-check';
import { authorities, operators } from '../../rules/rule-set.ts';
import type {
  Condition,
  FactDeclaration,
  FactValue,
  Facts,
  Outcome,
  Rule,
  RuleSet,
  Test,
} from '../../rules/rule-set.ts';
import type { JudgedIn } from '../../rules/scope.ts';
import { operatorsOf, withList, withoutValue } from '../../rules/values.ts';
import { aRuleSet } from './builders.ts';

const level = ['low', 'medium', 'high', 'extreme'];
const kinds = ['a', 'b', 'c'];
const days = ['2027-02-28', '2027-03-01', '2027-03-02', '2027-03-31'];
const declared = (name: string, of: FactDeclaration['of']): FactDeclaration => ({
  name,
  title: name,
  of,
  from: 'test',
});
export const randomFacts: FactDeclaration[] = [
  declared('yes', { type: 'boolean' }),
  declared('count', { type: 'number' }),
  declared('color', { type: 'choice', values: ['red', 'green', 'blue'] }),
  declared('level', { type: 'scale', values: level }),
  declared('codes', { type: 'list' }),
  declared('kinds', { type: 'list', values: kinds }),
  declared('day', { type: 'date' }),
  declared('name', { type: 'text' }),
];

/** Few values, so that they often meet those of the rules, and the values right beside them. */
export function valueOf({ of }: FactDeclaration): fc.Arbitrary<FactValue> {
  switch (of.type) {
    case 'boolean':
      return fc.boolean();
    case 'number':
      return fc.constantFrom(-1, -0, 0, 0.1 + 0.2, 0.3, 71.999, 72, 72.001, Number.MAX_VALUE);
    case 'choice':
    case 'scale':
      return fc.constantFrom(...of.values);
    case 'list':
      return fc.subarray(of.values ?? kinds, { minLength: 0 });
    case 'date':
      return fc.constantFrom(...days);
    case 'text':
      return fc.constantFrom('x', 'y', '10', '9');
  }
}

const misfits = fc.constantFrom<unknown[]>(1, '9', '', true, 'High', 'x', '2027-02-30', Number.NaN, [1], ['z'], {}, []);

/** Known, missing in each of the ways, or with a value that does not fit; sometimes facts nobody declared. */
export function factsFor(declarations: readonly FactDeclaration[]): fc.Arbitrary<Facts> {
  const entries = declarations.map((one): [string, fc.Arbitrary<unknown>] => [
    one.name,
    fc.oneof(
      { weight: 12, arbitrary: valueOf(one) },
      { weight: 2, arbitrary: fc.constantFrom(null, undefined) },
      { weight: 1, arbitrary: misfits },
    ),
  ]);
  const known = fc.record(Object.fromEntries(entries), { requiredKeys: [] });
  const odd = fc.constantFrom({}, {}, {}, { other: 1 }, { constructor: true, toString: null });
  return fc.tuple(known, odd).map(([facts, more]) => ({ ...facts, ...more }) as Facts);
}

const clean = <T>(made: unknown): T => JSON.parse(JSON.stringify(made)) as T;

const canAsk = (is: Test['is'], { of }: FactDeclaration) => operatorsOf[of.type].includes(is);

function leaf(one: FactDeclaration): fc.Arbitrary<Condition> {
  const value =
    one.of.type === 'list' ? fc.constantFrom(...kinds) : (valueOf(one) as fc.Arbitrary<boolean | number | string>);
  return fc.constantFrom(...operators.filter((is) => canAsk(is, one))).chain((is) =>
    fc
      .record({
        fact: fc.constant(one.name),
        is: fc.constant(is),
        value: withoutValue.includes(is)
          ? fc.constant(undefined)
          : withList.includes(is)
            ? fc.array(value, { minLength: 1, maxLength: 3 })
            : value,
        missing: is === 'missing' || is === 'present' ? fc.constant(undefined) : missing,
      })
      .map(clean<Condition>),
  );
}

const missing = fc.constantFrom(undefined, undefined, 'holds', 'fails', 'person');
const leaves = fc.oneof(...randomFacts.map(leaf));
const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    leaves,
    fc.array(tie('condition'), { minLength: 1, maxLength: 3 }).map((all) => ({ all })),
    fc.array(tie('condition'), { minLength: 1, maxLength: 3 }).map((any) => ({ any })),
    tie('condition').map((not) => ({ not })),
  ),
}));

const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const code = fc.constantFrom('one', 'two', 'three');
const ask = fc
  .record({
    kind: fc.constant('require'),
    authority: fc.constantFrom(...authorities.filter((one) => one !== 'security-management-team')),
    mode: fc.constantFrom('decide', 'decide', 'advise', 'inform'),
    stage: optional(fc.constantFrom(0, 10, 15, 20, 99)),
    of: optional(fc.constantFrom('area', 'claimants', 'traveller')),
    quorum: optional(fc.constant(1)),
    deadlineHours: optional(fc.constantFrom(1, 24, 48)),
  })
  .map(clean<Outcome>);
const allow = fc.constant<Outcome>({ kind: 'allow' });
const halt = fc.oneof(
  fc.record({ kind: fc.constant('stop' as const), code, remedy: fc.constantFrom('mend' as const, 'none' as const) }),
  fc.record({ kind: fc.constant('hold' as const), code }),
);
const due = optional(fc.constantFrom('before-departure' as const, 'on-arrival' as const));
const side = fc
  .oneof(
    fc.record({ kind: fc.constant('condition'), code, due }),
    fc.record({ kind: fc.constant('note'), code }),
    fc.record({
      kind: fc.constant('openCase'),
      process: fc.constantFrom('first', 'second'),
      degree: optional(fc.constantFrom('low', 'high')),
    }),
  )
  .map(clean<Outcome>);
const settle = fc.record({
  kind: fc.constant('settle' as const),
  state: fc.constantFrom('not-required' as const, 'registered' as const),
});
const outcome: fc.Arbitrary<Outcome> = fc.oneof(
  { weight: 6, arbitrary: allow },
  { weight: 4, arbitrary: ask },
  { weight: 2, arbitrary: side },
  { weight: 1, arbitrary: halt },
  { weight: 1, arbitrary: settle },
);

const some = <T>(...values: T[]) => optional(fc.subarray(values));
const scope = fc
  .record({
    countries: some('C', 'D'),
    areas: some('C-0', 'C-1', 'C-2', 'D-1'),
    organizations: some('o', 'p'),
    dates: fc.subarray([undefined, ...days.slice(0, 3)], { minLength: 2, maxLength: 2 }),
  })
  .map(({ dates: [from, to], ...places }) => clean<Rule['scope']>({ ...places, from, to }));

const rule = fc
  .record({
    title: fc.constant('A rule'),
    source: fc.constant('a test'),
    step: fc.integer({ min: 1, max: 4 }),
    scope: fc.option(scope, { nil: undefined, freq: 2 }),
    when: condition,
    reason: optional(code),
    then: fc.array(outcome, { minLength: 1, maxLength: 3 }),
  })
  .map(clean<Omit<Rule, 'id'>>);

const decide: Outcome = { kind: 'require', authority: 'regional-operations', mode: 'decide' };
export const randomSet: fc.Arbitrary<RuleSet> = fc
  .record({
    rules: fc.array(rule, { minLength: 1, maxLength: 14 }),
    otherwise: fc.tuple(fc.oneof(fc.constant(decide), halt), fc.array(fc.oneof(ask, side), { maxLength: 2 })),
    undecided: fc.array(fc.oneof(ask, side), { maxLength: 2 }),
  })
  .map(({ rules, otherwise: [first, rest], undecided }) =>
    aRuleSet(
      rules.map((one, index) => ({ ...one, id: `rule-${index}` })),
      { facts: randomFacts, otherwise: [first, ...rest], undecided: [decide, ...undecided] },
    ),
  );

const place = (...known: string[]) => fc.constantFrom(undefined, null, 'Z', ...known, ...known);
export const randomPlace: fc.Arbitrary<JudgedIn> = fc
  .record({
    country: place('C', 'D'),
    area: place('C-1', 'C-2', 'D-1'),
    inside: fc.constantFrom(undefined, [], ['C-0'], ['C-1', 'C-0'], ['Z', 'D-1']),
    organization: place('o', 'p'),
    date: fc.constantFrom(...days),
  })
  .map(clean<JudgedIn>);
