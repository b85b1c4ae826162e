// A request's trace reaches log lines and a collector, and a caller cannot put anything else there.
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import pino from 'pino';
import { Registry } from 'prom-client';
import { ApplicationFailure, ApplicationFailureCategory, defaultPayloadConverter } from '@temporalio/common';
import { observeSteps } from '../activities/steps-observed.ts';
import type { ApiDeps } from '../api/deps.ts';
import { createMetrics } from '../api/metrics.ts';
import { requestLog } from '../api/request-log.ts';
import { loadConfig } from '../config.ts';
import { exportSpans } from '../trace-export.ts';
import { childOf, readTraceparent, traceHeader, traceparentOf, work, type Finished } from '../trace.ts';

type Received = { headers: Record<string, unknown>; body: ReturnType<typeof JSON.parse> };
const received: Received[] = [];
let status = 200;
const collector = createServer((req, res) => {
  const chunks: Buffer[] = [];
  req.on('data', (chunk: Buffer) => chunks.push(chunk));
  req.on('end', () => {
    received.push({ headers: req.headers, body: JSON.parse(Buffer.concat(chunks).toString()) });
    res.writeHead(status).end('{}');
  });
});
let endpoint: string;
const warned: object[] = [];
const log = { warn: (fields: object) => void warned.push(fields) };

beforeAll(async () => {
  await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
  endpoint = `http://127.0.0.1:${(collector.address() as AddressInfo).port}/`;
});
afterAll(() => void collector.close());
beforeEach(() => {
  received.length = 0;
  warned.length = 0;
  status = 200;
});

const theirs = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

test.each([
  '',
  undefined,
  ['a', 'b'],
  '00-00000000000000000000000000000000-b7ad6b7169203331-01',
  '00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01',
  '00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01',
  `${theirs}\n{"level":60}`,
  `ff${theirs.slice(2)}`,
])('%p is no trace, and a new one begins', (text) => {
  expect(readTraceparent(text)).toBeUndefined();
  expect(traceparentOf(childOf(undefined))).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
});

const finished = (more: Partial<Finished> = {}): Finished => ({
  ...{ name: 'GET /x', kind: 'server', span: childOf(readTraceparent(theirs)), parent: readTraceparent(theirs) },
  ...{ begun: 1_800_000_000_000, ended: 1_800_000_000_012.5, ok: true, attributes: { a: 'b', n: 3 } },
  ...more,
});

test('spans arrive as OTLP with the settings of the environment, the last ones at the end of the process', async () => {
  const { traces } = loadConfig({
    OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
    OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Bearer%20x,tenant=a',
    OTEL_SERVICE_NAME: 'mine',
  });
  const spans = exportSpans({ service: 'usual', ...traces! }, log);
  spans.add(finished());
  spans.add(finished({ ok: false, parent: undefined }));
  await spans.stop();
  const [{ headers, body }] = received as [Received];
  expect(headers).toMatchObject({ authorization: 'Bearer x', tenant: 'a', 'content-type': 'application/json' });
  const [resourceSpans] = body.resourceSpans;
  expect(resourceSpans.resource.attributes).toEqual([{ key: 'service.name', value: { stringValue: 'mine' } }]);
  const [first, second] = resourceSpans.scopeSpans[0].spans;
  expect(first).toMatchObject({
    ...{ traceId: '0af7651916cd43dd8448eb211c80319c', parentSpanId: 'b7ad6b7169203331', kind: 2, status: { code: 1 } },
    ...{ startTimeUnixNano: '1800000000000000000', endTimeUnixNano: '1800000000012500000' },
    attributes: [
      { key: 'a', value: { stringValue: 'b' } },
      { key: 'n', value: { intValue: '3' } },
    ],
  });
  expect(second.status).toEqual({ code: 2 });
  expect(second.parentSpanId).toBeUndefined();
});

test('what a caller asked not to keep is not sent', async () => {
  const spans = exportSpans({ endpoint, headers: {}, service: 's' }, log);
  spans.add(finished({ span: childOf(readTraceparent(theirs.replace(/01$/, '00'))) }));
  await spans.stop();
  expect(received).toEqual([]);
});

test('a collector that is away costs one warning and no failure', async () => {
  status = 503;
  const spans = exportSpans({ endpoint, headers: {}, service: 's' }, log);
  spans.add(finished());
  await spans.stop();
  spans.add(finished());
  await spans.stop();
  expect(warned).toEqual([expect.objectContaining({ dropped: 1 })]);
});

test('without the setting there is nothing to send to', () => {
  expect(loadConfig({}).traces).toBeUndefined();
});

test('the API answers with the trace, goes on under it, and logs it with the case and no more than that', async () => {
  const lines: Record<string, unknown>[] = [];
  const kept: Finished[] = [];
  const registry = new Registry();
  const metrics = { ...createMetrics({} as never, Date.now), registry };
  const deps = {
    log: pino({ base: null }, { write: (line: string) => void lines.push(JSON.parse(line)) }),
    metrics,
    spans: { add: (span: Finished) => void kept.push(span), stop: async () => undefined },
  } as unknown as ApiDeps;
  const app = express();
  app.use(requestLog(deps), express.json());
  app.post('/requests/:id', async (_req, res) => {
    res.locals['route'] = '/api/v1/requests/:id';
    await new Promise((resolve) => setTimeout(resolve, 1));
    res.json(work.getStore()?.span.traceId);
  });
  const server = app.listen(0);
  const { port } = server.address() as AddressInfo;
  const call = async (id: string) => {
    const headers = { [traceHeader]: theirs, 'content-type': 'application/json' };
    const url = `http://127.0.0.1:${port}/requests/${id}`;
    const answer = await fetch(url, { method: 'POST', headers, body: '{"a":1}' });
    return { trace: await answer.json(), header: answer.headers.get(traceHeader) };
  };
  const { trace, header } = await call('TC-2027-000001');
  await call('Ana%20Lopez');
  server.close();
  expect(trace).toBe('0af7651916cd43dd8448eb211c80319c');
  expect(header).toMatch(/^00-0af7651916cd43dd8448eb211c80319c-(?!b7ad6b7169203331)[0-9a-f]{16}-01$/);
  expect(lines[0]).toMatchObject({ trace, case: 'TC-2027-000001', route: '/api/v1/requests/:id', status: 200 });
  expect(lines[1]).not.toHaveProperty('case');
  expect(JSON.stringify([lines, kept])).not.toContain('Ana');
  expect(kept[0]).toMatchObject({ name: 'POST /api/v1/requests/:id', parent: { spanId: 'b7ad6b7169203331' } });
});

test('a step of the worker is logged, counted and traced under the request that brought it about', async () => {
  const said: object[] = [];
  const kept: Finished[] = [];
  const counted: unknown[] = [];
  const observe = observeSteps({
    count: (...one) => void counted.push(one.slice(0, 2)),
    spans: { add: (span) => void kept.push(span), stop: async () => undefined },
    log: { info: (fields) => void said.push(fields), error: (fields) => void said.push(fields) },
  });
  const info = { activityType: 'recordDecision', workflowExecution: { workflowId: 'travelClearance:1' } };
  const { inbound } = observe({ info } as never);
  const headers = { [traceHeader]: defaultPayloadConverter.toPayload(theirs) };
  const run = (inner: () => Promise<unknown>) => inbound.execute!({ args: ['1'], headers }, inner);
  await run(async () => void (work.getStore()!.reference = 'TC-2027-000001'));
  await expect(run(() => Promise.reject(new Error('Ana')))).rejects.toThrow('Ana');
  const category = ApplicationFailureCategory.BENIGN;
  const early = ApplicationFailure.create({ message: 'Ana', type: 'still-reaching', category });
  await expect(run(() => Promise.reject(early))).rejects.toBe(early);
  const about = { step: 'recordDecision', workflow: 'travelClearance:1', trace: '0af7651916cd43dd8448eb211c80319c' };
  expect(said).toEqual([
    expect.objectContaining({ ...about, reference: 'TC-2027-000001', outcome: 'done' }),
    expect.objectContaining({ ...about, outcome: 'failed', err: expect.objectContaining({ name: 'Error' }) }),
    expect.objectContaining({ ...about, outcome: 'again' }),
  ]);
  expect(counted).toEqual([
    ['recordDecision', 'done'],
    ['recordDecision', 'failed'],
    ['recordDecision', 'again'],
  ]);
  expect(kept.map(({ ok, parent }) => [ok, parent?.spanId])).toEqual([
    [true, 'b7ad6b7169203331'],
    [false, 'b7ad6b7169203331'],
    [true, 'b7ad6b7169203331'],
  ]);
  expect(JSON.stringify([said, kept])).not.toContain('Ana');
});
