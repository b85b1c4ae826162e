// A program of this project, run from its TypeScript source as a process of its own, its words kept in a log file.
import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { endProcess, isAlive } from '../parts/processes.ts';
import type { Part } from './keeper.ts';

const project = join(import.meta.dirname, '../..');

export interface Program {
  name: string;
  /** Path in the project. */
  entry: string;
  /** Files of the project that are read before it, in each of its threads. */
  before?: string[];
  env: NodeJS.ProcessEnv;
  logs: string;
}

/** Words of node for the TypeScript and for what is read before it. */
export function importsOf({ before = [] }: { before?: string[] | undefined }): string[] {
  const names = ['tsx', ...before.map((path) => pathToFileURL(join(project, path)).href)];
  return names.flatMap((name) => ['--import', name]);
}

/** A process group of its own: Ctrl-C reaches us alone, and we end the parts in order. */
export function program({ name, entry, before, env, logs }: Program): Part {
  const file = join(project, entry);
  return {
    name,
    remembered: true,
    begin: async () => {
      if (!existsSync(file)) throw new Error(`The ${name} cannot begin: ${entry} is not in this checkout.`);
      const log = openSync(logFile(logs, name), 'a', 0o600);
      const child = spawn(process.execPath, [...importsOf({ before }), file], {
        cwd: project,
        env,
        stdio: ['ignore', log, log],
        detached: true,
      });
      closeSync(log);
      const { pid } = child;
      if (pid === undefined) throw new Error(`The ${name} could not be begun with ${process.execPath}.`);
      return { pid, stop: async () => (isAlive(pid) ? endProcess(pid, 20_000) : undefined) };
    },
  };
}

/** The worker, with what it is begun with everywhere. */
export const workerProgram = {
  name: 'worker',
  entry: 'activities/worker.ts',
  before: ['activities/no-promise-stacks.mjs', 'activities/one-watch.mjs'],
};

export const logFile = (logs: string, name: string): string => join(logs, `${name.toLowerCase()}.log`);

export function lastWords(logs: string, name: string): string {
  const file = logFile(logs, name);
  return existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n').slice(-12).join('\n') : '';
}
