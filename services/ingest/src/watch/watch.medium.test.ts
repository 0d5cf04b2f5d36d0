import { rpcs } from '@reelm/contracts';
import { until } from '@reelm/testing';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { TestIngest } from '../testing/ingest.js';

const disk = vi.hoisted(() => ({ silent: undefined as string | undefined }));
vi.mock('./folder-watch.repository.js', async (original) => ({
  ...(await original<typeof import('./folder-watch.repository.js')>()),
  silentFileSystem: () => Promise.resolve(disk.silent),
}));

let ingest: TestIngest;
beforeAll(async () => {
  ingest = await TestIngest.create({ REELM_POLL_MINUTES: '0.01' });
});
afterAll(() => ingest.dispose());

const waitMs = 30_000;
const has = async (library: { id: string }, path: string) => path in (await ingest.ids(library));

describe('a watched library', () => {
  it('shows changes without being asked, and keeps the id of what moved', async () => {
    const tree = ingest.tree();
    tree.put('a.mp4');
    const library = await ingest.library(tree, { watch: true });
    const before = await ingest.ids(library);
    tree.put('missed or seen.mp4');
    await until('a new file', () => has(library, 'missed or seen.mp4'), waitMs);
    tree.move('a.mp4', 'deep/er/a.mp4');
    await until('a moved file', () => has(library, 'deep/er/a.mp4'), waitMs);
    expect((await ingest.ids(library))['deep/er/a.mp4']).toBe(before['a.mp4']);
    expect((await ingest.find(library))?.problem).toBeNull();
    await ingest.bus.request(rpcs.updateLibrary, { id: library.id, watch: false });
  });

  it('is looked through now and then where the file system tells nothing, and says so', async () => {
    disk.silent = 'NFS';
    const tree = ingest.tree();
    tree.put('a.mp4');
    const library = await ingest.library(tree, { watch: true });
    await until('the problem to be told', async () => (await ingest.find(library))?.problem?.code === 'library.watch_limited', waitMs);
    tree.put('b.mp4');
    await until('a new file', () => has(library, 'b.mp4'), waitMs);
    disk.silent = undefined;
    await ingest.bus.request(rpcs.updateLibrary, { id: library.id, watch: false });
    await until('the problem to be gone', async () => (await ingest.find(library))?.problem === null, waitMs);
  });

  it('comes back by itself when its disk does', async () => {
    const tree = ingest.tree();
    tree.put('a.mp4');
    const library = await ingest.library(tree, { watch: true });
    tree.move('.', '../unplugged');
    await ingest.scan(library);
    expect((await ingest.find(library))?.state).toBe('unavailable');
    tree.move('../unplugged', '.');
    await until('the library to be back', async () => (await ingest.find(library))?.state === 'active', waitMs);
    expect(await has(library, 'a.mp4')).toBe(true);
  });
});

describe('a scan that was asked for but that no job does', () => {
  it('is done all the same', async () => {
    const tree = ingest.tree();
    const library = await ingest.library(tree);
    tree.put('a.mp4');
    await ingest.query(`INSERT INTO scan_request (library_id, folder) VALUES ($1, '')`, [library.id]);
    await until('the file', () => has(library, 'a.mp4'), waitMs);
  });
});
