// Which request a piece of work belongs to: W3C trace context, carried from the caller through API, Temporal and worker.
import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';

export type Span = {
  traceId: string;
  spanId: string;
  /** Whoever began the trace may have asked not to have it kept. */
  isKept: boolean;
};
/** What a log line says of the work under way. */
export type Work = { span: Span; reference?: string };
export type Finished = {
  name: string;
  kind: 'server' | 'internal';
  span: Span;
  parent: Span | undefined;
  begun: number;
  ended: number;
  ok: boolean;
  attributes: Record<string, string | number>;
};

export const work = new AsyncLocalStorage<Work>();
export const traceHeader = 'traceparent';

const form = /^00-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})$/;

export function readTraceparent(text: unknown): Span | undefined {
  const [, traceId, spanId, flags] = (typeof text === 'string' && form.exec(text)) || [];
  return traceId && spanId ? { traceId, spanId, isKept: (parseInt(flags ?? '0', 16) & 1) === 1 } : undefined;
}

export const traceparentOf = ({ traceId, spanId, isKept }: Span): string =>
  `00-${traceId}-${spanId}-${isKept ? '01' : '00'}`;

export function childOf(parent: Span | undefined): Span {
  const traceId = parent?.traceId ?? randomBytes(16).toString('hex');
  return { traceId, spanId: randomBytes(8).toString('hex'), isKept: parent?.isKept ?? true };
}
