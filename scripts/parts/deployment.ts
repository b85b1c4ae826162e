// Which build of the worker takes the work: the server keeps it, and hands every open case to the current one.
import type { Connection } from '@temporalio/client';
import { deploymentName } from '../../config.ts';

/** May be told before a worker of that build asks for work. */
export async function makeCurrent(connection: Connection, namespace: string, buildId: string): Promise<void> {
  const { workflowService } = connection;
  await connection.withDeadline(Date.now() + 20_000, () =>
    workflowService.setWorkerDeploymentCurrentVersion({
      namespace,
      deploymentName,
      buildId,
      identity: 'safeconduct',
      allowNoPollers: true,
      ignoreMissingTaskQueues: true,
    }),
  );
}
