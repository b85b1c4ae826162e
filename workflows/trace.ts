// Hands the trace of a message on to the steps it brings about, so that a log line of a step names the request behind it.
import {
  AsyncLocalStorage,
  type Headers,
  type WorkflowInterceptors,
  type WorkflowOutboundCallsInterceptor,
} from '@temporalio/workflow';

const header = 'traceparent';
/** A case lives long after its filing was answered: only the first step belongs to that. */
type Carried = { trace: Headers[string] | undefined; steps: number };

export function interceptors(): WorkflowInterceptors {
  const carried = new AsyncLocalStorage<Carried>();
  const under = <T>(headers: Headers, steps: number, next: () => T): T =>
    carried.run({ trace: headers[header], steps }, next);
  const outbound: WorkflowOutboundCallsInterceptor = {
    scheduleLocalActivity(input, next) {
      const now = carried.getStore();
      if (!now?.trace || now.steps === 0) return next(input);
      now.steps -= 1;
      return next({ ...input, headers: { ...input.headers, [header]: now.trace } });
    },
  };
  return {
    inbound: [
      {
        execute: (input, next) => under(input.headers, 1, () => next(input)),
        handleUpdate: (input, next) => under(input.headers, Infinity, () => next(input)),
      },
    ],
    outbound: [outbound],
  };
}
