// Every form lets in what is right and gives it back unchanged, and names the place of whatever is wrong.
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { z } from 'zod';
import { actForms } from '../../api/act-forms.ts';
import { RuleChangeForm } from '../../forms/rule-change.ts';
import { Stop, TravelClearanceAmendment, TravelClearanceForm } from '../../forms/travel-clearance.ts';
import { valid, wrong } from '../support/form-inputs.ts';
import '../support/seed.ts';

type Form = Record<string, unknown>;
const numRuns = 150;
const forms = new Map<string, z.ZodType>([
  ['a request for travel clearance', TravelClearanceForm],
  ['an amendment', TravelClearanceAmendment],
  ['a change of rules', RuleChangeForm],
  ...Object.entries(actForms).map(([verb, form]): [string, z.ZodType] => [`the act ${verb}`, form]),
]);

/** Where what is said in one place depends on another. */
function fitted(schema: z.ZodType, form: Form): Form {
  const { activity, draft, revision, returnsTo, ...rest } = form;
  if (schema === TravelClearanceForm)
    return form['travelType'] === 'official' && activity !== undefined ? { ...rest, activity } : rest;
  if (schema !== RuleChangeForm) return form;
  const effective = form['effective'] as Form;
  return returnsTo === undefined
    ? { ...rest, draft: draft ?? '0a0f6c1e-7a5b-4b0e-9a55-0d6a6a2b7c11', revision: revision ?? 1 }
    : { ...rest, returnsTo, effective: { ...effective, from: undefined } };
}
const right = (schema: z.ZodType): fc.Arbitrary<Form> =>
  valid(schema).map((form) => JSON.parse(JSON.stringify(fitted(schema, form as Form))) as Form);

test.each([...forms])('%s that is right is let in and comes back unchanged', (_, schema) => {
  fc.assert(
    fc.property(right(schema), (form) => {
      expect(JSON.parse(JSON.stringify(schema.parse(form)))).toEqual(form);
    }),
    { numRuns },
  );
});

test.each([...forms])('%s that is wrong in one place is refused, and the place is named', (_, schema) => {
  const input = right(schema).chain((form) => wrong(form));
  fc.assert(
    fc.property(input, ({ form, path }) => {
      const { error } = schema.safeParse(form);
      expect(error?.issues.map((issue) => issue.path.join('.'))).toContain(path.join('.'));
    }),
    { numRuns: numRuns * 2 },
  );
});

test.each([...forms])('%s meets anything at all without breaking', (_, schema) => {
  const anything = fc.anything({
    ...{
      withBigInt: true,
      withDate: true,
      withMap: true,
      withSet: true,
      withNullPrototype: true,
      withSparseArray: true,
    },
    withTypedArray: true,
  });
  const keyed = fc.dictionary(fc.constantFrom(...keysOf(schema), '__proto__'), anything, { maxKeys: 8 });
  fc.assert(
    fc.property(fc.oneof(anything, keyed), (input) => {
      try {
        schema.parse(input);
      } catch (error) {
        expect(error).toBeInstanceOf(z.ZodError);
      }
    }),
    { numRuns },
  );
});

const keysOf = (schema: z.ZodType): string[] => (schema instanceof z.ZodObject ? Object.keys(schema.shape) : []);

test('thirty stops are a trip, thirty-one are not', () => {
  const [stop] = fc.sample(valid(Stop), 1);
  const trip = (count: number) => ({ travelType: 'official', purpose: 'Round', stops: Array(count).fill(stop) });
  expect(TravelClearanceForm.safeParse(trip(30)).success).toBe(true);
  expect(TravelClearanceForm.safeParse(trip(31)).error?.issues).toEqual([
    expect.objectContaining({ path: ['stops'], code: 'too_big' }),
  ]);
});
