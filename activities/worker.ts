// The worker's process: settings, connections, the default rules, the workflows, the outbox, and an end that finishes what it began.
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Connection, WorkflowNotFoundError } from '@temporalio/client';
import {
  NativeConnection,
  Runtime,
  TransportError,
  Worker,
  makeTelemetryFilterString,
  type WorkerOptions,
} from '@temporalio/worker';
import { pino } from 'pino';
import { startAnalysisThreads } from '../analysis-thread.ts';
import {
  deploymentName,
  loadConfig,
  needed,
  neededPayloadKeys,
  temporalCalls,
  temporalConnection,
  type Config,
} from '../config.ts';
import { dataConverter } from '../payload-codec.ts';
import { connect } from '../prisma/connect.ts';
import { isConnectionLoss } from '../prisma/connection-loss.ts';
import { demandSoundClock } from '../prisma/sound-clock.ts';
import { ensureRuleSets } from '../prisma/seed/rule-sets.ts';
import { startStoryPlayer } from '../stories/player.ts';
import { exportSpans } from '../trace-export.ts';
import { workflowBundle } from '../workflow-bundle.ts';
import { worldChanged } from '../workflows/messages.ts';
import { createActivities } from './index.ts';
import type { SecurityEvent } from './deps.ts';
import { createWorkerMetrics } from './metrics.ts';
import { keepSending, mailer, sendWaiting } from './outbox.ts';
import { comparing } from './reconcile.ts';
import { watchOperators } from './reconcile/operator-acts.ts';
import { report, type Finding } from './reconcile/stores.ts';
import { keepGoing } from './rounds.ts';
import { sdkLogger } from './sdk-log.ts';
import { openSideDoor, type SideDoor } from './side-door.ts';
import { observeSteps } from './steps-observed.ts';
import { verifyKey } from './verify-act.ts';
import { waitFor } from './wait-for.ts';

const config = loadConfig();
const converter = dataConverter(neededPayloadKeys(config));
const log = pino({ level: config.logLevel, base: null, timestamp: pino.stdTimeFunctions.isoTime });
const { temporalNamespace: namespace, temporalTaskQueue: taskQueue } = config;

Runtime.install({
  logger: sdkLogger(log),
  telemetryOptions: { logging: { filter: makeTelemetryFilterString({ core: 'WARN' }), forward: {} } },
});

const db = connect(needed(config, 'databaseWorkerUrl'));
// The SDK holds these signals back until its worker runs.
process.on('SIGTERM', endNow).on('SIGINT', endNow);
await waitFor('PostgreSQL', log, () => ensureRuleSets(db, Date.now(), config.rulesPack), isConnectionLoss);
const metrics = createWorkerMetrics(db, Date.now);
const spans = config.traces && exportSpans({ service: 'safeconduct-worker', ...config.traces }, log);
const connection = await waitFor(
  'Temporal',
  log,
  () => NativeConnection.connect(temporalConnection(config)),
  (error) => error instanceof TransportError,
);
const asking = Connection.lazy(temporalCalls(config));
const client = new Client({ connection: asking, namespace, dataConverter: converter });

/** As many as the SDK has by itself, said so that the figures can say what is free. */
const slots = { maxConcurrentWorkflowTaskExecutions: 40, maxConcurrentLocalActivityExecutions: 100 };
const analyst = startAnalysisThreads();
const player = startStoryPlayer();
const worker = await Worker.create({
  connection,
  namespace,
  taskQueue,
  workflowBundle: await workflowBundle(),
  activities: createActivities({
    db,
    actKey: verifyKey(needed(config, 'actVerifyKey')),
    log,
    alarm,
    signalCase,
    analyst,
    player,
  }),
  interceptors: { activity: [observeSteps({ count: metrics.step, spans, log })] },
  ...slots,
  shutdownGraceTime: '10s',
  ...versioning(config.workerBuildId),
  dataConverter: converter,
});
const post = config.smtpUrl ? mailer(config.smtpUrl, config.mailFrom) : undefined;
const outbox = post && keepSending(sendRound, log);
const stores = { db, client, taskQueue, log, found };
const compare = comparing(stores);
const rounds = keepGoing(compareStores, 300_000, log);
const operators = watchOperators(stores);
const watching = keepGoing(() => operators(Date.now()), 20_000, log);
const sideDoor = await sideDoorOf(config);

process.off('SIGTERM', endNow).off('SIGINT', endNow);
console.log('worker ready');
try {
  await worker.run();
  log.info({}, 'the worker has finished what it was at');
} finally {
  await sideDoor?.close();
  rounds.stop();
  watching.stop();
  await outbox?.stop();
  post?.close();
  const closed = Promise.allSettled([
    connection.close(),
    asking.close(),
    db.$disconnect(),
    spans?.stop(),
    analyst.close(),
    player.close(),
  ]);
  await Promise.race([closed, sleep(3_000)]);
}
// A comparison of the stores may still be asking: it is left, the next worker begins it anew.
process.exit();

/** Nothing is under way before it is ready. */
function endNow(): never {
  process.exit(0);
}

/** A case lives for months: it goes on with whatever build is current, so that a safety fix reaches it. */
function versioning(buildId: string | undefined): Pick<WorkerOptions, 'workerDeploymentOptions'> {
  if (!buildId) return {};
  const version = { deploymentName, buildId };
  return {
    workerDeploymentOptions: { version, useWorkerVersioning: true, defaultVersioningBehavior: 'AUTO_UPGRADE' },
  };
}

function found(finding: Finding): void {
  report(log, finding);
  metrics.found(finding);
}

async function compareStores(): Promise<'unfinished' | void> {
  const { unfinished } = await compare(Date.now());
  metrics.reconciled();
  if (unfinished) return 'unfinished';
}

async function sendRound(signal: AbortSignal) {
  const done = await sendWaiting({ db, post: post!, publicUrl: config.publicUrl, clock: Date.now, log }, signal);
  metrics.letters(done);
  return done;
}

async function sideDoorOf({ workerMetrics }: Config): Promise<SideDoor | undefined> {
  if (!workerMetrics) return undefined;
  metrics.watch(worker, slots);
  const isReady = () => worker.getState() === 'RUNNING';
  const clockSound = () => demandSoundClock(db, Date.now);
  return openSideDoor({ ...workerMetrics, registry: metrics.registry, isReady, clockSound });
}

async function signalCase(workflowId: string, seq: string): Promise<boolean> {
  try {
    await client.workflow.getHandle(workflowId).signal(worldChanged, seq);
    return true;
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
    log.error({ workflowId }, 'a live case has no workflow');
    return false;
  }
}

function alarm(event: SecurityEvent): void {
  metrics.alarm(event);
  log.error({ code: 'security-event', ...event }, 'a message was not let in by the API');
}
