// Taking reference data over from a table: all of it or nothing.
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { WorldChangeOrder } from '../../api/gateway-port.ts';
import { Problem } from '../../api/problem.ts';
import { openDoor, type Door } from './door.ts';

let door: Door;
let sent: WorldChangeOrder[] = [];
let refuseAt = Infinity;
const gateway = {
  changeWorld: async (order: WorldChangeOrder) => {
    if (sent.length >= refuseAt) throw new Problem(422, 'unknown-area', 'There is no such area');
    sent.push(order);
    return { id: randomUUID(), seq: '1', touched: 0 };
  },
};
beforeAll(async () => {
  door = await openDoor({ gateway });
});
beforeEach(() => {
  sent = [];
  refuseAt = Infinity;
});
afterAll(() => door.close());

const take = (collection: string, lines: string[], { as = 'adm1', dry = false } = {}) =>
  door.call('POST', `/${collection}/import${dry ? '?dryRun=1' : ''}`, {
    as,
    body: `\uFEFF${lines.join('\r\n')}\r\n`,
    headers: { 'content-type': 'text/csv' },
  });
const faultsOf = (body: { errors: { line: number; column: string | null; message: string }[] }) =>
  body.errors.map(({ line, column }) => [line, column]);

test('good rows become changes, one by one and in order', async () => {
  const { status, body } = await take('people', [
    'id,name,organization,category,supervisor,training.BSAFE,training.SSAFE,absent.from,absent.to',
    'new1,"Ruiz, Ana",health,international,hugo,never,2028-06-30,,',
    'new2,Второй,food,local,new1,,,2027-03-01,2027-03-09',
  ]);
  expect({ status, ...body, changes: body.changes?.length }).toEqual({
    status: 200,
    rows: 2,
    dryRun: false,
    written: 2,
    changes: 2,
  });
  expect(sent.map(({ kind, key, patch, by }) => ({ kind, key, patch, by }))).toEqual([
    {
      kind: 'person',
      key: 'new1',
      by: 'adm1',
      patch: {
        id: 'new1',
        name: 'Ruiz, Ana',
        organization: 'health',
        category: 'international',
        supervisor: 'hugo',
        training: { BSAFE: 'never', SSAFE: '2028-06-30' },
      },
    },
    {
      kind: 'person',
      key: 'new2',
      by: 'adm1',
      patch: {
        id: 'new2',
        name: 'Второй',
        organization: 'food',
        category: 'local',
        supervisor: 'new1',
        absent: { from: '2027-03-01', to: '2027-03-09' },
      },
    },
  ]);
});

test('every kind of cell is read: numbers, words of a list, truth, and what is taken away', async () => {
  await take('areas', [
    'id,ceiling,allowedModes,nonFamily,claimedBy',
    'XA-2,40,road; un-flight,true,XB',
    'XA-3,none,,false,',
  ]);
  expect(sent.map(({ patch }) => patch)).toEqual([
    { id: 'XA-2', ceiling: 40, allowedModes: ['road', 'un-flight'], nonFamily: true, claimedBy: ['XB'] },
    { id: 'XA-3', ceiling: null, nonFamily: false },
  ]);
});

test('every bad row is named by line and column, and then nothing is written', async () => {
  const { status, body } = await take('areas', [
    'id,country,name,presentRisk,ceiling',
    'XA-2,,,scary,-1',
    'XA-3,,,low,ten',
    'XA-3,,,low,5',
    'XA-78,XZ,,low,',
    'XA-4,,,low,7,extra',
    'XA-5,,,low,8',
  ]);
  expect([status, body.code]).toEqual([422, 'rows-refused']);
  expect(faultsOf(body)).toEqual(
    expect.arrayContaining([
      [2, 'presentRisk'],
      [2, 'ceiling'],
      [3, 'ceiling'],
      [5, 'country'],
      [5, 'name'],
      [6, null],
    ]),
  );
  expect(body.errors.some(({ line }: { line: number }) => line === 7)).toBe(false);
  expect(sent).toEqual([]);
});

test('a row given twice, an unknown column and a broken table are refused', async () => {
  expect(faultsOf((await take('areas', ['id,name', 'XA-2,One', 'XA-2,Two'])).body)).toEqual([[3, 'id']]);
  expect(faultsOf((await take('areas', ['id,constructor,state', 'XA-2,x,y'])).body)).toEqual([
    [1, 'constructor'],
    [1, 'state'],
  ]);
  expect((await take('areas', ['id,name', 'XA-2,"open'])).body.code).toBe('rows-refused');
  expect((await take('areas', ['id,name'])).body.code).toBe('rows-refused');
  expect(sent).toEqual([]);
});

test('a dry run looks at everything and writes nothing', async () => {
  const good = await take('requirements', ['area,training,onArrival', '*,BSAFE,', 'XA-2,SSAFE,true'], { dry: true });
  expect(good.body).toEqual({ rows: 2, dryRun: true, written: 0, changes: [] });
  expect((await take('requirements', ['area,training', 'XA-99,SSAFE'], { dry: true })).status).toBe(422);
  expect(sent).toEqual([]);
});

test('rows beyond one’s power are bad rows', async () => {
  const { body } = await take('policies', ['area,mode', 'XA-2,ban', 'XB-2,ban'], { as: 'dora' });
  expect(faultsOf(body)).toEqual([[3, null]]);
  expect((await take('people', ['id,name', 'ana,Other'], { as: 'dora' })).status).toBe(403);
  expect(
    (await take('appointments', ['id,role,holder,country,from', 'N-1,designated-official,adm1,XC,2027-01-01'])).body
      .code,
  ).toBe('rows-refused');
  expect(sent).toEqual([]);
});

test('when a row is refused on the way, one is told how far it went', async () => {
  refuseAt = 1;
  const { status, body } = await take('requirements', ['area,training', 'XA-1,SSAFE', 'XA-2,SSAFE']);
  expect([status, body.code, body.line, body.changes.length]).toEqual([422, 'unknown-area', 3, 1]);
});
