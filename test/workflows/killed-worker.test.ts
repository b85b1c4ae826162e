// A worker that goes away, whenever it does, loses nothing and does nothing twice: the next one goes on.
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { seal } from '../../api/envelope.ts';
import { filed } from '../../workflows/messages.ts';
import { explain, type Reply } from '../../stories/stage/client.ts';
import { shifted } from '../../stories/stage/shift.ts';
import { checkInvariants } from '../support/invariants.ts';
import { openOnRealServer, weeks, type RealServer } from '../support/real-server.ts';
import { stop } from '../support/whole-system.ts';

let system: RealServer;
let environment: RealServer['environment'];
let database: RealServer['database'];
let owner: RealServer['owner'];
let product: RealServer['product'];
let call: RealServer['call'];

beforeAll(async () => {
  system = await openOnRealServer();
  ({ environment, database, owner, product, call } = system);
});
afterEach(() => checkInvariants(database.readerUrl));
afterAll(() => system.close());

const form = (day: string) => {
  const stops = [stop('XA-2', `${day}T10:00`, `${day}T20:00`)];
  return shifted({ travelType: 'official', activity: 'vaccination', purpose: 'Clinic round', stops }, weeks);
};
const rows = async (text: string, id: string) => (await owner.query<Record<string, unknown>>(text, [id])).rows;

/** Asks again with the same id for as long as it is not known what became of it, as the page does. */
async function decide(id: string, click: string = randomUUID()): Promise<Reply> {
  for (let left = 4; ; left -= 1) {
    const reply = await call('cora', 'POST', `/requests/${id}/decisions`, { id: click, outcome: 'approve' });
    if (reply.status !== 503 || left === 0) return reply;
  }
}

async function file(day: string): Promise<string> {
  const reply = await call(
    'ana',
    'POST',
    '/requests',
    { process: 'travelClearance', form: form(day) },
    {
      'idempotency-key': randomUUID(),
    },
  );
  if (reply.status !== 201) throw new Error(explain(reply));
  return (reply.body as { id: string }).id;
}
const tasksOf = (id: string) => rows('SELECT authority, state FROM tasks WHERE "caseId" = $1', id);
const decisionsOf = (id: string) => rows('SELECT "deciderId", outcome FROM decisions WHERE "caseId" = $1', id);

test('a filing taken while no worker runs is judged by the next one, once', async () => {
  await product.stopWorker();
  const [process, submitter, caseId, filedAt] = ['travelClearance', 'ana', randomUUID(), Date.now()];
  const content = { process, form: form('2027-04-01'), submitter, caseId };
  const envelope = seal({ person: submitter, act: 'file', caseId, content }, filedAt, product.signingKey, false);
  const filing = { ...content, reference: 'TC-0000-000001', workflowId: caseId, filedAt, envelope };
  const handle = await environment.client.workflow.start(process, {
    ...{ workflowId: caseId, taskQueue: system.taskQueue, args: [filing] },
  });
  await product.startWorker();
  expect(await handle.executeUpdate(filed)).toMatchObject({ ok: true, state: 'in-review' });
  expect(await tasksOf(caseId)).toEqual([{ authority: 'clearing-officer', state: 'open' }]);
  expect(await decide(caseId)).toMatchObject({ body: { state: 'cleared' } });
});

test('a click while the worker is away is answered by the next one, and clicking again is the same click', async () => {
  const id = await file('2027-04-02');
  await product.stopWorker();
  const click = randomUUID();
  const answers = [decide(id, click), decide(id, click)];
  await product.startWorker();
  for (const reply of [...(await Promise.all(answers)), await decide(id, click)])
    expect(reply).toMatchObject({ status: 200, body: { state: 'cleared' } });
  expect(await decisionsOf(id)).toEqual([{ deciderId: 'cora', outcome: 'approve' }]);
});

test('decisions under way when a worker ends are each made once', async () => {
  const ids = await Promise.all(['03', '04', '05', '06', '07', '08'].map((day) => file(`2027-04-${day}`)));
  const answers = ids.map((id) => decide(id));
  await product.stopWorker();
  await product.startWorker();
  expect((await Promise.all(answers)).map(({ status }) => status)).toEqual(ids.map(() => 200));
  for (const id of ids) expect(await decisionsOf(id)).toEqual([{ deciderId: 'cora', outcome: 'approve' }]);
});
