// Two deciders, an amendment, the end of an appointment and a timer meet on one task in any order: one of them is first, and all are told so.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomFrom } from '../../chaos/random.ts';
import { checkInvariants } from '../support/invariants.ts';
import { openSteps, type Steps, type Told } from './desk-of-steps.ts';

const orders = 1_000;
/** Trips that meet the same revocation. */
const together = 10;
const seed = 41;
/** Each of the five is answered before each other is asked at least so many times. */
const often = orders / 7;
const kinds = ['cora', 'otto', 'amendment', 'timer', 'revocation'] as const;
type Kind = (typeof kinds)[number];

let desk: Steps;
beforeAll(async () => {
  desk = await openSteps();
});
afterAll(() => desk.close());

type Row = { id: string; task: string };
const random = randomFrom(seed);
/** How often one was answered before the other was asked, over all trips. */
const met = new Map<string, number>();
/** Asked one after the other; half of them only once the one before has been answered, half together with it. */
type Plan = { kind: Kind; isAwaited: boolean }[];

function plan(): Plan {
  const left: Kind[] = [...kinds];
  return kinds.map(() => ({ kind: left.splice(random.whole(left.length), 1)[0]!, isAwaited: random.chance(0.5) }));
}

async function follow(part: Plan, act: (kind: Kind) => Promise<Told>): Promise<Told[]> {
  const going: Promise<Told>[] = [];
  for (const { kind, isAwaited } of part) {
    going.push(act(kind));
    if (isAwaited) await going.at(-1);
  }
  return Promise.all(going);
}

async function round(): Promise<string[]> {
  const person = random.of(['cora', 'otto'] as const);
  const appointment = { cora: 'A-05', otto: 'A-06' }[person];
  const orderings = Array.from({ length: together }, plan);
  const filed = await Promise.all(orderings.map(() => desk.file('XA-2')));
  const tasks = await desk.sql<{ id: string; case: string; due: Date }>(
    `SELECT id, "caseId" AS case, "dueAt" AS due FROM tasks WHERE "caseId" = ANY ($1)`,
    [filed.map(({ id }) => id)],
  );
  const trips = filed.map((trip, at) => {
    const { id: task, due } = tasks.find((one) => one.case === trip.id)!;
    return { ...trip, task, due: +due, order: orderings[at]! };
  });
  type Trip = (typeof trips)[number];
  const act = ({ id, dates, task, due, order }: Trip, kind: Kind): Promise<Told> => {
    const place = (of: Kind) => order.findIndex((one) => one.kind === of);
    // The due date comes with the timer: what is asked before it comes in time.
    const now = due + (place(kind) - place('timer')) * 1_000;
    if (kind === 'amendment') return desk.amend(id, 'XA-2', dates, now);
    if (kind === 'timer') return desk.handOn(id, task, now);
    return desk.decide(kind, id, task, random.of(['approve', kind === 'cora' ? 'deny' : 'return']), now);
  };
  const half = (side: 'before' | 'after') =>
    trips.map((trip) => {
      const mark = trip.order.findIndex(({ kind }) => kind === 'revocation');
      const part = side === 'before' ? trip.order.slice(0, mark) : trip.order.slice(mark + 1);
      return follow(part, (kind) => act(trip, kind));
    });
  const first = half('before');
  if (random.chance(0.5)) await Promise.all(first);
  const revoked = desk.change('appointment', { id: appointment, end: '2027-03-01' }, trips[0]!.due);
  if (random.chance(0.5)) await revoked;
  const second = half('after');
  const ended = await revoked;
  expect(ended.ok).toBe(true);
  const told = await Promise.all(trips.map(async (_, at) => [...(await first[at]!), ...(await second[at]!), ended]));
  await desk.change('appointment', { id: appointment, end: '2028-12-31' }, trips[0]!.due);
  const rows = await desk.sql<Row>(
    `SELECT id, "taskId" AS task FROM decisions WHERE "caseId" = ANY ($1) AND kind = 'decision'`,
    [trips.map(({ id }) => id)],
  );
  return trips.flatMap(({ task }, at) => {
    count(told[at]!);
    const ofTask = rows.filter((row) => row.task === task);
    return contradictions(ofTask, told[at]!, person);
  });
}

function count(told: readonly Told[]): void {
  for (const one of told)
    for (const other of told)
      if (one.ended < other.begun) met.set(`${one.by}, ${other.by}`, (met.get(`${one.by}, ${other.by}`) ?? 0) + 1);
}

/** What these people were told and what stands in the table must fit one order in which each acted at one moment. */
function contradictions(rows: readonly Row[], told: readonly Told[], revoked: string): string[] {
  const winner = told.find(({ id }) => id === rows[0]?.id);
  const found = rows.length > 1 ? [`${rows.length} decisions`] : [];
  for (const one of told.filter(({ by }) => by === 'cora' || by === 'otto')) {
    const name = `${one.by} (${one.ok ? 'ok' : one.code})`;
    const before = (by: string) => told.some((other) => other.by === by && other.ok && other.ended < one.begun);
    if (one.ok !== (one === winner)) found.push(`${name} and the row is ${winner?.by ?? 'nobody'}’s`);
    if (one.code === 'already-decided' && !(winner && winner.begun < one.ended))
      found.push(`${name} with nobody before`);
    if (one.ok && (before('amendment') || before('timer'))) found.push(`${name} on what was no longer asked`);
    if (one.ok && one.by === revoked && before('revocation')) found.push(`${name} without power`);
  }
  return found;
}

test(`in ${orders} orders of the five every task is decided at most once, and everybody hears the truth`, async () => {
  for (let done = 0; done < orders; done += together)
    expect({ done, seed, found: await round() }).toMatchObject({ found: [] });
  await checkInvariants(desk.database.readerUrl);
  const pairs = kinds.flatMap((one) => kinds.flatMap((other) => (one === other ? [] : [`${one}, ${other}`])));
  expect(pairs.map((pair) => [pair, met.get(pair) ?? 0]).filter(([, times]) => Number(times) < often)).toEqual([]);
  const closed = await desk.sql<{ state: string }>(`SELECT DISTINCT "closedBecause" AS state FROM tasks ORDER BY 1`);
  expect(closed.length).toBeGreaterThan(2);
}, 600_000);

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
