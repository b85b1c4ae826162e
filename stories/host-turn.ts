// One play at a time on a machine, whichever process asks: the turn is an address only one can listen at, free again when its holder is gone.
import { rmSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const name = `safeconduct-stories-${userInfo().username.replaceAll(/\W/g, '')}`;
const usual = process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : join(tmpdir(), `${name}.sock`);

/** Answers how to give it back; rejects as the signal says. */
export async function takeTurn(signal: AbortSignal, address = usual): Promise<() => Promise<void>> {
  for (;;) {
    const server = await listening(address);
    if (server) return () => new Promise((resolve) => server.close(() => resolve()));
    if (!(await isHeld(address))) rmSync(address, { force: true });
    else await sleep(250, undefined, { signal });
  }
}

function listening(address: string): Promise<Server | null> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(null) : reject(error),
    );
    server.listen(address, () => resolve(server.unref()));
  });
}

function isHeld(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(address);
    socket.once('connect', () => (socket.destroy(), resolve(true)));
    socket.once('error', (error: NodeJS.ErrnoException) =>
      resolve(error.code !== 'ECONNREFUSED' && error.code !== 'ENOENT'),
    );
  });
}
