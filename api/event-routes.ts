// Server-sent events: which cases changed, to those who may see them, until the session ends.
import { once } from 'node:events';
import type { Response } from 'express';
import type { ApiDeps } from './deps.ts';
import type { CaseChange } from './live-cases.ts';
import { route, type ApiRouter } from './route.ts';
import { isLive, onSessionEnd } from './session.ts';
import type { SignedIn } from './signed-in.ts';
import { listenerOf } from './visibility.ts';

const heartbeatMs = 15_000;

export function eventRoutes(router: ApiRouter): void {
  const oneMore = countStreams(mostStreams);
  route(
    router,
    {
      method: 'get',
      path: '/events',
      access: 'signed-in',
      answers: { 200: null },
      produces: 'text/event-stream',
      summary: 'Cases that changed, as they change: { id, request }; Last-Event-ID resumes',
    },
    async ({ person, req, res, deps }) => {
      const last = req.headers['last-event-id'];
      const position = typeof last === 'string' && /^\d{1,19}$/.test(last) ? BigInt(last) : undefined;
      await stream(deps, person, res, position, () => oneMore(person.id, res));
    },
  );
}

/** Of one person in one process. The oldest gives way: often it is one whose page is gone without a word. */
const mostStreams = 10;

function countStreams(most: number): (person: string, stream: Response) => void {
  const open = new Map<string, Set<Response>>();
  return (person, stream) => {
    const his = open.get(person) ?? new Set();
    open.set(person, his.add(stream));
    const [oldest] = his;
    if (his.size > most && oldest) {
      his.delete(oldest);
      oldest.end();
    }
    stream.once('close', () => {
      his.delete(stream);
      if (his.size === 0 && open.get(person) === his) open.delete(person);
    });
  };
}

async function stream(
  deps: ApiDeps,
  person: SignedIn,
  res: Response,
  last: bigint | undefined,
  opened: () => void,
): Promise<void> {
  const { db, live, clock } = deps;
  const waiting = new Set<string>();
  let position = await live.position();
  let sending: Promise<void> | undefined;

  /** Those of the cases he may see now; null once the session is over, which ends the stream. */
  const seenNow = async (ids: readonly string[]): Promise<ReadonlySet<string> | null> => {
    if (res.writableEnded || res.destroyed) return null;
    const now = clock();
    const row = await listenerOf(db, person.session.hash, person.id, ids, now);
    if (row?.active && isLive(row, now)) return new Set(row.seen);
    res.end();
    return null;
  };
  const write = async (text: string) => {
    if (!res.writableEnded && !res.write(text)) await Promise.race([once(res, 'drain'), once(res, 'close')]);
  };

  /** Rights are looked up for every batch: they may have ended since the stream was opened. */
  const send = async () => {
    while (waiting.size > 0) {
      const [ids, id] = [[...waiting], String(position)];
      waiting.clear();
      const seen = await seenNow(ids);
      if (!seen) return;
      for (const request of ids.filter((one) => seen.has(one)))
        await write(`id: ${id}\ndata: ${JSON.stringify({ id, request })}\n\n`);
    }
  };
  const wake = () => {
    sending ??= send()
      // The page comes again with the last id it has, and misses nothing.
      .catch(() => void res.end())
      .finally(() => (sending = undefined));
  };

  const hear = (change: CaseChange) => {
    waiting.add(change.caseId);
    position = change.position;
    wake();
  };
  const leave = live.subscribe(hear, () => res.end());
  const forget = onSessionEnd(person.session.hash, () => res.end());
  const timer = setInterval(
    () =>
      void seenNow([]).then(
        (seen) => (seen ? write(': still here\n\n') : undefined),
        () => res.end(),
      ),
    heartbeatMs,
  );
  const close = () => {
    leave();
    forget();
    clearInterval(timer);
  };
  res.on('close', close);
  // Gone before it was opened.
  if (res.destroyed) return close();
  opened();

  res.writeHead(200, { 'Content-Type': 'text/event-stream', 'X-Accel-Buffering': 'no' });
  await write(`retry: 2000\nid: ${position}\nevent: ready\ndata: {}\n\n`);
  if (last === undefined) return;
  const missed = live.changedSince(last);
  // Too many to name, or too long ago: the page reads everything again.
  if (!missed) return write(`data: ${JSON.stringify({ id: String(position) })}\n\n`);
  for (const id of missed) waiting.add(id);
  wake();
}
