// What people and others send for a form: right by its zod schema, or wrong in one place whose path is known.
import fc from 'fast-check';
import { z } from 'zod';

const words = fc
  .array(fc.constantFrom('Clinic', 'round', 'épidémie', 'عيادة', '诊所', 'Ö-1', '<b>', "' OR 1=1 --"), {
    minLength: 1,
    maxLength: 3,
  })
  .map((all) => all.join(' ').normalize('NFC').slice(0, 20).trim());
const date = fc.constantFrom('2027-03-11', '2024-02-29', '1999-12-31');
/** Most general first: a leaf takes the first kind of text that it lets in whole. */
const texts: fc.Arbitrary<string>[] = [
  words,
  fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,20}$/),
  date.map((day) => `${day}T00:00`),
  date,
  date.map((day) => `${day}T23:59:00Z`),
  fc.stringMatching(/^[0-9a-f]{64}$/),
  fc.uuid(),
];

/** What a schema lets in, but for what one place demands of another. */
export function valid(schema: z.ZodType): fc.Arbitrary<unknown> {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) return valid(schema.unwrap() as z.ZodType);
  if (schema instanceof z.ZodUnion) return fc.oneof(...schema.options.map((one) => valid(one as z.ZodType)));
  if (schema instanceof z.ZodArray) return fc.array(valid(schema.element as z.ZodType), { minLength: 1, maxLength: 3 });
  if (schema instanceof z.ZodObject) return object(schema);
  if (schema instanceof z.ZodEnum) return fc.constantFrom(...schema.options);
  if (schema instanceof z.ZodBoolean) return fc.boolean();
  if (schema instanceof z.ZodNumber)
    return fc.integer({ min: Math.max(schema.minValue ?? 0, 0), max: Math.min(schema.maxValue ?? 99, 99) });
  const fitting = texts.find((kind) => fc.sample(kind, 10).every((one) => schema.safeParse(one).success));
  if (!fitting) throw new Error(`There is no kind of input for a ${schema.type}.`);
  return fitting;
}

function object(schema: z.ZodObject): fc.Arbitrary<unknown> {
  const inner = Object.entries(schema.shape).map(([key, one]) => [key, valid(one as z.ZodType)] as const);
  const requiredKeys = inner.flatMap(([key]) => (schema.shape[key] instanceof z.ZodOptional ? [] : [key]));
  return fc.record(Object.fromEntries(inner), { requiredKeys, noNullPrototype: true });
}

type Path = (string | number)[];
export type Wrong = { what: string; form: unknown; path: Path };

const operators = [{ contains: '' }, { not: null }, { in: ['ana'] }, { $ne: null }, { set: 'x' }, { gt: '' }];
const keys = ['unknown', '__proto__', 'constructor', 'toString', 'AND', '$where', 'submitter'];
const controls = ['\u0000', '\u0007', '\u202E', '\u2066', '\u200B', '\uD800'];
const noDates = ['2027-02-30', '2027-13-01', '2027-00-10', '2025-02-29'];

/** One thing wrong in a form that is right. */
export function wrong(form: unknown): fc.Arbitrary<Wrong> {
  return fc
    .constantFrom(...nodesOf(form))
    .chain(({ path, value }) =>
      fc.oneof(...mistakes(value)).map(({ what, to }) => ({ what, path, form: put(form, path, to) })),
    );
}

type Mistake = { what: string; to: unknown };
function mistakes(value: unknown): fc.Arbitrary<Mistake>[] {
  const of = (what: string, ...all: unknown[]) => fc.constantFrom(...all.map((to) => ({ what, to })));
  const every = [of('another type', null, Number.NaN), of('an operator', ...operators)];
  if (Array.isArray(value))
    return [
      ...every,
      of(
        'too many',
        Array.from({ length: 400 }, () => value[0] as unknown),
      ),
    ];
  if (typeof value === 'number') return [...every, of('another number', 1.5, -1, 1e21, '7', Infinity)];
  if (typeof value === 'boolean') return [...every, of('another type', 'true', 1)];
  if (typeof value === 'object')
    return [of('another type', null, 'text', 7, []), of('an unknown key', ...keys.map((key) => withKey(value!, key)))];
  const text = value as string;
  const dates = /^\d{4}-\d{2}-\d{2}/.test(text) ? [of('no date', ...noDates.map((day) => day + text.slice(10)))] : [];
  const marred = controls.map((mark) => `${text.slice(0, 1)}${mark}${text.slice(1)}x`);
  return [
    ...every,
    ...dates,
    of('another type', 7, true, [text]),
    of('hidden', ...marred),
    of('too long', 'x'.repeat(5_000)),
  ];
}

const withKey = (value: object, key: string) => {
  const more = { ...value };
  Object.defineProperty(more, key, { value: { admin: true }, enumerable: true });
  return more;
};

function nodesOf(value: unknown, path: Path = []): { path: Path; value: unknown }[] {
  if (typeof value !== 'object' || value === null) return [{ path, value }];
  const inner = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return [{ path, value }, ...inner.flatMap(([key, one]) => nodesOf(one, [...path, key]))];
}

function put(value: unknown, [key, ...rest]: Path, to: unknown): unknown {
  if (key === undefined) return to;
  const copy = Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) };
  return Object.assign(copy, { [key]: put((value as Record<string | number, unknown>)[key], rest, to) });
}
