// For `--import` before a worker: its workflows run without a stack trace for each promise. See docs/decisions/0036-no-promise-stacks.md.
import { createRequire } from 'node:module';
import { isMainThread } from 'node:worker_threads';

const ofTheSdk = '@temporalio/worker/lib/workflow/';

if (!isMainThread && process.argv[1]?.endsWith(`${ofTheSdk}workflow-worker-thread.js`)) {
  const { globalHandlers } = createRequire(import.meta.url)(`${ofTheSdk}vm-shared.js`);
  globalHandlers.setPromiseHook = () => undefined;
}
