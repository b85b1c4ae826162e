// The whole system as programs of their own, each of which can be killed and begun again: for measurements and for faults.
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '../../prisma/migrate.ts';
import { loadWorldFile } from '../../prisma/seed/load.ts';
import { readWorldFile } from '../../prisma/seed/world-file.ts';
import { program, workerProgram } from '../start/program.ts';
import { keys, rolePasswords, roleUrls } from '../start/secrets-of-home.ts';
import { prepareOwner } from './owner.ts';
import { freePort } from './ports.ts';
import { startCluster } from './postgres.ts';
import { isAlive, pause } from './processes.ts';
import { keptSecret } from './secrets.ts';
import { findTemporal, startDevServer } from './temporal.ts';

export type PartName = 'postgres' | 'temporal' | 'worker' | 'api';
type Running = { pid: number; stop(): Promise<void> };

export type WholeSystem = {
  base: string;
  home: string;
  temporalAddress: string;
  urls: { owner: string; worker: string; api: string; reader: string; signer: string };
  secrets: ReturnType<typeof keys>;
  /** SIGKILL, and back when it is gone. */
  kill(part: PartName): Promise<void>;
  /** SIGTERM, and back when it is gone. */
  end(part: PartName): Promise<void>;
  isUp(part: PartName): boolean;
  begin(part: PartName): Promise<void>;
  ready(): Promise<void>;
  /** @param keep leaves its folder, for whoever wants to know what happened */
  stop(keep?: boolean): Promise<void>;
};

/** Says at which port one part finds another, so that something may stand between them. */
export type Between = (from: 'worker' | 'api', to: 'postgres' | 'temporal', port: number) => Promise<number>;

export async function startWholeSystem(
  env: NodeJS.ProcessEnv = {},
  between: Between = async (_from, _to, port) => port,
): Promise<WholeSystem> {
  const home = mkdtempSync(join(tmpdir(), 'safeconduct-whole-'));
  // As root the database server runs under another account, which must get through.
  chmodSync(home, 0o711);
  const logs = join(home, 'logs');
  for (const folder of [logs, join(home, 'temporal')]) mkdirSync(folder, { recursive: true });
  const running = new Map<PartName, Running>();
  const ports = { temporal: await freePort(), api: 0 };
  const temporal = await findTemporal();
  const password = keptSecret(home, 'postgres');
  let ownerUrl = '';

  const beginners: Record<PartName, () => Promise<Running>> = {
    postgres: async () => {
      const cluster = await again(() => startCluster({ folder: join(home, 'postgres'), password }));
      ownerUrl = await prepareOwner(cluster, 'safeconduct', keptSecret(home, 'database-owner'));
      return cluster;
    },
    temporal: () =>
      again(async () => {
        if ((await freePort(ports.temporal)) !== ports.temporal) throw new Error('the port of Temporal is still taken');
        return startDevServer({
          program: temporal,
          database: join(home, 'temporal/temporal.sqlite'),
          log: join(logs, 'temporal.log'),
          port: ports.temporal,
        });
      }),
    worker: () =>
      program({
        ...workerProgram,
        env: { ...common(), TEMPORAL_ADDRESS: at.workerTemporal, DATABASE_WORKER_URL: at.workerDatabase },
        logs,
      }).begin(),
    api: () =>
      program({
        name: 'api',
        entry: 'api/main.ts',
        env: {
          ...common(),
          TEMPORAL_ADDRESS: at.apiTemporal,
          DATABASE_API_URL: at.apiDatabase,
          DATABASE_READER_URL: urls.reader,
          ACT_SIGNING_KEY: secrets.ACT_SIGNING_KEY,
        },
        logs,
      }).begin(),
  };
  const begin = async (part: PartName) => void running.set(part, await beginners[part]());

  await begin('postgres');
  await begin('temporal');
  const passwords = rolePasswords(home, {});
  await migrate(ownerUrl, { passwords });
  const urls = { owner: ownerUrl, ...roleUrls(ownerUrl, passwords, {}) };
  const secrets = keys(home, {});
  const world = readWorldFile(join(import.meta.dirname, '../../test/scenarios/world.yaml'));
  await loadWorldFile(ownerUrl, world);
  ports.api = await freePort();
  const base = `http://127.0.0.1:${ports.api}`;
  const common = (): NodeJS.ProcessEnv => ({
    PATH: process.env['PATH'],
    HOME: process.env['HOME'],
    NODE_ENV: 'test',
    DEMO: '1',
    LOG_LEVEL: 'warn',
    PAYLOAD_KEYS: secrets.PAYLOAD_KEYS,
    ACT_VERIFY_KEY: secrets.ACT_VERIFY_KEY,
    PORT: String(ports.api),
    HOME_DIR: home,
    ...env,
  });
  const databasePort = Number(new URL(ownerUrl).port);
  const address = async (from: 'worker' | 'api') => `127.0.0.1:${await between(from, 'temporal', ports.temporal)}`;
  const database = async (from: 'worker' | 'api') =>
    Object.assign(new URL(urls[from]), { port: String(await between(from, 'postgres', databasePort)) }).href;
  const at = {
    workerTemporal: await address('worker'),
    workerDatabase: await database('worker'),
    apiTemporal: await address('api'),
    apiDatabase: await database('api'),
  };
  await begin('worker');
  await begin('api');

  const ready = async () => {
    for (const until = Date.now() + 90_000; Date.now() < until; await pause(100)) {
      const answer = await fetch(`${base}/readyz`).catch(() => undefined);
      if (answer?.ok && readFileSync(join(logs, 'worker.log'), 'utf8').includes('worker ready')) return;
    }
    throw new Error(`The system did not come up; its logs are in ${logs}.`);
  };
  await ready();
  return {
    base,
    home,
    temporalAddress: `127.0.0.1:${ports.temporal}`,
    urls,
    secrets,
    begin,
    ready,
    async kill(part) {
      const { pid } = running.get(part)!;
      if (isAlive(pid)) process.kill(pid, 'SIGKILL');
      while (isAlive(pid)) await pause(10);
    },
    end: (part) => running.get(part)!.stop(),
    isUp: (part) => isAlive(running.get(part)!.pid),
    async stop(keep = false) {
      for (const part of ['api', 'worker', 'temporal', 'postgres'] as const) await running.get(part)?.stop();
      if (!keep) rmSync(home, { recursive: true, force: true });
    },
  };
}

/** What a killed server left behind may hold its folder for a moment. */
async function again<T>(work: () => Promise<T>): Promise<T> {
  for (let left = 10; ; left -= 1) {
    try {
      return await work();
    } catch (error) {
      if (left === 0) throw error;
      await pause(500);
    }
  }
}
