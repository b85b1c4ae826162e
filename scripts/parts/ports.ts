// Free TCP ports on one address.
import { createServer } from 'node:net';

/** The first free port from `wanted` upward; 0 asks for any. */
export async function freePort(wanted = 0, host = '127.0.0.1'): Promise<number> {
  for (let port = wanted; port < wanted + 100; port++) {
    const found = await tryPort(port, host);
    if (found) return found;
  }
  throw new Error(`No free port between ${wanted} and ${wanted + 99} on ${host}. Name another one with --port.`);
}

function tryPort(port: number, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(undefined);
      else reject(error);
    });
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : undefined));
    });
  });
}
