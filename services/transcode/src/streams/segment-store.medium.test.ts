import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { SegmentStore } from './segment-store.repository.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'segments-'));
});
afterEach(() => rm(folder, { recursive: true }));

it('gives whole segments, also while others write the same', async () => {
  const store = new SegmentStore(folder, 2 ** 30);
  const bytes = Buffer.alloc(2 ** 22, 'a');
  await store.put('film', 0, bytes);
  const lengths = new Set<number | undefined>();
  const write = async () => {
    for (let round = 0; round < 50; round += 1) await store.put('film', 0, bytes);
  };
  const read = async () => {
    for (let round = 0; round < 50; round += 1) lengths.add((await store.get('film', 0))?.length);
  };
  await Promise.all([write(), write(), read(), read()]);
  expect(lengths).toEqual(new Set([bytes.length]));
  expect(store.bytes).toBe(bytes.length);
  const [own = ''] = await readdir(folder);
  expect(await readdir(join(folder, own))).toHaveLength(1);
});

it('gives a segment while it is still being written', async () => {
  const store = new SegmentStore(folder, 2 ** 30);
  const written = store.put('film', 0, Buffer.from('segment'));
  expect(await store.get('film', 0)).toEqual(Buffer.from('segment'));
  await written;
  expect(await store.get('film', 0)).toEqual(Buffer.from('segment'));
});

it('keeps no more than its limit: what was not asked for the longest goes first', async () => {
  const store = new SegmentStore(folder, 3_000);
  for (const index of [0, 1, 2]) await store.put('film', index, Buffer.alloc(1_000));
  await store.get('film', 0);
  await store.put('film', 3, Buffer.alloc(1_000));
  const kept = await Promise.all([0, 1, 2, 3].map((index) => store.get('film', index)));
  expect(kept.map((segment) => segment !== null)).toEqual([true, false, true, true]);
  expect(store.bytes).toBe(3_000);
});
