// A worker that dies before it can answer is asked again: every activity run twice, and once more a second later, leaves the rows of one run.
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { createActivities, type Activities } from '../../activities/index.ts';
import type { Agenda } from '../../activities/agenda.ts';
import { seal } from '../../api/envelope.ts';
import { connect, type Database } from '../../prisma/connect.ts';
import { loadWorldFile } from '../../prisma/seed/load.ts';
import { readWorldFile } from '../../prisma/seed/world-file.ts';
import { travelVerbs } from '../../rules/travel-acts.ts';
import type { Answer } from '../../workflows/messages.ts';
import { freshDatabase, type FreshDatabase } from '../../scripts/parts/fresh-database.ts';
import { checkInvariants } from '../support/invariants.ts';
import type { Sql } from '../support/rows.ts';
import { stop } from '../support/whole-system.ts';
import { inForce, lookAtAll, plus, save } from './changes-of-rules.ts';
import { thrice } from './thrice.ts';

const DAY = 86_400_000;
const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const world = readWorldFile('test/scenarios/world.yaml');
const run = new Set<string>();
let database: FreshDatabase;
let worker: Database;
let owner: Client;
let steps: Activities;
let now = Date.parse(world.clock);
let number = 0;

beforeAll(async () => {
  database = await freshDatabase();
  worker = connect(database.workerUrl, { connections: 2 });
  await loadWorldFile(worker, world);
  owner = new Client({ connectionString: database.ownerUrl });
  await owner.connect();
  const log = { info: () => undefined, error: () => undefined };
  const activities = createActivities({ db: worker, actKey: publicKey, log, signalCase: async () => true });
  steps = thrice(activities, sql, run);
});
afterEach(() => checkInvariants(database.readerUrl));
afterAll(async () => {
  await owner.end();
  await worker.$disconnect();
  await database.drop();
});

const sql: Sql = async <Row extends object>(text: string, values: unknown[] = []) =>
  (await owner.query<Row>(text, values)).rows;

type Trip = { id: string; answer: Answer; agenda: Agenda | null };

const file = (form: object, submitter = 'ana') =>
  fileAs(
    'travelClearance',
    { travelType: 'official', activity: 'vaccination', purpose: 'Clinic round', ...form },
    submitter,
  );

async function fileAs(process: string, form: object, submitter: string): Promise<Trip> {
  now += 60_000;
  const id = randomUUID();
  const content = { process, form, submitter, caseId: id };
  const envelope = seal({ person: submitter, act: 'file', caseId: id, content }, now, privateKey, false);
  const reference = `TC-0000-${(number += 1)}`;
  const opened = await steps.openCase({ ...content, reference, workflowId: id, filedAt: now, envelope }, now);
  return { id, ...opened };
}

async function decide(trip: Trip, person: string, outcome: string, reason?: string): Promise<void> {
  now += 60_000;
  const [task] = await sql<{ id: string; version: number }>(
    `SELECT t.id, c.version FROM tasks t JOIN cases c ON c.id = t."caseId"
     WHERE c.id = $1 AND t.state = 'open' AND $2 = ANY (t.holders)`,
    [trip.id, person],
  );
  const message = {
    id: randomUUID(),
    taskId: task!.id,
    outcome,
    version: task!.version,
    ...(reason ? { reason } : {}),
  };
  const envelope = seal({ person, act: 'decide', caseId: trip.id, content: message }, now, privateKey);
  keep(trip, await steps.recordDecision(trip.id, { ...message, envelope }, now));
}

const said = new Set<string>();

async function act(trip: Trip, verb: string, form: object = {}, person = 'ana'): Promise<void> {
  now += 60_000;
  const message = { id: randomUUID(), verb, form };
  const envelope = seal({ person, act: verb, caseId: trip.id, content: message }, now, privateKey);
  keep(trip, await steps.recordAct(trip.id, { ...message, envelope }, now));
  said.add(verb);
}

function keep(trip: Trip, { answer, agenda }: { answer: Answer; agenda: Agenda | null }): void {
  expect(answer).toMatchObject({ ok: true });
  Object.assign(trip, { answer, agenda: agenda ?? trip.agenda });
}

/** What the workflow does until then, moment by moment. */
async function wait(trip: Trip, until: number): Promise<void> {
  for (let next = trip.agenda?.next; next && next.at <= until; next = trip.agenda?.next) {
    now = Math.max(now, next.at);
    const { id } = trip;
    const passed = {
      remind: () => steps.remind(id, next!.task!, now),
      due: () => steps.handOn(id, next!.task!, now),
      departure: () => steps.depart(id, now),
      end: () => steps.endStay(id, now),
      powers: () => steps.reExamine(id, now),
      analysis: () => steps.analyseRuleChange(id, now).then(() => steps.reExamine(id, now)),
      start: () => steps.bringInForce(id, now),
    }[next.kind];
    trip.agenda = (await passed()) ?? trip.agenda;
  }
  now = Math.max(now, until);
}

async function change(kind: string, key: string, patch: object, trip: Trip): Promise<void> {
  now += 60_000;
  const content = { kind, key, patch, by: 'adm1', id: randomUUID() };
  const envelope = seal({ person: 'adm1', act: 'changeWorld', caseId: content.id, content }, now, privateKey, false);
  expect(await steps.changeWorld({ ...content, at: now, envelope }, now)).toMatchObject({ ok: true });
  expect(await steps.reachCases(content.id, null)).toBe(null);
  await expect(steps.settleChange(content.id, now)).rejects.toThrow('still to be judged');
  for (const { id } of await sql<{ id: string }>('SELECT id FROM cases WHERE live')) {
    const agenda = await steps.reExamine(id, now);
    if (id === trip.id) trip.agenda = agenda;
  }
  await steps.settleChange(content.id, now);
}

/** Days are counted from the test's own clock, which only goes forward. */
const trip = (area: string, from: number, to: number) => ({
  stops: [
    stop(
      area,
      ...([from, to].map((days) => new Date(now + days * DAY).toISOString().slice(0, 16)) as [string, string]),
    ),
  ],
});
const stateOf = async ({ id }: Trip) =>
  (await sql<{ state: string }>('SELECT state FROM cases WHERE id = $1', [id]))[0]?.state;

test('a trip decided, travelled, prolonged and closed', async () => {
  const one = await file({ ...trip('XA-2', 10, 13), traveller: 'deepa' }, 'sam');
  await wait(one, now + 2 * DAY);
  await decide(one, 'cora', 'approve');
  await act(one, 'confirm', {}, 'deepa');
  await act(one, 'add-note', { note: 'Carries vaccine' }, 'sam');
  await wait(one, now + 9 * DAY);
  await act(one, 'acknowledge-briefing', {}, 'deepa');
  await act(one, 'check-in', { status: 'safe' }, 'deepa');
  const depart = new Date(now + 4 * DAY).toISOString().slice(0, 16);
  await act(one, 'extend', { area: 'XA-2', depart }, 'deepa');
  await decide(one, 'cora', 'approve');
  await act(one, 'close', {}, 'deepa');
  expect(await stateOf(one)).toBe('closed');
});

test('a trip returned, mended, refused, appealed and given up', async () => {
  const one = await file(trip('XA-2', 20, 23));
  await decide(one, 'cora', 'return', 'Which lodge?');
  await act(one, 'amend', trip('XA-2', 21, 23));
  await decide(one, 'otto', 'deny', 'Not this month');
  await act(one, 'appeal', { reason: 'The clinic cannot wait' });
  await act(one, 'withdraw');
  expect(await stateOf(one)).toBe('cancelled');
});

test('a trip nobody decides, reminded of, moved up and expired', async () => {
  const one = await file(trip('XA-2', 12, 14));
  await wait(one, now + 13 * DAY);
  expect(await stateOf(one)).toBe('expired-undecided');
});

test('a trip cleared by rule, then overstayed', async () => {
  const one = await file(trip('XA-1', 3, 5));
  await wait(one, now + 9 * DAY);
  expect(await stateOf(one)).toBe('overstay');
});

test('a trip filed a second time, and cancelled', async () => {
  const form = trip('XA-2', 30, 33);
  const [one, again] = [await file(form), await file(form)];
  expect(again.answer).toMatchObject({ ok: false, code: 'duplicate-request' });
  await act(one, 'cancel');
  expect(await stateOf(one)).toBe('cancelled');
});

test('a trip the world changes under: suspended, cleared again, refused for good', async () => {
  const one = await file(trip('XA-2', 40, 43));
  await decide(one, 'cora', 'approve');
  await change('area', 'XA-2', { id: 'XA-2', presentRisk: 'high' }, one);
  expect(await stateOf(one)).toBe('suspended');
  await decide(one, 'dora', 'approve');
  await change('appointment', 'A-06', { id: 'A-06', end: '2027-01-01' }, one);
  await change('area', 'XA-2', { id: 'XA-2', presentRisk: 'unacceptable' }, one);
  expect(await stateOf(one)).toBe('withdrawn');
  await steps.callCases([one.id]);
});

test('a case goes on from its rows for its own workflow, and for no other', async () => {
  const one = await file(trip('XA-2', 50, 53));
  const again = await steps.resumeCase(one.id, one.id, now);
  expect(again).toMatchObject({ answer: one.answer, agenda: { next: one.agenda!.next } });
  await expect(steps.resumeCase(one.id, randomUUID(), now)).rejects.toThrow('No rows name this workflow');
});

test('a change of rules analysed, published ahead, taken back, published again and in force', async () => {
  const set = plus(await inForce({ sql, now: () => now }), lookAtAll('look', 'XA'));
  const from = () => new Date(now + 2 * DAY).toISOString();
  const submit = async (effective: object, reexamine = false) => {
    const draft = await save({ sql }, 'adm1', set);
    const form = { set: 'travelClearance', reason: 'As asked', ...draft, effective, reexamine };
    const one = await fileAs('ruleChange', form, 'adm1');
    await wait(one, now);
    return one;
  };
  const first = await submit({ from: from() });
  await decide(first, 'desk', 'approve');
  await act(first, 'cancel', {}, 'desk');
  expect(await stateOf(first)).toBe('cancelled');

  const second = await submit({ from: from(), countries: ['XA'] }, true);
  await decide(second, 'dora', 'approve');
  await wait(second, now + 2 * DAY);
  expect(await stateOf(second)).toBe('in-force');
  expect(second.agenda).toMatchObject({ live: false, carries: expect.any(String) });

  const third = await submit({ countries: ['XA'] });
  await decide(third, 'dora', 'return', 'Which clinics?');
  const [{ version, hash }] = (await sql<{ version: number; hash: string }>(
    `SELECT version, hash FROM rule_set_versions WHERE name = 'travelClearance' AND version = 1`,
  )) as [{ version: number; hash: string }];
  const form = { set: 'travelClearance', reason: 'Too many wait', returnsTo: version, hash };
  const back = await fileAs('ruleChange', { ...form, effective: { countries: ['XA'] } }, 'dora');
  await wait(back, now);
  expect(await stateOf(back)).toBe('in-force');
});

test('every activity and every act was run', () => {
  expect([...run].sort()).toEqual(Object.keys(steps).sort());
  expect(travelVerbs.filter((verb) => verb !== 'read' && !said.has(verb))).toEqual([]);
});
