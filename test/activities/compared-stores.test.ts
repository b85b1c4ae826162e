// What a comparison of the two stores does about workflows that do not answer; Temporal is played, the rows are real.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Client } from '@temporalio/client';
import { Client as Pg } from 'pg';
import { comparing, type Round } from '../../activities/reconcile.ts';
import { connect, type Database } from '../../prisma/connect.ts';
import { freshDatabase, type FreshDatabase } from '../../scripts/parts/fresh-database.ts';
import { readAgain, worldChanged, type Status } from '../../workflows/messages.ts';
import { aPart } from '../prisma/rows.ts';

let database: FreshDatabase;
let db: Database;
let owner: Pg;
let round: (now: number) => Promise<Round>;
/** Ids of the workflows, which are those of their cases, and what each remembers; undefined is silence. */
let remembered: Map<string, number | undefined>;
let asked: string[] = [];
const signalled: string[] = [];
const lines: string[] = [];
let refuses = false;
/** What Temporal says of the task of each workflow that stands still. */
const tasks = new Map<string, { attempt: number; cause?: number }>();
const done: string[] = [];

async function* open() {
  if (refuses) throw new Error('no connection');
  for (const workflowId of remembered.keys()) yield { workflowId };
}
const getHandle = (workflowId: string) => ({
  async executeUpdate(): Promise<Status> {
    asked.push(workflowId);
    const seq = remembered.get(workflowId);
    if (seq === undefined) throw new Error('deadline exceeded');
    return { busy: false, state: 'in-review', live: true, seq };
  },
  async signal(message: unknown) {
    if (message === readAgain) signalled.push(workflowId);
    if (message === worldChanged) done.push(`told ${workflowId}`);
  },
  terminate: async () => void done.push(`ended ${workflowId}`),
  describe: async () => ({ status: { name: done.includes(`ended ${workflowId}`) ? 'TERMINATED' : 'RUNNING' } }),
});
type Asked = { execution: { workflowId: string } };
const workflowService = {
  describeWorkflowExecution: async ({ execution }: Asked) => ({
    pendingWorkflowTask: tasks.get(execution.workflowId) ?? null,
  }),
  getWorkflowExecutionHistoryReverse: async ({ execution }: Asked) => ({
    history: {
      events: [
        { workflowExecutionSignaledEventAttributes: {} },
        { workflowTaskFailedEventAttributes: { cause: tasks.get(execution.workflowId)?.cause } },
      ],
    },
  }),
};
const start = async (_: string, { workflowId, args }: { workflowId: string; args: unknown[] }) =>
  void done.push(`begun ${workflowId} ${JSON.stringify(args)}`);
const client = {
  ...{ options: { namespace: 'default' }, workflowService },
  withDeadline: (_: number, call: () => Promise<unknown>) => call(),
  workflow: { getHandle, start, list: ({ query }: { query: string }) => (query.includes('Running') ? open() : []) },
} as unknown as Client;

beforeAll(async () => {
  database = await freshDatabase();
  db = connect(database.workerUrl);
  owner = new Pg({ connectionString: database.ownerUrl });
  await owner.connect();
  const ids = [(await aPart(owner)).caseId, (await aPart(owner)).caseId, (await aPart(owner)).caseId];
  remembered = new Map(ids.map((id) => [id, 0]));
  const log = { info: () => undefined, error: (fields: object) => void lines.push(JSON.stringify(fields)) };
  round = comparing({ db, client, taskQueue: 'none', log });
});
afterAll(async () => {
  await owner.end();
  await db.$disconnect();
  await database.drop();
});

/** Whom a round asks, what it finds and whether it left something to do. */
async function next() {
  asked = [];
  const { findings, unfinished } = await round(Date.now());
  return { asked: new Set(asked), findings, unfinished };
}

test('a workflow that does not answer is said once and asked again until it does, and then what it forgot is mended', async () => {
  const [silent, ...others] = [...remembered.keys()] as [string, ...string[]];
  refuses = true;
  await expect(next()).rejects.toThrow('no connection');
  refuses = false;

  remembered.set(silent, undefined);
  const finding = { kind: 'silent', workflowId: silent };
  expect(await next()).toEqual({ asked: new Set([silent, ...others]), findings: [finding], unfinished: true });
  expect(await next()).toEqual({ asked: new Set([silent]), findings: [], unfinished: false });
  expect(lines).toEqual([JSON.stringify(finding)]);

  remembered.set(silent, 7);
  expect(await next()).toEqual({
    asked: new Set([silent]),
    findings: [{ kind: 'row-behind', workflowId: silent, detail: { remembered: 7, row: 0 } }],
    unfinished: false,
  });
  expect(signalled).toEqual([silent]);
  expect(await next()).toEqual({ asked: new Set(), findings: [], unfinished: false });
});

test('a workflow that cannot be replayed is ended once it was silent twice, and its case goes on from the rows', async () => {
  const [often, misfit, slow] = [...remembered.keys()] as [string, string, string];
  for (const id of [often, misfit, slow]) remembered.set(id, undefined);
  tasks.set(often, { attempt: 6 }).set(misfit, { attempt: 1, cause: 24 }).set(slow, { attempt: 4, cause: 3 });
  round = comparing({ db, client, taskQueue: 'none', log: { info: () => undefined, error: () => undefined } });
  expect(await next()).toMatchObject({ unfinished: true });
  expect(done).toEqual([]);
  const { findings } = await next();
  expect(new Set(findings.map(({ kind, workflowId }) => `${kind} ${workflowId}`))).toEqual(
    new Set([often, misfit].map((id) => `workflow-stuck ${id}`)),
  );
  const steps = (id: string) => [
    `ended ${id}`,
    `begun ${id} ${JSON.stringify([{ caseId: id, resumes: true }])}`,
    `told ${id}`,
  ];
  for (const id of [often, misfit]) expect(done.filter((one) => one.includes(id))).toEqual(steps(id));
  expect(done.filter((one) => one.includes(slow))).toEqual([]);
});
