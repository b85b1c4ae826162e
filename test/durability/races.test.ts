// Two deciders, an amendment, the end of an appointment and a timer meet on one task in any order: one of them is first, and all are told so.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomFrom } from '../../chaos/random.ts';
import { pause } from '../../scripts/parts/processes.ts';
import { checkInvariants } from '../support/invariants.ts';
import { openSteps, type Steps, type Told } from './desk-of-steps.ts';

const orders = 1_000;
const together = 25;
const seed = 41;

let desk: Steps;
beforeAll(async () => {
  desk = await openSteps();
});
afterAll(() => desk.close());

type Row = { id: string; task: string };
const random = randomFrom(seed);
/** So that the five begin in any order, and often at once. */
const somewhen = <T>(work: () => Promise<T>): Promise<T> => pause(random.under(60)).then(work);

async function round(): Promise<string[]> {
  const trips = await Promise.all(Array.from({ length: together }, () => desk.file('XA-2')));
  const ids = trips.map(({ id }) => id);
  const tasks = await desk.sql<{ id: string; case: string; due: Date }>(
    `SELECT id, "caseId" AS case, "dueAt" AS due FROM tasks WHERE "caseId" = ANY ($1) AND state = 'open'`,
    [ids],
  );
  const now = Math.max(...tasks.map(({ due }) => +due));
  const revoked = somewhen(() => desk.change('appointment', { id: 'A-06', end: '2027-03-01' }, now));
  const told = await Promise.all(
    trips.map(async ({ id, dates }) => {
      const task = tasks.find((one) => one.case === id)!.id;
      const handedOn = async (): Promise<Told> => {
        const begun = performance.now();
        await desk.steps.handOn(id, task, now);
        return { by: 'timer', id: '', begun, ended: performance.now(), ok: true };
      };
      const all = await Promise.all([
        somewhen(() => desk.decide('cora', id, task, random.of(['approve', 'deny']), now)),
        somewhen(() => desk.decide('otto', id, task, random.of(['approve', 'return']), now)),
        somewhen(() => desk.amend(id, 'XA-2', dates, now)),
        somewhen(handedOn),
      ]);
      return { task, all };
    }),
  );
  const ended = await revoked;
  expect(ended.ok).toBe(true);
  await desk.change('appointment', { id: 'A-06', end: '2028-12-31' }, now);
  const rows = await desk.sql<Row>(
    `SELECT id, "taskId" AS task FROM decisions WHERE "caseId" = ANY ($1) AND kind = 'decision'`,
    [ids],
  );
  return told.flatMap(({ task, all }) =>
    contradictions(
      rows.filter((row) => row.task === task),
      [...all, ended],
    ),
  );
}

/** What these people were told and what stands in the table must fit one order in which each acted at one moment. */
function contradictions(rows: readonly Row[], told: readonly Told[]): string[] {
  const winner = told.find(({ id }) => id === rows[0]?.id);
  const found = rows.length > 1 ? [`${rows.length} decisions`] : [];
  for (const one of told.filter(({ by }) => by === 'cora' || by === 'otto')) {
    const name = `${one.by} (${one.ok ? 'ok' : one.code})`;
    const before = (by: string) => told.some((other) => other.by === by && other.ok && other.ended < one.begun);
    if (one.ok !== (one === winner)) found.push(`${name} and the row is ${winner?.by ?? 'nobody'}’s`);
    if (one.code === 'already-decided' && !(winner && winner.begun < one.ended))
      found.push(`${name} with nobody before`);
    if (one.ok && (before('amendment') || before('timer'))) found.push(`${name} on what was no longer asked`);
    if (one.ok && one.by === 'otto' && before('revocation')) found.push(`${name} without power`);
  }
  return found;
}

test(`in ${orders} orders of the five every task is decided at most once, and everybody hears the truth`, async () => {
  for (let done = 0; done < orders; done += together)
    expect({ done, seed, found: await round() }).toMatchObject({ found: [] });
  await checkInvariants(desk.database.readerUrl);
  const kinds = await desk.sql<{ state: string }>(`SELECT DISTINCT "closedBecause" AS state FROM tasks ORDER BY 1`);
  expect(kinds.length).toBeGreaterThan(2);
}, 300_000);

test('a message is met by the clock of the worker: late by more than its life it is not let in, early it is', async () => {
  const { id } = await desk.file('XA-2');
  const [task] = await desk.sql<{ id: string; due: Date }>(`SELECT id, "dueAt" AS due FROM tasks WHERE "caseId" = $1`, [
    id,
  ]);
  const sealedAt = desk.clock;
  const click = desk.click('cora', id, task!.id, 'approve', sealedAt);
  expect((await desk.steps.recordDecision(id, click, sealedAt + 61_000)).answer).toMatchObject({ code: 'unsigned' });
  await desk.steps.handOn(id, task!.id, +task!.due - 3_600_000);
  expect(await desk.sql(`SELECT state FROM tasks WHERE "caseId" = $1`, [id])).toEqual([{ state: 'open' }]);
  expect((await desk.steps.recordDecision(id, click, sealedAt - 3_600_000)).answer).toMatchObject({ ok: true });
  expect((await desk.steps.recordDecision(id, click, sealedAt + 61_000)).answer).toMatchObject({ code: 'unsigned' });
  await desk.steps.handOn(id, task!.id, +task!.due + 48 * 3_600_000);
  expect(await desk.sql(`SELECT state FROM tasks WHERE "caseId" = $1`, [id])).toEqual([{ state: 'decided' }]);
  await checkInvariants(desk.database.readerUrl);
});
