// Rules checked, tried and kept as files, through the door.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { RuleSet } from '../../rules/rule-set.ts';
import { openSeeded, type Seeded } from '../access/seeded-world.ts';
import { analystHere } from '../../stories/stage/analyst-here.ts';
import { openDoor, type Door } from './door.ts';

let door: Door;
let set: RuleSet;
beforeAll(async () => {
  door = await openDoor({ analyst: analystHere });
  set = (await door.call('GET', '/rules/travelClearance/versions/1', { as: 'ana' })).body.content;
});
afterAll(() => door.close());

const ask = (what: string, body: object, as = 'adm1') =>
  door.call('POST', `/rules/travelClearance/${what}`, { as, body });
const small = (rules: RuleSet['rules']): RuleSet => ({ ...set, rules, tests: [], invariants: [] });

test('faults are named by rule and place, in whatever text is sent', async () => {
  const [first] = set.rules;
  const when = { all: [{ fact: 'presentRisk', is: 'equal', value: 'purple' }, { any: [] }] };
  const { body } = await ask('lint', { ref: { content: { ...set, rules: [{ ...first, when }] } } });
  expect(body.issues).toMatchObject([{ rule: first!.id, at: 'when.all[1].any', code: 'empty-group' }]);
  const odd = { ...set, rules: [{ ...first, when: when.all[0] }] };
  const { issues } = (await ask('lint', { ref: { content: odd } })).body;
  expect(issues).toMatchObject([{ rule: first!.id, at: 'when', code: 'value-not-declared' }]);
});

test('facts are the product’s: none is left out, altered or made up', async () => {
  const [one, ...rest] = set.facts;
  const left = rest.pop()!;
  const altered = { ...one!, title: 'Another' };
  const made = { name: 'weather', title: 'Weather', of: { type: 'text' as const }, from: 'the sky' };
  const { body } = await ask('lint', {
    ref: { content: { ...small(set.rules.slice(0, 1)), facts: [altered, ...rest, made] } },
  });
  const codes = body.issues.map((issue: { code: string; at: string }) => [issue.code, issue.at]);
  expect(codes).toEqual(
    expect.arrayContaining([
      ['fact-not-known', 'facts.weather'],
      ['fact-altered', `facts.${one!.name}`],
      ['fact-left-out', `facts.${left.name}`],
    ]),
  );
});

test('an analysis and a comparison answer of any two texts', async () => {
  const fewer = { ...set, rules: set.rules.slice(1) };
  const analysed = await ask('analyse', { ref: { content: set } });
  expect(analysed.status).toBe(200);
  expect(analysed.body).toMatchObject({ ruleSet: { name: 'travelClearance' }, size: { rules: set.rules.length } });
  expect(analysed.body.proved.length).toBeGreaterThan(0);
  const compared = await ask('compare', { after: { content: fewer } });
  expect(compared.status).toBe(200);
  expect(compared.body.differences.length).toBeGreaterThan(0);
  expect(compared.body.changes).toMatchObject([{ how: 'removed', id: set.rules[0]!.id }]);
}, 90_000);

test('what has faults is neither analysed nor tested, and says which', async () => {
  const [first] = set.rules;
  for (const what of ['analyse', 'test']) {
    const { status, body } = await ask(what, {
      ref: { content: { ...set, rules: [{ ...first, when: { not: {} } }] } },
    });
    expect([status, body.code]).toEqual([422, 'rules-faulty']);
    expect(body.errors).toMatchObject([{ path: `${first!.id} when.not`, code: 'empty-group' }]);
  }
});

test('every test kept with the rules is run', async () => {
  const { body } = await ask('test', {});
  expect(body).toMatchObject({ passed: set.tests!.length, failed: 0 });
  expect(body.coverage).toHaveLength(set.rules.length);
});

test('trying rules tells what would change the outcome', async () => {
  const { facts, in: scope } = set.tests![0]!;
  const { body } = await ask('evaluate', { facts, scope }, 'ana');
  expect(body.ruleSet).toMatchObject({ name: 'travelClearance', version: 1 });
  expect(body.whatWouldChange.ways.length).toBeGreaterThan(0);
  const both = await ask('evaluate', { facts, version: 1, ref: { version: 1 } });
  expect([both.status, both.body.code]).toEqual([400, 'validation-failed']);
});

test('a file is the same bytes after it was taken in and given out again', async () => {
  const file = async (path: string) =>
    (await fetch(`${door.url}/api/v1${path}`, { headers: await door.as('adm1') })).text();
  const out = await file('/rules/travelClearance/versions/1/file');
  expect(out.endsWith('}\n')).toBe(true);
  const begin = (given: unknown) =>
    door.call('POST', '/rules/travelClearance/drafts', { as: 'adm1', body: { title: 'Taken in', file: given } });
  const { body } = await begin(JSON.parse(out));
  expect(body).toMatchObject({ base: 1, issues: [] });
  expect(await file(`/rules/travelClearance/drafts/${body.id}/file`)).toBe(out);
});

test('a file from a newer release, an altered one, or none at all is refused with its reason', async () => {
  const begin = async (file: unknown) => {
    const { status, body } = await door.call('POST', '/rules/travelClearance/drafts', {
      as: 'adm1',
      body: { title: 'Taken in', file },
    });
    return [status, body.code];
  };
  const format = 'safeconduct-rules/1';
  const hash = 'a'.repeat(64);
  expect(await begin({ format: 'safeconduct-rules/2', ruleSet: set, more: 1 })).toEqual([422, 'import-newer']);
  expect(await begin({ format, hash, ruleSet: set })).toEqual([422, 'import-altered']);
  for (const nothing of [null, [], 'rules', {}, { format }, { format, ruleSet: { rules: 1 } }, { ruleSet: set }])
    expect(await begin(nothing)).toEqual([422, 'import-no-rules']);
  expect(await begin({ format, ruleSet: { ...set, name: 'other' } })).toEqual([201, undefined]);
});

test('a past case becomes a test, without a name in it, for who may read the case', async () => {
  const seeded: Seeded = await openSeeded();
  try {
    const from = (as: 'officialA' | 'officialB', body: object) =>
      seeded.ask(as, 'POST', '/rules/travelClearance/tests/from-case', { body });
    const id = seeded.ids['lake']!;
    const { status, body } = await from('officialA', { case: id });
    expect(status).toBe(200);
    expect(body).toMatchObject({ in: { country: 'XA', area: 'XA-2' }, expect: { outcome: 'decide' } });
    const people = await seeded.door.deps.db.person.findMany({ select: { id: true, name: true } });
    const words = Object.values(body.facts).flat().map(String);
    for (const person of people)
      expect(words).not.toEqual(expect.arrayContaining([expect.stringContaining(person.name)]));
    const run = { ...set, tests: [body] };
    const tested = await seeded.ask('officialA', 'POST', '/rules/travelClearance/test', {
      body: { ref: { content: run } },
    });
    expect(tested.body).toMatchObject({ passed: 1, failed: 0 });
    expect((await from('officialB', { case: id })).status).toBe(404);
    const read = { caseId: id, personId: 'dora', action: 'read-facts', outcome: 'granted' };
    expect(await seeded.door.deps.db.accessLog.count({ where: read })).toBe(1);
  } finally {
    await seeded.door.close();
  }
});
