// A whole system for one story: its own database, its own Temporal server whose clock is moved, the real worker, the real API.
import { randomUUID } from 'node:crypto';
import { Client as PgClient } from 'pg';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { loadWorldFile } from '../../prisma/seed/load.ts';
import { ruleSetsOf } from '../../prisma/seed/rule-sets.ts';
import type { World } from '../../prisma/seed/world-file.ts';
import type { RuleSet } from '../../rules/rule-set.ts';
import { statusOf } from '../../workflow-status.ts';
import {
  dropDatabase,
  freshDatabase,
  stopDatabaseServer,
  type FreshDatabase,
} from '../../scripts/parts/fresh-database.ts';
import { startTimeSkipping } from './time-skipping-server.ts';
import type { StoryPlayer } from '../run.ts';
import { startProduct, type Product } from './product.ts';

const patienceMs = 20_000;

export type System = Pick<Product, 'base' | 'stopWorker' | 'startWorker' | 'signingKey' | 'alarms'> & {
  environment: TestWorkflowEnvironment;
  database: FreshDatabase;
  now(): number;
  advance(ms: number): Promise<void>;
  /** Waits until no live case is at work and no moment that has come is still to be acted on. */
  idle(): Promise<void>;
  /** Waits until a request the API took for later is there. */
  known(id: string): Promise<void>;
  close(): Promise<void>;
};
export type Stages = { world: World; open(isMoreToCome: boolean): Promise<System>; close(): Promise<void> };

export function openStage(world: World, ruleSets: readonly RuleSet[] = [], player?: StoryPlayer): Stages {
  let template: Promise<FreshDatabase> | undefined;
  const servers: Promise<TestWorkflowEnvironment>[] = [];
  const loaded = async () => {
    const made = await freshDatabase();
    const others = ruleSetsOf('un').filter(({ name }) => !ruleSets.some((one) => one.name === name));
    await loadWorldFile(made.ownerUrl, world, new Date(world.clock), [...ruleSets, ...others]);
    return made;
  };
  return {
    world,
    async open(isMoreToCome) {
      template ??= loaded();
      const server = servers.shift() ?? startTimeSkipping();
      // Starting one takes about as long as a story: the next starts while this one plays.
      if (isMoreToCome) servers.push(started());
      const [environment, database] = await Promise.all([server, template.then(copyOf)]);
      await moveTo(environment, Date.parse(world.clock));
      return openSystem(environment, database, player);
    },
    async close() {
      for (const server of servers) await (await server).teardown();
      await (await template)?.drop();
      await stopDatabaseServer();
    },
  };
}

/** A server that does not come up is the business of the story that takes it. */
function started(): Promise<TestWorkflowEnvironment> {
  const coming = startTimeSkipping();
  coming.catch(() => undefined);
  return coming;
}

async function moveTo(environment: TestWorkflowEnvironment, clock: number): Promise<void> {
  const ahead = clock - (await environment.currentTimeMs());
  if (ahead < 0) throw new Error('the clock of the world lies in the past');
  await environment.sleep(ahead);
}

async function openSystem(
  environment: TestWorkflowEnvironment,
  database: FreshDatabase,
  player?: StoryPlayer,
): Promise<System> {
  let mark = { clock: await environment.currentTimeMs(), at: performance.now() };
  const now = () => mark.clock + Math.floor(performance.now() - mark.at);
  const refresh = async () => void (mark = { clock: await environment.currentTimeMs(), at: performance.now() });
  const product = await startProduct({ environment, database, clock: now, ...(player ? { player } : {}) });
  const reader = new PgClient({ connectionString: database.readerUrl });
  await reader.connect();

  const busy = async (): Promise<string[]> => {
    const changes = await reader.query<{ id: string }>(
      `SELECT kind || ' ' || key AS id FROM reference_changes WHERE state = 'reaching'`,
    );
    const cases = await reader.query<{ workflowId: string; reference: string }>(
      'SELECT "workflowId", reference FROM cases WHERE live',
    );
    const at = await environment.currentTimeMs();
    const answers = await Promise.all(
      cases.rows.map(async ({ workflowId, reference }) => {
        const said = await statusOf(environment.client.workflow.getHandle(workflowId));
        // The row of one that is gone is looked at again.
        if (said === 'gone' || said.busy) return `${reference} is at work`;
        const { next } = said;
        return next && next.at <= at
          ? `${reference}: ${next.kind} of ${new Date(next.at).toISOString()} has not been acted on`
          : undefined;
      }),
    );
    return [
      ...changes.rows.map(({ id }) => `the change of ${id} is reaching cases`),
      ...answers.filter((answer) => answer !== undefined),
    ];
  };
  const until = async (done: () => Promise<string[]>): Promise<void> => {
    let left: string[] = [];
    for (const end = Date.now() + patienceMs; Date.now() < end;) {
      left = await done();
      if (left.length === 0) return refresh();
      await new Promise((resolve) => setTimeout(resolve, 15));
    }
    throw new Error(`not settled within ${patienceMs / 1000} seconds: ${left.join('; ')}`);
  };

  const { base, stopWorker, startWorker, signingKey, alarms } = product;
  return {
    base,
    stopWorker,
    startWorker,
    signingKey,
    alarms,
    environment,
    database,
    now,
    async advance(ms) {
      await environment.sleep(ms);
      await refresh();
    },
    idle: () => until(busy),
    known: (id) =>
      until(async () => {
        const { rowCount } = await reader.query('SELECT FROM cases WHERE id = $1', [id]);
        return rowCount ? [] : [`the request ${id} is not there`];
      }),
    async close() {
      await product.close();
      await reader.end();
      await environment.teardown();
      await database.drop();
    },
  };
}

/** A copy of a database nobody is connected to. */
async function copyOf(template: FreshDatabase): Promise<FreshDatabase> {
  const name = `story_${randomUUID().replaceAll('-', '')}`;
  const renamed = (url: string, database = name) => Object.assign(new URL(url), { pathname: `/${database}` }).href;
  const source = new URL(template.ownerUrl).pathname.slice(1);
  const run = async (statement: string) => {
    const client = new PgClient({ connectionString: renamed(template.ownerUrl, 'postgres') });
    await client.connect();
    try {
      await client.query(statement);
    } finally {
      await client.end();
    }
  };
  await run(`CREATE DATABASE "${name}" TEMPLATE "${source}"`);
  return {
    ownerUrl: renamed(template.ownerUrl),
    workerUrl: renamed(template.workerUrl),
    apiUrl: renamed(template.apiUrl),
    readerUrl: renamed(template.readerUrl),
    signerUrl: renamed(template.signerUrl),
    drop: () => dropDatabase(template.ownerUrl, name),
  };
}
