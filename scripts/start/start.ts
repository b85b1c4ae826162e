// The order in which the system comes up and goes down.
import { join, resolve } from 'node:path';
import { isLoopback, loadConfig, type Config } from '../../config.ts';
import { migrate } from '../../prisma/migrate.ts';
import { freePort } from '../parts/ports.ts';
import { pause } from '../parts/processes.ts';
import { buildWeb } from '../parts/web.ts';
import { currentBuild } from './build.ts';
import { demonstrationPeople, seedOnce } from './demonstration.ts';
import { enterHome } from './home.ts';
import { keepParts, type Keeper } from './keeper.ts';
import { lastWords, program, workerProgram } from './program.ts';
import { keys, rolePasswords, roleUrls } from './secrets-of-home.ts';
import { bringUpDatabase, bringUpTemporal } from './servers.ts';

export interface StartOptions {
  home?: string;
  port?: string;
  host?: string;
  empty: boolean;
}

const say = (line: string): void => console.log(line);

export async function start(options: StartOptions): Promise<void> {
  const env = environment(options);
  const config = tryOrExit(() => loadConfig(env));
  if (!config.demo && !config.oidcIssuer) {
    return exit('Nobody could sign in: set OIDC_ISSUER, or keep to 127.0.0.1 for the demonstration sign-in.');
  }
  const folder = resolve(config.homeDir);
  const home = await enterHome(folder, say);
  if (!home) return exit(`Safeconduct is running on ${folder} already. End that start first, or name another --home.`);

  const keeper = keepParts(home, say);
  const stopping = new AbortController();
  let ended: Promise<void> | undefined;
  const end = (code: number) =>
    (ended ??= (async () => {
      stopping.abort();
      await coming.catch(() => undefined);
      await keeper.endAll();
      home.leave();
      process.exit(code);
    })());
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (!ended) say('Ending ...');
      void end(0);
    });
  }
  const coming = bringUp(config, env, options, folder, keeper, stopping.signal);
  try {
    await coming;
  } catch (error) {
    if (stopping.signal.aborted) return;
    console.error(`\n${error instanceof Error ? error.message : String(error)}`);
    await end(1);
  }
}

async function bringUp(
  config: Config,
  env: NodeJS.ProcessEnv,
  options: StartOptions,
  home: string,
  keeper: Keeper,
  signal: AbortSignal,
): Promise<void> {
  const step = () => signal.throwIfAborted();
  const begun = Date.now();
  say(`Safeconduct, home ${home}`);
  const ownerUrl = await bringUpDatabase(config, home, keeper, say);
  step();
  const temporalAddress = await bringUpTemporal(config, home, keeper, say, signal);
  step();
  const buildId = await currentBuild(config, temporalAddress, say);
  const passwords = rolePasswords(home, env);
  const applied = await migrate(ownerUrl, { passwords });
  say(applied.length > 0 ? `Database: applied ${applied.join(', ')}` : 'Database: up to date');
  step();
  const urls = roleUrls(ownerUrl, passwords, env);
  const secrets = keys(home, env);
  if (config.demo) {
    await seedOnce(home, options.empty, { ...env, DATABASE_URL: ownerUrl, PAYLOAD_KEYS: secrets.PAYLOAD_KEYS }, say);
  }
  step();
  await buildWeb(say, signal);
  step();

  const port = await freePort(config.port, config.host);
  if (config.port !== 0 && port !== config.port) say(`Port ${config.port} is busy; using ${port}`);
  const { DATABASE_URL: _, DATABASE_WORKER_URL: __, DATABASE_API_URL: ___, DATABASE_SIGNER_URL: ____, ...others } = env;
  const { ACT_SIGNING_KEY: _____, AUDIT_SIGNING_KEY: ______, ...rest } = others;
  const common = {
    ...rest,
    TEMPORAL_ADDRESS: temporalAddress,
    PAYLOAD_KEYS: secrets.PAYLOAD_KEYS,
    ACT_VERIFY_KEY: secrets.ACT_VERIFY_KEY,
    PORT: String(port),
    HOME_DIR: home,
  };
  const logs = join(home, 'logs');
  const worker = { ...common, DATABASE_WORKER_URL: urls.worker, WORKER_BUILD_ID: buildId };
  const api = {
    ...common,
    DATABASE_API_URL: urls.api,
    DATABASE_READER_URL: urls.reader,
    ACT_SIGNING_KEY: secrets.ACT_SIGNING_KEY,
  };
  const signer = {
    ...rest,
    HOME_DIR: home,
    DATABASE_SIGNER_URL: urls.signer,
    AUDIT_SIGNING_KEY: secrets.AUDIT_SIGNING_KEY,
  };
  say('Beginning worker, API and signer ...');
  await keeper.begin(program({ ...workerProgram, env: worker, logs }));
  await keeper.begin(program({ name: 'API', entry: 'api/main.ts', env: api, logs }));
  await keeper.begin(program({ name: 'signer', entry: 'audit/signing.ts', env: signer, logs }));
  const shown = config.host.includes(':') ? `[${config.host}]` : config.host;
  const address = `http://${shown === '0.0.0.0' ? '127.0.0.1' : shown}:${port}`;
  await untilReady(address, logs, signal);

  if (config.demo) {
    const people = await demonstrationPeople(ownerUrl);
    if (people.length > 0) say(`\nSign in as one of:\n${people.join('\n')}`);
  }
  say(`\nReady after ${((Date.now() - begun) / 1000).toFixed(1)} s: ${env['PUBLIC_URL'] || address}`);
  say(`Logs are in ${logs}. Ctrl-C ends everything.`);
}

async function untilReady(address: string, logs: string, signal: AbortSignal): Promise<void> {
  let parts: string | undefined;
  for (const until = Date.now() + 90_000; Date.now() < until; await pause(200)) {
    signal.throwIfAborted();
    const answer = await fetch(`${address}/readyz`).catch(() => undefined);
    parts = await answer?.text();
    if (answer?.ok && parts?.includes('"worker":"ok"')) return;
  }
  const words = ['worker', 'API'].map((name) => `--- last words of the ${name}:\n${lastWords(logs, name)}`);
  throw new Error(`${address}/readyz within 90 s: ${parts ?? 'no answer'}\n${words.join('\n')}`);
}

function environment(options: StartOptions): NodeJS.ProcessEnv {
  const env = { ...process.env };
  if (options.home !== undefined) env['HOME_DIR'] = options.home;
  if (options.port !== undefined) env['PORT'] = options.port;
  if (options.host !== undefined) env['HOST'] = options.host;
  const local = isLoopback(env['HOST'] || '127.0.0.1');
  if (!env['DEMO'] && !env['OIDC_ISSUER'] && env['NODE_ENV'] !== 'production' && local) env['DEMO'] = '1';
  return env;
}

function tryOrExit<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    return exit((error as Error).message);
  }
}

function exit(message: string): never {
  console.error(message);
  process.exit(1);
}
