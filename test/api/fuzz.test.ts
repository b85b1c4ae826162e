// Every operation of our own OpenAPI document meets nearly right and hostile inputs: no fault of ours, no answer the document does not name.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { problemCodes } from '../../api/problem-codes.ts';
import { openSeeded, type Seeded } from '../access/seeded-world.ts';
import { actors, type Actor } from '../access/actors.ts';
import { bodies, hostile, values, type Schema, type Schemas } from './fuzz-inputs.ts';

type Media = Record<string, { schema?: Schema; example?: unknown }>;
type Operation = {
  operationId: string;
  parameters?: { name: string; in: 'path' | 'query'; required?: boolean; schema: Schema }[];
  requestBody?: { content: Media };
  responses: Record<string, { content?: Media }>;
};

const [runs, allMs] = [30, 45_000];
const askers: readonly Actor[] = ['administrator', 'officialA', 'clerkA', 'traveller', 'focalHealth', 'adviserB'];
const codesShown: unknown = JSON.parse(readFileSync('web/locales/en/codes.json', 'utf8'));
const known = new Set([...Object.keys(problemCodes), ...keysOf(codesShown)]);

let seeded: Seeded;
let operations: { method: string; path: string; operation: Operation }[];
let schemas: Schemas;
let asked = 0;
beforeAll(async () => {
  seeded = await openSeeded();
  const { body } = await seeded.door.call('GET', '/api/openapi.json');
  schemas = body.components.schemas;
  operations = Object.entries<Record<string, Operation>>(body.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method, path, operation })),
  );
});
afterAll(async () => {
  console.info(`fuzz: ${asked} requests to ${operations.length} operations`);
  await seeded?.close();
});

test(
  'no input brings a fault of ours or an answer that is not documented',
  async () => {
    const until = Date.now() + allMs;
    for (const [index, { method, path, operation }] of operations.entries()) {
      const left = (until - Date.now()) / (operations.length - index);
      await fc.assert(
        fc.asyncProperty(requests(path, operation), async ({ url, body, csv, as }) => {
          const flaw = await flawOf(
            method,
            url,
            operation,
            as,
            csv ?? (body === undefined ? undefined : JSON.stringify(body)),
            csv !== undefined,
          );
          if (flaw) throw new Error(`${method} ${path} as ${as}: ${flaw}`);
        }),
        { numRuns: runs, interruptAfterTimeLimit: Math.max(500, left), markInterruptAsFailure: false },
      );
    }
    expect(asked).toBeGreaterThan(operations.length * 3);
  },
  allMs * 3,
);

test('what is not JSON, too deep, too many keys or too large is refused before it costs much', async () => {
  const keys = Object.fromEntries(Array.from({ length: 20_000 }, (_, n) => [`k${n}`, 1]));
  const bad: [string, number][] = [
    ['{"person":', 400],
    ['[1,2', 400],
    ['nothing', 400],
    [`${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`, 400],
    [JSON.stringify(keys), 400],
    [JSON.stringify({ person: 'x'.repeat(10_000_000) }), 413],
  ];
  for (const { method, path, operation } of operations.filter((one) => one.operation.requestBody)) {
    if (!operation.requestBody!.content['application/json']) continue;
    for (const [body, status] of bad) {
      const answer = await seeded.ask('administrator', method.toUpperCase(), path.replaceAll(/\{\w+\}/g, 'XA-2'), {
        body,
      });
      asked += 1;
      // An address that names nothing is said to be so before its body is read.
      expect({ path, body: body.slice(0, 40), status: answer.status === 404 ? status : answer.status }).toEqual({
        path,
        body: body.slice(0, 40),
        status,
      });
      expect(known).toContain(answer.body.code);
    }
  }
}, 90_000);

function requests(path: string, operation: Operation) {
  const words = [
    ...Object.values(seeded.ids),
    ...Object.values(actors),
    'XA-2',
    'XB-2',
    'XC-1',
    'travelClearance',
    'approve',
    'deny',
    '1',
  ];
  const of = (place: 'path' | 'query') => (operation.parameters ?? []).filter((one) => one.in === place);
  const record = (place: 'path' | 'query') =>
    fc.record(Object.fromEntries(of(place).map((one) => [one.name, values(one.schema, schemas, words)])), {
      requiredKeys: of(place)
        .filter((one) => place === 'path' || one.required)
        .map((one) => one.name),
    });
  const extra = fc.option(
    fc.constantFrom('unknown=1', 'limit[]=1', 'q[$ne]=', 'cursor=x&cursor=y', '__proto__[admin]=1', 'q=%ff'),
    { freq: 4 },
  );
  const json = operation.requestBody?.content['application/json'];
  const takesCsv = operation.requestBody?.content['text/csv'] !== undefined;
  return fc
    .record({
      inPath: record('path'),
      inQuery: record('query'),
      extra,
      body: json?.schema ? bodies(json.schema, schemas, words, json.example) : fc.constant(undefined),
      csv: takesCsv ? tables(words) : fc.constant(undefined),
      as: fc.constantFrom(...askers),
    })
    .map(({ inPath, inQuery, extra: more, body, csv, as }) => {
      const named = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(inPath[name])));
      const query = [...new URLSearchParams(inQuery as Record<string, string>).toString().split('&'), more].filter(
        Boolean,
      );
      return { url: query.length > 0 ? `${named}?${query.join('&')}` : named, body, csv, as };
    });
}

function tables(words: readonly string[]): fc.Arbitrary<string> {
  const column = fc.constantFrom(
    'id',
    'name',
    'area',
    'country',
    'mode',
    'training',
    'holder',
    'areas',
    'limits',
    '__proto__',
    'training.BSAFE',
    'measures',
  );
  const cell = fc.oneof(
    fc.constantFrom(...words),
    fc.constantFrom(
      ...hostile.map((one) => (typeof one === 'string' ? one.slice(0, 500) : (JSON.stringify(one) ?? ''))),
    ),
  );
  const row = (width: number) =>
    fc
      .array(cell, { minLength: width, maxLength: width })
      .map((cells) => cells.map((one) => `"${one.replaceAll('"', '""')}"`).join(','));
  return fc
    .uniqueArray(column, { minLength: 1, maxLength: 5 })
    .chain((head) => fc.array(row(head.length), { maxLength: 4 }).map((rows) => [head.join(','), ...rows].join('\n')));
}

async function flawOf(
  method: string,
  url: string,
  operation: Operation,
  as: Actor,
  body: string | undefined,
  isCsv: boolean,
): Promise<string | null> {
  asked += 1;
  const ending = new AbortController();
  const response = await fetch(`${seeded.door.url}${url}`, {
    method: method.toUpperCase(),
    redirect: 'manual',
    signal: ending.signal,
    headers: {
      // Signing out everywhere would sign out who asks next.
      ...(method === 'delete' && url.includes('sessions')
        ? await seeded.door.as(url.endsWith('/sessions') ? actors.former : actors[as])
        : seeded.headers(as)),
      ...(body === undefined ? {} : { 'content-type': isCsv ? 'text/csv' : 'application/json' }),
    },
    ...(body === undefined ? {} : { body }),
  });
  const type = response.headers.get('content-type') ?? '';
  if (type.startsWith('text/event-stream')) {
    ending.abort();
    return null;
  }
  const content = await response.text();
  const said = `${response.status} ${content.slice(0, 300)} to ${url.slice(0, 300)} ${(body ?? '').slice(0, 600)}`;
  const documented = operation.responses[response.status];
  if (response.status >= 500 && !documented) return `a fault of ours: ${said}`;
  if (!documented) return isProblem(type, content, response.status) ? null : `not a documented problem: ${said}`;
  const schema = documented.content?.['application/json']?.schema;
  if (!schema) return null;
  const fits = checkOf(schema).safeParse(JSON.parse(content));
  return fits.success ? null : `not the documented body (${z.prettifyError(fits.error)}): ${said}`;
}

function isProblem(type: string, content: string, status: number): boolean {
  if (status < 400 || !type.startsWith('application/problem+json')) return false;
  const problem = checkOf(schemas['Problem']!).safeParse(JSON.parse(content));
  const { code, status: said } = (problem.data ?? {}) as { code?: string; status?: number };
  if (!problem.success || said !== status || !code) return false;
  if (!known.has(code)) console.warn(`fuzz: the code ${code} has no words`);
  return known.has(code);
}

const checks = new Map<Schema, z.ZodType>();
function checkOf(schema: Schema): z.ZodType {
  const found = checks.get(schema);
  if (found) return found;
  const whole = { ...schema, $defs: schemas };
  const made = z.fromJSONSchema(JSON.parse(JSON.stringify(whole).replaceAll('#/components/schemas/', '#/$defs/')));
  checks.set(schema, made);
  return made;
}

function keysOf(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [key.split('.').at(-1)!, ...keysOf(inner)]);
}
