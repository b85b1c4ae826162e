// What is known of a process on this machine from its id alone.
import { execFileSync, spawn, type SpawnOptions } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** The command line of a living process; nothing once it has ended or is a zombie. */
export function commandOf(pid: number): string | undefined {
  if (!isAlive(pid)) return undefined;
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim() || undefined;
  } catch {
    if (process.platform === 'linux') return undefined;
    try {
      return execFileSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' }).trim() || undefined;
    } catch {
      return undefined;
    }
  }
}

/** A process that ended but was not collected by its parent yet does not count. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return process.platform !== 'linux' || !/^\d+ \(.*\) Z/s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Asks a process to end and, when it does not within the grace, ends it. */
export async function endProcess(pid: number, graceMs = 10_000): Promise<void> {
  const command = commandOf(pid);
  if (!command) return;
  process.kill(pid, 'SIGTERM');
  for (const until = Date.now() + graceMs; Date.now() < until;) {
    if (commandOf(pid) !== command) return;
    await pause(50);
  }
  if (commandOf(pid) === command) process.kill(pid, 'SIGKILL');
}

export interface Outcome {
  code: number | null;
  output: string;
}

/** Runs a command to its end and keeps what it printed; a command that is not there is an outcome too. */
export function run(command: string, args: string[], options: SpawnOptions = {}): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
    let output = '';
    child.stdout?.on('data', (data) => (output += data));
    child.stderr?.on('data', (data) => (output += data));
    child.on('error', (error) => resolve({ code: null, output: error.message }));
    child.on('exit', (code) => setImmediate(() => resolve({ code, output })));
  });
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
