// What the door demands before a change of rules is filed: the text its author saw, without faults, on what is in force.
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { RuleSet } from '../../rules/rule-set.ts';
import { openDoor, type Door } from './door.ts';
import { filingGateway } from './filing-gateway.ts';
import { putInForce } from './rules-in-force.ts';

let door: Door;
let set: RuleSet;
const { filed, gateway } = filingGateway();
beforeAll(async () => {
  door = await openDoor({ gateway });
  set = (await door.call('GET', '/rules/travelClearance/versions/1', { as: 'ana' })).body.content;
});
beforeEach(() => void (filed.length = 0));
afterAll(() => door.close());

const drafts = '/rules/travelClearance/drafts';
async function aDraft(content: object = { ...set, title: 'Other' }, base = 1): Promise<{ id: string; hash: string }> {
  const begun = await door.call('POST', drafts, { as: 'adm1', body: { title: 'A change', from: { version: base } } });
  const { id } = begun.body;
  const saved = await door.call('PUT', `${drafts}/${id}`, {
    as: 'adm1',
    body: { title: 'A change', content, revision: 1 },
  });
  return { id, hash: saved.body.hash };
}
const submit = (id: string, body: object, as = 'adm1') =>
  door.call('POST', `${drafts}/${id}/submit`, { as, body: { revision: 2, reason: 'A circular', ...body } });

test('submitting files a case that names the text by its hash', async () => {
  const { id, hash } = await aDraft();
  const { status, body, headers } = await submit(id, { effective: { countries: ['XA'], from: '2027-04-01' } });
  expect(status).toBe(202);
  expect(headers.get('location')).toBe(`/api/v1/requests/${body.id}`);
  expect(filed).toMatchObject([
    {
      process: 'ruleChange',
      submitter: 'adm1',
      form: {
        ...{ set: 'travelClearance', draft: id, revision: 2, hash, reason: 'A circular', reexamine: false },
        effective: { countries: ['XA'], from: '2027-04-01' },
      },
    },
  ]);
});

test('a text somebody saved in between, with faults, or for places nobody knows is not submitted', async () => {
  const { id } = await aDraft();
  const faulty = await aDraft({ ...set, rules: [{ ...set.rules[0], when: { all: [] } }] });
  const answers = [
    await submit(id, { revision: 1 }),
    await submit(faulty.id, {}),
    await submit(id, { effective: { areas: ['nowhere'] } }),
    await submit(id, { effective: { countries: ['nowhere'] } }),
    await submit(id, { reason: ' ' }),
  ];
  expect(answers.map(({ status, body }) => [status, body.code])).toEqual([
    [409, 'draft-changed'],
    [422, 'rules-faulty'],
    [422, 'unknown-area'],
    [422, 'unknown-country'],
    [400, 'validation-failed'],
  ]);
  expect(answers[1]!.body.errors).toMatchObject([{ path: `${set.rules[0]!.id} when.all`, code: 'empty-group' }]);
  expect(filed).toEqual([]);
});

test('what was not submitted cannot be published', async () => {
  const { id } = await aDraft();
  const { status, body } = await door.call('POST', `${drafts}/${id}/publish`, { as: 'dora', body: {} });
  expect([status, body.code]).toEqual([409, 'not-submitted']);
});

test('where no other version was in force there is no step back', async () => {
  const back = (body: object) => door.call('POST', '/rules/travelClearance/return', { as: 'desk', body });
  const { status, body } = await back({ reason: 'It refuses too much', returnsTo: 1 });
  expect([status, body.code]).toEqual([422, 'no-version-before']);
});

test('a step back names the version before, in a country also the one above it', async () => {
  const back = (body: object) =>
    door.call('POST', '/rules/travelClearance/return', {
      as: 'desk',
      body: { reason: 'It refuses too much', ...body },
    });
  await putInForce(door, { ...set, version: 2 }, door.now.at - 2);
  await putInForce(door, { ...set, version: 3 }, door.now.at - 1, 'country:XA');
  const told = async (query: string) =>
    (await door.call('GET', `/rules/travelClearance/return${query}`, { as: 'desk' })).body;
  expect(await told('')).toMatchObject({ returnsTo: { version: 1 }, inForce: 2 });
  expect(await told('?countries=XA')).toMatchObject({ returnsTo: { version: 2 }, inForce: 3 });
  expect(await told('?countries=XA,XB')).toMatchObject({ returnsTo: null, inForce: null });
  await back({ returnsTo: 1 });
  await back({ returnsTo: 2, countries: ['XA'] });
  const late = await back({ returnsTo: 1, countries: ['XA'] });
  expect([late.status, late.body]).toMatchObject([409, { code: 'rules-changed-meanwhile', returnsTo: 2, inForce: 3 }]);
  const forms = filed.map(({ form }) => form);
  expect(forms).toMatchObject([
    { set: 'travelClearance', returnsTo: 1, effective: {}, reexamine: true },
    { set: 'travelClearance', returnsTo: 2, effective: { countries: ['XA'] } },
  ]);
});

test('a draft begun from an older version would undo what came since, and is not submitted', async () => {
  const { id } = await aDraft({ ...set, title: 'Old' }, 1);
  const { status, body } = await submit(id, {});
  expect([status, body.code]).toEqual([409, 'base-behind']);
  expect(body).toMatchObject({ base: 1, inForce: 2 });
  const content = { ...set, title: 'Taken over' };
  const saved = { title: 'A change', content, revision: 2, base: 2 };
  expect((await door.call('PUT', `${drafts}/${id}`, { as: 'adm1', body: saved })).status).toBe(200);
  expect((await submit(id, { revision: 3 })).status).toBe(202);
  expect((await submit(id, { revision: 3, effective: { countries: ['XA'] } })).body.code).toBe('base-behind');
});
