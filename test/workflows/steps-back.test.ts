// Steps back and versions published ahead, through the whole system: nothing comes in force or is dropped that nobody saw.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { duration } from '../../stories/stage/duration.ts';
import { openWhole, stop, type Whole } from '../support/whole-system.ts';
import { idOfCase, inForce, lookAtAll, minus, plus, save, standing, submit, submitted } from './changes-of-rules.ts';

let whole: Whole;
beforeAll(async () => void (whole = await openWhole()), 120_000);
afterAll(async () => {
  const soundness = await whole.soundness();
  await whole.close();
  expect(soundness).toBeUndefined();
});

const path = '/rules/travelClearance/return';
const back = (person: string, returnsTo: number, more: object = {}) =>
  whole.call(person, 'POST', path, { reason: 'Too many wait', returnsTo, reexamine: false, ...more });
const codeOf = (reply: { status: number; body: unknown }) => [reply.status, (reply.body as { code?: string }).code];
const step = async (query = '') => {
  const { returnsTo, inForce: now } = (await whole.call('desk', 'GET', `${path}${query}`)).body as {
    returnsTo: { version: number } | null;
    inForce: number | null;
  };
  return [now, returnsTo?.version ?? null];
};

/** Publishes a text and answers its case and version. */
async function published(set: object, by: string[], more: object = {}): Promise<{ id: string; version: number }> {
  const id = await submitted(whole, 'adm1', set as never, more);
  for (const [index, person] of by.entries()) {
    const reply = await whole.decide(person, id, index < by.length - 1 ? 'endorse' : 'approve');
    if (reply.status !== 200) throw new Error(JSON.stringify([reply.body, await standing(whole, id)]));
  }
  await whole.idle();
  const [row] = await whole.sql<{ version: number }>('SELECT version FROM rule_set_versions WHERE "caseId" = $1', [id]);
  return { id, version: row!.version };
}
/** Every period of a place that is not empty, in order of time, as days from now. */
async function periods(place = '*'): Promise<[number, number | null, number | null][]> {
  const rows = await whole.sql<{ version: number; from: Date | null; to: Date | null }>(
    `SELECT version, "fromAt" AS "from", "toAt" AS "to" FROM rule_activations
      WHERE name = 'travelClearance' AND place = $1 AND ("fromAt" = "toAt") IS NOT TRUE AND coalesce("toAt", 'infinity') > $2
      ORDER BY "fromAt" NULLS FIRST`,
    [place, new Date(whole.now())],
  );
  const days = (at: Date | null) => (at && +at > whole.now() ? Math.round((+at - whole.now()) / 86_400_000) : null);
  return rows.map(({ version, from, to }) => [version, days(from), days(to)]);
}
const inDays = (days: number) => ({
  effective: { from: new Date(Math.ceil(whole.now() / 1000) * 1000 + duration(`P${days}D`)).toISOString() },
});
const cancel = (person: string, id: string) =>
  whole.call(person, 'POST', `/requests/${id}/acts`, { verb: 'cancel', form: {} });

test('a step back is none itself: the next leads further back, and what was taken back does not return alone', async () => {
  const second = await published(plus(await inForce(whole), lookAtAll('two')), ['desk']);
  const third = await published(plus(await inForce(whole), lookAtAll('three')), ['desk']);
  expect(await step()).toEqual([third.version, second.version]);
  expect(await standing(whole, idOfCase(await back('desk', second.version)))).toMatchObject({ state: 'in-force' });
  expect(await step()).toEqual([second.version, 1]);
  expect(codeOf(await back('desk', third.version))).toEqual([409, 'rules-changed-meanwhile']);
  expect(await standing(whole, idOfCase(await back('desk', 1)))).toMatchObject({ state: 'in-force' });
  expect(await step()).toEqual([1, null]);
  expect(codeOf(await back('desk', second.version))).toEqual([422, 'no-version-before']);
});

test('of two who step back at once one does, and the other undoes nothing he did not see', async () => {
  const second = await published(plus(await inForce(whole), lookAtAll('two')), ['desk']);
  await published(plus(await inForce(whole), lookAtAll('three')), ['desk']);
  const replies = await Promise.all([back('desk', second.version), back('desk', second.version)]);
  await whole.idle();
  expect(await step()).toEqual([second.version, 1]);
  for (const reply of replies.filter(({ status }) => status < 300)) {
    const { state } = await standing(whole, idOfCase(reply));
    expect(['in-force', 'returned']).toContain(state);
  }
  const made = await whole.sql(
    `SELECT count(*)::int AS steps FROM rule_activations WHERE version = $1 AND "toAt" IS NULL`,
    [second.version],
  );
  expect(made).toEqual([{ steps: 1 }]);
  expect(await standing(whole, idOfCase(await back('desk', 1)))).toMatchObject({ state: 'in-force' });
});

test('what the desk asked for in a country its official does not take back alone', async () => {
  const effective = { effective: { countries: ['XA'] } };
  await published(
    plus(await inForce(whole), lookAtAll('of-the-desk', 'XA'), lookAtAll('elsewhere', 'XB')),
    ['desk'],
    effective,
  );
  const id = idOfCase(await back('dora', 1, { countries: ['XA'] }));
  await whole.idle();
  expect(await standing(whole, id)).toMatchObject({ state: 'in-review', holders: [['desk']] });
  expect(codeOf(await whole.decide('dora', id, 'approve'))).toEqual([403, 'not-your-decision']);
  expect(await whole.decide('desk', id, 'approve')).toMatchObject({ status: 200 });
  expect(await step('?countries=XA')).toEqual([1, null]);
});

test('a version published ahead that is taken back gives its time back, up to what is published ahead after it', async () => {
  const now = await inForce(whole);
  const first = await published(plus(now, lookAtAll('first')), ['desk'], inDays(10));
  const later = plus({ ...now, version: first.version }, lookAtAll('first'), lookAtAll('later'));
  const second = await published(later, ['desk'], inDays(20));
  expect(await periods()).toEqual([
    [1, null, 10],
    [first.version, 10, 20],
    [second.version, 20, null],
  ]);
  expect(await cancel('desk', first.id)).toMatchObject({ status: 200 });
  expect(await periods()).toEqual([
    [1, null, 10],
    [1, 10, 20],
    [second.version, 20, null],
  ]);
  expect(await cancel('desk', second.id)).toMatchObject({ status: 200 });
  expect((await periods()).every(([version]) => version === 1)).toBe(true);
});

test('what an earlier start kept from beginning begins after all where that is taken back, as its own case', async () => {
  const now = await inForce(whole);
  const first = await published(plus(now, lookAtAll('first')), ['desk'], inDays(10));
  const sooner = plus({ ...now, version: first.version }, lookAtAll('first'), lookAtAll('sooner'));
  const second = await published(sooner, ['desk'], inDays(5));
  expect((await periods()).at(-1)).toEqual([second.version, 5, null]);
  expect(await cancel('desk', second.id)).toMatchObject({ status: 200 });
  expect((await periods()).at(-1)).toEqual([first.version, 10, null]);
  await whole.advance(duration('P10DT1M'));
  await whole.idle();
  expect(await standing(whole, first.id)).toMatchObject({ state: 'in-force', live: false });
  expect(await standing(whole, idOfCase(await back('desk', 1)))).toMatchObject({ state: 'in-force' });
});

test('a draft that does not know what is published ahead there is not submitted, and one that drops it is less control', async () => {
  const now = await inForce(whole);
  const ahead = await published(plus(now, lookAtAll('ahead', 'XA'), lookAtAll('ahead-xb', 'XB')), ['desk'], {
    effective: { ...inDays(10).effective, countries: ['XA'] },
  });
  const effective = { effective: { countries: ['XA'] } };
  const old = plus(now, lookAtAll('mine', 'XA'));
  const refused = await submit(whole, 'adm1', await save(whole, 'adm1', old), effective);
  expect([refused.status, refused.body]).toMatchObject([409, { code: 'base-behind', base: 1, inForce: ahead.version }]);
  const dropping = await submitted(whole, 'adm1', { ...old, version: ahead.version }, effective);
  expect(await standing(whole, dropping)).toMatchObject({ state: 'in-review' });
  expect(codeOf(await whole.decide('dora', dropping, 'approve'))).toEqual([403, 'not-your-decision']);
  expect(await cancel('adm1', dropping)).toMatchObject({ status: 200 });
  expect(await cancel('desk', ahead.id)).toMatchObject({ status: 200 });
});

test('who changes rules everywhere is told of what was published ahead in a country with less control', async () => {
  const now = await inForce(whole);
  const ahead = await published(plus(now, lookAtAll('local', 'XA')), ['dora'], {
    effective: { ...inDays(10).effective, countries: ['XA'] },
  });
  const id = await submitted(whole, 'adm1', plus(now, lookAtAll('everywhere')));
  expect(await standing(whole, id)).toMatchObject({ state: 'in-review', reasons: ['less-control-ahead'] });
  expect(await whole.decide('desk', id, 'approve')).toMatchObject({ status: 200 });
  const told = await whole.sql<{ person: string }>(
    `SELECT "personId" AS person FROM notices WHERE "caseId" = $1 AND code = 'in-force'`,
    [id],
  );
  expect(told.map(({ person }) => person)).toContain('dora');
  expect(await cancel('dora', ahead.id)).toMatchObject({ status: 200 });
  expect(await standing(whole, idOfCase(await back('desk', 1)))).toMatchObject({ state: 'in-force' });
});

test('a change is decided by who must agree to it now, also where what it replaces has come back', async () => {
  const look = plus(await inForce(whole), lookAtAll('look'));
  const first = await published(look, ['desk']);
  const without = minus({ ...look, version: first.version }, 'look');
  const id = await submitted(whole, 'adm1', { ...without, title: 'Without' });
  expect(await standing(whole, id)).toMatchObject({ reasons: [], holders: [['desk']] });
  expect(await whole.decide('desk', id, 'endorse')).toMatchObject({ status: 200 });
  expect(await standing(whole, id)).toMatchObject({ holders: [['usg']] });
  await published(without, ['desk', 'usg']);
  expect(codeOf(await whole.decide('usg', id, 'approve'))).toEqual([409, 'rules-changed-meanwhile']);
  await whole.idle();
  expect(await standing(whole, id)).toMatchObject({ holders: [['desk']] });
  expect(await standing(whole, idOfCase(await back('desk', first.version)))).toMatchObject({ state: 'in-force' });
  expect((await whole.decide('desk', id, 'approve')).status).toBe(409);
  await whole.idle();
  expect(await standing(whole, id)).toMatchObject({ state: 'in-review', holders: [['usg']] });
  expect(await cancel('adm1', id)).toMatchObject({ status: 200 });
  expect(await standing(whole, idOfCase(await back('desk', 1)))).toMatchObject({ state: 'in-force' });
});

test('a live request keeps the verdict of its version until something that touches it is judged again', async () => {
  await published(plus(await inForce(whole), lookAtAll('look')), ['desk']);
  const file = async (day: number) => {
    const stops = [stop('XA-1', `2027-05-${day}T10:00`, `2027-05-${day + 1}T10:00`)];
    const id = await whole.file('ana', { stops, activity: 'vaccination' });
    await whole.idle();
    return id;
  };
  const [kept, touched] = [await file(11), await file(21)];
  expect(await standing(whole, idOfCase(await back('desk', 1)))).toMatchObject({ state: 'in-force' });
  await whole.change({ area: { id: 'XB-2', ceiling: 50 } });
  const stateOf = async (id: string) => (await standing(whole, id)).state;
  expect([await whole.decide('dora', kept, 'approve'), await stateOf(touched)]).toMatchObject([
    { status: 200 },
    'in-review',
  ]);
});
