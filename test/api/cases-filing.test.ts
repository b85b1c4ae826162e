// What a form must be to be filed, and what a preflight says of it.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { directGateway } from './direct-gateway.ts';
import { openDoor, world, type Door } from './door.ts';
import { actorsOf, lake, pass, trip, type Stop } from './trips.ts';

const on: Parameters<typeof directGateway>[0] = { now: () => Date.parse(world.clock) };
let door: Door;

beforeAll(async () => {
  door = await openDoor({ gateway: directGateway(on) });
  on.db = door.worker;
});
afterAll(() => door.close());

const { file, preflight } = actorsOf(() => door);

test('all that is wrong with a form is said at once, each with its place', async () => {
  const form = trip({
    activity: 'unheard-of',
    passengers: ['nobody'],
    stops: [
      lake,
      { ...pass, area: 'XZ-9', arrive: '2027-03-17T10:00', depart: '2027-03-18T10:00' },
      { ...pass, arrive: '2027-03-22T10:00', depart: '2027-03-21T10:00' },
    ],
  });
  const { status, body } = await file('ana', form);
  expect([status, body.code]).toEqual([422, 'unknown-person']);
  expect(body.errors.map((one: { path: string; code: string }) => [one.path, one.code])).toEqual([
    ['passengers.0', 'unknown-person'],
    ['activity', 'unknown-activity'],
    ['stops.1.area', 'unknown-area'],
    ['stops.2.depart', 'departure-before-arrival'],
  ]);
  const shapeless = await file('ana', { ...form, stops: [{ ...lake, arrive: 'tomorrow' }] });
  expect([shapeless.status, shapeless.body.code, shapeless.body.errors[0].path]).toEqual([
    400,
    'validation-failed',
    'stops.0.arrive',
  ]);
});

test.each<[string, Stop[], string]>([
  [
    'more than 24 hours between two stops',
    [lake, { ...pass, arrive: '2027-03-15T10:01', depart: '2027-03-16T10:00' }],
    'itinerary-gap',
  ],
  [
    'a stop that begins before the one before it ends',
    [lake, { ...pass, arrive: '2027-03-14T09:59', depart: '2027-03-16T10:00' }],
    'itinerary-overlap',
  ],
  [
    'travel more than 400 days ahead',
    [{ ...lake, arrive: '2028-05-11T10:00', depart: '2028-05-14T10:00' }],
    'too-far-ahead',
  ],
])('%s is refused', async (_, stops, code) => {
  const { status, body } = await file('ana', trip({ stops }));
  expect([status, body.code]).toEqual([422, code]);
});

test('exactly 24 hours between two stops, read in the zone of each, are no gap', async () => {
  const { status } = await file(
    'ana',
    trip({ stops: [lake, { ...pass, arrive: '2027-03-15T10:00', depart: '2027-03-16T10:00' }] }),
  );
  expect(status).toBe(201);
});

test('travel already begun is requested only in an emergency', async () => {
  const stops = [{ ...lake, arrive: '2027-02-26T10:00', depart: '2027-03-03T10:00' }];
  const form = { travelType: 'official', activity: 'vaccination', purpose: 'Urgent meeting', stops };
  const refused = await file('gita', form);
  expect([refused.status, refused.body.code]).toEqual([422, 'retroactive-not-allowed']);
});

test('the same traveller and the same dates are refused while a request for them lives; overlapping dates are a warning', async () => {
  const form = trip();
  expect((await file('ana', form)).status).toBe(201);
  const again = await file('sam', { ...form, traveller: 'ana' });
  expect([again.status, again.body.code]).toEqual([409, 'duplicate-request']);
  const near = { ...form, stops: form.stops.map((stop) => ({ ...stop, depart: `${stop.depart.slice(0, 11)}16:00` })) };
  const { body } = await preflight('ana', near);
  expect(body.warnings.map((one: { code: string }) => one.code)).toContain('overlapping-request');
});

test('one files for people of one’s own organization and for guests, not for anybody else’s staff', async () => {
  expect((await file('sam', trip({ traveller: 'ana' }))).status).toBe(201);
  const refused = await file('ana', trip({ traveller: 'cora', activity: 'oversight' }));
  expect([refused.status, refused.body.code]).toEqual([403, 'not-your-traveller']);
});

test('of a traveller one may not file for nothing is said, neither by preflight nor by filing, and the attempt is written down', async () => {
  const form = trip({ activity: 'oversight' });
  expect((await file('cora', form)).status).toBe(201);
  await door.worker.training.deleteMany({ where: { personId: 'cora' } });
  const near = { ...form, stops: form.stops.map((stop) => ({ ...stop, depart: `${stop.depart.slice(0, 11)}16:00` })) };
  for (const asked of [form, near]) {
    const { status, body } = await preflight('ana', { ...asked, traveller: 'cora' });
    const problems = [expect.objectContaining({ path: 'traveller', code: 'not-your-traveller' })];
    expect({ status, body }).toEqual({ status: 200, body: { ok: false, problems, warnings: [], parts: [] } });
  }
  const refused = await file('ana', { ...form, traveller: 'cora', activity: 'unheard-of' });
  expect([refused.status, refused.body.errors.map((one: { code: string }) => one.code)]).toEqual([
    403,
    ['not-your-traveller', 'unknown-activity'],
  ]);
  const where = { personId: 'ana', target: 'cora', outcome: 'refused', code: 'not-your-traveller' };
  const written = await door.worker.accessLog.findMany({ where, orderBy: { seq: 'asc' } });
  // One from the test before, the two preflights and the filing here.
  expect(written.map(({ action }) => action)).toEqual(['file', 'preflight', 'preflight', 'file']);
});

test('a former member of staff is unknown to who files, and so are his trips', async () => {
  const form = trip();
  expect((await file('deepa', form)).status).toBe(201);
  await door.worker.person.update({ where: { id: 'deepa' }, data: { active: false } });
  const { body } = await preflight('ana', { ...form, traveller: 'deepa' });
  expect(body).toMatchObject({ problems: [{ path: 'traveller', code: 'unknown-person' }], warnings: [], parts: [] });
});

test('a preflight says who would decide and writes nothing', async () => {
  const before = await door.worker.case.count();
  const { status, body } = await preflight('ana', trip({ stops: [pass] }));
  expect({ status, ok: body.ok, problems: body.problems }).toEqual({ status: 200, ok: true, problems: [] });
  expect(body.parts[0]).toMatchObject({
    outcome: 'decide',
    area: { id: 'XA-3' },
    decides: [{ authority: 'designated-official', mode: 'decide', holders: [{ id: 'dora' }] }],
  });
  expect(await door.worker.case.count()).toBe(before);
});

test('a preflight names the courses that are missing', async () => {
  await door.worker.training.deleteMany({ where: { personId: 'gita', code: 'SSAFE' } });
  const { body } = await preflight('gita', trip({ stops: [pass] }));
  expect(body.parts[0]).toMatchObject({ outcome: 'return', missing: [{ code: 'training-missing', items: ['SSAFE'] }] });
});
