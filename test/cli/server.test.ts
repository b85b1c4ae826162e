// The verbs that ask a running system, against the real API over a real database.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { RuleSet } from '../../rules/rule-set.ts';
import { analystHere } from '../../stories/stage/analyst-here.ts';
import { directGateway } from '../api/direct-gateway.ts';
import { openDoor, world, type Door } from '../api/door.ts';
import { actorsOf, pass, trip } from '../api/trips.ts';
import { aFolder, aSet, type Ended } from './command.ts';

const on: Parameters<typeof directGateway>[0] = { now: () => Date.parse(world.clock) };
const folder = aFolder();
let door: Door;

beforeAll(async () => {
  door = await openDoor({ gateway: directGateway(on), analyst: analystHere });
  on.db = door.worker;
  const { file } = actorsOf(() => door);
  expect((await file('ana', trip())).status).toBe(201);
  expect((await file('gita', trip({ stops: [pass] }))).status).toBe(201);
});
afterAll(async () => {
  await door.close();
  folder.remove();
});

/** Everybody may go anywhere: no test but this one should want it. */
const carefree = (set: RuleSet) => {
  const anywhere = { id: 'anywhere', title: 'Anywhere', source: 'a test', step: 1 };
  set.rules = [{ ...anywhere, when: { fact: 'subject', is: 'present' }, then: [{ kind: 'allow' }] }];
};

async function rules(person: string, ...args: string[]): Promise<Ended> {
  const token = (await door.as(person))['authorization']!.replace('Bearer ', '');
  return folder.as(token, ...args, '--server', door.url);
}

test('a file becomes a draft, and comes back as the same rules', async () => {
  folder.write('mine.json', aSet(carefree));
  const made = await rules('adm1', 'import', 'mine.json', '--title', 'Mine');
  expect(made).toMatchObject({ exit: 0, out: expect.stringMatching(/^draft [0-9a-f-]{36} of travelClearance\n$/) });
  const draft = made.out.split(' ')[1]!;
  expect((await rules('adm1', 'export', '--draft', draft, '--output', 'back.json')).exit).toBe(0);
  expect((await folder.rules('diff', 'mine.json', 'back.json')).out).toContain('The rules are the same.');
  const diffed = await rules('adm1', 'diff', '--version', '1', 'mine.json');
  expect(diffed.out).toContain('rules/anywhere added');
  expect((await rules('adm1', 'analyse', '--draft', draft)).exit).toBe(1);
}, 300_000);

test('a system says how areas lie in one another, which a file does not', async () => {
  await door.worker.area.update({ where: { id: 'XA-2' }, data: { parentId: 'XA-1' } });
  const rule = { title: 'A rule', source: 'a test', step: 1, when: { fact: 'subject', is: 'present' as const } };
  const settled = { ...rule, id: 'a-settled', scope: { areas: ['XA-2'] } };
  const closed = { ...rule, id: 'a-closed', scope: { areas: ['XA-1'] } };
  const planted = aSet((set) => {
    set.rules.push({ ...settled, then: [{ kind: 'settle', state: 'registered' }] });
    set.rules.push({ ...closed, then: [{ kind: 'stop', code: 'closed', remedy: 'none' }] });
  });
  folder.write('nested.json', planted);
  const [alone, there] = await Promise.all([
    folder.rules('analyse', 'nested.json'),
    rules('adm1', 'analyse', 'nested.json'),
  ]);
  const found = /error settled-over-halt a-(settled|closed)/;
  expect([found.test(alone.out), found.test(there.out), there.err]).toEqual([false, true, '']);
}, 300_000);

test('what nobody would look at any more ends a strict build, and each is a result of its own', async () => {
  folder.write('carefree.json', aSet(carefree));
  const lenient = await rules('desk', 'impact', 'carefree.json');
  expect(lenient).toMatchObject({ exit: 0, err: '' });
  expect(lenient.out).toMatch(/^2 requests, 2 parts: 2 would go another way\n {2}no-person: 2\n/);
  expect(lenient.out).toMatch(
    /^warning no-person: TC-\S+ part 1 in XA-2: \S+ before, automatic after, with no person$/m,
  );
  const sarif = await rules('desk', 'impact', 'carefree.json', '--strict', '--format', 'sarif');
  expect(sarif.exit).toBe(1);
  const [run] = (JSON.parse(sarif.out) as { runs: { results: { ruleId: string; level: string }[] }[] }).runs;
  expect(run!.results.map(({ ruleId, level }) => [ruleId, level])).toEqual([
    ['no-person', 'warning'],
    ['no-person', 'warning'],
  ]);
}, 300_000);

test('who sees no request is told how many there are, and a strict build ends all the same', async () => {
  const { exit, out } = await rules('adm1', 'impact', 'carefree.json', '--strict');
  expect(exit).toBe(1);
  expect(out).toMatch(/^warning no-person: 2 parts would be cleared with no person$/m);
  expect(out).not.toContain('TC-');
}, 300_000);

test('it looks at one area or country alone, and the rules in force change nothing', async () => {
  const parts = async (...where: string[]) =>
    Number(/(\d+) parts/.exec((await rules('desk', 'impact', 'carefree.json', ...where)).out)?.[1]);
  expect(await parts('--area', 'XA-2')).toBe(1);
  expect(await parts('--country', 'XB,XC')).toBe(0);
  expect(await parts('--country', 'XA')).toBe(2);
  expect(await rules('desk', 'impact', '--version', '1', '--strict')).toMatchObject({ exit: 0 });
}, 300_000);

test('a file with faults is kept from the system, and who may not work on rules is told so', async () => {
  folder.write(
    'broken.json',
    aSet((set) => void (set.rules[0]!.when = { all: [] })),
  );
  expect((await rules('adm1', 'import', 'broken.json')).exit).toBe(1);
  const refused = await rules('ana', 'import', 'mine.json');
  expect(refused.exit).toBe(3);
  expect(refused.err).toMatch(/answered 403/);
}, 300_000);
