// Who sees a request because of what he is, holds, held or was told; and what the queue shows.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { canSee, seenAmong } from '../../api/visibility.ts';
import { aCase } from './a-case.ts';
import { openDoor, type Door } from './door.ts';

let door: Door;
beforeAll(async () => void (door = await openDoor()));
afterAll(() => door.close());

const sees = (person: string, id: string) => canSee(door.deps.db, person, id, door.now.at);

async function appoint(
  role: string,
  holder: string,
  change: { countryId?: string; organizationId?: string; from?: number; to?: number },
) {
  const { from = door.now.at - 1, to, ...place } = change;
  const id = randomUUID();
  await door.worker.appointment.create({
    data: {
      id,
      role,
      holderId: holder,
      from: '2027-01-01',
      fromAt: new Date(from),
      toAt: to === undefined ? null : new Date(to),
      ...place,
    },
  });
  return id;
}

type TaskMade = { holders?: string[]; openedFor?: string[]; dueAt?: number; state?: string; area?: string };
async function aTask(
  caseId: string,
  { holders = ['cora'], openedFor = holders, dueAt, state = 'open', area = 'XA-2' }: TaskMade = {},
) {
  const part = await door.worker.part.findFirstOrThrow({ where: { caseId } });
  const at = new Date(door.now.at);
  const id = randomUUID();
  await door.worker.task.create({
    data: {
      ...{
        id,
        caseId,
        partId: part.id,
        covers: [],
        authority: 'clearing-officer',
        seat: id,
        mode: 'decide',
        stage: 20,
        areaId: area,
        countryId: 'XA',
      },
      ...{
        holders,
        openedFor,
        instruments: {},
        round: 1,
        contentVersion: 1,
        contentHash: 'x',
        state,
        openedAt: at,
        dueAt: dueAt === undefined ? null : new Date(dueAt),
      },
    },
  });
  return id;
}

test('an ended appointment shows nothing any more, one to come nothing yet', async () => {
  const id = await aCase(door);
  await appoint('country-security-adviser', 'eli', { countryId: 'XA', from: door.now.at - 2, to: door.now.at });
  await appoint('country-security-adviser', 'eli', { countryId: 'XA', from: door.now.at + 1 });
  expect(await sees('eli', id)).toBe(false);
  expect(await canSee(door.deps.db, 'eli', id, door.now.at + 1)).toBe(true);
});

test('the adviser of one country does not see what only enters another', async () => {
  const [here, there] = [await aCase(door, { area: 'XA-2' }), await aCase(door, { area: 'XB-2' })];
  await appoint('country-security-adviser', 'gita', { countryId: 'XB' });
  expect(await seenAmong(door.deps.db, 'gita', [here, there], door.now.at)).toEqual(new Set([there]));
});

test('a senior security manager sees the requests of his organization and no others', async () => {
  const [own, other] = [
    await aCase(door, { subject: 'ana', organization: 'health' }),
    await aCase(door, { subject: 'gita', organization: 'food' }),
  ];
  await appoint('senior-security-manager', 'deepa', { organizationId: 'health' });
  expect(await seenAmong(door.deps.db, 'deepa', [own, other], door.now.at)).toEqual(new Set([own]));
});

test('who held a task still sees the request after it passed to somebody else', async () => {
  const id = await aCase(door);
  expect(await sees('beth', id)).toBe(false);
  await aTask(id, { holders: ['cora'], openedFor: ['beth', 'cora'] });
  expect(await sees('beth', id)).toBe(true);
});

test('who was told of a request sees it', async () => {
  const id = await aCase(door);
  expect(await sees('yara', id)).toBe(false);
  await door.worker.notice.create({
    data: {
      id: randomUUID(),
      caseId: id,
      personId: 'yara',
      code: 'for-information',
      key: randomUUID(),
      at: new Date(door.now.at),
    },
  });
  expect(await sees('yara', id)).toBe(true);
});

test('a supervisor’s supervisor sees the request, and the chain ends where the organization ends', async () => {
  await door.worker.person.update({ where: { id: 'hugo' }, data: { supervisorId: 'sam' } });
  await door.worker.person.update({ where: { id: 'sam' }, data: { supervisorId: 'tess' } });
  const [sam, tess] = await Promise.all(
    ['sam', 'tess'].map((id) => door.worker.person.findUniqueOrThrow({ where: { id } })),
  );
  const id = await aCase(door, { subject: 'ana', organization: 'relief' });
  expect(sam?.organizationId).toBe('health');
  expect(tess?.organizationId).not.toBe('health');
  expect([await sees('hugo', id), await sees('sam', id), await sees('tess', id)]).toEqual([true, true, false]);
});

test('two who supervise each other do not keep the question from ending', async () => {
  await door.worker.person.update({ where: { id: 'hugo' }, data: { supervisorId: 'sam' } });
  await door.worker.person.update({ where: { id: 'sam' }, data: { supervisorId: 'hugo' } });
  expect(await sees('sam', await aCase(door, { subject: 'ana', organization: 'relief' }))).toBe(true);
});

test('the queue comes by due date or by departure, what has no date last, page after page', async () => {
  const holder = 'otto';
  const hour = 3_600_000;
  const at = (hours: number) => new Date(door.now.at + hours * hour).toISOString();
  const late = await aTask(await aCase(door, { from: at(48), to: at(72) }), {
    holders: [holder],
    dueAt: door.now.at + 2 * hour,
  });
  const soon = await aTask(await aCase(door, { from: at(96), to: at(99) }), {
    holders: [holder],
    dueAt: door.now.at - hour,
  });
  const open = await aTask(await aCase(door, { from: at(24), to: at(30), area: 'XA-3' }), {
    holders: [holder],
    area: 'XA-3',
  });
  await aTask(await aCase(door), { holders: [holder], state: 'decided' });
  const ids = async (query: string) => {
    const found: string[] = [];
    for (let next: string | null = ''; next !== null;) {
      const { body } = await door.call('GET', `/tasks?mine=1&limit=1${query}${next && `&cursor=${next}`}`, {
        as: holder,
      });
      found.push(...body.items.map((one: { id: string }) => one.id));
      next = body.next;
    }
    return found;
  };
  expect(await ids('')).toEqual([soon, late, open]);
  expect(await ids('&sort=departure')).toEqual([open, late, soon]);
  expect(await ids('&due=overdue')).toEqual([soon]);
  expect(await ids(`&due=${at(3)}`)).toEqual([soon, late]);
  expect(await ids('&area=XA-3')).toEqual([open]);
});

test('objects in the place of words are refused before they reach the database', async () => {
  for (const query of ['state[]=open', 'q[$ne]=', 'limit=0', 'mine=2', 'sort=;drop', 'unknown=1']) {
    expect({ query, status: (await door.call('GET', `/tasks?${query}`, { as: 'ana' })).status }).toEqual({
      query,
      status: 400,
    });
  }
  const id = await aCase(door);
  for (const body of [
    { outcome: { not: '' } },
    { outcome: 'approve', state: 'cleared' },
    { outcome: 'approve', area: ['XA-2'] },
  ]) {
    expect((await door.call('POST', `/requests/${id}/decisions`, { as: 'cora', body })).status).toBe(400);
  }
});
