// The API's process: settings, connections, the door, and an end without breaking off what is under way.
import { Connection } from '@temporalio/client';
import { pino } from 'pino';
import { collectDefaultMetrics } from 'prom-client';
import { startAnalysisThreads } from '../analysis-thread.ts';
import { loadConfig, needed, neededPayloadKeys, temporalCalls } from '../config.ts';
import { dataConverter } from '../payload-codec.ts';
import { connect } from '../prisma/connect.ts';
import { demandSoundClock } from '../prisma/sound-clock.ts';
import { keepStoryRuns } from '../stories/background.ts';
import { startStoryPlayer } from '../stories/player.ts';
import { exportSpans } from '../trace-export.ts';
import { createApp } from './app.ts';
import type { ApiDeps } from './deps.ts';
import { signingKey } from './envelope.ts';
import { createGateway } from './gateway.ts';
import { listenToCases } from './live-cases.ts';
import { createMetrics } from './metrics.ts';
import { scaledLimits } from './rate-limit.ts';
import { closeServer, httpServer } from './server.ts';
import { workerSeen } from './worker-seen.ts';

const drainMs = 15_000;

const config = loadConfig();
const log = pino({ level: config.logLevel, base: null, timestamp: pino.stdTimeFunctions.isoTime });
const clock = Date.now;
const converter = dataConverter(neededPayloadKeys(config));
const databaseUrl = needed(config, 'databaseApiUrl');
// Somebody waits for each answer.
const db = connect(databaseUrl, { placeTimeoutMs: 5_000, silenceTimeoutMs: 12_000 });
const key = signingKey(needed(config, 'actSigningKey'));
const connection = Connection.lazy(temporalCalls(config));
const { temporalNamespace: namespace, temporalTaskQueue: taskQueue } = config;
const clockSound = () => demandSoundClock(db, clock);
const live = listenToCases({ url: databaseUrl, db, log });

const spans = config.traces && exportSpans({ service: 'safeconduct-api', ...config.traces }, log);

const analyst = startAnalysisThreads();
const player = startStoryPlayer();

const deps: ApiDeps = {
  limits: scaledLimits(config.rateLimitScale),
  ...{ config, db, clock, log, live, spans, analyst, stories: keepStoryRuns(player), signingKey: key },
  gateway: createGateway({
    connection,
    namespace,
    taskQueue,
    db,
    signingKey: key,
    clock,
    clockSound,
    dataConverter: converter,
  }),
  metrics: createMetrics(db, clock),
  clockSound,
  temporalReady: async () => {
    await connection.withDeadline(Date.now() + 2_500, () =>
      connection.workflowService.describeNamespace({ namespace }),
    );
  },
  workerSeen: () =>
    connection.withDeadline(Date.now() + 2_500, () => workerSeen(connection, namespace, taskQueue, Date.now())),
};

collectDefaultMetrics({ register: deps.metrics.registry });
live.subscribe(({ caseId }) => deps.metrics.clicks.gone(caseId));

const server = httpServer(createApp(deps));
server.listen(config.port, config.host, () => {
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : config.port;
  console.log(`api listening on http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`);
});
server.on('error', (error) => {
  console.error(`The API cannot listen on ${config.host}:${config.port}: ${error.message}`);
  process.exit(1);
});

let isEnding = false;
async function end(): Promise<void> {
  if (isEnding) return;
  isEnding = true;
  const closed = closeServer(server, drainMs);
  await live.stop();
  await closed;
  await Promise.allSettled([db.$disconnect(), connection.close(), analyst.close(), player.close(), spans?.stop()]);
}
process.on('SIGTERM', () => void end());
process.on('SIGINT', () => void end());
