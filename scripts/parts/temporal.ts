// Temporal's development server: where its program comes from, and one server with its state in a file or in memory.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, openSync, readFileSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Connection } from '@temporalio/client';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { cacheFolder } from './cache.ts';
import { freePort } from './ports.ts';
import { endProcess, isAlive, pause, run } from './processes.ts';
import { onPath } from './system-packages.ts';

const source = 'github.com/temporalio/cli/cmd/temporal@v1.5.1';

export interface DevServer {
  address: string;
  pid: number;
  stop(): Promise<void>;
}

/** `say` hears of the steps that take long. */
export async function findTemporal(say: (line: string) => void = console.log, signal?: AbortSignal): Promise<string> {
  const cached = join(cacheFolder(), 'temporal');
  const present = onPath('temporal') ?? (existsSync(cached) ? cached : undefined) ?? (await downloaded());
  if (present) return present;
  if (!onPath('go')) {
    throw new Error(
      'No Temporal server was found and none could be downloaded. Do one of these and start again: ' +
        'install the temporal command (https://docs.temporal.io/cli); install Go 1.25 or newer, then it is built here; ' +
        'or set TEMPORAL_ADDRESS to a server that runs.',
    );
  }
  say(`Building the Temporal server from source with Go (${source}), up to five minutes, once ...`);
  const folder = `${cached}.${process.pid}`;
  mkdirSync(folder, { recursive: true });
  const { code, output } = await run('go', ['install', source], {
    env: { ...process.env, GOBIN: folder },
    ...(signal ? { signal } : {}),
  });
  if (code !== 0) throw new Error(`go install ${source} failed:\n${output.split('\n').slice(-15).join('\n')}`);
  renameSync(join(folder, 'temporal'), cached);
  rmSync(folder, { recursive: true });
  return cached;
}

/** The SDK fetches its program into the cache under a name of its own choice. */
async function downloaded(): Promise<string | undefined> {
  const downloadDir = join(cacheFolder(), 'download');
  mkdirSync(downloadDir, { recursive: true });
  try {
    const executable = { type: 'cached-download' as const, downloadDir };
    const environment = await TestWorkflowEnvironment.createLocal({ server: { executable } });
    await environment.teardown();
  } catch {
    return undefined;
  }
  const name = readdirSync(downloadDir).find((file) => file.startsWith('temporal'));
  return name ? join(downloadDir, name) : undefined;
}

export interface DevServerOptions {
  program: string;
  /** Keeps the server's state; in memory without. */
  database?: string;
  log?: string;
  namespace?: string;
  /** Any free one without. */
  port?: number;
}

export async function startDevServer(options: DevServerOptions): Promise<DevServer> {
  const port = await freePort(options.port);
  const log = options.log ?? join(tmpdir(), `safeconduct-temporal-${process.pid}.log`);
  const out = openSync(log, 'w');
  const child = spawn(options.program, argumentsFor(options, port), {
    stdio: ['ignore', out, out],
    detached: true,
  });
  let failure: string | undefined;
  child.on('error', (error) => (failure = error.message));
  child.on('exit', (code) => (failure ??= `it ended with code ${code}`));
  child.unref();
  const address = `127.0.0.1:${port}`;
  for (const until = Date.now() + 60_000; !(await answers(address));) {
    if (failure || Date.now() > until) {
      const words = readFileSync(log, 'utf8').split('\n').slice(-10).join('\n');
      throw new Error(`The Temporal server did not start: ${failure ?? 'no answer in a minute'} (${log})\n${words}`);
    }
  }
  const pid = child.pid ?? 0;
  return {
    address,
    pid,
    stop: async () => {
      if (isAlive(pid)) await endProcess(pid);
    },
  };
}

function argumentsFor({ database, namespace }: DevServerOptions, port: number): string[] {
  const pragmas = ['--sqlite-pragma', 'journal_mode=WAL', '--sqlite-pragma', 'synchronous=FULL'];
  return [
    ...['server', 'start-dev', '--headless', '--ip', '127.0.0.1', '--port', String(port), '--log-level', 'error'],
    ...(namespace && namespace !== 'default' ? ['--namespace', namespace] : []),
    ...(database ? ['--db-filename', database, ...pragmas] : []),
  ];
}

/** True once a Temporal server listens there. */
export async function answers(address: string): Promise<boolean> {
  try {
    const connection = await Connection.connect({ address, connectTimeout: 1_000 });
    await connection.close();
    return true;
  } catch {
    await pause(150);
    return false;
  }
}
