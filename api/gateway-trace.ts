// Puts the trace of the request under way on what is sent to Temporal; the worker's steps go on with it.
import type { WorkflowClientInterceptor } from '@temporalio/client';
import { defaultPayloadConverter, type Headers } from '@temporalio/common';
import { traceHeader, traceparentOf, work } from '../trace.ts';

function traced(headers: Headers): Headers {
  const now = work.getStore();
  return now ? { ...headers, [traceHeader]: defaultPayloadConverter.toPayload(traceparentOf(now.span)) } : headers;
}

export const tracedCalls: WorkflowClientInterceptor = {
  startUpdate: (input, next) => next({ ...input, headers: traced(input.headers) }),
  startUpdateWithStart: (input, next) =>
    next({
      ...input,
      workflowStartHeaders: traced(input.workflowStartHeaders),
      updateHeaders: traced(input.updateHeaders),
    }),
};
