// What a comparison of the two stores does about workflows that do not answer; Temporal is played, the rows are real.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Client } from '@temporalio/client';
import { Client as Pg } from 'pg';
import { comparing, type Round } from '../../activities/reconcile.ts';
import { connect, type Database } from '../../prisma/connect.ts';
import { freshDatabase, type FreshDatabase } from '../../scripts/parts/fresh-database.ts';
import type { Finding } from '../../activities/reconcile/stores.ts';
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
let findings: Finding[] = [];
/** What Temporal does not list when asked. */
let refuses: RegExp | undefined;
/** What Temporal says of the task of each workflow that stands still. */
const tasks = new Map<string, { attempt: number; cause?: number }>();
const done: string[] = [];

async function* list({ query }: { query: string }) {
  if (refuses?.test(query)) throw new Error('no connection');
  if (query.includes('Running')) for (const workflowId of remembered.keys()) yield { workflowId };
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
  workflow: { getHandle, start, list },
} as unknown as Client;

beforeAll(async () => {
  database = await freshDatabase();
  db = connect(database.workerUrl);
  owner = new Pg({ connectionString: database.ownerUrl });
  await owner.connect();
  const ids = [(await aPart(owner)).caseId, (await aPart(owner)).caseId, (await aPart(owner)).caseId];
  remembered = new Map(ids.map((id) => [id, 0]));
  round = fresh();
});
afterAll(async () => {
  await owner.end();
  await db.$disconnect();
  await database.drop();
});

/** As at the start of a worker. */
const fresh = () =>
  comparing({
    ...{ db, client, taskQueue: 'none', log: { info: () => undefined, error: () => undefined } },
    found: (finding) => void findings.push(finding),
  });

/** Whom a round asks, what it finds and whether it left something to do. */
async function next() {
  [asked, findings] = [[], []];
  const { unfinished } = await round(Date.now());
  return { asked: new Set(asked), findings, unfinished };
}

test('a workflow that does not answer is said once and asked again until it does, and then what it forgot is mended', async () => {
  const [silent, ...others] = [...remembered.keys()] as [string, ...string[]];
  refuses = /Running/;
  await expect(next()).rejects.toThrow('no connection');
  refuses = undefined;

  remembered.set(silent, undefined);
  const finding = { kind: 'silent', workflowId: silent };
  expect(await next()).toEqual({ asked: new Set([silent, ...others]), findings: [finding], unfinished: true });
  expect(await next()).toEqual({ asked: new Set([silent]), findings: [], unfinished: false });

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
  round = fresh();
  expect(await next()).toMatchObject({ unfinished: true });
  expect(done).toEqual([]);
  await next();
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

test('a comparison that breaks off has told of all it mended, and the next begins anew', async () => {
  const [behind, ...others] = [...remembered.keys()] as [string, ...string[]];
  for (const id of others) remembered.set(id, 0);
  remembered.set(behind, 5);
  round = fresh();
  refuses = /Completed/;
  await expect(next()).rejects.toThrow('no connection');
  const mended = { kind: 'row-behind', workflowId: behind, detail: { remembered: 5, row: 0 } };
  expect(findings).toEqual([mended]);
  refuses = undefined;
  remembered.set(behind, 0);
  expect(await next()).toMatchObject({ asked: new Set([behind, ...others]), findings: [] });
});
