// Keeps the Temporal SDK's own reports out of test output, errors excepted.
import { DefaultLogger, Runtime } from '@temporalio/worker';

export function quietRuntime(): void {
  if (Runtime._instance) return;
  Runtime.install({ logger: new DefaultLogger('ERROR'), shutdownSignals: [] });
}
