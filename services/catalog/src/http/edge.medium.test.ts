import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { http } from '@reelm/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, codeOf, send, signIn, startCatalog, type Caller, type RunningCatalog } from '../testing/catalog.js';

let catalog: RunningCatalog;
let anna: Caller;
beforeAll(async () => {
  catalog = await startCatalog();
  anna = await signIn(catalog.url);
});
afterAll(() => catalog.stop());

describe('every API answer', () => {
  it('carries security headers and nothing about the server', async () => {
    const { headers } = await send(catalog.url, 'GET', '/api/setup');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-powered-by')).toBeNull();
  });

  it('takes on a correlation id, or makes one, and errors repeat it', async () => {
    const given = await send(catalog.url, 'GET', '/api/users', { headers: { 'x-correlation-id': 'abc-123' } });
    expect(given.headers.get('x-correlation-id')).toBe('abc-123');
    expect(given.body).toMatchObject({ error: { code: 'auth.required', correlationId: 'abc-123' } });
    const harmful = await send(catalog.url, 'POST', '/api/session', { headers: { 'x-correlation-id': 'a b"c' } }, { username: 1 });
    expect(harmful.headers.get('x-correlation-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(harmful.body).toMatchObject({ error: { code: 'request.invalid', correlationId: harmful.headers.get('x-correlation-id') } });
  });
});

describe('input', () => {
  it('is refused with every issue and where it is', async () => {
    const answer = await send(catalog.url, 'POST', '/api/users', anna, { username: '', password: 'short', role: 'king', extra: 1 });
    expect(answer.status).toBe(400);
    const { details } = (answer.body as { error: { details: { issues: { path: string }[] } } }).error;
    expect(details.issues.map(({ path }) => path).sort()).toEqual(['body', 'body.password', 'body.role', 'body.username', 'body.username']);
  });

  it.each([
    ['an id that is none', 'DELETE', '/api/users/..%2f..%2fetc', 400, 'request.invalid'],
    ['a broken escape', 'DELETE', '/api/users/%zz', 400, 'request.invalid'],
    ['a query parameter out of range', 'DELETE', '/api/session?everywhere=perhaps', 400, 'request.invalid'],
    ['an address that is not there', 'GET', '/api/nothing', 404, 'request.not_found'],
    ['a method that is not there', 'DELETE', '/api/health', 404, 'request.not_found'],
  ])('like %s is refused', async (_, method, path, status, code) => {
    const answer = await send(catalog.url, method, path, anna);
    expect([answer.status, codeOf(answer)]).toEqual([status, code]);
  });

  it('that is not JSON, or too long, is refused', async () => {
    const post = (body: string) =>
      fetch(`${catalog.url}/api/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    const broken = await post('{"username":');
    expect([broken.status, await broken.json()]).toMatchObject([400, { error: { code: 'request.invalid' } }]);
    const long = await post(JSON.stringify({ username: 'a'.repeat(2_000_000), password: 'b' }));
    expect([long.status, await long.json()]).toMatchObject([413, { error: { code: 'request.too_large' } }]);
  });
});

describe('the API description', () => {
  it('names every endpoint of the contract with its parameters and answers', async () => {
    const document = (await send(catalog.url, 'GET', '/api/openapi.json', anna)).body as {
      openapi: string;
      paths: Record<string, Record<string, { operationId: string; security: object[]; parameters?: { name: string }[] }>>;
    };
    expect(document.openapi).toBe('3.1.0');
    const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods));
    expect(operations.map(({ operationId }) => operationId).sort()).toEqual(Object.keys(http).sort());
    expect(document.paths['/api/videos']?.['get']?.parameters?.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['q', 'sort', 'limit', 'cursor']),
    );
    expect(document.paths['/api/session']?.['post']?.security).toEqual([]);
    expect(document.paths['/api/users']?.['post']?.security).toEqual([{ session: [] }]);
  });
});

describe('health and state', () => {
  it('tells that the process lives and is ready, to anybody', async () => {
    await expect(call(catalog.url, http.health, {})).resolves.toEqual({ status: 'ok', service: 'catalog' });
    const ready = await call(catalog.url, http.ready, {});
    expect(ready.status).toBe('ready');
    expect(ready.dependencies).toEqual(expect.arrayContaining([{ name: 'postgres', state: 'up' }]));
  });

  it('shows the whole system, with the services that are away as down', async () => {
    const status = await call(catalog.url, http.systemStatus, anna);
    expect(status.services.map(({ service, state }) => [service, state])).toEqual([
      ['catalog', 'up'],
      ['ingest', 'down'],
      ['transcode', 'down'],
      ['faces', 'down'],
      ['stashbox', 'down'],
    ]);
    expect(status.database.version).toMatch(/^\d+/);
    expect(status.database.bytes).toBeGreaterThan(1_000_000);
    expect(status.broker.state).toBe('up');
    expect(status.broker.streams.map(({ name }) => name)).toEqual(expect.arrayContaining(['EVENTS', 'DEAD']));
    expect(status.storage).toMatchObject({ driver: 'file' });
    expect(status.warnings.filter(({ code }) => code === 'service.down')).toHaveLength(4);
    expect(status.services[0]?.tables.map(({ name }) => name)).toContain('user_account');
  });
});

describe('without the broker', () => {
  it('still shows the state of the system, with the broker as down', async () => {
    await catalog.broker.process.stop();
    const status = await call(catalog.url, http.systemStatus, anna);
    expect(status.broker).toEqual({ state: 'down', version: null, streams: [] });
    expect(status.services.filter(({ state }) => state === 'up').map(({ service }) => service)).toEqual(['catalog']);
    await catalog.broker.process.start();
  });
});

describe('what is not for the API', () => {
  let web: Server;
  let connectionsToWeb = 0;
  beforeAll(async () => {
    web = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        response.setHeader('content-security-policy', "default-src 'self'");
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify({ method: request.method, url: request.url, body: Buffer.concat(chunks).toString() }));
      });
    });
    web.on('upgrade', (_, socket) =>
      socket.end('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\nhello'),
    );
    web.on('connection', () => (connectionsToWeb += 1));
    await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve));
    await catalog.restart({ REELM_WEB_URL: `http://127.0.0.1:${(web.address() as AddressInfo).port}` });
  });
  afterAll(() => new Promise((resolve) => web.close(resolve)));

  it('goes to the web server as it is, whose own policy counts', async () => {
    const answer = await send(catalog.url, 'POST', '/some/page?x=1', {}, { hello: 'web' });
    expect(answer.body).toEqual({ method: 'POST', url: '/some/page?x=1', body: '{"hello":"web"}' });
    expect(answer.headers.get('content-security-policy')).toBe("default-src 'self'");
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
    expect((await send(catalog.url, 'GET', '/apix')).body).toMatchObject({ url: '/apix' });
  });

  it('keeps the connections on both sides for the next page', async () => {
    await send(catalog.url, 'GET', '/first');
    const before = connectionsToWeb;
    const pages = [await send(catalog.url, 'GET', '/second'), await send(catalog.url, 'GET', '/third')];
    expect(pages.map(({ headers }) => headers.get('connection'))).toEqual(['keep-alive', 'keep-alive']);
    expect(connectionsToWeb).toBe(before);
  });

  it('may be a web socket, which the API has none of', async () => {
    const upgrade = (path: string) =>
      new Promise<string>((resolve, reject) => {
        const { hostname, port } = new URL(catalog.url);
        const socket = connect(Number(port), hostname);
        let received = '';
        socket.on('data', (chunk: Buffer) => (received += chunk.toString()));
        socket.on('close', () => resolve(received));
        socket.on('error', reject);
        socket.write(
          `GET ${path} HTTP/1.1\r\nHost: ${hostname}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: eA==\r\nSec-WebSocket-Version: 13\r\n\r\n`,
        );
      });
    expect(await upgrade('/_next/hmr')).toMatch(/^HTTP\/1\.1 101 [\s\S]*hello$/);
    expect(await upgrade('/api/events')).toBe('');
  });

  it('gets a plain page while the web server is away', async () => {
    await catalog.restart({ REELM_WEB_URL: 'http://127.0.0.1:9' });
    const answer = await send(catalog.url, 'GET', '/');
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toBe('3');
    expect(answer.headers.get('content-type')).toContain('text/html');
    expect(answer.body).toContain('One moment');
  });
});

describe('without the database', () => {
  it('answers 503 and when to try again, and is not ready', async () => {
    await catalog.restart();
    const session = await signIn(catalog.url);
    await catalog.database.pool.end();
    const answer = await send(catalog.url, 'GET', '/api/users', session);
    expect([answer.status, codeOf(answer)]).toEqual([503, 'service.database_unavailable']);
    expect(answer.headers.get('retry-after')).toBe('2');
    const ready = await send(catalog.url, 'GET', '/api/ready');
    expect([ready.status, ready.body]).toMatchObject([503, { status: 'unavailable' }]);
    expect((await send(catalog.url, 'GET', '/api/health')).status).toBe(200);
  });
});
