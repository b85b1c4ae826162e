// A request that comes in drops does not hold a connection for ever.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { Agent, get, type IncomingMessage, type Server } from 'node:http';
import { text } from 'node:stream/consumers';
import { connect, type AddressInfo } from 'node:net';
import { createApp } from '../../api/app.ts';
import { closeServer, httpServer } from '../../api/server.ts';
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

test('a connection that lies idle outlives that of a proxy in front, and who sends slowly is cut off meanwhile', async () => {
  const { port } = server.address() as AddressInfo;
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const ask = async () => {
    const asked = get({ port, host: '127.0.0.1', path: '/healthz', agent });
    const [answer] = (await once(asked, 'response')) as [IncomingMessage];
    await once(answer.resume(), 'end');
    return { status: answer.statusCode, header: answer.headers['keep-alive'], socket: asked.socket };
  };
  const first = await ask();
  const slow = connect(port, '127.0.0.1').resume();
  slow.write(head);
  await once(slow, 'close');
  const second = await ask();
  agent.destroy();
  expect(second.status).toBe(200);
  expect(second.socket).toBe(first.socket);
  expect(Number(/timeout=(\d+)/.exec(String(first.header))![1])).toBeGreaterThan(75);
});

test('a request that comes whole is answered as ever', async () => {
  const { port } = server.address() as AddressInfo;
  expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200);
});

test('a server that closes lets what is under way be answered, and does not wait for the connection to lie idle', async () => {
  let answer = () => undefined as void;
  const closing = httpServer((_, response) => {
    answer = () => void response.end('done');
    closing.emit('asked');
  }).listen(0, '127.0.0.1');
  await once(closing, 'listening');
  const asked = get({ port: (closing.address() as AddressInfo).port, agent: new Agent({ keepAlive: true }) });
  await once(closing, 'asked');
  const closed = closeServer(closing, 60_000);
  answer();
  const [response] = (await once(asked, 'response')) as [IncomingMessage];
  expect(await text(response)).toBe('done');
  await closed;
});
