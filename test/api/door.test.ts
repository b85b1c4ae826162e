// What the door of the API holds for every route: who is let in, what is taken, and how it refuses.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { z } from 'zod';
import { actForms } from '../../api/act-forms.ts';
import { actExample, filingExample } from '../../api/examples.ts';
import { pathOf } from '../../api/open-api.ts';
import { apiRouter, route } from '../../api/route.ts';
import { processes } from '../../rules/index.ts';
import { openDoor, type Door } from './door.ts';

let door: Door;
beforeAll(async () => {
  door = await openDoor();
});
afterAll(() => door.close());

const entries = () => [...door.routes.v1.entries, ...door.routes.operators.entries];

test('every route without a session answers 401, unless it is public', async () => {
  const walked = [];
  for (const entry of entries().filter(({ access }) => access !== 'public')) {
    const path = entry.fullPath.replaceAll(/:\w+/g, '00000000-0000-4000-8000-000000000000');
    const isRead = entry.method === 'get' || entry.method === 'delete';
    const body = isRead ? {} : { body: '{}', headers: { 'content-type': entry.consumes ?? 'application/json' } };
    const { status } = await fetch(door.url + path, { method: entry.method.toUpperCase(), ...body });
    walked.push({ route: `${entry.method} ${entry.fullPath}`, status });
  }
  expect(walked.filter(({ status }) => status !== 401)).toEqual([]);
  expect(walked.length).toBeGreaterThan(1);
});

test('only these routes are public', () => {
  const open = entries()
    .filter(({ access }) => access === 'public')
    .map(({ method, fullPath }) => `${method} ${fullPath}`);
  expect(open.toSorted()).toEqual([
    'get /api/openapi.json',
    'get /api/v1/demo/people',
    'get /healthz',
    'get /metrics',
    'get /readyz',
    'post /api/v1/demo/sessions',
  ]);
});

test('a route cannot be registered without a policy, without a schema of its parameters, or as a pattern', () => {
  const router = apiRouter(door.deps, '');
  const spec = { method: 'get', path: '/x', access: 'public', answers: { 200: null }, summary: 'x' } as const;
  expect(() => route(router, { ...spec, access: undefined as never }, () => 'x')).toThrow('no access policy');
  expect(() => route(router, { ...spec, path: '/x/:id' }, () => 'x')).toThrow('no schema of its parameters');
  expect(() => route(router, { ...spec, path: '/x/{*rest}' }, () => 'x')).toThrow('is a pattern');
});

test('the OpenAPI document holds every registered route, and no other', async () => {
  const { body } = await door.call('GET', '/api/openapi.json');
  expect(body.openapi).toBe('3.1.0');
  const documented = Object.entries<object>(body.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method} ${path}`),
  );
  expect(documented.toSorted()).toEqual(
    entries()
      .map((entry) => `${entry.method} ${pathOf(entry)}`)
      .toSorted(),
  );
});

test('the OpenAPI document shows what is filed and done, form by form', async () => {
  type Kind = { properties: Record<string, { const?: string; properties?: object }> };
  const { body } = await door.call('GET', '/api/openapi.json');
  const kindsOf = (path: string, named: string) => {
    const { oneOf } = body.paths[`/api/v1${path}`].post.requestBody.content['application/json'].schema;
    return (oneOf as Kind[]).map(({ properties: { [named]: name, form } }) => [
      name!.const!,
      Object.keys(form!.properties!).toSorted(),
    ]);
  };
  const keysOf = (form: z.ZodObject) => Object.keys(form.shape).toSorted();
  const filed = Object.entries(processes).map(([name, { form }]) => [name, keysOf(form)]);
  expect(kindsOf('/requests', 'process')).toEqual(filed);
  expect(kindsOf('/requests/preflight', 'process')).toEqual(filed.slice(0, 1));
  expect(kindsOf('/requests/{id}/acts', 'verb')).toEqual(
    Object.entries(actForms).map(([verb, form]) => [verb, keysOf(form)]),
  );
});

test('every route that takes JSON shows an example of it', () => {
  const bare = entries().filter(({ body, consumes, example }) => body && !consumes && example?.body === undefined);
  expect(bare.map(({ method, fullPath }) => `${method} ${fullPath}`)).toEqual([]);
});

test('the examples of a request and of an act are whole forms', () => {
  expect(processes[filingExample.process].form.safeParse(filingExample.form).error).toBeUndefined();
  expect(actForms[actExample.verb].safeParse(actExample.form).error).toBeUndefined();
});

test('every documented example is accepted by its schema', () => {
  const flaws = entries().flatMap(({ fullPath, example, body, query, params, answers }) => {
    if (!example) return [];
    const [answer] = Object.values(answers);
    const pairs: [unknown, z.ZodType | null | undefined][] = [
      [example.body, body],
      [example.query, query],
      [example.params, params],
      [example.answer, answer],
    ];
    return pairs.flatMap(([shown, schema]) => {
      const parsed = shown === undefined ? undefined : schema?.safeParse(shown);
      return parsed?.error ? [`${fullPath}: ${z.prettifyError(parsed.error)}`] : [];
    });
  });
  expect(flaws).toEqual([]);
});

test('an unknown path of the API is a problem, and its headers keep others out', async () => {
  const { status, body, headers } = await door.call('GET', '/nothing-here');
  expect({ status, code: body.code, type: headers.get('content-type') }).toEqual({
    status: 404,
    code: 'not-found',
    type: 'application/problem+json; charset=utf-8',
  });
  expect(headers.get('content-security-policy')).toContain("default-src 'self'");
  expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('referrer-policy')).toBe('no-referrer');
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('access-control-allow-origin')).toBeNull();
  expect(headers.get('x-powered-by')).toBeNull();
  expect(body.instance).toBe(`urn:uuid:${headers.get('x-request-id')}`);
});

test('a body over 256 kB, of another type, or not JSON is refused', async () => {
  const codes = [];
  for (const [body, type] of [
    [`{"person":"${'a'.repeat(300_000)}"}`, 'application/json'],
    ['{}', 'text/plain'],
    ['{', 'application/json'],
  ] as const) {
    const { status, body: problem } = await door.call('POST', '/demo/sessions', {
      body,
      headers: { 'content-type': type },
    });
    codes.push([status, problem.code]);
  }
  expect(codes).toEqual([
    [413, 'payload-too-large'],
    [415, 'unsupported-media-type'],
    [400, 'malformed-json'],
  ]);
});

test('objects, lists and further keys in place of a plain value are refused', async () => {
  for (const body of [{ person: { not: '' } }, { person: ['ana'] }, { person: 'ana', admin: true }, {}]) {
    const answer = await door.call('POST', '/demo/sessions', { body });
    expect({ status: answer.status, code: answer.body.code }).toEqual({ status: 400, code: 'validation-failed' });
    expect(answer.body.errors).not.toHaveLength(0);
  }
  expect((await door.call('GET', '/me?x[not]=1', { as: 'ana' })).status).toBe(400);
});

test('no route takes a key it does not declare', () => {
  const loose = entries().filter(({ body, consumes }) => {
    if (!body || consumes) return false;
    const issues = body.safeParse({ keyNobodyDeclared: 1 }).error?.issues ?? [];
    return !issues.some(({ code }) => code === 'unrecognized_keys');
  });
  expect(loose.map(({ method, fullPath }) => `${method} ${fullPath}`)).toEqual([]);
});

test('readiness names what does not answer', async () => {
  const rest = { database: 'ok', migrations: 'ok', temporal: 'ok', clock: 'ok', worker: 'ok' };
  expect(await (await fetch(`${door.url}/readyz`)).json()).toEqual({ ready: true, ...rest });
  const away = await openDoor({ temporalReady: () => Promise.reject(new Error('away')) });
  const response = await fetch(`${away.url}/readyz`);
  expect([response.status, await response.json()]).toEqual([503, { ready: false, ...rest, temporal: 'failed' }]);
  const owner = new Client({ connectionString: away.database.ownerUrl });
  await owner.connect();
  await owner.query(`DELETE FROM _prisma_migrations WHERE migration_name = '0009_readiness'`);
  await owner.end();
  expect(await (await fetch(`${away.url}/readyz`)).json()).toMatchObject({ database: 'ok', migrations: 'failed' });
  await away.close();
});

test('figures hold routes and states, and no ids of people', async () => {
  await door.call('GET', '/me', { as: 'ana' });
  const text = await (await fetch(`${door.url}/metrics`)).text();
  expect(text).toContain('safeconduct_http_requests_total{method="GET",route="/api/v1/me",status="200"}');
  expect(text).toContain('# TYPE safeconduct_oldest_open_task_seconds gauge');
  expect(text).not.toMatch(/\bana\b/);
});
