// The product as it runs everywhere, on a story's own database and servers: the real worker and the real API.
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import { pino } from 'pino';
import type { SecurityEvent } from '../../activities/deps.ts';
import { createActivities } from '../../activities/index.ts';
import { createApp } from '../../api/app.ts';
import { createGateway } from '../../api/gateway.ts';
import { listenToCases } from '../../api/live-cases.ts';
import { createMetrics } from '../../api/metrics.ts';
import { loadConfig } from '../../config.ts';
import { connect } from '../../prisma/connect.ts';
import { worldChanged } from '../../workflows/messages.ts';
import { keepStoryRuns } from '../background.ts';
import { nobodyPlays, type StoryPlayer } from '../run.ts';
import { analystHere } from './analyst-here.ts';
import { workflowBundle } from '../../workflow-bundle.ts';
import type { FreshDatabase } from '../../scripts/parts/fresh-database.ts';

export type Product = {
  base: string;
  /** Ends the worker, as a host that goes down would; all else stays up. */
  stopWorker(): Promise<void>;
  startWorker(): Promise<void>;
  /** What the API seals messages with, for tests of who may speak to a workflow. */
  signingKey: KeyObject;
  /** Messages to workflows that the API did not let in, as they came. */
  alarms: readonly SecurityEvent[];
  close(): Promise<void>;
};
type Options = {
  environment: TestWorkflowEnvironment;
  database: FreshDatabase;
  clock: () => number;
  /** A story changes no rules: on its stage nobody plays, unless a test hands in who does. */
  player?: StoryPlayer;
  /** One of its own where several products share a server. */
  taskQueue?: string;
};

export async function startProduct({
  environment,
  database,
  clock,
  player = nobodyPlays,
  taskQueue = 'safeconduct',
}: Options): Promise<Product> {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const log = pino({ level: 'error' });
  const workerDb = connect(database.workerUrl, { connections: 5 });
  const apiDb = connect(database.apiUrl, { connections: 5 });
  const { client, connection, namespace = 'default' } = environment;

  const signalCase = async (workflowId: string, seq: string) => {
    try {
      await client.workflow.getHandle(workflowId).signal(worldChanged, seq);
      return true;
    } catch {
      return false;
    }
  };
  const alarms: SecurityEvent[] = [];
  const alarm = (event: SecurityEvent) => void alarms.push(event);
  const activities = createActivities({ db: workerDb, actKey: publicKey, log, alarm, signalCase, player });
  const bundle = await workflowBundle();
  const runWorker = async () => {
    const { nativeConnection } = environment;
    const worker = await Worker.create({
      ...{ connection: nativeConnection, namespace, taskQueue, activities, workflowBundle: bundle },
    });
    return { worker, done: worker.run() };
  };
  let running: Awaited<ReturnType<typeof runWorker>> | undefined = await runWorker();
  const stopWorker = async () => {
    running?.worker.shutdown();
    await running?.done;
    running = undefined;
  };

  const config = loadConfig({ DEMO: 'true', NODE_ENV: 'test', LOG_LEVEL: 'silent' });
  const metrics = createMetrics(apiDb, clock);
  const live = listenToCases({ url: database.apiUrl, db: apiDb, log });
  const gateway = createGateway({ connection, namespace, taskQueue, db: apiDb, signingKey: privateKey, clock });
  const app = createApp({
    config,
    db: apiDb,
    gateway,
    clock,
    log,
    metrics,
    signingKey: privateKey,
    live,
    analyst: analystHere,
    stories: keepStoryRuns(player),
    temporalReady: async () => undefined,
  });
  const server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));

  return {
    base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stopWorker,
    startWorker: async () => void (running ??= await runWorker()),
    signingKey: privateKey,
    alarms,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await Promise.all([live.stop(), stopWorker()]);
      await Promise.all([workerDb.$disconnect(), apiDb.$disconnect()]);
    },
  };
}
