// A real Temporal server for one test run, its state in memory; started when the first test asks for it, and once.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { guard } from '../../scripts/parts/guard.ts';
import { endProcess, pause } from '../../scripts/parts/processes.ts';
import { findTemporal, startDevServer } from '../../scripts/parts/temporal.ts';
import { quietRuntime } from '../../stories/stage/quiet-runtime.ts';

interface Shared {
  address: string;
  pid: number;
}

let started: Promise<Shared> | undefined;

/** The server's address; its namespace is `default`. Take a task queue of your own. */
export async function temporalAddress(): Promise<string> {
  quietRuntime();
  return (await (started ??= findOrStart())).address;
}

/** Ends the run's server, if there is one. */
export async function stopTemporal(folder = runFolder()): Promise<void> {
  const file = join(folder, 'temporal.json');
  if (!existsSync(file)) return;
  await endProcess((JSON.parse(readFileSync(file, 'utf8')) as Shared).pid);
  rmSync(folder, { recursive: true, force: true });
  started = undefined;
}

async function findOrStart(): Promise<Shared> {
  const folder = runFolder();
  const file = join(folder, 'temporal.json');
  if (!claim(folder)) {
    for (const until = Date.now() + 600_000; !existsSync(file) && Date.now() < until;) await pause(100);
    return JSON.parse(readFileSync(file, 'utf8')) as Shared;
  }
  const server = await startDevServer({ program: await findTemporal(), log: join(folder, 'temporal.log') });
  guard(server.pid, folder, Number(process.env['TEST_RUN_PID'] ?? process.pid));
  const shared = { address: server.address, pid: server.pid };
  writeFileSync(`${file}.new`, JSON.stringify(shared));
  renameSync(`${file}.new`, file);
  return shared;
}

/** Jest's workers are processes that share a run: the first to make the folder starts the server. */
function claim(folder: string): boolean {
  try {
    mkdirSync(join(folder, 'temporal.claim'));
    return true;
  } catch {
    return false;
  }
}

function runFolder(): string {
  return (process.env['TEST_RUN_FOLDER'] ??= mkdtempSync(join(tmpdir(), 'safeconduct-run-')));
}
