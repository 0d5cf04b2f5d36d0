import { once } from 'node:events';
import { Agent, createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { until } from '@reelm/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Connections } from './connections.js';

const patience = 60_000;

let server: Server;
let connections: Connections;
let port: number;
let agent: Agent;
/** Answers that wait for the test to end them. */
let waiting: ServerResponse[];

beforeEach(async () => {
  waiting = [];
  agent = new Agent({ keepAlive: true });
  server = createServer((incoming, response) => {
    if (incoming.url === '/later') waiting.push(response);
    else response.end('at once');
  });
  server.on('upgrade', (_, socket) => socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: test\r\n\r\n'));
  connections = new Connections(server);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  ({ port } = server.address() as AddressInfo);
});
afterEach(async () => {
  agent.destroy();
  await connections.drain(0);
});

const get = async (path: string): Promise<IncomingMessage> => {
  const sent = request({ host: '127.0.0.1', port, path, agent }).end();
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  return response;
};
const plainSocket = async () => {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
};
const openConnections = () => new Promise<number>((resolve) => server.getConnections((_, count) => resolve(count)));
/** Whether it ends well before its limit. */
const endsEarly = async (drained: Promise<void>) => {
  const began = Date.now();
  await drained;
  return Date.now() - began < patience / 2;
};

test('an idle connection is kept longer than a reverse proxy keeps it, and says so', async () => {
  const response = await get('/now');
  await text(response);
  expect(response.headers['keep-alive']).toBe('timeout=75');
  expect(server.headersTimeout).toBeGreaterThan(server.keepAliveTimeout);
});

test('idle connections, also such without any request yet, do not hold back the end', async () => {
  await text(await get('/now'));
  await plainSocket();
  await until('both connections', async () => (await openConnections()) === 2);
  expect(await endsEarly(connections.drain(patience))).toBe(true);
});

test('a running request is answered to its end, on a connection that then closes, and no new one is accepted', async () => {
  const answer = get('/later');
  await until('the request', () => waiting.length === 1);
  const drained = endsEarly(connections.drain(patience));
  await expect(fetch(`http://127.0.0.1:${port}/now`)).rejects.toThrow('fetch failed');
  waiting[0]?.end('done');
  const response = await answer;
  expect(response.headers.connection).toBe('close');
  expect(await text(response)).toBe('done');
  expect(await drained).toBe(true);
});

test('a connection that falls idle during the end is closed then, though its answer had promised to keep it', async () => {
  const answer = get('/later');
  await until('the request', () => waiting.length === 1);
  waiting[0]?.write('first half, ');
  const response = await answer;
  expect(response.headers.connection).toBe('keep-alive');
  const drained = endsEarly(connections.drain(patience));
  waiting[0]?.end('second half');
  expect(await text(response)).toBe('first half, second half');
  expect(await drained).toBe(true);
});

test('what is not done in time is cut off, web sockets too', async () => {
  const answer = get('/later');
  const socket = await plainSocket();
  socket.write('GET / HTTP/1.1\r\nHost: test\r\nConnection: Upgrade\r\nUpgrade: test\r\n\r\n');
  await Promise.all([once(socket, 'data'), until('the request', () => waiting.length === 1)]);
  const cut = Promise.all([expect(answer).rejects.toThrow('socket hang up'), once(socket, 'close')]);
  expect(await endsEarly(connections.drain(200))).toBe(true);
  await cut;
});
