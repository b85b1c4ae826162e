// The HTTP server around the application, with the time a request may take to arrive.
import { createServer, type RequestListener, type Server, type ServerOptions } from 'node:http';

/** Milliseconds. Who sends more slowly is answered 408 and cut off, at the next look. */
const limits = { headersTimeout: 10_000, requestTimeout: 30_000, connectionsCheckingInterval: 5_000 };

export function httpServer(app: RequestListener, other: Partial<typeof limits> = {}): Server {
  return createServer({ ...limits, ...other } satisfies ServerOptions, app);
}
