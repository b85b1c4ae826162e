// Begins the worker whose workflows never give way, as a process of its own, with what the product's worker is begun with.
import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { importsOf, workerProgram } from '../../scripts/start/program.ts';

export async function startEndlessWorker(address: string, taskQueue: string): Promise<ChildProcess> {
  const script = fileURLToPath(new URL('./endless-worker.ts', import.meta.url));
  const env = { ...process.env, TEMPORAL_ADDRESS: address, TASK_QUEUE: taskQueue };
  const worker = spawn(process.execPath, [...importsOf(workerProgram), script], {
    env,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  await new Promise<void>((resolve, reject) => {
    worker.stdout.on('data', (words: Buffer) => String(words).includes('worker ready') && resolve());
    worker.on('exit', () => reject(new Error('The worker did not begin.')));
  });
  return worker;
}
