// What the editor shows of a condition is the whole condition: there and back nothing is lost.
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { conditionFaults } from '../../rules/guard-conditions.ts';
import { operators, type Condition, type FactType, type Test } from '../../rules/rule-set.ts';
import * as server from '../../rules/values.ts';
import { fitted, fromGroup, pathAt, toGroup, type Group, type TestRow } from '../../web/src/rulebook/convert.ts';
import { operatorsOf, withList, withoutValue } from '../../web/src/rulebook/operators.ts';

const word = fc.string({ minLength: 0, maxLength: 6 });
const fact = fc.constantFrom('presentRisk', 'hoursToDeparture', 'begun', 'coursesMissing', 'leavesOn', 'note');
const value = fc.oneof(
  fc.boolean(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0),
  word,
  fc.constantFrom('2027-03-11', '2028-02-29'),
  fc.array(word, { maxLength: 4 }),
);
const compared = fc.record(
  { value, missing: fc.constantFrom('holds' as const, 'fails' as const, 'person' as const) },
  { requiredKeys: [] },
);
const oneTest: fc.Arbitrary<Test> = fc
  .tuple(fact, fc.constantFrom(...operators), compared)
  .map(([name, is, rest]) => ({ fact: name, is, ...rest }));

const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    oneTest,
    fc.array(tie('condition'), { maxLength: 4 }).map((all) => ({ all })),
    fc.array(tie('condition'), { maxLength: 4 }).map((any) => ({ any })),
    tie('condition').map((not) => ({ not })),
  ),
}));

const row: fc.Arbitrary<TestRow> = fc
  .tuple(fact, fc.constantFrom(...operators), compared)
  .map(([field, operator, rest]) => ({ field, operator, value: rest }));
/** What a person may leave behind in the builder: any flag on any group. */
const { group } = fc.letrec<{ group: Group }>((tie) => ({
  group: fc.record(
    {
      combinator: fc.constantFrom('and', 'or'),
      rules: fc.array(fc.oneof({ maxDepth: 4 }, row, tie('group')), { maxLength: 4 }),
      not: fc.boolean(),
      wraps: fc.boolean(),
    },
    { requiredKeys: ['combinator', 'rules'] },
  ),
}));

test('a condition shown as a tree and read back is the same condition', () => {
  fc.assert(
    fc.property(condition, (given) => {
      expect(fromGroup(toGroup(given))).toEqual(given);
    }),
    { numRuns: 5000 },
  );
});

test('whatever tree a person leaves behind, what is read from it is shown as it was read', () => {
  fc.assert(
    fc.property(group, (given) => {
      const read = fromGroup(given);
      const shown = toGroup(read);
      expect(fromGroup(shown)).toEqual(read);
      expect(toGroup(fromGroup(shown))).toEqual(shown);
    }),
    { numRuns: 5000 },
  );
});

/** Tests whose value has the form their comparison takes. */
const wellFormed = condition.filter((given) => tests(given).every(isWellFormed));
function tests(given: Condition): Test[] {
  if ('not' in given) return tests(given.not);
  if ('all' in given) return given.all.flatMap(tests);
  return 'any' in given ? given.any.flatMap(tests) : [given];
}
function isWellFormed({ is, value: given, missing }: Test): boolean {
  if ((is === 'missing' || is === 'present') && missing !== undefined) return false;
  if (withoutValue.includes(is)) return given === undefined;
  return given === undefined || Array.isArray(given) === withList.includes(is);
}

test('values are only made to fit where they do not', () => {
  fc.assert(
    fc.property(wellFormed, (given) => {
      expect(fromGroup(fitted(toGroup(given)))).toEqual(given);
    }),
    { numRuns: 1000 },
  );
  fc.assert(
    fc.property(condition, (given) => {
      expect(tests(fromGroup(fitted(toGroup(given)))).every(isWellFormed)).toBe(true);
    }),
    { numRuns: 1000 },
  );
});

/** Every test of a condition with the place the server names it by. */
function placed(given: Condition, at = 'when'): [string, Test][] {
  if ('not' in given) return placed(given.not, `${at}.not`);
  if ('all' in given) return given.all.flatMap((one, index) => placed(one, `${at}.all[${index}]`));
  if ('any' in given) return given.any.flatMap((one, index) => placed(one, `${at}.any[${index}]`));
  return [[at, given]];
}

test('a fault named by the server is shown at its row', () => {
  fc.assert(
    fc.property(condition, (given) => {
      for (const [at, { fact: field, is: operator, ...rest }] of placed(given)) {
        const shown = pathAt(given, `${at}.value`).reduce<Group | TestRow>(
          (inner, index) => ('rules' in inner ? (inner.rules[index] ?? inner) : inner),
          toGroup(given),
        );
        expect(shown).toEqual({ field, operator, value: rest });
      }
    }),
    { numRuns: 1000 },
  );
});

const samples: { of: FactType; value: Exclude<Test['value'], string[]> }[] = [
  { of: { type: 'boolean' }, value: true },
  { of: { type: 'number' }, value: 24 },
  { of: { type: 'choice', values: ['some', 'other'] }, value: 'some' },
  { of: { type: 'scale', values: ['low', 'high'] }, value: 'low' },
  { of: { type: 'list' }, value: 'some' },
  { of: { type: 'date' }, value: '2027-03-11' },
  { of: { type: 'text' }, value: 'some' },
];

test.each(samples)('of a $of.type nothing is offered that could not be written', ({ of, value: one }) => {
  for (const is of operatorsOf[of.type]) {
    const given = withoutValue.includes(is) ? {} : { value: withList.includes(is) ? [String(one)] : one };
    const faults = conditionFaults({ fact: 'asked', is, ...given } as Test, new Map([['asked', of]]));
    expect([is, faults]).toEqual([is, []]);
  }
});

test('the editor offers the comparisons the server takes', () => {
  const types = Object.keys(server.operatorsOf) as FactType['type'][];
  expect(Object.keys(operatorsOf)).toEqual(types);
  for (const type of types) expect(operatorsOf[type]).toEqual(server.operatorsOf[type]);
  expect(withoutValue).toEqual(server.withoutValue);
  expect(withList).toEqual(server.withList);
});
