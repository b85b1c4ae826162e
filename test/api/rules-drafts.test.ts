// Drafts of rules through the door: nothing that was saved is lost, and who may do what.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { RuleSet } from '../../rules/rule-set.ts';
import { openDoor, type Door } from './door.ts';
import { putInForce } from './rules-in-force.ts';

let door: Door;
let set: RuleSet;
beforeAll(async () => {
  door = await openDoor();
  set = (await door.call('GET', '/rules/travelClearance/versions/1', { as: 'ana' })).body.content;
});
afterAll(() => door.close());

const drafts = '/rules/travelClearance/drafts';
const begin = async (body: object = { from: { version: 1 } }, headers = {}) =>
  door.call('POST', drafts, { as: 'adm1', headers, body: { title: 'Longer stays', ...body } });
const save = (id: string, body: object, as = 'adm1', query = '') =>
  door.call('PUT', `${drafts}/${id}${query}`, { as, body: { title: 'Longer stays', ...body } });
const read = async (id: string, revision?: number) =>
  (await door.call('GET', `${drafts}/${id}${revision ? `?revision=${revision}` : ''}`, { as: 'adm1' })).body;

test('a draft begun from a version is that version, without faults', async () => {
  const { status, body, headers } = await begin();
  expect(status).toBe(201);
  expect(headers.get('location')).toBe(`/api/v1${drafts}/${body.id}`);
  expect(body).toMatchObject({
    ...{ title: 'Longer stays', base: 1, state: 'open', revision: 1, author: { id: 'adm1' } },
    ...{ issues: [], conflicts: [], inForce: 1, request: null },
  });
  expect(body.content).toEqual(set);
  expect((await door.call('GET', drafts, { as: 'adm1' })).body.items[0]).toMatchObject({ id: body.id, revision: 1 });
});

test('a draft begun from nothing has the facts of the process and says what it lacks', async () => {
  const { body } = await begin({});
  expect(body.base).toBeNull();
  expect(body.content.facts).toEqual(set.facts);
  expect(body.issues).toMatchObject([{ rule: null, at: 'rules', code: 'shape' }]);
  expect(body.tests).toBeNull();
});

test('a repeated call with one key begins one draft, and another text under it is refused', async () => {
  const headers = { 'idempotency-key': 'twice' };
  const [one, other] = [await begin({}, headers), await begin({}, headers)];
  expect([one.status, other.status, other.body.id]).toEqual([201, 201, one.body.id]);
  const refused = await begin({ from: { version: 1 } }, headers);
  expect([refused.status, refused.body.code]).toEqual([409, 'idempotency-key-reused']);
});

test('every save is kept and can be read back, also one with faults', async () => {
  const { id } = (await begin()).body;
  const broken = { ...set, rules: [{ id: 'nothing' }] };
  const saved = await save(id, { content: broken, revision: 1 });
  expect(saved.status).toBe(200);
  expect(saved.body.revision).toBe(2);
  expect(saved.body.issues.every((one: { rule: string }) => one.rule === 'nothing')).toBe(true);
  expect((await read(id)).content.rules).toEqual([{ id: 'nothing' }]);
  expect((await read(id, 1)).content.rules).toHaveLength(set.rules.length);
  const { items } = (await door.call('GET', `${drafts}/${id}/revisions`, { as: 'adm1' })).body;
  expect(items.map((one: { revision: number }) => one.revision)).toEqual([2, 1]);
});

test('of two who save at once one is told who was first, and keeps his text as a copy', async () => {
  const { id } = (await begin()).body;
  const mine = { ...set, title: 'Mine' };
  const theirs = { ...set, title: 'Theirs' };
  const answers = await Promise.all([
    save(id, { content: mine, revision: 1 }),
    save(id, { content: theirs, revision: 1 }, 'dora'),
  ]);
  expect(answers.map((one) => one.status).toSorted()).toEqual([200, 409]);
  const lost = answers.findIndex((one) => one.status === 409);
  const first = lost === 0 ? 'dora' : 'adm1';
  expect(answers[lost]!.body).toMatchObject({ code: 'draft-changed', revision: 2, savedBy: { id: first } });
  const text = lost === 0 ? mine : theirs;
  const copy = await save(id, { content: text, revision: 1 }, 'adm1', '?as=copy');
  expect(copy.status).toBe(201);
  expect(copy.body).toMatchObject({ content: { title: text.title }, base: 1, revision: 1 });
  expect(copy.body.id).not.toBe(id);
  expect((await read(id)).content.title).toBe(lost === 0 ? 'Theirs' : 'Mine');
});

test('a save whose answer was lost may be sent again', async () => {
  const { id } = (await begin()).body;
  const content = { ...set, title: 'Again' };
  expect((await save(id, { content, revision: 1 })).body.revision).toBe(2);
  expect((await save(id, { content, revision: 1 })).body.revision).toBe(2);
  expect((await save(id, { content, revision: 1 }, 'dora')).status).toBe(409);
});

test('a discarded draft is hidden, takes no more saves and keeps what it had', async () => {
  const { id } = (await begin()).body;
  expect((await door.call('DELETE', `${drafts}/${id}`, { as: 'adm1' })).status).toBe(204);
  const { items } = (await door.call('GET', drafts, { as: 'adm1' })).body;
  expect(items.some((one: { id: string }) => one.id === id)).toBe(false);
  expect((await read(id)).state).toBe('discarded');
  const refused = await save(id, { content: set, revision: 1 });
  expect([refused.status, refused.body.code]).toEqual([409, 'draft-closed']);
  expect((await save(id, { content: set, revision: 1 }, 'adm1', '?as=copy')).status).toBe(201);
});

test('a draft whose base is no longer in force names the rules both have changed', async () => {
  const [one, two, three] = set.rules;
  const [a, b] = [(await begin()).body, (await begin()).body];
  const changed = (ids: (string | undefined)[], title: string) => ({
    ...set,
    rules: set.rules.map((rule) => (ids.includes(rule.id) ? { ...rule, title } : rule)),
  });
  const published = { ...changed([one!.id, two!.id], 'Theirs'), version: 2 };
  await putInForce(door, published, door.now.at - 1);
  const saved = await save(a.id, { content: changed([two!.id, three!.id], 'Mine'), revision: 1 });
  expect(saved.body).toMatchObject({ base: 1, inForce: 2, conflicts: [two!.id] });
  const rebased = await save(b.id, { content: published, revision: 1, base: 2 });
  expect(rebased.body).toMatchObject({ base: 2, conflicts: [] });
  expect((await save(b.id, { content: published, revision: 2, base: 99 })).status).toBe(404);
  const { body } = await door.call('GET', '/rules/travelClearance/versions/2', { as: 'ana' });
  expect(body).toMatchObject({ before: 1, state: 'active', activations: [{ place: '*', to: null }] });
  expect(body.changes.map((change: { id: string }) => change.id)).toEqual([one!.id, two!.id]);
  expect(body.rules[0].sentence).toMatch(/^If /);
});

test('reading and saving a draft is written down', async () => {
  const { id } = (await begin()).body;
  await save(id, { content: set, revision: 1 }, 'dora');
  const rows = await door.deps.db.accessLog.findMany({ where: { target: id }, orderBy: { at: 'asc' } });
  expect(rows.map((one) => [one.personId, one.action])).toEqual(
    expect.arrayContaining([
      ['adm1', 'save-rule-draft'],
      ['adm1', 'read-rule-draft'],
      ['dora', 'save-rule-draft'],
    ]),
  );
});

test('who neither administers rules nor decides changes of them sees no draft', async () => {
  const { id } = (await begin()).body;
  for (const person of ['ana', 'cora', 'saba', 'sam'])
    for (const [method, path] of [
      ['GET', drafts],
      ['GET', `${drafts}/${id}`],
      ['GET', `${drafts}/${id}/file`],
      ['DELETE', `${drafts}/${id}`],
    ] as const)
      expect((await door.call(method, path, { as: person })).status).toBe(403);
  const tried = { facts: {}, ref: { draft: id } };
  expect((await door.call('POST', '/rules/travelClearance/evaluate', { as: 'ana', body: tried })).status).toBe(403);
  expect((await door.call('POST', '/rules/travelClearance/evaluate', { as: 'dora', body: tried })).status).toBe(200);
});
