// One client's play: trips filed, decided by several at once, amended, cancelled, and the risk of an area moved under them.
import { randomUUID } from 'node:crypto';
import { contentHash } from '../api/envelope.ts';
import { tripOf } from '../bench/support/people.ts';
import { TravelClearanceForm } from '../forms/travel-clearance.ts';
import { insist, keep, type Call, type Entry, type Reply } from './journal.ts';
import type { Random } from './random.ts';

export type Player = { call: Call; random: Random; journal: Entry[]; travellers: readonly string[]; until: number };
type Task = { id: string; mode: string; version: number; holders: { id: string }[] };
type Trip = { id: string; person: string; number: number };

export const deciders = ['cora', 'otto', 'dora', 'adam', 'hugo', 'saba'];
/** Of calls left without a clear answer when the play ends. */
const graceMs = 90_000;

/** @param first number of this client's first trip: no two trips of a traveller are alike */
export async function play(player: Player, first: number): Promise<void> {
  const { random, until } = player;
  const trips: Trip[] = [];
  for (let number = first; Date.now() < until; number += 1) {
    const what = random.under(1);
    if (what < 0.4 || trips.length === 0) trips.push(...(await fileTrip(player, number)));
    else if (what < 0.82) await decideSome(player);
    else if (what < 0.9) await amend(player, random.of(trips));
    else if (what < 0.97) await cancel(player, trips.splice(random.whole(trips.length), 1)[0]!);
    else await moveRisk(player);
  }
}

async function fileTrip({ call, random, journal, travellers, until }: Player, number: number): Promise<Trip[]> {
  const person = travellers[number % travellers.length]!;
  const body = tripOf(number, random.of(['XA-1', 'XA-2', 'XA-2', 'XA-2b']));
  const form = JSON.parse(JSON.stringify(TravelClearanceForm.parse(body.form))) as unknown;
  const content = contentHash({ process: body.process, form });
  const key = randomUUID();
  const reply = await keep(journal, { kind: 'file', id: '', person, content }, () =>
    insist(() => call('POST', '/requests', person, body, key), until + graceMs),
  );
  return reply.status === 201 || reply.status === 202 ? [{ id: String(reply.body['id']), person, number }] : [];
}

/** All who hold a task may click at the same moment, each his own way. */
async function decideSome(player: Player): Promise<void> {
  const { call, random, until } = player;
  const list = await insist(() => call('GET', '/tasks?mine=1&limit=20', random.of(deciders)), until + graceMs);
  const items = (list.body['items'] ?? []) as Task[];
  if (items.length === 0) return;
  const task = random.of(items);
  const able = task.holders.map((one) => one.id).filter((one) => deciders.includes(one));
  await Promise.all(able.map((person) => decide(player, person, task)));
}

function decide(
  { call, random, journal, until }: Player,
  person: string,
  { id: task, mode, version }: Task,
): Promise<Reply> {
  const outcome =
    mode === 'decide'
      ? random.of(['approve', 'approve', 'approve', 'deny', 'return'])
      : random.of(['endorse', 'object', 'abstain']);
  const body = { id: randomUUID(), outcome, version, reason: 'Because of the weather' };
  return keep(journal, { kind: 'decide', id: body.id, person, task, outcome }, () =>
    insist(() => call('POST', `/tasks/${task}/decision`, person, body), until + graceMs),
  );
}

function act({ call, journal, until }: Player, { id, person }: Trip, verb: string, form: object): Promise<Reply> {
  const body = { id: randomUUID(), verb, form };
  return keep(journal, { kind: 'act', id: body.id, person, caseId: id, outcome: verb }, () =>
    insist(() => call('POST', `/requests/${id}/acts`, person, body), until + graceMs),
  );
}

function amend(player: Player, trip: Trip): Promise<Reply> {
  const { stops } = tripOf(trip.number + 17, player.random.of(['XA-1', 'XA-2'])).form;
  return act(player, trip, 'amend', player.random.chance(0.5) ? { stops } : { purpose: 'Another round of clinics' });
}

function cancel(player: Player, trip: Trip): Promise<Reply> {
  return act(player, trip, 'cancel', {});
}

function moveRisk({ call, random, journal, until }: Player): Promise<Reply> {
  const presentRisk = random.of(['medium', 'medium', 'high']);
  return keep(journal, { kind: 'change', id: '', person: 'adm1', outcome: presentRisk }, () =>
    insist(() => call('PATCH', '/areas/XA-2', 'adm1', { presentRisk, reason: 'As reported' }), until + graceMs),
  );
}
