// The home folder: one start at a time, and a record of the processes it began, so that the next start finds orphans.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandOf, endProcess } from '../parts/processes.ts';

interface Begun {
  name: string;
  pid: number;
  command: string;
}

export interface Home {
  folder: string;
  /** Remembers a process until `forget`. */
  remember(name: string, pid: number): void;
  forget(name: string): void;
  leave(): void;
}

/** Takes the home for this process; undefined when another start holds it. */
export async function enterHome(folder: string, say: (line: string) => void): Promise<Home | undefined> {
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  mkdirSync(join(folder, 'logs'), { recursive: true, mode: 0o700 });
  const lock = join(folder, 'start.json');
  const record = join(folder, 'processes.json');
  const [holder] = readBegun(lock);
  if (holder && holder.pid !== process.pid && commandOf(holder.pid) === holder.command) return undefined;
  write(lock, [{ name: 'start', pid: process.pid, command: commandOf(process.pid) ?? '' }]);

  for (const orphan of readBegun(record).reverse()) {
    if (commandOf(orphan.pid) !== orphan.command) continue;
    say(`Ending the ${orphan.name} that an earlier start left behind (process ${orphan.pid}) ...`);
    await endProcess(orphan.pid);
  }
  let begun: Begun[] = [];
  const change = (name: string, added: Begun[]) => {
    begun = [...begun.filter((one) => one.name !== name), ...added];
    write(record, begun);
  };
  change('', []);
  return {
    folder,
    remember: (name, pid) => change(name, [{ name, pid, command: commandOf(pid) ?? '' }]),
    forget: (name) => change(name, []),
    leave: () => {
      rmSync(record, { force: true });
      rmSync(lock, { force: true });
    },
  };
}

/** The process of a part that the last start began and that still runs. */
export function runningPart(folder: string, name: string): number | undefined {
  const part = readBegun(join(folder, 'processes.json')).find((one) => one.name === name);
  return part && commandOf(part.pid) === part.command ? part.pid : undefined;
}

function readBegun(file: string): Begun[] {
  if (!existsSync(file)) return [];
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Begun[];
  } catch {
    // Cut short by a power loss: whoever wrote it is gone.
    return [];
  }
}

const write = (file: string, begun: Begun[]): void => writeFileSync(file, JSON.stringify(begun), { mode: 0o600 });
