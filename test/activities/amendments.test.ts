// What an amendment of an approved trip does, field by field: it asks again, unless the field is on the list of harmless ones.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Stop, TravelClearanceForm } from '../../forms/travel-clearance.ts';
import { harmlessKeys } from '../../rules/trip-parts.ts';
import { openSteps, type Steps } from '../durability/desk-of-steps.ts';
import { pathsOf } from '../support/schema-paths.ts';
import { stop } from '../support/whole-system.ts';

const DAY = 86_400_000;
let desk: Steps;

beforeAll(async () => {
  desk = await openSteps();
});
afterAll(() => desk.close());

const emergency = {
  kind: 'medical-evacuation',
  verbalApproval: { by: 'dora', at: '2027-02-28T06:00:00Z', means: 'radio' },
} as const;
const child = { relation: 'child', name: 'Abi', age: 9, born: '2018-01-02' } as const;
const full = { dependants: [child], passengers: ['deepa'], emergency };
const details = {
  accommodation: { name: 'Lake lodge', vetted: true },
  flight: 'XY 12',
  operator: { name: 'Lake Air', listed: true },
  vehicles: [{ armoured: true }],
  transit: 'landside',
} as const;

type Form = TravelClearanceForm;
const stopped = (change: (stop: Stop) => object) => (form: Form) => ({
  stops: form.stops.map((stop) => ({ ...stop, ...change(stop) })),
});
const later = (wall: string, days: number) =>
  new Date(Date.parse(`${wall}Z`) + days * DAY).toISOString().slice(0, wall.length);
const family = (change: object) => () => ({ dependants: [{ ...child, ...change }] });
const verbal = (change: object) => () => ({
  emergency: { ...emergency, verbalApproval: { ...emergency.verbalApproval, ...change } },
});

/** For each field of the form an amendment that changes it and nothing else. */
const changes: Record<string, (form: Form) => object> = {
  traveller: () => ({ traveller: 'deepa' }),
  travelType: () => ({ travelType: 'entitlement', activity: undefined }),
  activity: () => ({ activity: 'survey' }),
  purpose: () => ({ purpose: 'Talks with an armed group' }),
  'dependants[].relation': family({ relation: 'other' }),
  'dependants[].name': family({ name: 'Ben' }),
  'dependants[].age': family({ age: 8 }),
  'dependants[].born': family({ born: '2019-01-02' }),
  'passengers[]': () => ({ passengers: ['deepa', 'otto'] }),
  'emergency.kind': () => ({ emergency: { ...emergency, kind: 'life-saving' } }),
  'emergency.verbalApproval.by': verbal({ by: 'yara' }),
  'emergency.verbalApproval.at': verbal({ at: '2027-02-27T06:00:00Z' }),
  'emergency.verbalApproval.means': verbal({ means: 'telephone' }),
  'stops[].area': stopped(() => ({ area: 'XA-2b' })),
  'stops[].arrive': stopped(({ arrive }) => ({ arrive: later(arrive, -2) })),
  'stops[].depart': stopped(({ depart }) => ({ depart: later(depart, 2) })),
  'stops[].mode': stopped(() => ({ mode: 'rail' })),
  'stops[].accommodation.name': stopped(() => ({ accommodation: { name: 'Reed house', vetted: true } })),
  'stops[].accommodation.vetted': stopped(() => ({ accommodation: { name: 'Lake lodge', vetted: false } })),
  'stops[].flight': stopped(() => ({ flight: 'XY 14' })),
  'stops[].operator.name': stopped(() => ({ operator: { name: 'Other Air', listed: true } })),
  'stops[].operator.listed': stopped(() => ({ operator: { name: 'Lake Air', listed: false } })),
  'stops[].vehicles[].armoured': stopped(() => ({ vehicles: [{ armoured: false }] })),
  'stops[].transit': stopped(() => ({ transit: undefined })),
};

type Part = { id: string; subject: string; state: string; round: number; active: boolean };
const partsOf = (id: string) =>
  desk.sql<Part>(
    'SELECT id, subject, state, round, active FROM parts WHERE "caseId" = $1 AND active ORDER BY ordinal',
    [id],
  );
const openTasks = (id: string) =>
  desk.sql<{ id: string; holders: string[] }>(
    `SELECT id, holders FROM tasks WHERE "caseId" = $1 AND state = 'open' ORDER BY id`,
    [id],
  );

async function approved(): Promise<{ id: string; form: Form }> {
  const { id } = await desk.file('XA-2', full);
  const [row] = await desk.sql<{ form: Form }>('SELECT form FROM cases WHERE id = $1', [id]);
  expect(await desk.amendTo(id, stopped(() => details)(row!.form), desk.clock)).toMatchObject({ ok: true });
  await approveAll(id, 2);
  expect(await partsOf(id)).toEqual([
    expect.objectContaining({ state: 'cleared' }),
    expect.objectContaining({ state: 'cleared' }),
  ]);
  return { id, form: (await desk.sql<{ form: Form }>('SELECT form FROM cases WHERE id = $1', [id]))[0]!.form };
}

async function approveAll(id: string, version: number): Promise<void> {
  for (let [task] = await openTasks(id); task; [task] = await openTasks(id))
    expect(await desk.decide(task.holders[0]!, id, task.id, 'approve', desk.clock, version)).toMatchObject({
      ok: true,
    });
}

test('every field of the form has an amendment here, and every harmless one is a field', () => {
  const fields = pathsOf(TravelClearanceForm);
  expect(Object.keys(changes).sort()).toEqual([...fields].sort());
  expect(fields).toEqual(expect.arrayContaining(Object.keys(harmlessKeys)));
});

test.each(Object.keys(changes))(
  '%s changed after approval asks again or is on the list of harmless ones',
  async (at) => {
    const { id, form } = await approved();
    const before = await partsOf(id);
    const answer = await desk.amendTo(id, changes[at]!(form) as Record<string, unknown>, desk.clock);
    if (at === 'traveller') return expect(answer).toMatchObject({ ok: false, code: 'validation-failed' });
    expect(answer).toMatchObject({ ok: true });
    const kept = (await partsOf(id)).filter((part) =>
      before.some((was) => was.id === part.id && was.round === part.round),
    );
    if (at in harmlessKeys) expect(kept).toEqual(before);
    else {
      expect(kept.length).toBeLessThan(before.length);
      expect(await openTasks(id)).not.toEqual([]);
    }
  },
);

const wallAt = (days: number) => new Date(desk.clock + days * DAY).toISOString().slice(0, 16);
const roundsOf = async (id: string) =>
  (await partsOf(id)).map(({ subject, state, round }) => ({ subject, state, round }));

test('an emergency put on paper afterwards is corrected until it is ratified, and then stands', async () => {
  const stops = [stop('XA-2', wallAt(-1), wallAt(2))];
  const { id } = await desk.file('XA-2', { emergency, stops });
  const asked = await openTasks(id);
  expect(await desk.amendTo(id, verbal({ means: 'telephone' })(), desk.clock)).toMatchObject({ ok: true });
  expect(await openTasks(id)).not.toEqual(asked);
  await approveAll(id, 2);
  expect(await roundsOf(id)).toEqual([{ subject: 'traveller', state: 'cleared', round: 2 }]);
  expect(await desk.amendTo(id, verbal({ means: 'radio' })(), desk.clock)).toMatchObject({
    ok: false,
    code: 'retroactive-not-allowed',
  });
});

test('an emergency on the way is put on paper without asking for what was travelled already', async () => {
  const { id } = await desk.file('XA-2', { stops: [stop('XA-2', wallAt(10), wallAt(14))] });
  await approveAll(id, 1);
  const before = await partsOf(id);
  expect(await desk.amendTo(id, { emergency }, desk.clock + 11 * DAY)).toMatchObject({ ok: true });
  expect(await partsOf(id)).toEqual(before);
});

test('more heads on a flight somebody agreed to are asked for again, and another number of it too', async () => {
  for (const flight of ['XY 20', 'XY 22'])
    await desk.sql(
      `INSERT INTO flight_groups (flight, date, "organizationId", booked, max) VALUES ($1, $2, 'health', 30, 30)`,
      [flight, wallAt(30).slice(0, 10)],
    );
  const stops = [{ ...stop('XA-2', wallAt(30), wallAt(33)), flight: 'XY 20' }];
  const { id } = await desk.file('XA-2', { stops });
  await approveAll(id, 1);
  const roundOfFlight = async () => (await roundsOf(id)).find((part) => part.subject === 'flight-group')?.round;
  expect(await roundOfFlight()).toBe(1);
  await desk.amendTo(id, { dependants: [child] }, desk.clock);
  expect(await roundOfFlight()).toBe(2);
  await approveAll(id, 2);
  await desk.amendTo(id, { stops: [{ ...stops[0], flight: 'XY 22' }] }, desk.clock);
  expect(await roundsOf(id)).toEqual(
    expect.arrayContaining([
      { subject: 'traveller', state: 'cleared', round: 1 },
      { subject: 'flight-group', state: 'waiting', round: 3 },
    ]),
  );
});

test('a stop put before a decided one leaves each with its own judgement', async () => {
  const later = stop('XA-2', wallAt(44), wallAt(47));
  const { id } = await desk.file('XA-2', { stops: [later] });
  await approveAll(id, 1);
  const seen = `SELECT "areaId", state, ordinal, facts ->> 'presentRisk' AS risk FROM parts WHERE "caseId" = $1 AND active ORDER BY ordinal`;
  await desk.amendTo(id, { stops: [stop('XA-3', wallAt(40), wallAt(43)), later] }, desk.clock);
  const both = [
    { areaId: 'XA-3', state: 'waiting', ordinal: 1, risk: 'high' },
    { areaId: 'XA-2', state: 'cleared', ordinal: 2, risk: 'medium' },
  ];
  expect(await desk.sql(seen, [id])).toEqual(both);
  await desk.amendTo(id, { stops: [later] }, desk.clock);
  expect(await desk.sql(seen, [id])).toEqual([{ ...both[1], ordinal: 1 }]);
});
