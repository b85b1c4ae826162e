// Around every step of the worker: how long it took, a log line with case and trace, and a span for whoever collects them.
import type { Context } from '@temporalio/activity';
import { ApplicationFailure, ApplicationFailureCategory, defaultPayloadConverter } from '@temporalio/common';
import type { ActivityInboundCallsInterceptor } from '@temporalio/worker';
import { causeOf } from '../cause-of.ts';
import type { SpanExport } from '../trace-export.ts';
import { childOf, readTraceparent, traceHeader, work, type Work } from '../trace.ts';
import type { Log } from './deps.ts';

/** `again`: it found that it is too early, and asks to be tried later. */
export type Outcome = 'done' | 'again' | 'failed';
type Observers = {
  count: (step: string, outcome: Outcome, ms: number) => void;
  spans: SpanExport | undefined;
  log: Log;
};

export const observeSteps =
  ({ count, spans, log }: Observers) =>
  ({ info }: Pick<Context, 'info'>): { inbound: ActivityInboundCallsInterceptor } => ({
    inbound: {
      async execute(input, next) {
        const given = input.headers[traceHeader];
        const parent = given && readTraceparent(defaultPayloadConverter.fromPayload(given));
        const [first] = input.args as [{ reference?: unknown }?];
        const now: Work = { span: childOf(parent) };
        if (typeof first?.reference === 'string') now.reference = first.reference;
        const begun = Date.now();
        const start = performance.now();
        const end = (outcome: Outcome, error?: unknown) => {
          const ms = performance.now() - start;
          const { activityType: step } = info;
          const workflow = info.workflowExecution?.workflowId;
          const about = { workflow, reference: now.reference };
          count(step, outcome, ms);
          const line = { step, ...about, trace: now.span.traceId, outcome, ms: Math.round(ms) };
          if (outcome === 'failed') log.error({ ...line, err: causeOf(error) }, 'step');
          else log.info(line, 'step');
          const attributes = Object.fromEntries(
            Object.entries(about).flatMap(([key, value]) => (value ? [[`safeconduct.${key}`, value]] : [])),
          );
          spans?.add({
            name: step,
            kind: 'internal',
            span: now.span,
            parent,
            begun,
            ended: begun + ms,
            ok: outcome !== 'failed',
            attributes,
          });
        };
        try {
          const answer = await work.run(now, () => next(input));
          end('done');
          return answer;
        } catch (error) {
          end(isTooEarly(error) ? 'again' : 'failed', error);
          throw error;
        }
      },
    },
  });

function isTooEarly(error: unknown): boolean {
  return error instanceof ApplicationFailure && error.category === ApplicationFailureCategory.BENIGN;
}
