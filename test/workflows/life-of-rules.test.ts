// The whole life of a change of rules through the API alone: drafted, submitted, published by a second person, taken one step back.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { RuleSet } from '../../rules/rule-set.ts';
import { openWhole, type Whole } from '../support/whole-system.ts';
import { lookAtAll } from './changes-of-rules.ts';

let whole: Whole;
beforeAll(async () => void (whole = await openWhole()), 120_000);
afterAll(() => whole?.close());

type Body = ReturnType<typeof JSON.parse>;
async function ask(person: string, method: string, path: string, body?: object): Promise<Body> {
  const reply = await whole.call(person, method, `/rules/travelClearance${path}`, body);
  if (reply.status >= 300) throw new Error(`${method} ${path}: ${reply.status} ${JSON.stringify(reply.body)}`);
  return reply.body;
}
const states = async (): Promise<unknown[]> =>
  (await ask('ana', 'GET', '/versions')).items.map((one: Body) => [one.version, one.state]);

test('what an administrator drafts judges once a second person has published it, and no longer once it is taken back', async () => {
  const title = 'The official looks at all';
  const begun = await ask('adm1', 'POST', '/drafts', { title, from: { version: 1 } });
  const { tests: _, ...set }: RuleSet = begun.content;
  const content = { ...set, rules: [...set.rules, lookAtAll('look')] };
  const saved = await ask('adm1', 'PUT', `/drafts/${begun.id}`, { title, content, revision: 1 });
  expect(saved.issues).toEqual([]);

  const submitted = await ask('adm1', 'POST', `/drafts/${begun.id}/submit`, { revision: 2, reason: 'A circular' });
  await whole.idle();
  expect(await ask('adm1', 'GET', `/drafts/${begun.id}`)).toMatchObject({ state: 'submitted', request: submitted.id });
  await ask('desk', 'POST', `/drafts/${begun.id}/publish`, { reason: 'As agreed' });
  await whole.idle();
  expect(await states()).toEqual([
    [2, 'active'],
    [1, 'retired'],
  ]);
  expect(await ask('ana', 'GET', '/versions/2')).toMatchObject({
    ...{
      author: { id: 'adm1' },
      publisher: { id: 'desk' },
      reason: 'A circular',
      case: submitted.id,
      base: 1,
      before: 1,
    },
    activations: [{ place: '*', to: null, state: 'active', by: { id: 'desk' } }],
  });
  const { changes } = await ask('ana', 'GET', '/versions/2');
  expect(changes).toEqual(expect.arrayContaining([expect.objectContaining({ how: 'added', id: 'look' })]));
  expect((await ask('adm1', 'GET', `/drafts/${begun.id}`)).state).toBe('published');

  const returned = await ask('desk', 'POST', '/return', { reason: 'Too many wait', returnsTo: 1 });
  await whole.idle();
  expect(await whole.call('desk', 'GET', `/requests/${returned.id}`)).toMatchObject({ body: { state: 'in-force' } });
  expect(await states()).toEqual([
    [2, 'retired'],
    [1, 'active'],
  ]);
}, 120_000);
