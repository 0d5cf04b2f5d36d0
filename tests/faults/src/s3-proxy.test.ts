import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Random } from './random.js';
import { S3Proxy } from './s3-proxy.js';

let server: Server;
let proxy: S3Proxy;
let stored: Map<string, Buffer>;

/** Keeps what is put, and only what arrived whole. */
beforeEach(async () => {
  stored = new Map();
  server = createServer((incoming, outgoing) => {
    const key = incoming.url ?? '';
    if (incoming.method === 'GET') return void outgoing.end(stored.get(key));
    buffer(incoming).then(
      (body) => {
        if (body.length === Number(incoming.headers['content-length'])) stored.set(key, body);
        outgoing.setHeader('etag', 'x').end();
      },
      () => undefined,
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  proxy = await S3Proxy.start(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
afterEach(async () => {
  await proxy.stop();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const put = async (key: string, bytes = 100_000) => {
  const answer = await fetch(`${proxy.url}/${key}`, { method: 'PUT', body: Buffer.alloc(bytes, 'x') });
  return { status: answer.status, body: await answer.text() };
};
const tries = (count: number) => Promise.all(Array.from({ length: count }, (_, index) => put(`a${index}`).catch(() => 'broken off')));

describe('S3Proxy', () => {
  it('passes everything on while there is no harm, and counts what is written', async () => {
    expect((await put('a')).status).toBe(200);
    expect((await put('a')).status).toBe(200);
    expect(stored.get('/a')?.length).toBe(100_000);
    expect(await (await fetch(`${proxy.url}/a`)).text()).toHaveLength(100_000);
    expect(proxy.writes).toEqual(new Map([['/a', 2]]));
  });

  it('breaks some writes off half way, so that none of them is whole', async () => {
    proxy.begin('resets', new Random(1));
    const answers = await tries(40);
    const broken = answers.filter((answer) => answer === 'broken off').length;
    expect(broken).toBeGreaterThan(3);
    expect(broken).toBeLessThan(25);
    expect(stored.size).toBe(40 - broken);
  });

  it('lets some writes fail, half of them though they were done', async () => {
    proxy.begin('fails', new Random(1));
    const answers = await tries(40);
    const failed = answers.filter((answer) => typeof answer === 'object' && answer.status === 503);
    expect(failed.length).toBeGreaterThan(3);
    expect(stored.size).toBeGreaterThan(40 - failed.length);
    expect(stored.size).toBeLessThan(40);
  });

  it('is full for whoever writes, and answers whoever reads', async () => {
    await put('a');
    proxy.begin('is full', new Random(1));
    expect(await put('b')).toMatchObject({ status: 507, body: expect.stringContaining('XMinioStorageFull') });
    expect((await fetch(`${proxy.url}/a`)).status).toBe(200);
    proxy.end();
    expect((await put('b')).status).toBe(200);
  });

  it('takes what is sent and says nothing, also later', async () => {
    proxy.begin('never answers', new Random(1));
    const given = put('a');
    await vi.waitFor(() => expect(proxy.writes.get('/a')).toBe(1), 10_000);
    proxy.end();
    expect((await put('b')).status).toBe(200);
    expect(await Promise.race([given, Promise.resolve('no answer')])).toBe('no answer');
    expect(stored.has('/a')).toBe(false);
    await proxy.stop();
    await expect(given).rejects.toThrow();
  });

  it('refuses, or takes its time', async () => {
    proxy.begin('refuses', new Random(1));
    await expect(put('a')).rejects.toThrow();
    proxy.begin('is slow', new Random(1));
    const since = performance.now();
    expect((await put('a', 25 * 1024)).status).toBe(200);
    expect(performance.now() - since).toBeGreaterThan(400);
    expect(stored.get('/a')?.length).toBe(25 * 1024);
  });
});
