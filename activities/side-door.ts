// The worker's only ear on the network: figures and readiness for operators, nothing else.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Registry } from 'prom-client';
import { partOf } from '../part-of.ts';

export type SideDoor = { port: number; close(): Promise<void> };
type Options = {
  port: number;
  host: string;
  registry: Registry;
  isReady: () => boolean;
  /** Rejects when the clock of this process is far from the database's. */
  clockSound: () => Promise<void>;
};

export async function openSideDoor({ port, host, registry, isReady, clockSound }: Options): Promise<SideDoor> {
  const server = createServer({ requestTimeout: 10_000, headersTimeout: 5_000 }, (req, res) => {
    const say = (status: number, type: string, text: string) =>
      void res.writeHead(status, { 'Content-Type': type, 'Cache-Control': 'no-store' }).end(text);
    const json = (status: number, body: object) => say(status, 'application/json', JSON.stringify(body));
    if (req.method !== 'GET') return json(405, { code: 'method-not-allowed' });
    if (req.url === '/healthz') return json(200, { ok: true });
    if (req.url === '/readyz') {
      void partOf(clockSound()).then((clock) => {
        const ready = isReady() && clock === 'ok';
        json(ready ? 200 : 503, { ready, clock });
      });
      return;
    }
    if (req.url !== '/metrics') return json(404, { code: 'not-found' });
    registry.metrics().then(
      (text) => say(200, registry.contentType, text),
      () => json(503, { code: 'unavailable' }),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
