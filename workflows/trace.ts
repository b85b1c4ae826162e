// Hands the trace of a message on to the steps it brings about, so that a log line of a step names the request behind it.
import {
  currentUpdateInfo,
  type Headers,
  type WorkflowInterceptors,
  type WorkflowOutboundCallsInterceptor,
} from '@temporalio/workflow';

const header = 'traceparent';
type Trace = Headers[string];

/**
 * No AsyncLocalStorage of its own: until Node 24 each one is written onto every promise of every workflow of the worker, so
 * that a step would cost the more the more cases the worker remembers.
 */
export function interceptors(): WorkflowInterceptors {
  /** A case lives long after its filing was answered: only the first step belongs to that. */
  let opening: Trace | undefined;
  const ofUpdates = new Map<string, Trace>();

  function traceNow(): Trace | undefined {
    const update = currentUpdateInfo();
    if (update) return ofUpdates.get(update.id);
    const first = opening;
    opening = undefined;
    return first;
  }

  const outbound: WorkflowOutboundCallsInterceptor = {
    scheduleLocalActivity(input, next) {
      const trace = traceNow();
      return next(trace ? { ...input, headers: { ...input.headers, [header]: trace } } : input);
    },
  };
  return {
    inbound: [
      {
        execute(input, next) {
          opening = input.headers[header];
          return next(input);
        },
        async handleUpdate(input, next) {
          const { [header]: trace } = input.headers;
          if (!trace) return next(input);
          ofUpdates.set(input.updateId, trace);
          try {
            return await next(input);
          } finally {
            ofUpdates.delete(input.updateId);
          }
        },
      },
    ],
    outbound: [outbound],
  };
}
