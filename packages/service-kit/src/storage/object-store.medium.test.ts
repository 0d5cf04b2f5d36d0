import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { newId } from '../context.js';
import { FileObjectStore } from './file-store.js';
import type { ObjectStore } from './object-store.js';
import { S3ObjectStore } from './s3-store.js';

// One contract, two drivers: whatever passes here may be relied on by every service.
function contract(open: () => Promise<ObjectStore>) {
  let store: ObjectStore;
  const prefix = `contract-${newId()}`;
  beforeAll(async () => {
    store = await open();
  });

  test('what is put can be got, with type and size', async () => {
    const info = await store.put(`${prefix}/a/cover.jpg`, Buffer.from('hello'), { contentType: 'image/jpeg' });
    expect(info).toMatchObject({ key: `${prefix}/a/cover.jpg`, size: 5, contentType: 'image/jpeg' });
    const got = await store.get(`${prefix}/a/cover.jpg`);
    expect(await text(got.stream)).toBe('hello');
    expect(got.info.etag).toBe(info.etag);
  });

  test('a stream of several megabytes arrives whole, and a range is exact', async () => {
    const part = Buffer.alloc(1024 * 1024, 'abcdefgh');
    await store.put(`${prefix}/big.mp4`, Readable.from([part, part, part]), { contentType: 'video/mp4' });
    expect((await store.stat(`${prefix}/big.mp4`)).size).toBe(3 * 1024 * 1024);
    const { stream } = await store.get(`${prefix}/big.mp4`, { start: 1_048_575, end: 1_048_577 });
    expect((await buffer(stream)).toString()).toBe('hab');
  });

  test('a body that breaks off leaves no object behind', async () => {
    const broken = new Readable({
      read() {
        this.push(Buffer.alloc(1024));
        this.destroy(new Error('the source broke'));
      },
    });
    await expect(store.put(`${prefix}/broken.jpg`, broken, { contentType: 'image/jpeg' })).rejects.toThrow();
    await expect(store.stat(`${prefix}/broken.jpg`)).rejects.toMatchObject({ code: 'storage.not_found' });
  });

  test('overwriting changes the etag', async () => {
    const first = await store.put(`${prefix}/again.json`, Buffer.from('{}'), { contentType: 'application/json' });
    const second = await store.put(`${prefix}/again.json`, Buffer.from('{"a":1}'), { contentType: 'application/json' });
    expect(second.etag).not.toBe(first.etag);
  });

  test('what is not there is said so, and removing it is no error', async () => {
    await expect(store.get(`${prefix}/none.jpg`)).rejects.toMatchObject({ code: 'storage.not_found' });
    await store.remove([`${prefix}/none.jpg`]);
  });

  test('listing goes by prefix, removing removes', async () => {
    const keys = ['list/1.jpg', 'list/2.jpg', 'list/deep/3.jpg', 'other/4.jpg'].map((key) => `${prefix}/${key}`);
    for (const key of keys) await store.put(key, Buffer.from(key), { contentType: 'image/jpeg' });
    const listed = [];
    for await (const object of store.list(`${prefix}/list/`)) listed.push(object.key);
    expect(listed.sort()).toEqual(keys.slice(0, 3));
    await store.remove(keys);
    await expect(store.stat(keys[0] ?? '')).rejects.toMatchObject({ code: 'storage.not_found' });
  });

  test.each(['../outside', '/absolute', 'a/../../b', 'a//b', 'a b', 'nul\0', ''])('the key %j is refused', async (key) => {
    await expect(store.put(key, Buffer.from('x'), { contentType: 'image/jpeg' })).rejects.toThrow(/Not an object key/);
  });

  test('the store says how it is', async () => {
    expect(await store.check()).toMatchObject({ name: 'storage', state: 'up' });
  });
}

describe('object store on the file system', () => {
  let folder: string;
  contract(async () => {
    folder = await mkdtemp(join(tmpdir(), 'reelm-store-'));
    return new FileObjectStore(folder);
  });
  test('what turns out not to be readable is told as everything else', async () => {
    const store = new FileObjectStore(folder);
    await store.put('a/folder/b.jpg', Buffer.from('x'));
    const { stream } = await store.get('a/folder');
    await expect(buffer(stream)).rejects.toMatchObject({ code: 'storage.unavailable', details: { problem: 'EISDIR' } });
  });
  test('a disk that is full is told', async () => {
    const withoutRoom = new FileObjectStore(folder, Number.MAX_SAFE_INTEGER);
    expect(await withoutRoom.check()).toEqual({ name: 'storage', state: 'degraded', detail: 'its disk is full' });
  });
  test('nothing half written is left over', async () => {
    expect(await readdir(join(folder, '.incoming'))).toEqual([]);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));
});

const endpoint = process.env['REELM_TEST_S3_ENDPOINT'];
describe.skipIf(endpoint === undefined)(
  'object store on an S3 server (needs a minio program on this machine, or REELM_TEST_S3_ENDPOINT)',
  () => {
    contract(() =>
      Promise.resolve(
        new S3ObjectStore({
          endpoint: endpoint ?? '',
          region: 'us-east-1',
          bucket: 'reelm-test',
          accessKey: process.env['REELM_TEST_S3_ACCESS_KEY'] ?? '',
          secretKey: process.env['REELM_TEST_S3_SECRET_KEY'] ?? '',
        }),
      ),
    );
  },
);

test('an S3 server that is away is a typed, passing error', async () => {
  const store = new S3ObjectStore({ endpoint: 'http://127.0.0.1:9', region: 'us-east-1', bucket: 'reelm', accessKey: 'a', secretKey: 's' });
  await expect(store.put('a/b.jpg', Buffer.from('x'), { contentType: 'image/jpeg' })).rejects.toMatchObject({
    code: 'storage.unavailable',
    retryable: true,
  });
  expect(await store.check()).toMatchObject({ state: 'down' });
});

describe('an S3 server that fails', () => {
  const patience = { connectMs: 400, silenceMs: 400 };
  const storeAt = (server: Server, given = patience) =>
    new S3ObjectStore({
      endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      region: 'us-east-1',
      bucket: 'reelm',
      accessKey: 'a',
      secretKey: 's',
      patience: given,
    });
  const unavailable = { code: 'storage.unavailable', retryable: true };
  /** Twice as much as is taken ahead of a reader. */
  const piece = Buffer.alloc(128 * 1024, 'x');

  /** Tells of one large object, and sends it as `send` does. */
  async function serve(send: RequestListener, given = patience): Promise<{ store: S3ObjectStore } & AsyncDisposable> {
    const server = createServer((request, response) => {
      response
        .setHeader('etag', '"1"')
        .setHeader('last-modified', new Date(0).toUTCString())
        .setHeader('content-length', 4 * piece.length);
      if (request.method === 'HEAD') response.end();
      else send(request, response);
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const stop = async () => {
      server.closeAllConnections();
      await once(server.close(), 'close');
    };
    return { store: storeAt(server, given), [Symbol.asyncDispose]: stop };
  }

  test('silently before it answers is away, whatever it is asked', async () => {
    const server = createServer(() => undefined);
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const store = storeAt(server);
    try {
      await expect(store.put('a.jpg', Buffer.from('x'), { contentType: 'image/jpeg' })).rejects.toMatchObject(unavailable);
      await expect(store.put('a.jpg', Readable.from([piece]), { contentType: 'image/jpeg' })).rejects.toMatchObject(unavailable);
      await expect(store.get('a.jpg')).rejects.toMatchObject(unavailable);
      await expect(store.remove(['a.jpg'])).rejects.toMatchObject(unavailable);
      await expect(store.list('a').next()).rejects.toMatchObject(unavailable);
      expect(await store.check()).toMatchObject({ state: 'down', detail: 'The object store cannot be reached: it fell silent' });
    } finally {
      server.closeAllConnections();
      await once(server.close(), 'close');
    }
  });

  test('silently in the middle of an object breaks it off with the reason', async () => {
    await using silent = await serve((_, response) => void response.write(piece));
    const { stream } = await silent.store.get('a.jpg');
    await expect(buffer(stream)).rejects.toMatchObject(unavailable);
  });

  test('by a broken connection in the middle of an object is away, not the database', async () => {
    await using broken = await serve((_, response) => response.write(piece, () => response.socket?.resetAndDestroy()));
    const { stream } = await broken.store.get('a.jpg');
    await expect(buffer(stream)).rejects.toMatchObject({ ...unavailable, details: { problem: 'ECONNRESET' } });
  });

  test('before anybody reads the object harms nobody, and is told when somebody does', async () => {
    const ended = Promise.withResolvers<void>();
    await using broken = await serve((_, response) => {
      response.on('close', ended.resolve);
      response.write(piece, () => response.socket?.resetAndDestroy());
    });
    const { stream } = await broken.store.get('a.jpg');
    await ended.promise;
    // The client has noticed as well by the time that another answer is there.
    await broken.store.stat('a.jpg');
    await expect(buffer(stream)).rejects.toMatchObject(unavailable);
  });

  test('is let go by a reader that gives up, before or while reading', async () => {
    let open = 0;
    const answer: RequestListener = (_, response) => {
      open += 1;
      response.on('close', () => (open -= 1));
      response.write(piece);
    };
    await using server = await serve(answer, { connectMs: 60_000, silenceMs: 60_000 });
    const unread = await server.store.get('a.jpg');
    const begun = await server.store.get('b.jpg');
    await once(begun.stream, 'readable');
    expect(open).toBe(2);
    unread.stream.destroy();
    begun.stream.destroy();
    await vi.waitFor(() => expect(open).toBe(0), 30_000);
  });

  test('is not one that is slow, but sends', async () => {
    await using slow = await serve((_, response) => {
      const send = async () => {
        for (const _part of [1, 2, 3, 4]) {
          await delay(patience.silenceMs / 3);
          response.write(piece);
        }
        response.end();
      };
      void send();
    });
    const { stream } = await slow.store.get('a.jpg');
    expect(await buffer(stream)).toHaveLength(4 * piece.length);
  });

  test('is not one whose reader takes a rest; it is noticed when the reader goes on', async () => {
    let rest = () => {};
    await using server = await serve((request, response) => {
      response.write(piece);
      if (request.url?.includes('whole') === true) rest = () => response.end(Buffer.concat([piece, piece, piece]));
    });
    const { stream } = await server.store.get('whole.jpg');
    const { stream: half } = await server.store.get('half.jpg');
    await Promise.all([once(stream, 'readable'), once(half, 'readable')]);
    await delay(3 * patience.silenceMs);
    rest();
    expect(await buffer(stream)).toHaveLength(4 * piece.length);
    await expect(buffer(half)).rejects.toMatchObject(unavailable);
  });
});
