import { existsSync, mkdirSync, renameSync, rmdirSync } from 'node:fs';
import { rpcs, type Library } from '@reelm/contracts';
import { until } from '@reelm/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FilesRepository } from '../scan/files.repository.js';
import { TestIngest } from '../testing/ingest.js';
import type { Tree } from '../testing/tree.js';
import { TrashRepository } from './trash.repository.js';
import { TrashService } from './trash.service.js';

let ingest: TestIngest;
beforeAll(async () => {
  ingest = await TestIngest.create();
});
afterAll(() => ingest.dispose());

const put = async (fileId: string): Promise<void> => {
  const file = await ingest.app.get(FilesRepository).find(fileId);
  if (file === undefined) throw new Error(`There is no file ${fileId}.`);
  await ingest.app.get(TrashRepository).inTransaction((tx) => ingest.app.get(TrashService).put(tx, file, null));
};
/** A library whose files all lie in the trash, each put there later than the one before. */
async function trashed(...paths: string[]): Promise<{ tree: Tree; library: Library; ids: Record<string, string> }> {
  const tree = ingest.tree();
  for (const path of paths) tree.put(path);
  const library = await ingest.library(tree);
  const ids = await ingest.ids(library);
  for (const [at, path] of paths.entries()) {
    await put(ids[path] ?? '');
    await ingest.query(`UPDATE trash SET trashed_at = now() + $2 * interval '1 second' WHERE file_id = $1`, [ids[path], at - paths.length]);
  }
  return { tree, library, ids };
}
const content = () => ingest.bus.request(rpcs.listTrash, {});
const pathsIn = async (library: Library) =>
  (await content()).items
    .filter(({ libraryId }) => libraryId === library.id)
    .map(({ path }) => path)
    .toSorted();
const empty = async (instant: string) => {
  const { id } = await ingest.bus.request(rpcs.emptyTrash, { until: instant });
  await ingest.quiet();
  const [job] = await ingest.query<{ state: string }>('SELECT state FROM job WHERE id = $1', [id]);
  return job?.state;
};
const holds = (tree: Tree, id: string | undefined, name: string) => existsSync(tree.at(`.reelm-trash/${id}/${name}`));

describe('the trash', () => {
  it('says how much is in it', async () => {
    const before = await content();
    const { library } = await trashed('a.mp4', 'b.mp4');
    const after = await content();
    expect(after.total - before.total).toBe(2);
    const bytes = after.items.filter(({ libraryId }) => libraryId === library.id).reduce((sum, item) => sum + item.bytes, 0);
    expect(after.bytes - before.bytes).toBe(bytes);
    expect(bytes).toBeGreaterThan(0);
  });

  it('is emptied of what whoever asked has seen, and of no more', async () => {
    const { tree, library, ids } = await trashed('one.mp4', 'two.mp4', 'later.mp4');
    const seen = (await content()).items.find(({ path }) => path === 'two.mp4');
    expect(await empty(seen?.trashedAt ?? '')).toBe('succeeded');
    expect(await pathsIn(library)).toEqual(['later.mp4']);
    expect([holds(tree, ids['one.mp4'], 'one.mp4'), holds(tree, ids['later.mp4'], 'later.mp4')]).toEqual([false, true]);
    await expect(ingest.bus.request(rpcs.restoreTrashed, { id: ids['one.mp4'] ?? '' })).rejects.toMatchObject({ code: 'trash.not_found' });
    expect(await ingest.bus.request(rpcs.restoreTrashed, { id: ids['later.mp4'] ?? '' })).toMatchObject({ path: 'later.mp4' });
  });

  it('keeps what lies on a disk that is away, however it is emptied', async () => {
    const { tree, library, ids } = await trashed('far.mp4');
    const id = ids['far.mp4'] ?? '';
    renameSync(tree.root, `${tree.root} elsewhere`);
    // What is left at the place of a disk that is not mounted.
    mkdirSync(tree.root);
    expect(await empty(new Date().toISOString())).toBe('succeeded');
    await expect(ingest.bus.request(rpcs.purgeTrashed, { id })).rejects.toMatchObject({ code: 'library.unavailable' });
    await expect(ingest.bus.request(rpcs.restoreTrashed, { id })).rejects.toMatchObject({ code: 'library.unavailable' });
    expect(await pathsIn(library)).toEqual(['far.mp4']);
    rmdirSync(tree.root);
    renameSync(`${tree.root} elsewhere`, tree.root);
    expect(holds(tree, id, 'far.mp4')).toBe(true);
    expect(await empty(new Date().toISOString())).toBe('succeeded');
    expect(await pathsIn(library)).toEqual([]);
    expect(holds(tree, id, 'far.mp4')).toBe(false);
  });

  it('keeps everything until an age is chosen, and then deletes what is older', async () => {
    expect(await ingest.bus.request(rpcs.getTrashSettings, {})).toEqual({ keepDays: null });
    const { library, tree, ids } = await trashed('old.mp4', 'young.mp4');
    await ingest.query(`UPDATE trash SET trashed_at = now() - interval '8 days' WHERE file_id = $1`, [ids['old.mp4']]);
    expect(await ingest.bus.request(rpcs.updateTrashSettings, { keepDays: 7 })).toEqual({ keepDays: 7 });
    await until('the old one to be gone', async () => !(await pathsIn(library)).includes('old.mp4'));
    expect(await pathsIn(library)).toEqual(['young.mp4']);
    expect(holds(tree, ids['young.mp4'], 'young.mp4')).toBe(true);
    expect(await ingest.query(`SELECT label FROM job WHERE kind = 'ingest.empty-trash' ORDER BY queued_at DESC LIMIT 1`)).toEqual([
      { label: 'files older than 7 days' },
    ]);
    expect(await ingest.bus.request(rpcs.updateTrashSettings, { keepDays: null })).toEqual({ keepDays: null });
    expect(await ingest.bus.request(rpcs.getTrashSettings, {})).toEqual({ keepDays: null });
  });
});
