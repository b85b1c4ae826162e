// What a change would take the place of is told for the places and the start it is to have, and what it was compared with is kept.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { RuleSet } from '../../rules/rule-set.ts';
import { aCase } from './a-case.ts';
import { openDoor, type Door } from './door.ts';
import { putInForce } from './rules-in-force.ts';

const set = '/rules/travelClearance';
const day = 86_400_000;
let door: Door;
let base: RuleSet;
let later = '';

beforeAll(async () => {
  door = await openDoor();
  base = (await door.call('GET', `${set}/versions/1`, { as: 'ana' })).body.content;
  await putInForce(door, { ...base, version: 2 }, door.now.at - day);
  await putInForce(door, { ...base, version: 3 }, door.now.at - day, 'country:XA');
  await putInForce(door, { ...base, version: 4 }, door.now.at + 2 * day, 'country:XA');
  later = new Date(door.now.at + 2 * day).toISOString();
});
afterAll(() => door.close());

const replaced = async (query: string) =>
  (await door.call('GET', `${set}/replaced${query}`, { as: 'adm1' })).body.items as Record<string, unknown>[];

test('everywhere it is what is in force everywhere, in a country what that country has of its own', async () => {
  expect(await replaced('')).toMatchObject([{ place: '*', placeName: null, version: 2, now: 2, scheduled: [] }]);
  expect(await replaced('?countries=XA,XB&areas=XA-2')).toMatchObject([
    { place: 'area:XA-2', placeName: 'Lake region', version: 3 },
    { place: 'country:XA', placeName: 'Arvenia', version: 3 },
    { place: 'country:XB', version: 2 },
  ]);
});

test('what is published ahead is named: before the start it is replaced, after it it never begins', async () => {
  expect(await replaced('?countries=XA')).toMatchObject([
    { version: 3, now: 3, scheduled: [{ version: 4, from: later }] },
  ]);
  const from = new Date(door.now.at + 3 * day).toISOString();
  expect(await replaced(`?countries=XA&from=${from}`)).toMatchObject([{ version: 4, now: 3, scheduled: [] }]);
  expect(await replaced('')).toMatchObject([{ version: 2, scheduled: [] }]);
});

test('places nobody knows are refused', async () => {
  const { status, body } = await door.call('GET', `${set}/replaced?countries=nowhere`, { as: 'adm1' });
  expect([status, body.code]).toEqual([422, 'unknown-country']);
});

async function aDraft(version: number): Promise<string> {
  const body = { title: 'A change', from: { version } };
  return (await door.call('POST', `${set}/drafts`, { as: 'adm1', body })).body.id;
}

test('a draft begun from what a country has of its own is told against what that country has', async () => {
  const inForce = async (version: number, query = '') =>
    (await door.call('GET', `${set}/drafts/${await aDraft(version)}${query}`, { as: 'adm1' })).body.inForce;
  expect([await inForce(1), await inForce(2), await inForce(3), await inForce(4)]).toEqual([2, 2, 3, 4]);
  expect(await inForce(1, '?against=3')).toBe(3);
});

test('what both changed is told against the version that is asked for', async () => {
  const [first] = base.rules;
  const titled = (title: string) => ({
    ...base,
    rules: base.rules.map((rule) => (rule === first ? { ...rule, title } : rule)),
  });
  await putInForce(door, { ...titled('Theirs'), version: 5 }, door.now.at - day, 'country:XB');
  const id = await aDraft(1);
  const body = { title: 'A change', content: titled('Mine'), revision: 1 };
  await door.call('PUT', `${set}/drafts/${id}`, { as: 'adm1', body });
  const conflicts = async (query: string) =>
    (await door.call('GET', `${set}/drafts/${id}${query}`, { as: 'adm1' })).body.conflicts;
  expect([await conflicts(''), await conflicts('?against=5')]).toEqual([[], [first!.id]]);
  const { status } = await door.call('GET', `${set}/drafts/${id}?against=99`, { as: 'adm1' });
  expect(status).toBe(404);
});

test('the comparison a decision rests on is the worker’s own, with the places it was made for', async () => {
  const id = await aDraft(3);
  const analysis = async () => (await door.call('GET', `${set}/drafts/${id}/analysis`, { as: 'desk' })).body.analysis;
  const isLogged = async () =>
    (await door.worker.accessLog.count({ where: { personId: 'desk', action: 'read-rule-draft', target: id } })) > 0;
  expect([await analysis(), await isLogged()]).toEqual([null, false]);
  const hash = '0'.repeat(64);
  const at = new Date(door.now.at);
  const kase = await aCase(door, { subject: 'adm1', state: 'in-review' });
  await door.worker.case.update({ where: { id: kase }, data: { process: 'ruleChange', form: { hash } } });
  await door.worker.ruleDraft.update({ where: { id }, data: { state: 'submitted', caseId: kase } });
  const comparison = {
    before: { version: 3, hash: '3' },
    after: { version: 3, hash },
    differences: [{ direction: 'less-control' }],
    notDecided: [],
  };
  const summary = {
    ...{ case: kase, against: [{ place: 'country:XA', version: 3, hash: '3' }], comparisons: [comparison] },
    ...{ failures: ['analysis-not-finished'], notDecided: ['settling rules'], lessControl: true },
    comparisonComplete: true,
    ahead: [{ place: 'area:XA-2', version: 4, from: door.now.at + day, lessControl: true }],
  };
  const row = { id: randomUUID(), hash, engine: '0', passed: false, summary, at };
  await door.worker.ruleAnalysis.create({ data: row });
  expect(await analysis()).toMatchObject({
    ...{ hash, passed: false, lessControl: true, comparisons: [comparison] },
    ...{ failures: ['analysis-not-finished'], notDecided: ['settling rules'] },
    against: [{ place: 'country:XA', placeName: 'Arvenia', version: 3 }],
    ahead: [{ placeName: 'Lake region', from: new Date(door.now.at + day).toISOString(), lessControl: true }],
  });
  expect(await isLogged()).toBe(true);
});
