// Inputs drawn from the schemas of the OpenAPI document: nearly right, hostile in one place, or hostile as a whole.
import fc from 'fast-check';

export type Schema = {
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema | boolean;
  minimum?: number;
  maximum?: number;
  format?: string;
  pattern?: string;
};
export type Schemas = Readonly<Record<string, Schema>>;

/** What attackers, other encodings and tired people send. */
export const hostile: readonly unknown[] = [
  ...['', ' ', '\u0000', 'a\u0000b', '\uD800', '\u202Egnp.exe', '\u200B', 'é\u0301'.repeat(50), 'A'.repeat(70_000)],
  ...['<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', "' OR 1=1 --", '${7*7}', '{{7*7}}', '%00', '%'],
  ...['../../etc/passwd', '\r\nSet-Cookie: a=b', '__proto__', 'constructor', 'NaN', '9'.repeat(400), '-0', '1e999'],
  ...['2027-02-30', '2027-03-11T25:61', '0000-01-01', '9999-12-31T23:59', '+275760-09-13', '2027-03-11T10:00Z'],
  ...[null, true, 0, -1, 1.5, 1e308, Number.MAX_SAFE_INTEGER, 2 ** 31, 2 ** 63],
  ...[[], [[]], ['XA-2', 'XA-3'], {}, { not: '' }, { contains: '' }, { $ne: null }, { in: ['ana'] }, { set: 'x' }],
  ...[JSON.parse('{"__proto__":{"admin":true}}'), { constructor: { prototype: { admin: true } } }],
  ...[Array.from({ length: 500 }, () => 'x'), JSON.parse('['.repeat(500) + ']'.repeat(500))],
];
const columns = [
  'id',
  'state',
  'version',
  'submitterId',
  'submitter',
  'subjectId',
  'decidedBy',
  'deciderId',
  'personId',
]
  .concat(['role', 'roles', 'active', 'createdAt', 'contentHash', 'holders', 'live', 'reference', 'workflowId', 'seq'])
  .concat(['organizationId', 'tokenHash', 'issuer', 'externalId', '__proto__', 'constructor', 'toString', 'envelope']);

export type Mutation = 'none' | 'leaf' | 'column' | 'whole';
const mutation = fc.constantFrom<Mutation>('none', 'none', 'leaf', 'leaf', 'column', 'whole');

/** @param words ids and terms that mean something in the world asked */
export function bodies(schema: Schema, schemas: Schemas, words: readonly string[], example: unknown) {
  const good = fc.oneof(valid(schema, schemas, words, 0), fc.constant(example ?? {}));
  return fc
    .tuple(good, mutation, fc.constantFrom(...hostile), fc.nat(), fc.constantFrom(...columns))
    .map(([body, kind, bad, at, column]) => spoiled(body, kind, bad, at, column));
}

export function values(schema: Schema, schemas: Schemas, words: readonly string[]) {
  const bad = hostile
    .filter((one) => typeof one === 'string' && one.length < 3_000)
    .map((one) => toWellFormed(one as string));
  return fc.oneof(
    { weight: 3, arbitrary: valid(schema, schemas, words, 0).map(String) },
    { weight: 2, arbitrary: fc.constantFrom(...words) },
    { weight: 2, arbitrary: fc.constantFrom(...bad) },
  );
}

/** A lone surrogate cannot be written into an address at all. */
const toWellFormed = (text: string) => text.replaceAll(/\p{Surrogate}/gu, '\uFFFD');

function spoiled(body: unknown, kind: Mutation, bad: unknown, at: number, column: string): unknown {
  if (kind === 'none') return body;
  if (kind === 'whole') return bad;
  if (kind === 'column')
    return isRecord(body) ? { ...body, ...JSON.parse(`{"${column}":${JSON.stringify(bad)}}`) } : body;
  const leaves = leavesOf(body);
  if (leaves.length === 0) return bad;
  const path = leaves[at % leaves.length]!;
  return path.reduceRight<(inner: unknown) => unknown>(
    (set, key) => (inner) => {
      const copy = (Array.isArray(inner) ? [...inner] : { ...(inner as object) }) as Record<string, unknown>;
      copy[key] = set(copy[key]);
      return copy;
    },
    () => bad,
  )(body);
}

/** Paths of everything inside, also of what is not a leaf: a list may be replaced as a whole. */
function leavesOf(value: unknown, under: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return under.length > 0 ? [under] : [];
  const inner = Object.entries(value).flatMap(([key, one]) => leavesOf(one, [...under, key]));
  return under.length > 0 ? [under, ...inner] : inner;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function valid(schema: Schema, schemas: Schemas, words: readonly string[], depth: number): fc.Arbitrary<unknown> {
  const inner = (one: Schema) => valid(one, schemas, words, depth + 1);
  if (schema.$ref) return inner(schemas[schema.$ref.split('/').at(-1)!] ?? {});
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return fc.oneof(...choices.map(inner));
  if (schema.allOf) return fc.tuple(...schema.allOf.map(inner)).map((all) => Object.assign({}, ...all));
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  switch (type) {
    case 'string':
      return text(schema, words);
    case 'integer':
      return fc.integer({ min: Math.max(schema.minimum ?? -5, -5), max: Math.min(schema.maximum ?? 50, 50) });
    case 'number':
      return fc.double({ noNaN: true, min: -10, max: 1000 });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array':
      return fc.array(typeof schema.items === 'object' ? inner(schema.items) : fc.jsonValue(), { maxLength: 3 });
    case 'object':
      return record(schema, inner, depth);
    default:
      return fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constantFrom(...words));
  }
}

function record(schema: Schema, inner: (one: Schema) => fc.Arbitrary<unknown>, depth: number): fc.Arbitrary<unknown> {
  const properties = Object.entries(schema.properties ?? {}).filter(
    ([key]) => depth < 6 || schema.required?.includes(key),
  );
  if (properties.length === 0)
    return fc.dictionary(fc.string({ maxLength: 12 }), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 3 });
  const parts = Object.fromEntries(properties.map(([key, one]) => [key, inner(one)]));
  return fc.record(parts, { requiredKeys: (schema.required ?? []).filter((key) => key in parts) });
}

function text({ format, pattern }: Schema, words: readonly string[]): fc.Arbitrary<string> {
  if (format === 'uuid') return fc.oneof(fc.uuid({ version: 4 }), fc.constantFrom(...words));
  if (format === 'date') return fc.constantFrom('2027-03-11', '2027-12-31', '2024-02-29', '1970-01-01');
  if (format === 'date-time') return fc.constantFrom('2027-03-11T10:00:00Z', '2027-03-11T10:00:00.000Z');
  if (format === 'local-date-time' || pattern?.includes('T('))
    return fc.constantFrom('2027-03-11T10:00', '2027-03-14T10:00');
  return fc.oneof(
    fc.constantFrom(...words),
    fc.string({ unit: 'grapheme', maxLength: 40 }),
    fc.string({ unit: 'binary', maxLength: 10 }),
  );
}
