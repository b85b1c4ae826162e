// Around every step of the worker: how long it took, a log line with case and trace, and a span for whoever collects them.
import type { Context } from '@temporalio/activity';
import { defaultPayloadConverter } from '@temporalio/common';
import type { ActivityInboundCallsInterceptor } from '@temporalio/worker';
import { causeOf } from '../cause-of.ts';
import type { SpanExport } from '../trace-export.ts';
import { childOf, readTraceparent, traceHeader, work, type Work } from '../trace.ts';
import type { Log } from './deps.ts';

type Observers = {
  count: (step: string, outcome: 'done' | 'failed', ms: number) => void;
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
        const end = (outcome: 'done' | 'failed', error?: unknown) => {
          const ms = performance.now() - start;
          const { activityType: step } = info;
          const workflow = info.workflowExecution?.workflowId;
          const about = { workflow, reference: now.reference };
          count(step, outcome, ms);
          const line = { step, ...about, trace: now.span.traceId, outcome, ms: Math.round(ms) };
          if (outcome === 'done') log.info(line, 'step');
          else log.error({ ...line, err: causeOf(error) }, 'step');
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
            ok: outcome === 'done',
            attributes,
          });
        };
        try {
          const answer = await work.run(now, () => next(input));
          end('done');
          return answer;
        } catch (error) {
          end('failed', error);
          throw error;
        }
      },
    },
  });
