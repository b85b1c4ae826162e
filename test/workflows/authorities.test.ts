// Whatever authority a rule names, in whatever mode: the right people are asked or told, and only their answers grant.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { compile } from '../../rules/compile.ts';
import { RuleSetError } from '../../rules/guards.ts';
import type { Outcome } from '../../rules/rule-set.ts';
import { checkInvariants } from '../support/invariants.ts';
import { openWhole, stop, type Whole } from '../support/whole-system.ts';
import { ask, holders, putInForce, ruleSet, seated, withEveryPost, type Seated } from './test-rules.ts';

const HOUR = 3_600_000;
let whole: Whole;
let day = 0;

beforeAll(async () => {
  whole = await openWhole(withEveryPost);
});
afterAll(async () => {
  await checkInvariants(whole.database.readerUrl);
  await whole.close();
});

/** A trip on days of its own, under rules of its own. */
async function filed(then: Outcome[], area = 'XA-2', person = 'ana', form: object = {}): Promise<string> {
  await putInForce(whole, then);
  day += 3;
  const at = (days: number) => new Date(Date.parse('2027-03-11T10:00Z') + days * 24 * HOUR).toISOString().slice(0, 16);
  return whole.file(person, { stops: [stop(area, at(day), at(day + 2))], ...form });
}

type Open = { authority: string; mode: string; holders: string[] };
const open = (id: string) =>
  whole.sql<Open>(
    `SELECT authority, mode, holders FROM tasks WHERE "caseId" = $1 AND state = 'open' ORDER BY authority`,
    [id],
  );
const stateOf = async (id: string) =>
  (await whole.sql<{ state: string }>('SELECT state FROM cases WHERE id = $1', [id]))[0]?.state;

async function say(person: string, id: string, outcome: string): Promise<string> {
  const reply = await whole.decide(person, id, outcome, outcome === 'deny' ? { reason: 'No' } : {});
  return reply.status < 300 ? ((await stateOf(id)) ?? '') : (reply.body as { code: string }).code;
}

const task = (authority: Seated, mode: string) => ({ authority, mode, holders: holders[authority] });
const deciderBeside = (authority: Seated): Seated =>
  authority === 'designated-official' ? 'regional-operations' : 'designated-official';

test.each(seated)('where the rules want %s to decide, its holders decide and nobody else', async (authority) => {
  const id = await filed([ask(authority, 'decide')]);
  expect(await open(id)).toEqual([task(authority, 'decide')]);
  const [other] = holders[deciderBeside(authority)];
  expect(await say(other!, id, 'approve')).toBe('not-your-decision');
  expect(await say(holders[authority][0]!, id, 'approve')).toBe('cleared');
});

test.each(seated)('where the rules want advice of %s, it is heard first and grants nothing', async (authority) => {
  const decider = deciderBeside(authority);
  const id = await filed([ask(authority, 'advise'), ask(decider, 'decide')]);
  expect(await open(id)).toEqual([task(authority, 'advise')]);
  expect(await say(holders[decider][0]!, id, 'approve')).toBe('not-your-decision');
  expect(await say(holders[authority][0]!, id, 'endorse')).toBe('in-review');
  expect(await open(id)).toEqual([task(decider, 'decide')]);
  expect(await say(holders[decider][0]!, id, 'approve')).toBe('cleared');
});

test.each(seated)('where the rules want %s informed, it is told and asked nothing', async (authority) => {
  const decider = deciderBeside(authority);
  const id = await filed([ask(authority, 'inform'), ask(decider, 'decide')]);
  expect(await open(id)).toEqual([task(decider, 'decide')]);
  const told = await whole.sql<{ personId: string }>(
    `SELECT DISTINCT "personId" FROM notices WHERE "caseId" = $1 AND code = 'for-information' ORDER BY 1`,
    [id],
  );
  expect(told.map(({ personId }) => personId)).toEqual(holders[authority]);
});

test('a trip the rules allow is cleared with nobody asked, and who is to be informed is told', async () => {
  const id = await filed([{ kind: 'allow' }, ask('warden', 'inform')]);
  expect({ state: await stateOf(id), open: await open(id) }).toEqual({ state: 'cleared', open: [] });
  expect(await whole.sql(`SELECT FROM notices WHERE "caseId" = $1 AND "personId" = 'wade'`, [id])).toHaveLength(1);
});

test('of an adviser nothing is waited for beyond the hours the rules give, whoever it is', async () => {
  const ids = new Map<Seated, string>();
  for (const authority of seated)
    ids.set(
      authority,
      await filed([ask(authority, 'advise', { deadlineHours: 4 }), ask(deciderBeside(authority), 'decide')]),
    );
  await whole.advance(4 * HOUR);
  await whole.idle();
  for (const [authority, id] of ids) {
    const decider = deciderBeside(authority);
    expect({ authority, open: await open(id) }).toEqual({ authority, open: [task(decider, 'decide')] });
    expect(await say(holders[decider][0]!, id, 'approve')).toBe('cleared');
  }
});

test('who must decide within the hours the rules give is held to them, and silence grants nothing', async () => {
  const ids = new Map<Seated, string>();
  for (const authority of seated) ids.set(authority, await filed([ask(authority, 'decide', { deadlineHours: 5 })]));
  for (const [authority, id] of ids) {
    const due = await whole.sql(
      `SELECT extract(epoch FROM "dueAt" - "openedAt") / 3600 AS hours FROM tasks WHERE "caseId" = $1`,
      [id],
    );
    expect({ authority, due: due.map((one) => Number((one as { hours: unknown }).hours)) }).toEqual({
      authority,
      due: [5],
    });
  }
  await whole.advance(5 * HOUR);
  await whole.idle();
  for (const [authority, id] of ids) {
    const late = await whole.sql(
      `SELECT FROM tasks t WHERE "caseId" = $1 AND ("closedBecause" = 'escalated' OR EXISTS (
         SELECT FROM notices n WHERE n."caseId" = t."caseId" AND n.code = 'overdue' AND n."personId" = ANY (t.holders)))`,
      [id],
    );
    expect({ authority, late: late.length, state: await stateOf(id) }).toEqual({
      authority,
      late: 1,
      state: 'in-review',
    });
  }
});

const three: Seated[] = ['security-focal-point', 'senior-security-manager', 'designated-official'];

test('of several asked in one stage all must approve, in any order', async () => {
  const id = await filed(three.map((authority) => ask(authority, 'decide')));
  expect((await open(id)).map(({ authority }) => authority)).toEqual([...three].sort());
  expect(await say('dora', id, 'approve')).toBe('in-review');
  expect(await say('sam', id, 'approve')).toBe('in-review');
  expect(await say('ssmh', id, 'approve')).toBe('cleared');
});

test('of several asked in one stage one refusal is enough, and the others are asked no more', async () => {
  const id = await filed(three.map((authority) => ask(authority, 'decide')));
  expect(await say('sam', id, 'approve')).toBe('in-review');
  expect(await say('ssmh', id, 'deny')).toBe('denied');
  expect(await open(id)).toEqual([]);
  expect(await say('dora', id, 'approve')).toBe('not-open');
});

test('a stage opens when the one before it is met, and the last one grants', async () => {
  const id = await filed([
    ask('security-focal-point', 'decide', { stage: 30 }),
    ask('senior-security-manager', 'decide', { stage: 30 }),
    ask('designated-official', 'decide', { stage: 40 }),
    ask('under-secretary-general', 'decide', { stage: 50 }),
  ]);
  expect(await say('dora', id, 'approve')).toBe('not-your-decision');
  expect(await say('sam', id, 'approve')).toBe('in-review');
  expect(await open(id)).toEqual([task('senior-security-manager', 'decide')]);
  expect(await say('ssmh', id, 'approve')).toBe('in-review');
  expect(await open(id)).toEqual([task('designated-official', 'decide')]);
  expect(await say('dora', id, 'approve')).toBe('in-review');
  expect(await open(id)).toEqual([task('under-secretary-general', 'decide')]);
  expect(await say('usg', id, 'approve')).toBe('cleared');
});

test('of those on the ladder only the highest asked decides', async () => {
  const id = await filed([ask('clearing-officer', 'decide'), ask('designated-official', 'decide')]);
  expect(await open(id)).toEqual([task('designated-official', 'decide')]);
});

test('supervisor and representative in one person are asked once', async () => {
  const id = await filed([ask('supervisor', 'decide'), ask('country-representative', 'decide')]);
  expect(await open(id)).toEqual([task('country-representative', 'decide')]);
  expect(await say('hugo', id, 'approve')).toBe('cleared');
});

/** In XC nobody is posted; tess is of relief. */
const vacant: Partial<Record<Seated, string>> = {
  'country-representative': 'ssmr',
  'security-focal-point': 'desk',
  'country-security-adviser': 'desk',
  'area-security-coordinator': 'desk',
  'clearing-officer': 'desk',
  'designated-official': 'desk',
  'acting-designated-official': 'desk',
  warden: 'desk',
};
test.each(Object.entries(vacant))('where nobody is %s, the next above decides', async (authority, next) => {
  const asks = [ask(authority as Seated, 'advise'), ask(authority as Seated, 'decide')];
  const id = await filed(asks, 'XC-1', 'tess', { activity: 'outreach' });
  expect((await open(id)).map((one) => one.holders)).toEqual([[next]]);
  expect(await say(next, id, 'approve')).toBe('cleared');
});

test.each([
  ['the security management team', ask('security-management-team', 'decide'), 'team-not-available'],
  ['the security management team’s advice', ask('security-management-team', 'advise'), 'team-not-available'],
  ['a quorum', ask('designated-official', 'decide', { quorum: 2 }), 'quorum-not-available'],
])('rules that ask for %s are refused with the reason', async (_, outcome, code) => {
  const set = ruleSet(1_000, [outcome]);
  const issues = (() => {
    try {
      return compile(set);
    } catch (error) {
      return error instanceof RuleSetError ? error.issues : error;
    }
  })();
  expect(issues).toMatchObject([{ rule: 'always', at: 'then[0]', code }]);
});
