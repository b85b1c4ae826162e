// A replay of the last days through the door: what a draft would change, told only as far as the reader sees.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ruleSetFor } from '../../prisma/rules-in-force.ts';
import { frameOf } from '../../prisma/world-frame.ts';
import { daysBefore, replay, type Replay } from '../../api/rules/impact.ts';
import { compile } from '../../rules/judge.ts';
import type { RuleSet } from '../../rules/rule-set.ts';
import { travelClearanceRules } from '../../rules/travel-clearance.ts';
import { directGateway } from './direct-gateway.ts';
import { openDoor, world, type Door } from './door.ts';
import { putInForce } from './rules-in-force.ts';
import { actorsOf, pass, trip } from './trips.ts';

const on: Parameters<typeof directGateway>[0] = { now: () => Date.parse(world.clock) };
const day = 86_400_000;
/** Everybody may go anywhere: no test but this one should want it. */
const carefree: RuleSet = {
  ...travelClearanceRules,
  rules: [
    {
      ...{ id: 'anywhere', title: 'Anywhere', source: 'a test', step: 1 },
      ...{ when: { fact: 'subject', is: 'present' }, then: [{ kind: 'allow' }] },
    },
  ],
};
let door: Door;
let requests: { lake: string; pass: string };

beforeAll(async () => {
  door = await openDoor({ gateway: directGateway(on) });
  on.db = door.worker;
  const { file } = actorsOf(() => door);
  const idOf = async (as: string, change = {}) => (await file(as, trip(change))).body.id as string;
  requests = { lake: await idOf('ana'), pass: await idOf('gita', { stops: [pass] }) };
});
afterAll(() => door.close());

const impact = (as: string, body: object = { ref: { content: carefree } }) =>
  door.call('POST', '/rules/travelClearance/impact', { as, body });
const kindsOf = (body: { kinds: { kind: string; parts: number; samples: { request: string }[] }[] }) =>
  body.kinds.map(({ kind, parts, samples }) => [kind, parts, samples.map((one) => one.request).toSorted()]);

test('rules that let everybody go would have cleared with no person, and the queues would be empty', async () => {
  const { status, body } = await impact('desk');
  expect(status).toBe(200);
  expect(body).toMatchObject({ cases: 2, parts: 2, changed: 2, reached: null });
  expect(kindsOf(body)).toEqual([['no-person', 2, Object.values(requests).toSorted()]]);
  const { before: decided } = body.kinds[0].samples[0];
  expect(decided).not.toBe('automatic');
  expect(body.queues.every((one: { before: number; after: number }) => one.before > 0 && one.after === 0)).toBe(true);
  expect(
    body.queues.map((one: { area: string; areaName: string }) => [one.area, one.areaName !== null]),
  ).toContainEqual(['XA-2', true]);
});

test('who administers rules but sees no request learns numbers alone', async () => {
  const { body } = await impact('adm1');
  expect(kindsOf(body)).toEqual([['no-person', 2, []]]);
  expect(JSON.stringify(body)).not.toContain('TC-2027');
});

test('the rules in force change nothing', async () => {
  for (const body of [{}, { ref: { version: 1 }, days: 3650 }]) {
    expect((await impact('adm1', body)).body).toMatchObject({ parts: 2, changed: 0, kinds: [], queues: [] });
  }
});

test('a replay of live requests in one place counts those alone', async () => {
  const counts = async (more: object) =>
    (await impact('adm1', { ref: { content: carefree }, ...more })).body as { parts: number };
  expect(await counts({ live: true })).toMatchObject({ parts: 2 });
  expect(await counts({ areas: ['XA-2'] })).toMatchObject({ parts: 1 });
  expect(await counts({ countries: ['XB'] })).toMatchObject({ parts: 0 });
  await door.worker.case.update({ where: { id: requests.lake }, data: { live: false } });
  expect(await counts({ live: true })).toMatchObject({ parts: 1 });
  await door.worker.case.update({ where: { id: requests.lake }, data: { live: true } });
});

test('a replay writes nothing but who asked', async () => {
  const counts = async () => {
    const { worker } = door;
    return [await worker.auditEvent.count(), await worker.task.count(), await worker.case.findMany()];
  };
  const before = await counts();
  await impact('adm1');
  expect(await counts()).toEqual(before);
  const last = await door.worker.accessLog.findFirst({ where: { personId: 'adm1' }, orderBy: { at: 'desc' } });
  expect(last).toMatchObject({ action: 'replay-rules', outcome: 'granted' });
});

test('it looks back as far as asked', async () => {
  door.now.at += 40 * day;
  expect((await impact('adm1', { days: 30 })).body).toMatchObject({ cases: 0, parts: 0 });
  expect((await impact('adm1', { days: 41 })).body).toMatchObject({ cases: 2, parts: 2 });
  door.now.at -= 40 * day;
  for (const days of [0, 3651, 1.5]) expect((await impact('adm1', { days })).status).toBe(400);
});

test('is for those who work on rules', async () => {
  expect((await impact('ana')).body.code).toBe('forbidden');
  const faulty = await impact('adm1', { ref: { content: { ...carefree, rules: [] } } });
  expect([faulty.status, faulty.body.code]).toEqual([422, 'rules-faulty']);
});

test('limits end it and it says how far it came', async () => {
  const { frame } = await frameOf(door.deps.db);
  const now = door.now.at;
  const asked: Replay = {
    ...{ process: 'travelClearance', from: daysBefore(now, 90), until: new Date(now + 1) },
    ...{ before: (place) => ruleSetFor(frame, 'travelClearance', place, now), after: compile(carefree) },
    areas: new Map(),
  };
  const some = await replay(door.deps.db, asked, { mostParts: 1, withinMs: 60_000 });
  expect(some).toMatchObject({ parts: 1, reached: new Date(now) });
  const none = await replay(door.deps.db, asked, { mostParts: 10, withinMs: -1 });
  expect(none).toMatchObject({ parts: 0, reached: new Date(now) });
  const all = await replay(door.deps.db, asked, { mostParts: 10, withinMs: 60_000 });
  expect(all).toMatchObject({ parts: 2, reached: null });
});

test('what a place has of its own goes on judging there, whatever is changed above it', async () => {
  const parts = async (more: object) => (await impact('adm1', { ref: { content: carefree }, ...more })).body.parts;
  const [all, country] = [await parts({}), await parts({ countries: ['XA'] })];
  await putInForce(door, { ...travelClearanceRules, version: 2 }, Date.parse(world.clock) - 1, 'area:XA-2');
  expect(await parts({})).toBe(all - 1);
  expect(await parts({ countries: ['XA'] })).toBe(country - 1);
  expect(await parts({ areas: ['XA-2'] })).toBe(1);
});
