// Random small rule sets, and random cases near the constants they compare with.
import fc from 'fast-check';
import type { Example } from '../../../rules/analysis/findings.ts';
import type { Condition, FactDeclaration, FactValue, Outcome, Rule, RuleSet, Test } from '../../../rules/rule-set.ts';
import type { JudgedIn } from '../../../rules/scope.ts';

export const facts: FactDeclaration[] = [
  { name: 'yes', title: 'Yes', of: { type: 'boolean' }, from: 'a test' },
  { name: 'count', title: 'Count', of: { type: 'number' }, from: 'a test' },
  { name: 'color', title: 'Color', of: { type: 'choice', values: ['red', 'green', 'blue', 'grey'] }, from: 'a test' },
  { name: 'level', title: 'Level', of: { type: 'scale', values: ['low', 'medium', 'high', 'top'] }, from: 'a test' },
  { name: 'codes', title: 'Codes', of: { type: 'list' }, from: 'a test' },
  { name: 'known', title: 'Known codes', of: { type: 'list', values: ['A', 'B', 'C'] }, from: 'a test' },
  { name: 'day', title: 'Day', of: { type: 'date' }, from: 'a test' },
  { name: 'name', title: 'Name', of: { type: 'text' }, from: 'a test' },
];

const of = <const T>(...values: readonly T[]) => fc.constantFrom(...values);
const some = <T>(...values: readonly T[]) => fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 2 });
const days = ['2027-03-01', '2027-03-02', '2027-03-05', '2028-02-28', '2028-02-29'] as const;
const numbers = [-1, 0, 0.5, 1, 72] as const;
const missing = of('holds', 'fails', 'person', undefined);

function testOn(fact: string, ...kinds: fc.Arbitrary<{ is: Test['is']; value?: unknown }>[]): fc.Arbitrary<Test> {
  const known = of<{ is: Test['is'] }>({ is: 'missing' }, { is: 'present' });
  return fc.oneof(
    { weight: 1, arbitrary: known.map((test) => ({ fact, ...test })) },
    {
      weight: 6,
      arbitrary: fc.record({ test: fc.oneof(...kinds), missing }).map(({ test, missing: when }) => ({
        fact,
        ...test,
        ...(when === undefined ? {} : { missing: when }),
      })),
    },
  ) as fc.Arbitrary<Test>;
}

const equality = of('equal', 'not-equal');
const membership = of('in', 'not-in');
const order = of('less', 'at-most', 'more', 'at-least');
const one = (is: fc.Arbitrary<Test['is']>, values: readonly unknown[]) => fc.record({ is, value: of(...values) });
const many = (is: fc.Arbitrary<Test['is']>, values: readonly unknown[]) => fc.record({ is, value: some(...values) });

const colors = ['red', 'green', 'blue'];
const levels = ['low', 'medium', 'high', 'top'];
const fewTests = [
  testOn('yes', one(equality, [true, false])),
  testOn('count', one(equality, numbers), one(order, numbers)),
  testOn('color', one(equality, colors), many(membership, colors)),
  testOn('level', one(equality, levels), many(membership, levels), one(order, levels)),
];
/** In the order of `facts`. */
export const everyTest = [
  ...fewTests,
  testOn(
    'codes',
    one(of('contains'), ['A', 'B']),
    many(of('contains-none-of'), ['A', 'B', 'X']),
    of({ is: 'empty' }, { is: 'not-empty' }),
  ),
  testOn(
    'known',
    one(of('contains'), ['A', 'B']),
    many(of('contains-none-of'), ['A', 'C']),
    of({ is: 'empty' }, { is: 'not-empty' }),
  ),
  testOn('day', one(equality, days), one(order, days), many(membership, days)),
  testOn('name', one(equality, ['Ana', 'Bo']), many(membership, ['Ana', 'Bo', 'Cy'])),
];

export const conditionOf = (tests: readonly fc.Arbitrary<Test>[]) =>
  fc.letrec<{ node: Condition }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      { weight: 3, arbitrary: fc.oneof(...tests) },
      { weight: 1, arbitrary: fc.array(tie('node'), { minLength: 1, maxLength: 3 }).map((all) => ({ all })) },
      { weight: 1, arbitrary: fc.array(tie('node'), { minLength: 1, maxLength: 3 }).map((any) => ({ any })) },
      { weight: 1, arbitrary: tie('node').map((not) => ({ not })) },
    ),
  })).node;

const authority = of(
  'clearing-officer',
  'designated-official',
  'acting-designated-official',
  'regional-operations',
  'bureau-director',
  'country-security-adviser',
);
const asks = fc
  .record({
    authority,
    mode: of('decide', 'decide', 'advise', 'inform'),
    stage: of(undefined, undefined, 10, 20, 30),
    of: of(undefined, undefined, 'area', 'traveller'),
    deadlineHours: of(undefined, undefined, 4, 24),
  })
  .map((ask) =>
    Object.fromEntries(Object.entries({ kind: 'require', ...ask }).filter(([, value]) => value !== undefined)),
  );
const outcome = fc.oneof(
  { weight: 4, arbitrary: asks },
  { weight: 3, arbitrary: of({ kind: 'allow' }) },
  { weight: 1, arbitrary: fc.record({ kind: of('stop'), code: of('s-one', 's-two'), remedy: of('mend', 'none') }) },
  { weight: 1, arbitrary: fc.record({ kind: of('hold'), code: of('h-one') }) },
  { weight: 1, arbitrary: fc.record({ kind: of('note'), code: of('n-one', 's-one') }) },
  {
    weight: 1,
    arbitrary: of({ kind: 'condition', code: 'c-one' }, { kind: 'condition', code: 'c-one', due: 'on-arrival' }),
  },
  { weight: 1, arbitrary: of({ kind: 'openCase', process: 'p' }, { kind: 'openCase', process: 'p', degree: 'minor' }) },
  { weight: 1, arbitrary: fc.record({ kind: of('settle'), state: of('not-required', 'registered') }) },
) as fc.Arbitrary<Outcome>;

export const scope = fc.record(
  {
    countries: some('C', 'D'),
    areas: some('C-0', 'C-1', 'C-2', 'D-1'),
    organizations: some('org'),
    from: of('2027-03-01', '2027-03-02'),
    to: of('2027-03-02', '2027-03-07'),
  },
  { requiredKeys: [] },
);
export const bodyOf = (condition: fc.Arbitrary<Condition>, within: fc.Arbitrary<Rule['scope']>) =>
  fc.record(
    {
      step: fc.integer({ min: 1, max: 3 }),
      when: condition,
      then: fc.array(outcome, { minLength: 1, maxLength: 2 }),
      reason: of('r-one', 'r-two', 's-one'),
      scope: within,
    },
    { requiredKeys: ['step', 'when', 'then'] },
  ) as fc.Arbitrary<Omit<Rule, 'id' | 'title' | 'source'>>;

const decider: Outcome = { kind: 'require', authority: 'designated-official', mode: 'decide' };
const later: Outcome = { kind: 'require', authority: 'clearing-officer', mode: 'decide', deadlineHours: 12 };
const otherwise = fc.constantFrom<Outcome[]>(
  [decider],
  [{ kind: 'hold', code: 'h-two' }],
  [{ kind: 'stop', code: 's-three', remedy: 'none' }],
);
const undecided = fc.constantFrom<Outcome[]>([decider], [later, { kind: 'note', code: 'n-two' }]);

export function ruleSets(body: ReturnType<typeof bodyOf>, most: number): fc.Arbitrary<RuleSet> {
  return fc.record({ rules: fc.array(body, { minLength: 1, maxLength: most }), otherwise, undecided }).map((set) => ({
    name: 'random',
    version: 1,
    title: 'Random',
    hitPolicy: 'collect' as const,
    facts,
    ...set,
    rules: set.rules.map((rule, index) => ({ id: `r${index}`, title: 'A rule', source: 'a test', ...rule })),
  }));
}

export const aRandomRuleSet = ruleSets(bodyOf(conditionOf(everyTest), scope), 6);

const inCountries = fc.record({ countries: some('C', 'D') });
export const aCondition = conditionOf(fewTests);
/** Over few facts, so that every case there is can be judged. */
export const aSmallRuleSet = ruleSets(bodyOf(conditionOf(fewTests), inCountries), 5);
/** A second version: some rules kept, some changed. */
export const twoVersions = fc
  .record({ before: aSmallRuleSet, after: aSmallRuleSet, kept: fc.nat({ max: 4 }) })
  .map(({ before, after, kept }) => {
    const rules = [
      ...before.rules.slice(0, kept),
      ...after.rules.slice(0, 2).map((rule, index) => ({ ...rule, id: `n${index}` })),
    ];
    return { before, after: { ...before, version: 2, rules } satisfies RuleSet };
  });

const orMissing = <T extends FactValue>(values: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 4, arbitrary: values }, { weight: 1, arbitrary: of(undefined) });
export const allDays = [...days, '2027-02-28', '2027-03-03', '2028-03-01', '2028-02-27'];
function known(values: Record<string, FactValue | undefined>): Record<string, FactValue> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

export const counts = [-2, -1, -0.5, 0, 0.25, 0.5, 0.75, 1, 30, 72, 73];
export const everySmallCase: Example[] = [true, false, undefined].flatMap((yes) =>
  [...counts, undefined].flatMap((count) =>
    ['red', 'green', 'blue', 'grey', undefined].flatMap((color) =>
      [...levels, undefined].flatMap((level) =>
        ['C', 'D', 'E', null, undefined].map((country) => ({
          facts: known({ yes, count, color, level }),
          in: { ...(country === undefined ? {} : { country }), date: '2027-01-01' },
        })),
      ),
    ),
  ),
);

/** Areas one within the other; no scope names some of them. */
export const nested: Record<string, readonly string[]> = {
  'C-1': ['C-0'],
  'C-2': ['C-1', 'C-0'],
  'C-1-inner': ['C-1', 'C-0'],
  'C-2-inner': ['C-2', 'C-1', 'C-0'],
};
/** As `nested`, for the area of the place. */
export const inItsPlace = (place: JudgedIn): JudgedIn => ({ ...place, inside: nested[place.area ?? ''] ?? [] });

export const aRandomCase: fc.Arbitrary<{ facts: Record<string, FactValue | undefined>; in: JudgedIn }> = fc.record({
  facts: fc.record({
    yes: orMissing(fc.boolean()),
    count: orMissing(of(...counts)),
    color: orMissing(of('red', 'green', 'blue', 'grey')),
    level: orMissing(of(...levels)),
    codes: orMissing(fc.subarray(['A', 'B', 'X', 'Y'])),
    known: orMissing(fc.subarray(['A', 'B', 'C'])),
    day: orMissing(of(...allDays)),
    name: orMissing(of('Ana', 'Bo', 'Cy', 'Di')),
  }),
  in: fc
    .record({
      country: of('C', 'D', 'E', null, undefined),
      area: of('C-0', 'C-1', 'C-2', 'C-1-inner', 'C-2-inner', 'D-1', 'E-1', null, undefined),
      organization: of('org', 'other', null, undefined),
      date: of('2027-02-28', '2027-03-01', '2027-03-02', '2027-03-05', '2027-03-07', '2027-03-08'),
    })
    .map((place) => Object.fromEntries(Object.entries(place).filter(([, id]) => id !== undefined)) as JudgedIn)
    .map(inItsPlace),
});
