// The catalogue and the rules through the door.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openDoor, type Door } from './door.ts';

let door: Door;
beforeAll(async () => {
  door = await openDoor();
});
afterAll(() => door.close());

test('each process comes with a form a page can be drawn from', async () => {
  const { body } = await door.call('GET', '/processes', { as: 'ana' });
  const [process] = body.items;
  expect(process).toMatchObject({ id: 'travelClearance', title: 'Travel clearance' });
  expect(process.form.properties.stops.items.properties.area).toMatchObject({ type: 'string', title: 'Security area' });
});

test('the rule set in force is shown with its sources and as sentences', async () => {
  expect((await door.call('GET', '/rules', { as: 'ana' })).body.items).toContainEqual(
    expect.objectContaining({ name: 'travelClearance', version: 1 }),
  );
  const { body } = await door.call('GET', '/rules/travelClearance', { as: 'ana' });
  expect(
    body.rules.every((rule: { source: string; sentence: string }) => rule.source && rule.sentence.startsWith('If ')),
  ).toBe(true);
  expect((await door.call('GET', '/rules/travelClearance/versions', { as: 'ana' })).body.items).toMatchObject([
    { version: 1, state: 'active' },
  ]);
  for (const path of ['/rules/constructor', '/rules/nothing/versions'])
    expect((await door.call('GET', path, { as: 'ana' })).status).toBe(404);
});

test('rules can be tried on facts, and what is not known goes to a person', async () => {
  const { status, body } = await door.call('POST', '/rules/travelClearance/evaluate', {
    as: 'ana',
    body: { facts: {}, scope: { country: 'XA', area: 'XA-2' } },
  });
  expect(status).toBe(200);
  expect(body.verdict.outcome).not.toBe('automatic');
  expect(body.rules.length).toBeGreaterThan(5);
  expect(body.rules.every((rule: { sentence: string }) => rule.sentence)).toBe(true);
});

test('a fact nobody declared decides nothing, and an unknown version is not there', async () => {
  const odd = await door.call('POST', '/rules/travelClearance/evaluate', {
    as: 'ana',
    body: { facts: { somethingElse: true } },
  });
  expect(odd.body.verdict.unusable).toEqual(['somethingElse']);
  expect(
    (await door.call('POST', '/rules/travelClearance/evaluate', { as: 'ana', body: { facts: {}, version: 99 } }))
      .status,
  ).toBe(404);
  expect(
    (await door.call('POST', '/rules/travelClearance/evaluate', { as: 'ana', body: { facts: { a: { $ne: 1 } } } }))
      .status,
  ).toBe(400);
});
