// Workflows that never give way, and one that does, to see that the worker breaks off the first for the sake of the second.
import { sleep } from '@temporalio/workflow';

export async function loops(): Promise<void> {
  for (let n = 0; ; n = (n + 1) % 1_000) if (n < 0) return;
}

export async function promisesWithoutEnd(): Promise<void> {
  for (;;) await Promise.resolve();
}

export async function brief(): Promise<string> {
  await sleep(1);
  return 'done';
}
