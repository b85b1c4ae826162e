// A request that comes in drops does not hold a connection for ever.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { once } from 'node:events';
import type { Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { createApp } from '../../api/app.ts';
import { httpServer } from '../../api/server.ts';
import { openDoor, type Door } from './door.ts';

let door: Door;
let server: Server;
beforeAll(async () => {
  door = await openDoor();
  const times = { headersTimeout: 500, requestTimeout: 1_000, connectionsCheckingInterval: 100 };
  server = httpServer(createApp(door.deps, door.routes), times).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await door.close();
});

const head =
  'POST /api/v1/requests HTTP/1.1\r\nHost: here\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n';

test.each([
  ['headers that never end', [head]],
  ['a body that never ends', [`${head}\r\n`, '{"process":']],
])('%s are cut off and told so', async (_, pieces) => {
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  let answer = '';
  socket.on('data', (data) => (answer += String(data)));
  for (const piece of pieces) socket.write(piece);
  await once(socket, 'close');
  expect(answer).toMatch(/^HTTP\/1.1 408 /);
});

test('a request that comes whole is answered as ever', async () => {
  const { port } = server.address() as AddressInfo;
  expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200);
});
