// Requests are judged by the version in force where they go, at the moment they are judged.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { RuleSet } from '../../rules/rule-set.ts';
import { directGateway } from './direct-gateway.ts';
import { openDoor, type Door } from './door.ts';
import { putInForce } from './rules-in-force.ts';
import { actorsOf, lake, trip } from './trips.ts';

let door: Door;
let set: RuleSet;
const on: Parameters<typeof directGateway>[0] = { now: () => door.now.at };
const { filed, preflight } = actorsOf(() => door);
const hour = 3_600_000;
const delta = { ...lake, area: 'XB-2', arrive: '2027-03-14T18:00', depart: '2027-03-17T10:00' };
const tour = () => trip({ stops: [lake, delta], activity: 'survey' });

/** The rules in force, and one that lets nobody in. */
const closed = (version: number): RuleSet => ({
  ...set,
  version,
  tests: [],
  rules: [
    ...set.rules,
    {
      ...{ id: 'closed-for-a-while', title: 'Closed', source: 'A test', step: 1, reason: 'area-closed' },
      when: { fact: 'subject', is: 'present' },
      then: [{ kind: 'stop', code: 'area-closed', remedy: 'none' }],
    },
  ],
});

beforeAll(async () => {
  door = await openDoor({ gateway: directGateway(on) });
  on.db = door.worker;
  set = (await door.call('GET', '/rules/travelClearance/versions/1', { as: 'ana' })).body.content;
  await putInForce(door, closed(2), door.now.at - hour, 'country:XA');
  await putInForce(door, closed(3), door.now.at + 24 * hour);
});
afterAll(() => door.close());

async function versions({ id }: { id: string }): Promise<number[]> {
  const { body } = await door.call('GET', `/requests/${id}/explanation`, { as: 'chi' });
  return body.parts.map((part: { ruleSet: { version: number } }) => part.ruleSet.version);
}

test('each stop of a journey is judged by the rules of its country', async () => {
  const request = await filed('chi', tour());
  expect(await versions(request)).toEqual([2, 1]);
  expect(request.parts.map((part: { state: string }) => part.state)).toEqual(['denied', 'waiting']);
});

test('before filing it is told by the same rules', async () => {
  const { body } = await preflight('chi', tour());
  expect(body.parts.map((part: { outcome: string }) => part.outcome)).toEqual(['deny', 'decide']);
});

test('a version scheduled for tomorrow judges from then on, and what it did not judge keeps its own', async () => {
  const today = await filed('chi', trip({ stops: [delta], activity: 'survey' }));
  expect(await versions(today)).toEqual([1]);
  door.now.at += 24 * hour;
  const tomorrow = await filed('chi', trip({ stops: [delta], activity: 'survey' }));
  expect(await versions(tomorrow)).toEqual([3]);
  expect(tomorrow.state).toBe('denied');
  expect(await versions(today)).toEqual([1]);
  const { items } = (await door.call('GET', '/rules/travelClearance/versions', { as: 'ana' })).body;
  const states = items.map((one: { version: number; state: string }) => [one.version, one.state]);
  expect(states).toEqual([
    [3, 'active'],
    [2, 'active'],
    [1, 'retired'],
  ]);
});

test('a rule for a region reaches the stops within it, filed, looked at before, tried or made a test of', async () => {
  const region = await door.worker.area.findUniqueOrThrow({ where: { id: 'XB-2' } });
  await door.worker.area.create({ data: { ...region, id: 'XB-region', name: 'Region' } as never });
  await door.worker.area.update({ where: { id: 'XB-2' }, data: { parentId: 'XB-region' } });
  const rules = closed(4).rules.map((rule) =>
    rule.id === 'closed-for-a-while' ? { ...rule, scope: { areas: ['XB-region'] } } : rule,
  );
  door.now.at += 1;
  await putInForce(door, { ...closed(4), rules }, door.now.at);
  const there = trip({ stops: [delta], activity: 'survey' });
  expect((await preflight('chi', there)).body.parts[0].outcome).toBe('deny');
  const request = await filed('chi', there);
  expect(request.state).toBe('denied');
  const { body: why } = await door.call('GET', `/requests/${request.id}/explanation`, { as: 'chi' });
  const named = why.parts[0].rules.find((one: { rule: string }) => one.rule === 'closed-for-a-while');
  expect(named).toMatchObject({ result: 'fired', when: { result: 'holds' } });
  const place = { country: 'XB', area: 'XB-2', organization: null };
  const body = { facts: { subject: 'traveller' }, scope: place };
  const tried = await door.call('POST', '/rules/travelClearance/evaluate', { as: 'ana', body });
  expect(tried.body.verdict.outcome).toBe('deny');
  const of = { case: request.id };
  const example = await door.call('POST', '/rules/travelClearance/tests/from-case', { as: 'yara', body: of });
  expect([example.status, example.body.in]).toEqual([200, expect.objectContaining({ inside: ['XB-region'] })]);
});
