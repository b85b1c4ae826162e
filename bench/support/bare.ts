// The bare workflows on the same Temporal server, run by a worker process of their own.
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { Client, Connection, WithStartWorkflowOperation } from '@temporalio/client';
import { bareAutomatic, bareDecision, decided, opened } from './bare-workflows.ts';

export async function startBare(address: string) {
  const script = fileURLToPath(new URL('bare-worker.ts', import.meta.url));
  const env = { ...process.env, TEMPORAL_ADDRESS: address };
  const worker = spawn(process.execPath, ['--import', 'tsx', script], { env, stdio: ['ignore', 'pipe', 'ignore'] });
  await new Promise<void>((resolve) =>
    worker.stdout.on('data', (data: Buffer) => String(data).includes('worker ready') && resolve()),
  );
  const connection = await Connection.connect({ address });
  const client = new Client({ connection });
  const began = () => client.workflow.start(bareDecision, { workflowId: randomUUID(), taskQueue: 'bare' });
  return {
    client,
    async automatic() {
      const startWorkflowOperation = new WithStartWorkflowOperation(bareAutomatic, {
        workflowId: randomUUID(),
        taskQueue: 'bare',
        args: [],
        workflowIdConflictPolicy: 'FAIL',
      });
      await client.workflow.executeUpdateWithStart(opened, { startWorkflowOperation });
    },
    async decision() {
      const handle = await began();
      await handle.executeUpdate(decided);
      await handle.result();
    },
    began,
    update: (handle: Awaited<ReturnType<typeof began>>) => handle.executeUpdate(decided),
    async stop() {
      worker.kill();
      await connection.close();
    },
  };
}
