// Keeps the Temporal SDK's own reports out of test output, errors excepted.
import { DefaultLogger, Runtime, makeTelemetryFilterString } from '@temporalio/worker';

export function quietRuntime(): void {
  if (Runtime._instance) return;
  const logging = { filter: makeTelemetryFilterString({ core: 'ERROR' }) };
  Runtime.install({ logger: new DefaultLogger('ERROR'), telemetryOptions: { logging }, shutdownSignals: [] });
}
