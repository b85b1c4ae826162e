// A change of the world while trips are being granted: when it has settled, judging every live case again changes nothing.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomFrom } from '../../chaos/random.ts';
import { pause } from '../../scripts/parts/processes.ts';
import { checkInvariants } from '../support/invariants.ts';
import { rowsOf } from '../support/rows.ts';
import { openSteps, type Steps, type Told } from './desk-of-steps.ts';

const trips = 150;

let desk: Steps;
beforeAll(async () => {
  desk = await openSteps();
});
afterAll(() => desk.close());

test('no grant made while a change was carried out stands on the world of before', async () => {
  const random = randomFrom(5);
  // Facts keep the hour they were gathered at: one hour for all, or judging again would differ by that alone.
  const now = desk.clock;
  const known: string[] = [];
  for (let done = 0; done < trips; done += 1) known.push((await desk.file('XA-2')).id);
  const tasks = await desk.sql<{ id: string; case: string }>(
    `SELECT id, "caseId" AS case FROM tasks WHERE state = 'open' ORDER BY id`,
  );
  const told: Told[] = [];
  const lanes = Array.from({ length: 8 }, async (_, lane) => {
    for (const [index, task] of tasks.entries()) {
      if (index % 8 !== lane) continue;
      await pause(random.under(20));
      told.push(await desk.decide('cora', task.case, task.id, 'approve', now));
      if (index % 5 === 0) await desk.file('XA-2');
    }
  });
  while (told.length < trips / 3) await pause(5);
  const change = await desk.change('area', { id: 'XA-2', presentRisk: 'high' }, now);
  expect(change).toMatchObject({ ok: true });
  expect(await desk.steps.reachCases(change.id, null)).toBe(null);
  const left = `SELECT id FROM cases WHERE live AND "examinedSeq" < (SELECT max(seq) FROM reference_changes) LIMIT 20`;
  for (let page = await desk.sql<{ id: string }>(left); page.length > 0; page = await desk.sql(left))
    await Promise.all(page.map(({ id }) => desk.steps.reExamine(id, now)));
  await Promise.all(lanes);
  await desk.steps.settleChange(change.id, now);

  const granted = told.filter(({ ok }) => ok).length;
  expect(granted).toBeGreaterThan(0);
  expect(granted).toBeLessThan(trips);
  expect(await desk.sql(`SELECT state, count(*)::int AS cases FROM cases GROUP BY 1 ORDER BY 1`)).toEqual([
    { state: 'in-review', cases: trips + trips / 5 - granted },
    { state: 'suspended', cases: granted },
  ]);
  const before = await rowsOf(desk.sql);
  for (const { id } of await desk.sql<{ id: string }>('SELECT id FROM cases WHERE live'))
    await desk.steps.reExamine(id, now);
  expect(await rowsOf(desk.sql)).toEqual(before);
  await checkInvariants(desk.database.readerUrl);
}, 120_000);

test('a click after a change has been committed is judged by it, also before the sweep comes to the case', async () => {
  const now = desk.clock;
  const area = 'XB-2';
  const { id } = await desk.file(area);
  const [task] = await desk.sql<{ id: string }>(`SELECT id FROM tasks WHERE "caseId" = $1 AND state = 'open'`, [id]);
  expect(await desk.change('area', { id: area, presentRisk: 'high' }, now)).toMatchObject({ ok: true });
  expect(await desk.decide('beth', id, task!.id, 'approve', now)).toMatchObject({ ok: false, code: 'stale-facts' });
  expect(await desk.sql(`SELECT authority FROM tasks WHERE "caseId" = $1 AND state = 'open'`, [id])).toEqual([
    { authority: 'designated-official' },
  ]);
  expect(await desk.sql('SELECT id FROM decisions WHERE "caseId" = $1', [id])).toEqual([]);
});

test('a change that alters nothing of what was decided on lets the click through', async () => {
  const now = desk.clock;
  const { id } = await desk.file('XA-2');
  const [task] = await desk.sql<{ id: string; holder: string }>(
    `SELECT id, holders[1] AS holder FROM tasks WHERE "caseId" = $1 AND state = 'open'`,
    [id],
  );
  for (const change of [
    { id: 'XA-2', name: 'The lake and its shore' },
    { id: 'XB-2', presentRisk: 'medium' },
  ])
    expect(await desk.change('area', change, now)).toMatchObject({ ok: true });
  expect(await desk.decide(task!.holder, id, task!.id, 'approve', now)).toMatchObject({ ok: true });
});
