// The API's way to Temporal, against a real server: one key is one request, and no answer is given that the tables do not bear out.
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { createPublicKey, generateKeyPairSync, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { Connection } from '@temporalio/client';
import { NativeConnection, Worker } from '@temporalio/worker';
import { openCase } from '../../activities/open-case.ts';
import { recordDecision } from '../../activities/record-decision.ts';
import { contentHash } from '../../api/envelope.ts';
import { createGateway, type Gateway, type GatewayOptions } from '../../api/gateway.ts';
import type { Timeouts } from '../../api/gateway-wire.ts';
import { connect, type Database } from '../../prisma/connect.ts';
import { demandSoundClock } from '../../prisma/sound-clock.ts';
import { loadWorldFile } from '../../prisma/seed/load.ts';
import { readWorldFile } from '../../prisma/seed/world-file.ts';
import type { DecideMessage, Filing, WorldChange } from '../../workflows/messages.ts';
import { workflowBundle } from '../../workflow-bundle.ts';
import { freshDatabase, type FreshDatabase } from '../../scripts/parts/fresh-database.ts';
import { temporalAddress } from '../support/temporal.ts';

const world = readWorldFile('test/scenarios/world.yaml');
const clock = () => Date.parse(world.clock);
const { privateKey } = generateKeyPairSync('ed25519');
let database: FreshDatabase;
let db: Database;
let api: Database;
let connection: Connection;
let native: NativeConnection;
let taskQueue: string;
let gateway: Gateway;

beforeAll(async () => {
  database = await freshDatabase();
  db = connect(database.workerUrl);
  api = connect(database.apiUrl);
  await loadWorldFile(db, world);
  const address = await temporalAddress();
  connection = await Connection.connect({ address });
  native = await NativeConnection.connect({ address });
  // The bundle is made before the first limit runs.
  await bundle();
});
beforeEach(() => {
  taskQueue = randomUUID();
  gateway = gatewayOn(connection);
});
afterAll(async () => {
  await connection?.close();
  await native?.close();
  await api?.$disconnect();
  await db?.$disconnect();
  await database?.drop();
});

const bundle = () => workflowBundle(join(import.meta.dirname, 'small-workflows.ts'));
const gatewayOn = (on: Connection, timeouts: Partial<Timeouts> = {}, change: Partial<GatewayOptions> = {}) =>
  createGateway({
    ...{ connection: on, namespace: 'default', taskQueue, db: api, signingKey: privateKey, clock, timeouts },
    ...change,
  });

const log = { info: () => undefined, error: () => undefined };
const deps = () => ({ db, actKey: createPublicKey(privateKey), log, signalCase: async () => true });
const activities = {
  open: async (filing: Filing) => (await openCase(deps())(filing, filing.filedAt)).answer,
  record: async (caseId: string, message: DecideMessage) =>
    (await recordDecision(deps())(caseId, message, clock())).answer,
  change: async ({ id, kind, key, patch, by, at }: WorldChange) => {
    const row = await db.referenceChange.create({
      data: { id, kind, key, patch: patch as object, scope: {}, byId: by, at: new Date(at), state: 'settled' },
    });
    return { ok: true as const, seq: String(row.seq), touched: 0 };
  },
};

async function working<T>(work: () => Promise<T>): Promise<T> {
  const worker = await Worker.create({
    connection: native,
    taskQueue,
    workflowBundle: await bundle(),
    activities,
    shutdownGraceTime: '1s',
  });
  return worker.runUntil(work);
}

let day = 0;
function order(change: { key?: string; purpose?: string } = {}) {
  day += 1;
  const date = (offset: number) =>
    new Date(Date.parse('2027-03-11T10:00Z') + (day * 4 + offset) * 86_400_000).toISOString().slice(0, 16);
  const form = {
    travelType: 'official',
    activity: 'vaccination',
    purpose: change.purpose ?? 'Clinic round',
    stops: [{ area: 'XA-2', arrive: date(0), depart: date(3), mode: 'road' }],
  };
  return { process: 'travelClearance' as const, form, submitter: 'ana', idempotencyKey: change.key ?? randomUUID() };
}

async function taskOf(caseId: string) {
  const { id, case: kase } = await db.task.findFirstOrThrow({
    where: { caseId, state: 'open' },
    include: { case: true },
  });
  return { to: { id: caseId, workflowId: kase.workflowId }, taskId: id };
}
const refusedWith = (code: string, status: number) => expect.objectContaining({ code, status });

test('a filed request stands in the tables with exactly the content sent', () =>
  working(async () => {
    const sent = order();
    const filed = await gateway.file(sent);
    const row = await db.case.findUniqueOrThrow({ where: { id: filed.caseId } });
    expect(filed).toEqual({ caseId: row.id, reference: row.reference, isRecorded: true });
    expect(row.contentHash).toBe(contentHash({ process: 'travelClearance', form: sent.form }));
    expect(row.reference).toMatch(/^TC-2027-\d{6}$/);
  }));

test('the same key gives the same request, also when two calls cross', () =>
  working(async () => {
    const sent = order();
    const [one, other] = await Promise.all([gateway.file(sent), gateway.file(sent)]);
    expect(one).toEqual(other);
    expect(await gateway.file(sent)).toEqual(one);
    expect(await gateway.known(sent)).toEqual(one);
    expect(await db.case.count({ where: { id: one.caseId } })).toBe(1);
  }));

test('the same key with another body is refused, also after the request was amended', () =>
  working(async () => {
    const sent = order();
    const { caseId } = await gateway.file(sent);
    const other = { ...sent, form: { ...sent.form, purpose: 'Something else' } };
    await expect(gateway.file(other)).rejects.toEqual(refusedWith('idempotency-key-reused', 409));
    await db.case.update({ where: { id: caseId }, data: { version: 2, contentHash: 'amended' } });
    expect((await gateway.file(sent)).caseId).toBe(caseId);
    await expect(gateway.file(other)).rejects.toEqual(refusedWith('idempotency-key-reused', 409));
  }));

test('another person’s use of the same key is a request of his own', () =>
  working(async () => {
    const sent = order();
    const first = await gateway.file(sent);
    const second = await gateway.file({ ...order(), idempotencyKey: sent.idempotencyKey, submitter: 'deepa' });
    expect(second.caseId).not.toBe(first.caseId);
  }));

test('a request the workflow refuses is refused again to who asks again', () =>
  working(async () => {
    const sent = order();
    await gateway.file(sent);
    const again = { ...sent, idempotencyKey: randomUUID() };
    for (const _ of [1, 2]) await expect(gateway.file(again)).rejects.toEqual(refusedWith('duplicate-request', 409));
  }));

test('without a worker a request is accepted, and done later under the same reference', async () => {
  const sent = order();
  const quick = gatewayOn(connection, { fileMs: 1_500 });
  const accepted = await quick.file(sent);
  expect(accepted.isRecorded).toBe(false);
  expect(await quick.file(sent)).toEqual(accepted);
  await expect(quick.file({ ...sent, form: { ...sent.form, purpose: 'Other' } })).rejects.toEqual(
    refusedWith('idempotency-key-reused', 409),
  );
  const filed = await working(() => gateway.file(sent));
  expect(filed).toEqual({ ...accepted, isRecorded: true });
});

test('with Temporal away nothing is said to be filed', async () => {
  const nowhere = Connection.lazy({ address: '127.0.0.1:1' });
  const before = await db.case.count();
  await expect(gatewayOn(nowhere, { fileMs: 1_000, askMs: 500 }).file(order())).rejects.toEqual(
    refusedWith('temporal-unavailable', 503),
  );
  expect(await db.case.count()).toBe(before);
  await nowhere.close();
});

test('a decision sent twice with one id is one decision', () =>
  working(async () => {
    const { caseId } = await gateway.file(order());
    const { to, taskId } = await taskOf(caseId);
    const message = { id: randomUUID(), taskId, outcome: 'approve', version: 1 };
    await gateway.decide({ person: 'cora', to, message });
    await gateway.decide({ person: 'cora', to, message });
    expect(await db.decision.count({ where: { caseId } })).toBe(1);
    await expect(gateway.decide({ person: 'otto', to, message })).rejects.toEqual(
      refusedWith('idempotency-key-reused', 409),
    );
    const second = gateway.decide({ person: 'otto', to, message: { ...message, id: randomUUID() } });
    await expect(second).rejects.toEqual(refusedWith('already-decided', 409));
  }));

test.each(['ends before it answers', 'never answers'])(
  'a recorded decision counts although the workflow %s',
  (reason) =>
    working(async () => {
      const { caseId } = await gateway.file(order());
      const { to, taskId } = await taskOf(caseId);
      await gatewayOn(connection, { actMs: 3_000 }).decide({
        person: 'cora',
        to,
        message: { id: randomUUID(), taskId, outcome: 'return', reason, version: 1 },
      });
      expect(await db.decision.count({ where: { caseId, outcome: 'return' } })).toBe(1);
    }),
);

test('a decision nobody took up is said to be unclear, and stands once after asking again', async () => {
  const { caseId } = await working(() => gateway.file(order()));
  const { to, taskId } = await taskOf(caseId);
  const decision = { person: 'cora', to, message: { id: randomUUID(), taskId, outcome: 'approve', version: 1 } };
  await expect(gatewayOn(connection, { actMs: 1_000 }).decide(decision)).rejects.toEqual(refusedWith('unclear', 503));
  expect(await db.decision.count({ where: { caseId } })).toBe(0);
  await working(() => gateway.decide(decision));
  expect(await db.decision.count({ where: { caseId } })).toBe(1);
});

test('a refused act answers with the workflow’s own code', () =>
  working(async () => {
    const { caseId } = await gateway.file(order());
    const { to } = await taskOf(caseId);
    const message = { id: randomUUID(), verb: 'extend', form: { area: 'XA-2', depart: '2027-03-20T10:00' } };
    await expect(gateway.act({ person: 'ana', to, message })).rejects.toEqual(refusedWith('extension-blocked', 422));
  }));

test('a decision sealed by a clock that is an hour behind is said to be the clock’s fault, and the same stands once it is right', () =>
  working(async () => {
    const { caseId } = await gateway.file(order());
    const { to, taskId } = await taskOf(caseId);
    const decision = { person: 'cora', to, message: { id: randomUUID(), taskId, outcome: 'approve', version: 1 } };
    const hour = 3_600_000;
    const behind = gatewayOn(
      connection,
      {},
      { clock: () => clock() - hour, clockSound: () => demandSoundClock(api, () => Date.now() - hour) },
    );
    await expect(behind.decide(decision)).rejects.toEqual(refusedWith('clock-off', 503));
    expect(await db.decision.count({ where: { caseId } })).toBe(0);
    await gateway.decide(decision);
    expect(await db.decision.count({ where: { caseId } })).toBe(1);
  }));

test('an act on a request that has ended finds nothing open', () =>
  working(async () => {
    const { caseId } = await gateway.file(order());
    const { to } = await taskOf(caseId);
    await db.case.update({ where: { id: caseId }, data: { live: false } });
    const gone = { ...to, workflowId: `${to.workflowId}-gone` };
    await expect(
      gateway.act({ person: 'ana', to: gone, message: { id: randomUUID(), verb: 'cancel', form: {} } }),
    ).rejects.toEqual(refusedWith('not-open', 409));
  }));

test('a change of reference data is made once, now or when a worker is back', async () => {
  const change = {
    kind: 'area',
    key: 'XA-2',
    patch: { id: 'XA-2', presentRisk: 'high' },
    by: 'adm1',
    id: randomUUID(),
  };
  expect(await gatewayOn(connection, { fileMs: 1_000 }).changeWorld(change)).toEqual({ id: change.id });
  await working(async () => {
    const { seq } = await gateway.changeWorld(change);
    expect(seq).toMatch(/^\d+$/);
    expect((await gateway.changeWorld(change)).seq).toBe(seq);
  });
  expect(await db.referenceChange.count({ where: { id: change.id } })).toBe(1);
});

test('with Temporal away no change of reference data is said to be kept', async () => {
  const nowhere = Connection.lazy({ address: '127.0.0.1:1' });
  const change = { kind: 'area', key: 'XA-2', patch: { id: 'XA-2' }, by: 'adm1', id: randomUUID() };
  await expect(gatewayOn(nowhere, { fileMs: 1_000, askMs: 500 }).changeWorld(change)).rejects.toEqual(
    refusedWith('temporal-unavailable', 503),
  );
  await nowhere.close();
});
