// Sends finished spans to an OpenTelemetry collector (OTLP over HTTP, JSON) in the background; what it does not take is dropped.
import type { Finished } from './trace.ts';

export type SpanExport = { add(span: Finished): void; stop(): Promise<void> };
export type ExportSettings = { endpoint: string; headers: Record<string, string>; service: string };
type Log = { warn(fields: object, text: string): void };

const mostWaiting = 2_048;
const together = 512;
const everyMs = 5_000;
const kinds = { internal: 1, server: 2 } as const;

export function exportSpans({ endpoint, headers, service }: ExportSettings, log: Log): SpanExport {
  const url = `${endpoint.replace(/\/$/, '')}/v1/traces`;
  let waiting: Finished[] = [];
  let sending = Promise.resolve();
  let isFailing = false;

  const post = async (spans: Finished[]) => {
    const resource = { attributes: attributesOf({ 'service.name': service }) };
    const scopeSpans = [{ scope: { name: 'safeconduct' }, spans: spans.map(wireForm) }];
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: JSON.stringify({ resourceSpans: [{ resource, scopeSpans }] }),
      signal: AbortSignal.timeout(10_000),
    });
    await response.arrayBuffer();
    if (!response.ok) throw new Error(`the collector answers ${response.status}`);
  };
  const flush = () => {
    if (waiting.length === 0) return sending;
    const spans = waiting;
    waiting = [];
    sending = sending
      .then(() => post(spans))
      .then(
        () => void (isFailing = false),
        (error: unknown) => {
          if (!isFailing) log.warn({ dropped: spans.length, error: String(error) }, 'traces could not be sent');
          isFailing = true;
        },
      );
    return sending;
  };
  const timer = setInterval(() => void flush(), everyMs);
  timer.unref();

  return {
    add(span) {
      if (!span.span.isKept || waiting.length >= mostWaiting) return;
      waiting.push(span);
      if (waiting.length === together) void flush();
    },
    stop: () => {
      clearInterval(timer);
      return flush();
    },
  };
}

function wireForm({ name, kind, span, parent, begun, ended, ok, attributes }: Finished) {
  return {
    traceId: span.traceId,
    spanId: span.spanId,
    ...(parent ? { parentSpanId: parent.spanId } : {}),
    name,
    kind: kinds[kind],
    startTimeUnixNano: nanoseconds(begun),
    endTimeUnixNano: nanoseconds(ended),
    attributes: attributesOf(attributes),
    status: { code: ok ? 1 : 2 },
  };
}

const nanoseconds = (ms: number): string => `${BigInt(Math.round(ms * 1000))}000`;

function attributesOf(attributes: Record<string, string | number>) {
  return Object.entries(attributes).map(([key, value]) => ({
    key,
    value: typeof value === 'number' ? { intValue: String(value) } : { stringValue: value },
  }));
}
