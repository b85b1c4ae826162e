// A worker process begun as the product's is, with workflows that never give way and little patience with them.
import { fileURLToPath } from 'node:url';
import { NativeConnection, Worker } from '@temporalio/worker';

const connection = await NativeConnection.connect({ address: process.env['TEMPORAL_ADDRESS'] ?? '' });
const worker = await Worker.create({
  connection,
  taskQueue: process.env['TASK_QUEUE'] ?? '',
  workflowsPath: fileURLToPath(new URL('./endless-workflows.ts', import.meta.url)),
  // An option the SDK takes and does not name.
  ...({ isolateExecutionTimeout: '500ms' } as object),
});
console.log('worker ready');
await worker.run();
