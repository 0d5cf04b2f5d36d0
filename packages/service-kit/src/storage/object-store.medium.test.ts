import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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
  const store = new S3ObjectStore({ endpoint: 'http://127.0.0.1:9', region: 'us-east-1', bucket: 'b', accessKey: 'a', secretKey: 's' });
  await expect(store.put('a/b.jpg', Buffer.from('x'), { contentType: 'image/jpeg' })).rejects.toMatchObject({
    code: 'storage.unavailable',
    retryable: true,
  });
  expect(await store.check()).toMatchObject({ state: 'down' });
});
