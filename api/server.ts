// The HTTP server around the application, with the time a request may take to arrive.
import { createServer, type RequestListener, type Server, type ServerOptions } from 'node:http';

/**
 * Milliseconds. Who sends more slowly is answered 408 and cut off, at the next look. An idle connection is kept for longer than the
 * proxies in front keep theirs (60 s and 75 s are usual): else one sends what was typed into a connection that is just being closed.
 */
const limits = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  connectionsCheckingInterval: 5_000,
  keepAliveTimeout: 90_000,
};

export function httpServer(app: RequestListener, other: Partial<typeof limits> = {}): Server {
  return createServer({ ...limits, ...other } satisfies ServerOptions, app);
}

/** Takes nothing new, ends what is under way, and cuts off what is not over after `drainMs`. Resolves once all connections are closed. */
export async function closeServer(server: Server, drainMs: number): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  // A connection that answers while the server closes goes back to being kept; nobody else would close it.
  const idle = setInterval(() => server.closeIdleConnections(), 100);
  const late = setTimeout(() => server.closeAllConnections(), drainMs);
  await closed;
  clearInterval(idle);
  clearTimeout(late);
}
