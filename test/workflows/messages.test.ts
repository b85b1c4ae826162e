// An id names one message: with other content it is refused. And a message counts for the version its sender saw, whatever comes between.
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { explain, type Reply } from '../../stories/stage/client.ts';
import { shifted } from '../../stories/stage/shift.ts';
import { checkInvariants } from '../support/invariants.ts';
import { openOnRealServer, weeks, type RealServer } from '../support/real-server.ts';
import { stop } from '../support/whole-system.ts';

let system: RealServer;
let database: RealServer['database'];
let owner: RealServer['owner'];
let call: RealServer['call'];

beforeAll(async () => {
  system = await openOnRealServer();
  ({ database, owner, call } = system);
});
afterEach(() => checkInvariants(database.readerUrl));
afterAll(() => system.close());

type Filed = { id: string; openTasks: { id: string }[] };
let day = 0;
const stopsFrom = (...areas: string[]) => {
  day += 1;
  const at = (offset: number, hour: number) =>
    new Date(Date.parse('2027-04-01') + (day * 4 + offset) * 86_400_000 + hour * 3_600_000).toISOString().slice(0, 16);
  return areas.map((area, index) => stop(area, at(index, 10), at(index, 20)));
};
const filed = (...areas: string[]) => filedFor('ana', 'ana', areas.length > 0 ? areas : ['XA-2']);
async function filedFor(traveller: string, as: string, areas = ['XA-2']): Promise<Filed> {
  const trip = { travelType: 'official', activity: 'vaccination', purpose: 'Clinic round', stops: stopsFrom(...areas) };
  const form = shifted({ ...trip, traveller }, weeks);
  const reply = await call(as, 'POST', '/requests', { process: 'travelClearance', form });
  if (reply.status !== 201) throw new Error(explain(reply));
  return reply.body as Filed;
}
const decide = (id: string, body: object) => call('cora', 'POST', `/requests/${id}/decisions`, body);
const decideTask = (id: string, body: object) => call('cora', 'POST', `/tasks/${id}/decision`, { version: 1, ...body });
const act = (id: string, body: object, as = 'ana') => call(as, 'POST', `/requests/${id}/acts`, body);
const rows = async (text: string, id: string) => (await owner.query<Record<string, unknown>>(text, [id])).rows;
const decisionsOf = (id: string) =>
  rows('SELECT outcome, reason, conditions FROM decisions WHERE "caseId" = $1 ORDER BY at', id);
const actsOf = (id: string) => rows('SELECT verb, form FROM acts WHERE "caseId" = $1 ORDER BY at', id);
const said = ({ status, body }: Reply) => (status === 200 ? 200 : [status, (body as { code: string }).code]);
const reused = [409, 'idempotency-key-reused'];
const approved = { outcome: 'approve', reason: null, conditions: [] };

test.each([
  ['the other outcome', { outcome: 'deny', reason: 'The lodge is full' }],
  ['a reason', { outcome: 'approve', reason: 'It is quiet' }],
  ['conditions', { outcome: 'approve', conditions: [{ code: 'two-vehicles' }] }],
  ['another version', { outcome: 'approve', version: 2 }],
])('a decision said again under its id with %s is refused, and the first stands', async (_, other) => {
  const { id, openTasks } = await filed();
  const click = randomUUID();
  expect(said(await decide(id, { id: click, outcome: 'approve' }))).toBe(200);
  expect(said(await decide(id, { id: click, ...other }))).toEqual(reused);
  expect(said(await decide(id, { id: click, outcome: 'approve', version: 1 }))).toBe(200);
  expect(await decisionsOf(id)).toEqual([approved]);

  const task = (await filed()).openTasks[0]!.id;
  expect(said(await decideTask(task, { id: click, outcome: 'approve' }))).toBe(200);
  expect(said(await decideTask(task, { id: click, ...other }))).toEqual(reused);
  expect(said(await decideTask(task, { id: click, outcome: 'approve' }))).toBe(200);
  expect(said(await decideTask(openTasks[0]!.id, { id: click, outcome: 'approve' }))).toEqual(reused);
});

test('a decision with a reason and conditions said again word for word answers as before', async () => {
  const { id } = await filed();
  const whole = {
    id: randomUUID(),
    outcome: 'approve',
    reason: ' It is quiet ',
    conditions: [{ code: 'two-vehicles', due: '2027-05-01', count: 2 }],
  };
  for (const _ of [1, 2]) expect(said(await decide(id, whole))).toBe(200);
  expect(await decisionsOf(id)).toHaveLength(1);
});

test('a decision said again under its id for other parts is refused, and those parts wait on', async () => {
  const { id } = await filed('XA-2', 'XA-2b');
  const click = randomUUID();
  expect(said(await decide(id, { id: click, outcome: 'approve', area: 'XA-2' }))).toBe(200);
  expect(said(await decide(id, { id: click, outcome: 'approve', area: 'XA-2b' }))).toEqual(reused);
  expect(await decisionsOf(id)).toHaveLength(1);
});

test('of two decisions that cross under one id one is made, and the other is not told that it was', async () => {
  const task = (await filed()).openTasks[0]!.id;
  const click = randomUUID();
  const answers = await Promise.all([
    decideTask(task, { id: click, outcome: 'approve' }),
    decideTask(task, { id: click, outcome: 'deny', reason: 'The lodge is full' }),
  ]);
  expect(answers.map(said)).toEqual(expect.arrayContaining([200, reused]));
});

test('one id sent to two requests at once decides one of them, and the other can still be decided', async () => {
  const [one, other] = [(await filed()).openTasks[0]!.id, (await filed()).openTasks[0]!.id];
  const click = { id: randomUUID(), outcome: 'approve' };
  const answers = await Promise.all([decideTask(one, click), decideTask(other, click)]);
  expect(answers.map(said)).toEqual(expect.arrayContaining([200, reused]));
  const left = answers[0]!.status === 200 ? other : one;
  expect(said(await decideTask(left, { outcome: 'approve' }))).toBe(200);
});

test('an act said again under its id with other content is refused, and the first stands', async () => {
  const { id } = await filed();
  const click = randomUUID();
  const amended = { id: click, verb: 'amend', form: { purpose: 'Second round' } };
  expect(said(await act(id, amended))).toBe(200);
  expect(said(await act(id, { ...amended, form: shifted({ stops: stopsFrom('XA-2') }, weeks) }))).toEqual(reused);
  expect(said(await act(id, { ...amended, form: {} }))).toEqual(reused);
  expect(said(await act(id, { id: click, verb: 'cancel' }))).toEqual(reused);
  expect(said(await act(id, amended))).toBe(200);
  expect(await actsOf(id)).toEqual([{ verb: 'amend', form: { purpose: 'Second round' } }]);
});

test('of two acts that cross under one id one is done, and the other is not told that it was', async () => {
  const { id } = await filed();
  const click = randomUUID();
  const answers = await Promise.all(
    ['One', 'Two'].map((note) => act(id, { id: click, verb: 'add-note', form: { note } })),
  );
  expect(answers.map(said)).toEqual(expect.arrayContaining([200, reused]));
  expect(await actsOf(id)).toHaveLength(1);
});

test('one id sent to two requests at once is one act', async () => {
  const [one, other] = [await filed(), await filed()];
  const note = { id: randomUUID(), verb: 'add-note', form: { note: 'By road' } };
  const answers = await Promise.all([act(one.id, note), act(other.id, note)]);
  expect(answers.map(said)).toEqual(expect.arrayContaining([200, reused]));
});

const versionOf = async (id: string) => (await rows('SELECT version, form, state FROM cases WHERE id = $1', id))[0];

test('of two amendments of one version one is made, and the other is told that the request has changed', async () => {
  for (let round = 1; round <= 5; round += 1) {
    const { id } = await filedFor('ana', 'hugo');
    const answers = await Promise.all(
      ['ana', 'hugo'].map((as) => act(id, { verb: 'amend', version: 1, form: { purpose: `As ${as} says` } }, as)),
    );
    expect(answers.map(said)).toEqual(expect.arrayContaining([200, [409, 'stale-content']]));
    const purpose = said(answers[0]!) === 200 ? 'As ana says' : 'As hugo says';
    expect(await versionOf(id)).toMatchObject({ version: 2, form: { purpose } });
    expect(await actsOf(id)).toHaveLength(1);
  }
});

test('a trip amended meanwhile is not cancelled by who saw the version before', async () => {
  for (let round = 1; round <= 5; round += 1) {
    const { id } = await filedFor('ana', 'hugo');
    const [amended, cancelled] = await Promise.all([
      act(id, { verb: 'amend', version: 1, form: { purpose: 'Second round' } }),
      act(id, { verb: 'cancel', version: 1 }, 'hugo'),
    ]);
    const isAmended = said(amended) === 200;
    expect(said(isAmended ? cancelled : amended)).toEqual([409, isAmended ? 'stale-content' : 'not-open']);
    expect((await versionOf(id))?.['state']).toBe(isAmended ? 'in-review' : 'cancelled');
  }
});

test('an act that stands is answered as standing when it is said again, although it has raised the version', async () => {
  const { id } = await filed();
  const amended = { id: randomUUID(), verb: 'amend', version: 1, form: { purpose: 'Second round' } };
  expect(said(await act(id, amended))).toBe(200);
  expect(said(await act(id, { verb: 'amend', form: { purpose: 'Third round' } }))).toBe(200);
  expect(said(await act(id, amended))).toBe(200);
  expect(await versionOf(id)).toMatchObject({ version: 3, form: { purpose: 'Third round' } });
});

test('who amends and who decides the version before cross: the decision is refused or it came first', async () => {
  for (let round = 1; round <= 5; round += 1) {
    const { id } = await filed();
    const [amended, decided] = await Promise.all([
      act(id, { verb: 'amend', version: 1, form: shifted({ stops: stopsFrom('XA-2') }, weeks) }),
      decide(id, { outcome: 'approve', version: 1 }),
    ]);
    expect(said(amended)).toBe(200);
    expect([200, [409, 'stale-content'], [409, 'not-open']]).toContainEqual(said(decided));
    const onFile = await rows('SELECT "contentVersion" AS version FROM decisions WHERE "caseId" = $1', id);
    expect(onFile).toEqual(said(decided) === 200 ? [{ version: 1 }] : []);
  }
});
