// A change of rules through the whole system: who decides it, when it holds, and what it takes to take it back.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { World } from '../../prisma/seed/world-file.ts';
import { duration } from '../../stories/stage/duration.ts';
import { decide } from '../../workflows/messages.ts';
import { openWhole, stop, type Whole } from '../support/whole-system.ts';
import { idOfCase, inForce, lookAtAll, minus, plus, save, standing, submit, submitted } from './changes-of-rules.ts';

/** Gita holds the desk by adm1's hand, adm2 by nobody's of these. */
function withDesks(world: World): World {
  const desk = { role: 'regional-operations' as const, country: '*', from: '2026-01-01' };
  const posts = [
    { ...desk, id: 'T-01', holder: 'gita', givenBy: 'adm1' },
    { ...desk, id: 'T-02', holder: 'adm2' },
  ];
  return { ...world, appointments: [...world.appointments, ...posts] };
}

let whole: Whole;
beforeAll(async () => {
  whole = await openWhole(withDesks);
});
afterAll(async () => {
  const soundness = await whole.soundness();
  await whole.close();
  expect(soundness).toBeUndefined();
});

const activities: Record<string, string> = {
  ana: 'vaccination',
  ben: 'famine-relief',
  tess: 'survey',
  omar: 'famine-relief',
};
const city = (day = 11) => ({ stops: [stop('XA-1', `2027-03-${day}T10:00`, `2027-03-${day + 1}T10:00`)] });
let day = 11;

/** A short trip to the city, on other days each time, and what it came to. */
async function trip(person = 'ana'): Promise<{ id: string; state: string }> {
  const id = await whole.file(person, { ...city((day += 1)), activity: activities[person] });
  await whole.idle();
  return { id, state: await stateOf(id) };
}
const stateOf = async (id: string) =>
  (await whole.sql<{ state: string }>('SELECT state FROM cases WHERE id = $1', [id]))[0]!.state;
const codeOf = (reply: { status: number; body: unknown }) => [reply.status, (reply.body as { code?: string }).code];
const told = async (id: string, code: string) =>
  (
    await whole.sql<{ person: string }>(
      'SELECT "personId" AS person FROM notices WHERE "caseId" = $1 AND code = $2 ORDER BY 1',
      [id, code],
    )
  ).map((one) => one.person);
const in2Days = () => new Date(Math.ceil(whole.now() / 1000) * 1000 + duration('P2D')).toISOString();

async function publish(person: string, id: string): Promise<void> {
  const reply = await whole.decide(person, id, 'approve');
  if (reply.status !== 200) throw new Error(JSON.stringify(reply.body));
  await whole.idle();
}

test('an author files, the regional desk publishes, and new trips follow the new version while running ones do not', async () => {
  const running = await trip();
  expect(running.state).toBe('cleared');
  const id = await submitted(whole, 'adm1', plus(await inForce(whole), lookAtAll('look')));
  expect(await standing(whole, id)).toMatchObject({ state: 'in-review', holders: [['adm2', 'desk']] });
  await publish('desk', id);
  expect(await standing(whole, id)).toMatchObject({ state: 'in-force', live: false, holders: [] });
  expect([(await trip()).state, await stateOf(running.id)]).toEqual(['in-review', 'cleared']);
  expect(await told(id, 'in-force')).toEqual(expect.arrayContaining(['adm1', 'adm2', 'dora', 'yara']));
  const [row] = await whole.sql(
    `SELECT version, base, "authorId" AS author, "publisherId" AS publisher, "caseId" AS id FROM rule_set_versions WHERE version = 2`,
  );
  expect(row).toEqual({ version: 2, base: 1, author: 'adm1', publisher: 'desk', id });
});

test('what takes control away is for the Under-Secretary-General, with the advice of the desk', async () => {
  const id = await submitted(whole, 'adm1', minus(await inForce(whole), 'look'));
  expect(await standing(whole, id)).toMatchObject({ state: 'in-review', holders: [['adm2', 'desk']] });
  expect(codeOf(await whole.decide('usg', id, 'approve'))).toEqual([403, 'not-your-decision']);
  expect(await whole.decide('desk', id, 'endorse')).toMatchObject({ status: 200 });
  expect(await standing(whole, id)).toMatchObject({ holders: [['usg']] });
  await publish('usg', id);
  expect((await trip()).state).toBe('cleared');
});

test('the author does not publish, nor who holds a power by his hand, nor who saved a revision', async () => {
  const set = plus(await inForce(whole), lookAtAll('look'));
  const first = await save(whole, 'adm1', set);
  const second = await save(whole, 'adm2', minus(set, 'short-notice'), { draft: first.draft, revision: 2 });
  const id = idOfCase(await submit(whole, 'adm1', second));
  await whole.idle();
  expect(await standing(whole, id)).toMatchObject({ state: 'in-review', holders: [['desk']] });
  for (const person of ['adm1', 'adm2', 'gita'])
    expect(codeOf(await whole.decide(person, id, 'approve'))).toEqual([403, 'conflict-of-interest']);
  expect(codeOf(await whole.decide('dora', id, 'approve'))).toEqual([403, 'not-your-decision']);
  expect(await whole.call('adm1', 'POST', `/requests/${id}/acts`, { verb: 'cancel', form: {} })).toMatchObject({
    status: 200,
  });
  expect(await standing(whole, id)).toMatchObject({ state: 'cancelled', live: false });
  expect(await whole.sql('SELECT state FROM rule_drafts WHERE id = $1', [first.draft])).toEqual([{ state: 'open' }]);
});

test('who wrote a text does not publish it in another’s draft either', async () => {
  const set = plus(await inForce(whole), lookAtAll('copied'));
  await save(whole, 'adm2', set);
  const copy = await save(whole, 'adm1', set);
  const id = idOfCase(await submit(whole, 'adm1', copy));
  await whole.idle();
  expect(await standing(whole, id)).toMatchObject({ state: 'in-review', holders: [['desk']] });
  expect(codeOf(await whole.decide('adm2', id, 'approve'))).toEqual([403, 'conflict-of-interest']);
  const done = await whole.call('adm1', 'POST', `/requests/${id}/acts`, { verb: 'cancel', form: {} });
  expect(done).toMatchObject({ status: 200 });
});

test('two who decide one change at once publish one version', async () => {
  const id = await submitted(whole, 'adm1', plus(await inForce(whole), lookAtAll('once')));
  const replies = await Promise.all(['desk', 'adm2'].map((person) => whole.decide(person, id, 'approve')));
  expect(replies.map(({ status }) => status).sort()).toEqual([200, 409]);
  await whole.idle();
  const made = await whole.sql('SELECT count(*)::int AS versions FROM rule_set_versions WHERE "caseId" = $1', [id]);
  expect(made).toEqual([{ versions: 1 }]);
  const back = { reason: 'Once is enough', returnsTo: 3, reexamine: false };
  const returned = idOfCase(await whole.call('desk', 'POST', '/rules/travelClearance/return', back));
  await whole.idle();
  expect(await standing(whole, returned)).toMatchObject({ state: 'in-force' });
});

test('a change for one area holds there and in what lies in it, and nowhere else', async () => {
  const own = plus(await inForce(whole), lookAtAll('look-area', 'XA'));
  const id = await submitted(whole, 'adm1', own, { effective: { areas: ['XA-1'] } });
  expect(await standing(whole, id)).toMatchObject({ holders: [['dora']] });
  await publish('dora', id);
  expect((await trip()).state).toBe('in-review');
  const elsewhere = await whole.file('ben', {
    ...{ stops: [stop('XB-1', '2027-06-11T10:00', '2027-06-12T10:00')], activity: 'famine-relief' },
  });
  await whole.idle();
  const judgedBy = await whole.sql(
    `SELECT verdict -> 'ruleSet' ->> 'version' AS version FROM parts WHERE "caseId" = $1`,
    [elsewhere],
  );
  expect(judgedBy).toEqual([{ version: '3' }]);
  const back = { reason: 'Enough', returnsTo: 3, areas: ['XA-1'], reexamine: false };
  const returned = idOfCase(await whole.call('dora', 'POST', '/rules/travelClearance/return', back));
  await whole.idle();
  expect(await standing(whole, returned)).toMatchObject({ state: 'in-force' });
});

test('a national change is the official’s, holds only there, and reaches running trips where that was asked for', async () => {
  const there = await trip();
  const own = plus(await inForce(whole), lookAtAll('look-xa', 'XA'));
  const more = { effective: { countries: ['XA'] }, reexamine: true };
  const id = await submitted(whole, 'adm1', own, more);
  expect(await standing(whole, id)).toMatchObject({ holders: [['dora']] });
  expect(await told(id, 'for-information')).toEqual(['adm2', 'desk', 'gita']);
  await publish('dora', id);
  expect(await stateOf(there.id)).toBe('suspended');
  expect(
    await whole.sql(`SELECT state, scope ->> 'touched' > '0' AS some FROM reference_changes WHERE kind = 'rules'`),
  ).toEqual([{ state: 'settled', some: true }]);
  const places = await whole.sql(`SELECT place FROM rule_activations WHERE "caseId" = $1`, [id]);
  expect(places).toEqual([{ place: 'country:XA' }]);
});

test('rules of one country that are to hold everywhere are not the official’s', async () => {
  const id = await submitted(whole, 'adm1', plus(await inForce(whole), lookAtAll('look-xb', 'XB')));
  expect(await standing(whole, id)).toMatchObject({ holders: [['adm2', 'desk']] });
  expect(await whole.decide('desk', id, 'deny', { reason: 'Not everywhere' })).toMatchObject({ status: 200 });
  expect(await standing(whole, id)).toMatchObject({ state: 'denied', live: false });
});

test('nobody publishes what would ease a live request of his own', async () => {
  const own = await trip('dora');
  expect(own.state).toBe('in-review');
  const form = { reason: 'Too many wait', returnsTo: 3, countries: ['XA'], reexamine: false };
  const id = idOfCase(await whole.call('dora', 'POST', '/rules/travelClearance/return', form));
  await whole.idle();
  expect(await standing(whole, id)).toMatchObject({ state: 'in-review', holders: [['dora']] });
  expect(codeOf(await whole.decide('dora', id, 'approve'))).toEqual([403, 'conflict-of-interest']);
  for (const one of [own.id, id]) {
    const done = await whole.call('dora', 'POST', `/requests/${one}/acts`, { verb: 'cancel', form: {} });
    expect(done).toMatchObject({ status: 200 });
  }
});

test('one step back: who may decide it puts the version before back alone, all others ask', async () => {
  expect((await trip()).state).toBe('in-review');
  const back = (person: string) =>
    whole.call(person, 'POST', '/rules/travelClearance/return', {
      ...{ reason: 'Too many wait', returnsTo: 3, countries: ['XA'], reexamine: false },
    });
  const asked = idOfCase(await back('adm1'));
  await whole.idle();
  expect(await standing(whole, asked)).toMatchObject({ state: 'in-review', holders: [['dora']] });
  const done = idOfCase(await back('dora'));
  await whole.idle();
  expect(await standing(whole, done)).toMatchObject({ state: 'in-force', live: false });
  expect((await trip()).state).toBe('cleared');
  expect(await told(done, 'in-force')).toEqual(expect.arrayContaining(['adm1', 'dora']));
  // There is nothing to step back from any more.
  expect(codeOf(await whole.decide('dora', asked, 'approve'))[0]).toBe(409);
});

test('a version published ahead starts at its instant, and is taken back before by who may decide it', async () => {
  const first = await submitted(whole, 'adm1', plus(await inForce(whole), lookAtAll('later')), {
    effective: { from: in2Days() },
  });
  await publish('desk', first);
  expect(await standing(whole, first)).toMatchObject({ state: 'published', live: true });
  expect((await trip()).state).toBe('cleared');
  const cancel = (person: string) =>
    whole.call(person, 'POST', `/requests/${first}/acts`, { verb: 'cancel', form: {} });
  expect(codeOf(await cancel('adm1'))).toEqual([409, 'not-open']);
  expect(await cancel('desk')).toMatchObject({ status: 200 });
  expect(await standing(whole, first)).toMatchObject({ state: 'cancelled', live: false });

  const second = await submitted(whole, 'adm1', plus(await inForce(whole), lookAtAll('again')), {
    effective: { from: in2Days() },
  });
  await publish('desk', second);
  await whole.advance(duration('P1D'));
  expect((await trip()).state).toBe('cleared');
  await whole.advance(duration('P1DT1M'));
  await whole.idle();
  expect(await standing(whole, second)).toMatchObject({ state: 'in-force', live: false });
  expect((await trip()).state).toBe('in-review');
});

test('of two publishing at once one wins, and the other is compared with what is in force then', async () => {
  const set = await inForce(whole);
  const ids = [
    await submitted(whole, 'adm1', plus(set, lookAtAll('one'))),
    await submitted(whole, 'adm1', plus(set, lookAtAll('other'))),
  ];
  const replies = await Promise.all(ids.map((id) => whole.decide('desk', id, 'approve')));
  expect(replies.map(({ status }) => status).sort()).toEqual([200, 409]);
  const loser = ids[replies.findIndex(({ status }) => status === 409)]!;
  expect(codeOf(replies.find(({ status }) => status === 409)!)).toEqual([409, 'rules-changed-meanwhile']);
  await whole.idle();
  // It has not the rule of the winner, so beside that it takes control away.
  expect(await standing(whole, loser)).toMatchObject({ state: 'in-review' });
  expect(
    await whole.sql('SELECT count(*)::int AS count FROM rule_analyses WHERE summary ->> $1 = $2', ['case', loser]),
  ).toEqual([{ count: 2 }]);
  expect(
    await whole.sql(`SELECT name, place FROM rule_activations WHERE "toAt" IS NULL GROUP BY 1, 2 HAVING count(*) > 1`),
  ).toEqual([]);
});

test('what fails an invariant goes back and is decided by nobody', async () => {
  const draft = await save(whole, 'adm1', minus(await inForce(whole), 'unacceptable'));
  const id = idOfCase(await submit(whole, 'adm1', draft));
  await whole.idle();
  expect(await standing(whole, id)).toMatchObject({ state: 'returned', live: false, reasons: ['rules-fail-checks'] });
  expect(codeOf(await whole.decide('usg', id, 'approve'))[0]).toBeGreaterThanOrEqual(400);
  expect(await whole.sql('SELECT state FROM rule_drafts WHERE id = $1', [draft.draft])).toEqual([{ state: 'open' }]);
});

test('a text that is not what was filed is refused, at the filing and at the decision', async () => {
  const draft = await save(whole, 'adm1', plus(await inForce(whole), lookAtAll('true-text')));
  const refused = await submit(whole, 'adm1', { ...draft, hash: '0'.repeat(64) });
  expect(codeOf(refused)).toEqual([422, 'validation-failed']);
  const id = idOfCase(await submit(whole, 'adm1', draft));
  await whole.idle();
  await whole.sql('ALTER TABLE rule_draft_revisions DISABLE TRIGGER USER');
  await whole.sql(
    `UPDATE rule_draft_revisions SET content = content - 'tests' || '{"title":"Other"}' WHERE "draftId" = $1`,
    [draft.draft],
  );
  await whole.sql('ALTER TABLE rule_draft_revisions ENABLE TRIGGER USER');
  expect(codeOf(await whole.decide('desk', id, 'approve'))).toEqual([409, 'rules-altered']);
});

test('a change of rules is filed by administrators only, and only they are shown it', async () => {
  const draft = await save(whole, 'adm1', plus(await inForce(whole), lookAtAll('hers')));
  expect(codeOf(await submit(whole, 'ana', draft))).toEqual([403, 'forbidden']);
  const shown = async (person: string) =>
    ((await whole.call(person, 'GET', '/processes')).body as { items: { id: string }[] }).items.map(({ id }) => id);
  expect([await shown('ana'), await shown('adm1')]).toEqual([['travelClearance'], ['travelClearance', 'ruleChange']]);
});

test('nothing sent past the API files a change or decides one', async () => {
  const { client } = whole.environment;
  const draft = await save(whole, 'adm1', plus(await inForce(whole), lookAtAll('raw')));
  const form = { set: 'travelClearance', reason: 'As the field asked', ...draft, effective: {}, reexamine: false };
  const filing = { ...whole.filing('adm1', {}), process: 'ruleChange', form };
  const rows = () =>
    whole.sql('SELECT (SELECT count(*) FROM cases) AS cases, (SELECT count(*) FROM decisions) AS decisions');
  const before = await rows();
  const args = [filing];
  const start = { workflowId: `ruleChange:${filing.caseId}`, taskQueue: 'safeconduct', args };
  await client.workflow.execute('ruleChange', start);
  expect(await rows()).toEqual(before);
  const id = idOfCase(await submit(whole, 'adm1', draft));
  await whole.idle();
  const [row] = await whole.sql<{ task: string; workflow: string }>(
    `SELECT t.id AS task, c."workflowId" AS workflow FROM tasks t JOIN cases c ON c.id = t."caseId" WHERE c.id = $1`,
    [id],
  );
  const message = { id: crypto.randomUUID(), taskId: row!.task, outcome: 'approve', version: 1 };
  const envelope = { ...filing.envelope, person: 'desk', act: 'decide', caseId: id };
  const handle = client.workflow.getHandle(row!.workflow);
  expect(await handle.executeUpdate(decide, { args: [{ ...message, envelope }] })).toMatchObject({ code: 'unsigned' });
  const publish = (person: string) =>
    whole.call(person, 'POST', `/rules/travelClearance/drafts/${draft.draft}/publish`, { version: 1 });
  expect(codeOf(await publish('adm1'))).toEqual([403, 'conflict-of-interest']);
  expect(codeOf(await publish('dora'))).toEqual([403, 'not-your-decision']);
  expect(codeOf(await publish('ana'))).toEqual([403, 'forbidden']);
  const back = await whole.call('ana', 'POST', '/rules/travelClearance/return', { reason: 'No', returnsTo: 1 });
  expect(codeOf(back)).toEqual([403, 'forbidden']);
  expect(await standing(whole, id)).toMatchObject({ state: 'in-review', live: true });
});
