// What a comparison of the two stores does about workflows that do not answer; Temporal is played, the rows are real.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Client } from '@temporalio/client';
import { Client as Pg } from 'pg';
import { comparing, type Round } from '../../activities/reconcile.ts';
import { connect, type Database } from '../../prisma/connect.ts';
import { freshDatabase, type FreshDatabase } from '../../scripts/parts/fresh-database.ts';
import { readAgain, type Status } from '../../workflows/messages.ts';
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

async function* open() {
  if (refuses) throw new Error('no connection');
  for (const workflowId of remembered.keys()) yield { workflowId };
}
const getHandle = (workflowId: string) => ({
  async query(): Promise<Status> {
    asked.push(workflowId);
    const seq = remembered.get(workflowId);
    if (seq === undefined) throw new Error('deadline exceeded');
    return { busy: false, state: 'in-review', live: true, seq };
  },
  async signal(message: unknown) {
    if (message === readAgain) signalled.push(workflowId);
  },
});
const client = {
  withDeadline: (_: number, call: () => Promise<unknown>) => call(),
  workflow: { getHandle, list: ({ query }: { query: string }) => (query.includes('Running') ? open() : []) },
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
