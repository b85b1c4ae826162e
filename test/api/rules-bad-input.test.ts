// Whatever is saved as rules is kept and can be read back, and its faults are named; what cannot be kept is refused plainly.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { startAnalysisThreads } from '../../analysis-thread.ts';
import type { RuleAnalyst } from '../../api/rules/analysis.ts';
import type { Condition, Rule, RuleSet } from '../../rules/rule-set.ts';
import { directGateway } from './direct-gateway.ts';
import { openDoor, world, type Door } from './door.ts';

const threads = startAnalysisThreads();
/** As in a system in use, a little sooner. */
const analyst: RuleAnalyst = {
  analyse: (one, _, ground) => threads.analyse(one, { withinMs: 15_000 }, ground),
  compare: (one, other, _, ground) => threads.compare(one, other, { withinMs: 15_000 }, ground),
};
const on: Parameters<typeof directGateway>[0] = { now: () => Date.parse(world.clock) };

let door: Door;
let set: RuleSet;
beforeAll(async () => {
  door = await openDoor({ analyst, gateway: directGateway(on) });
  on.db = door.worker;
  set = (await door.call('GET', '/rules/travelClearance/versions/1', { as: 'ana' })).body.content;
});
afterAll(async () => {
  await door.close();
  await threads.close();
});

const drafts = '/rules/travelClearance/drafts';
type Draft = { id: string; revision: number };
const begin = async (): Promise<Draft> =>
  (await door.call('POST', drafts, { as: 'adm1', body: { title: 'Bad input' } })).body;
const put = (id: string, body: object | string) => door.call('PUT', `${drafts}/${id}`, { as: 'adm1', body });

/** Saves it, reads it back as the same JSON, and answers its faults in short. */
async function faultsOf(text: string): Promise<string[]> {
  const { id } = await begin();
  const { status, body } = await put(id, `{"title":"Bad input","revision":1,"content":${text}}`);
  expect({ status, code: body.code }).toEqual({ status: 200, code: undefined });
  const raw = await fetch(`${door.url}/api/v1${drafts}/${id}?revision=2`, { headers: await door.as('adm1') });
  const again = JSON.parse(await raw.text()) as {
    content: unknown;
    issues: { rule: string | null; at: string; code: string }[];
  };
  expect(again.content).toEqual(JSON.parse(text));
  expect(Object.keys(again.content as object).toSorted()).toEqual(Object.keys(JSON.parse(text)).toSorted());
  return again.issues.map(({ rule, at, code }) => `${rule} ${at} ${code}`);
}

const rule = (id: string, when: unknown, more: object = {}): unknown => ({
  ...{ id, title: 'A rule', source: 'A test', step: 1, when, then: [{ kind: 'note', code: 'seen' }], ...more },
});
const withRules = (...rules: unknown[]): string => JSON.stringify({ ...set, tests: [], rules });
const isRisk = { fact: 'presentRisk', is: 'equal', value: 'high' };
const deep = (levels: number): unknown =>
  Array.from({ length: levels }).reduce<unknown>((inner) => ({ all: [inner] }), isRisk);

test.each([
  ['an empty group', rule('hollow', { any: [] }), 'hollow when.any empty-group'],
  [
    'an empty group within',
    rule('hollow', { all: [isRisk, { not: { all: [] } }] }),
    'hollow when.all[1].not.all empty-group',
  ],
  ['nothing as a condition', rule('hollow', {}), 'hollow when empty-group'],
  ['a fact nobody finds out', rule('odd', { fact: 'weather', is: 'present' }), 'odd when unknown-fact'],
  ['a prototype as a fact', rule('odd', { fact: 'constructor', is: 'present' }), 'odd when.fact shape'],
  [
    'numbers where words are',
    rule('mixed', { fact: 'presentRisk', is: 'in', value: ['high', '7'] }),
    'mixed when value-not-declared',
  ],
  [
    'a word where a number is',
    rule('mixed', { fact: 'hoursToDeparture', is: 'less', value: 'soon' }),
    'mixed when mixed-types',
  ],
  [
    'one value where a list is',
    rule('mixed', { fact: 'presentRisk', is: 'in', value: 'high' }),
    'mixed when value-misfit',
  ],
  [
    'an operator that does not fit',
    rule('mixed', { fact: 'begun', is: 'less', value: 3 }),
    'mixed when operator-misfit',
  ],
  [
    'dates reversed',
    rule('late', isRisk, { scope: { from: '2027-05-01', to: '2027-04-01' } }),
    'late scope reversed-dates',
  ],
  ['a day that is none', rule('late', isRisk, { scope: { from: '2027-02-30' } }), 'late scope.from shape'],
  ['forty levels', rule('deep', deep(40)), `deep when${'.all[0]'.repeat(20)} too-deep`],
  ['a key nobody knows', rule('extra', { ...isRisk, path: '$.x' }), 'extra when unknown-key'],
  ['a rule that is none', 'nothing', 'rules[0]  shape'],
])('%s is kept, and named by rule and condition', async (_, one, fault) => {
  expect(await faultsOf(withRules(one))).toEqual([fault]);
});

test('two rules of one name are kept, and named', async () => {
  expect(await faultsOf(withRules(rule('twin', isRisk), rule('twin', isRisk)))).toEqual(['twin id duplicate-rule']);
});

test('claims and examples beside the rules are read as strictly as the rules', async () => {
  const claim = { id: 'twin', title: 'A claim', source: 'A test', when: isRisk, must: { be: 'looked-at' } };
  const invariants = [claim, { ...claim, when: { fact: 'weather', is: 'present' } }];
  const tests = [
    { name: 'An example', facts: { presentRisk: 7, weather: 'rain' }, in: { date: '2027-03-01' }, expect: {} },
  ];
  expect(await faultsOf(JSON.stringify({ ...set, invariants, tests }))).toEqual([
    'null invariants[1].when unknown-fact',
    'null tests[0].facts.presentRisk mixed-types',
    'null tests[0].facts.weather unknown-fact',
    'null invariants[1].id duplicate-invariant',
  ]);
});

test('keys that name a prototype are kept as keys and change nothing', async () => {
  const when = '{"__proto__":{"all":[]},"constructor":{"prototype":{"admin":true}}}';
  const text = withRules(rule('proto', 'WHEN')).replace('"WHEN"', when).replace('{', '{"__proto__":{"admin":true},');
  expect((await faultsOf(text)).length).toBeGreaterThan(0);
  expect(({} as Record<string, unknown>)['admin']).toBeUndefined();
});

test.each([
  '{}',
  '{"rules":null}',
  '{"rules":{}}',
  '{"rules":[[]]}',
  '{"name":7,"rules":[null]}',
  '{"a":{"b":[1e-7,0.1,1e300]}}',
])('%s is no rule set, and is kept all the same', async (text) => {
  expect((await faultsOf(text)).length).toBeGreaterThan(0);
});

const many = Array.from({ length: 5_000 }, (_, n): Rule => {
  const when: Condition = { all: [isRisk as Condition, { fact: 'hoursToDeparture', is: 'less', value: n }] };
  return rule(`rule-${n}`, when, { scope: { countries: [`C${n % 200}`] } }) as Rule;
});

test('five thousand rules are saved, read, linted and tried', async () => {
  expect(await faultsOf(withRules(...many))).toEqual([]);
  const { id } = await begin();
  await put(id, `{"title":"Many","revision":1,"content":${withRules(...many)}}`);
  const asked = { ref: { draft: id } };
  const lint = await door.call('POST', '/rules/travelClearance/lint', { as: 'adm1', body: asked });
  expect(lint.body.issues).toEqual([]);
  const facts = { presentRisk: 'high', hoursToDeparture: 10 };
  const tried = await door.call('POST', '/rules/travelClearance/evaluate', {
    as: 'adm1',
    body: { ...asked, facts, scope: { country: 'C7' } },
  });
  expect(tried.status).toBe(200);
});

test('five thousand rules are analysed and compared with what is in force for as long as may be; what is left is named', async () => {
  const { id } = await begin();
  await put(id, `{"title":"Many","revision":1,"content":${withRules(...many)}}`);
  const asked = (path: string, body: object) =>
    door.call('POST', `/rules/travelClearance/${path}`, { as: 'adm1', body });
  const [analysed, compared] = await Promise.all([
    asked('analyse', { ref: { draft: id } }),
    asked('compare', { after: { draft: id } }),
  ]);
  expect([analysed.status, compared.status]).toEqual([200, 200]);
  const left = ({ notDecided }: { notDecided: { what: string }[] }) => notDecided.map(({ what }) => what);
  expect(left(analysed.body)).toEqual(expect.arrayContaining(['invariants', 'settling rules', 'gaps']));
  expect(left(compared.body)).toEqual(['less control', 'more control', 'other differences', 'reasons']);
  expect(compared.body.changes.length).toBeGreaterThanOrEqual(5_000);
  expect(analysed.body.proved).toEqual([]);
}, 120_000);

test('five thousand rules are submitted as they are, and the draft is not lost', async () => {
  const { id } = await begin();
  const saved = await put(id, `{"title":"Many","revision":1,"content":${withRules(...many)}}`);
  const body = { revision: 2, reason: 'A circular' };
  const { status, body: filed } = await door.call('POST', `${drafts}/${id}/submit`, { as: 'adm1', body });
  expect([status, filed.state]).toEqual([201, 'submitted']);
  const { body: draft } = await door.call('GET', `${drafts}/${id}`, { as: 'adm1' });
  expect([draft.hash, draft.content.rules.length, draft.request]).toEqual([saved.body.hash, 5_000, filed.id]);
}, 120_000);

test('what cannot be kept is refused with its reason, and what was saved before stands', async () => {
  const { id } = await begin();
  const body = (content: string) => `{"title":"Bad input","revision":1,"content":${content}}`;
  const nested = `${'['.repeat(5_000)}${']'.repeat(5_000)}`;
  const answers = [
    await put(id, body('[]')),
    await put(id, body('"rules"')),
    await put(id, body(`{"rules":${nested}}`)),
    await put(id, body('{"rules":[1e999]}')),
    await put(id, body('{"rules":["a\\u0000b"]}')),
    await put(id, body('{"rules":["\\ud800"]}')),
    await put(id, body(`{"rules":["${'x'.repeat(4_500_000)}"]}`)),
    await put(id, body(`{"rules":["${'x'.repeat(6_000_000)}"]}`)),
    await put(id, '{"title":"Bad'),
  ];
  expect(answers.map(({ status, body: { code } }) => `${status} ${code}`)).toEqual([
    ...Array.from({ length: 6 }, () => '400 validation-failed'),
    ...['413 payload-too-large', '413 payload-too-large', '400 malformed-json'],
  ]);
  const { body: draft } = await door.call('GET', `${drafts}/${id}`, { as: 'adm1' });
  expect(draft.revision).toBe(1);
});

test('ten who save the same revision at once leave one text, and each other text can be kept', async () => {
  const { id } = await begin();
  const texts = Array.from({ length: 10 }, (_, n) => ({ ...set, title: `Text ${n}` }));
  const save = (content: object, query = '') =>
    door.call('PUT', `${drafts}/${id}${query}`, { as: 'adm1', body: { title: 'At once', revision: 1, content } });
  const answers = await Promise.all(texts.map((content) => save(content)));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  const lost = texts.filter((_, n) => answers[n]!.status === 409);
  const copies = await Promise.all(lost.map((content) => save(content, '?as=copy')));
  expect(copies.map(({ status, body }) => [status, body.content.title])).toEqual(lost.map(({ title }) => [201, title]));
});

test('of a draft nobody knows, and of a set nobody knows, nothing is said', async () => {
  const paths = [`${drafts}/${randomUUID()}`, `/rules/constructor/drafts/${randomUUID()}`, '/rules/nothing/drafts'];
  for (const path of paths) expect((await door.call('GET', path, { as: 'adm1' })).status).toBe(404);
});
