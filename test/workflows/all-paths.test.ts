// Nobody decides his own case, on any path: those found in the code, each tried by the traveller, by who filed for him and by who serves under him.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { World } from '../../prisma/seed/world-file.ts';
import { travelVerbs } from '../../rules/travel-acts.ts';
import * as workflows from '../../workflows/index.ts';
import { statusOf } from '../../workflow-status.ts';
import * as messages from '../../workflows/messages.ts';
import { checkInvariants } from '../support/invariants.ts';
import { rowsOf } from '../support/rows.ts';
import { openWhole, stop, type Whole } from '../support/whole-system.ts';
import { approvalOf, attempts, sealed, type Target } from './attempts.ts';
import { paths } from './paths.ts';

/** All three clear travel; cora travels, otto files for her, undine serves under her. So it is dora’s to decide. */
const parties = { 'the traveller': 'cora', 'who filed for her': 'otto', 'who serves under her': 'undine' };
const decider = 'dora';
let whole: Whole;
let target: Target;
let other: Target;
let operations: string[];

function withSubordinate(world: World): World {
  const undine = { id: 'undine', name: 'Undine Under', organization: 'dss', supervisor: 'cora' };
  const post = { id: 'T-01', role: 'clearing-officer' as const, holder: 'undine', country: 'XA', from: '2026-01-01' };
  return {
    ...world,
    people: [...world.people, { ...undine, category: 'international' }],
    appointments: [...world.appointments, post],
  };
}

async function filed(form: object): Promise<Target> {
  const caseId = await whole.file('otto', { traveller: 'cora', activity: 'oversight', ...form });
  await whole.idle();
  const [row] = await whole.sql<Target & { holders: string[] }>(
    `SELECT c.id AS "caseId", t.id AS "taskId", c."workflowId", t."areaId" AS area, t.holders
     FROM cases c JOIN tasks t ON t."caseId" = c.id WHERE c.id = $1`,
    [caseId],
  );
  expect(row!.holders).toEqual([decider]);
  return row!;
}

beforeAll(async () => {
  whole = await openWhole(withSubordinate);
  target = await filed({ stops: [stop('XA-2')] });
  other = await filed({ stops: [stop('XA-2', '2027-04-11T10:00', '2027-04-14T10:00')] });
  const document = (await (await fetch(`${whole.base}/api/openapi.json`)).json()) as { paths: Record<string, object> };
  operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
});
afterAll(async () => {
  await checkInvariants(whole.database.readerUrl);
  await whole.close();
});

/** Whether anything was written meanwhile, the API's own log of refusals aside. */
async function tried<T>(attempt: () => Promise<T>): Promise<{ code: T; written: boolean }> {
  const before = JSON.stringify(await rowsOf(whole.sql));
  const code = await attempt();
  return { code, written: before !== JSON.stringify(await rowsOf(whole.sql)) };
}

const handleOf = ({ workflowId }: Target) => whole.environment.client.workflow.getHandle(workflowId);

/** Started past the API; its end is waited for without moving the clock. */
async function runToEnd(workflow: string, argument: object): Promise<void> {
  const workflowId = `${workflow}:${randomUUID()}`;
  const start = { workflowId, taskQueue: 'safeconduct', args: [argument] };
  const handle = await whole.environment.client.workflow.start(workflow, start);
  for (const until = Date.now() + 10_000; Date.now() < until;) {
    if ((await handle.describe()).status.name === 'COMPLETED') return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`${workflow} did not end`);
}

test('every operation, act, message and workflow in the code has its row among the paths, and none is there that is not', () => {
  const inCode = [
    ...operations,
    ...travelVerbs.map((verb) => `verb ${verb}`),
    ...Object.values(messages).map(({ type, name }) => `${type} ${name}`),
    ...Object.keys(workflows).map((name) => `start ${name}`),
  ];
  expect(inCode.sort()).toEqual(Object.keys(paths).sort());
});

test('every path that decides is tried', () => {
  const deciding = Object.keys(paths).filter((path) => paths[path] === 'decides');
  expect(deciding.filter((path) => !attempts[path])).toEqual([]);
});

for (const [party, person] of Object.entries(parties)) {
  for (const [path, ways] of Object.entries(attempts)) {
    test.each(Object.keys(ways))(`${party} does not decide by ${path}: %s`, async (way) => {
      const { code, written } = await tried(() => ways[way]!({ whole, person, decider, target, other }));
      expect(['unsigned', 'conflict-of-interest', 'not-your-decision', 'not-open']).toContain(code);
      expect(written).toBe(false);
    });
  }
  test(`${party} is refused as a party even where the API had sealed it`, async () => {
    const way = attempts['update decide']!['sealed for himself']!;
    expect(await way({ whole, person, decider, target, other })).toBe('conflict-of-interest');
  });
}

test('what the API sealed opens no second case, no other person’s and no change of the world', async () => {
  const mine = whole.filing('ana', { stops: [stop('XA-1')] });
  const change = {
    id: mine.caseId,
    kind: 'policy',
    key: 'XA-2',
    patch: { area: 'XA-2', mode: 'automatic' },
    by: 'dora',
  };
  const decision = sealed({ whole, target }, 'dora', change).envelope;
  const starts: [string, object][] = [
    ['travelClearance', { ...mine, submitter: 'cora' }],
    ['travelClearance', { ...mine, caseId: target.caseId }],
    ['travelClearance', { ...mine, form: { ...(mine.form as object), travelType: 'personal' } }],
    ['travelClearance', { ...mine, envelope: { ...mine.envelope, person: 'cora' }, submitter: 'cora' }],
    ['travelClearance', { resumes: true, caseId: target.caseId }],
    ['worldChange', { ...change, at: whole.now(), envelope: mine.envelope }],
    ['worldChange', { ...change, at: whole.now(), envelope: decision }],
  ];
  for (const [workflow, argument] of starts) {
    const { written } = await tried(() => runToEnd(workflow, argument));
    expect({ argument, written }).toEqual({ argument, written: false });
  }
});

test('to read is not to act: no page, mailed link or query changes anything', async () => {
  const reads = operations.filter((one) => one.startsWith('GET ') && !one.endsWith('/events'));
  const { written } = await tried(async () => {
    for (const operation of reads) {
      const id = operation.includes('/tasks/') ? target.taskId : target.caseId;
      const path = operation.slice(4).replace('{id}', id).replace('{set}', 'travelClearance');
      const reply = path.startsWith('/api/v1')
        ? await whole.call('cora', 'GET', path.slice(7))
        : await fetch(`${whole.base}${path}`);
      expect({ path, failed: reply.status >= 500 }).toEqual({ path, failed: false });
    }
    return statusOf(handleOf(target));
  });
  expect(written).toBe(false);
});

test.each(Object.entries(parties))('no act of %s grants what waits', async (_, person) => {
  const forms: Partial<Record<(typeof travelVerbs)[number], object>> = {
    amend: { purpose: `Seen by ${person}` },
    appeal: { reason: 'It is urgent' },
    extend: { area: 'XA-2', depart: whole.on('2027-03-20T10:00') },
    'check-in': { status: 'safe' },
  };
  const ending = ['cancel', 'withdraw'];
  for (const verb of travelVerbs.filter((one) => !ending.includes(one))) {
    await whole.call(person, 'POST', `/requests/${other.caseId}/acts`, { verb, form: forms[verb] ?? {} });
    await whole.idle();
  }
  await handleOf(other).signal(messages.worldChanged, '1');
  await handleOf(other).signal(messages.readAgain);
  await whole.idle();
  expect(await whole.sql('SELECT state FROM parts WHERE "caseId" = $1 AND active', [other.caseId])).toEqual([
    { state: 'waiting' },
  ]);
  expect(await whole.sql('SELECT 1 FROM decisions')).toEqual([]);
});

test.each([
  ['gives himself a course', '/people/adm1', { training: { SSAFE: '2029-01-01' } }],
  ['gives himself another supervisor', '/people/adm1', { supervisor: 'ana' }],
  [
    'appoints himself',
    '/appointments/T-9',
    { role: 'clearing-officer', holder: 'adm1', country: 'XA', from: '2027-01-01' },
  ],
  ['takes another’s appointment', '/appointments/A-05', { holder: 'adm1' }],
])('an administrator never %s', async (_, path, patch) => {
  const { code, written } = await tried(async () => {
    const reply = await whole.call('adm1', 'PATCH', path, whole.on(patch));
    return reply.status < 300 ? 'accepted' : (reply.body as { code: string }).code;
  });
  expect({ code, written }).toEqual({ code: 'conflict-of-interest', written: false });
});

test('who may decides once; his message sent again, also after an amendment, decides nothing again', async () => {
  const message = sealed({ whole, target }, decider, approvalOf(target.taskId));
  const send = () => handleOf(target).executeUpdate(messages.decide, { args: [message] });
  expect(await send()).toMatchObject({ ok: true, state: 'cleared' });
  expect((await tried(send)).written).toBe(false);
  const form = whole.on({ stops: [stop('XA-2', '2027-03-20T10:00', '2027-03-29T10:00')] });
  const amended = await whole.call('otto', 'POST', `/requests/${target.caseId}/acts`, { verb: 'amend', form });
  expect(amended).toMatchObject({ status: 200, body: { state: 'in-review' } });
  expect((await tried(send)).written).toBe(false);
});
