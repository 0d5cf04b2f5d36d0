import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { events, rpcs, type EditedResult, type Library, type OriginalFate } from '@reelm/contracts';
import { newId, ObjectStore } from '@reelm/service-kit';
import { until } from '@reelm/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lines, TestIngest } from '../testing/ingest.js';
import type { Tree } from '../testing/tree.js';
import { partPath } from './file-names.js';

let ingest: TestIngest;
beforeAll(async () => {
  ingest = await TestIngest.create();
});
afterAll(() => ingest.dispose());

let version = 0;
const content = (word: string) => Buffer.from(`made of ${word} `.padEnd(200, '.'));

/** A result that waits in the object store. */
async function made(word: string, given: Partial<EditedResult> = {}): Promise<EditedResult> {
  const fileId = newId();
  const body = content(word);
  const key = `edits/${newId()}/${fileId}`;
  await ingest.app.get(ObjectStore).put(key, body, { contentType: 'application/octet-stream' });
  const sha256 = createHash('sha256').update(body).digest('hex');
  return { fileId, suffix: ` - ${word}`, key, bytes: body.length, sha256, extension: 'mkv', isVideo: true, ...given };
}

async function tellEdited(
  library: Library,
  fileId: string,
  results: EditedResult[],
  original: OriginalFate,
  editId = newId(),
): Promise<void> {
  const payload = { editId, fileId, libraryId: library.id, label: 'sea.mp4', jobId: newId(), original, results };
  const envelope = { id: newId(), version: ++version, occurredAt: new Date().toISOString(), correlationId: 'test', payload };
  await ingest.bus.jetstream().publish(events.fileEdited.subject, JSON.stringify(envelope));
}

const jobOf = async (editId: string) => {
  const [job] = await ingest.query<{ state: string; error: { code: string } | null }>(
    `SELECT state, error FROM job WHERE kind = 'ingest.place' AND key = $1`,
    [editId],
  );
  return job;
};

/** Waits until the edit's files were put into the library, or could not be. */
async function placed(library: Library, fileId: string, results: EditedResult[], original: OriginalFate = 'keep'): Promise<string | null> {
  const editId = newId();
  await tellEdited(library, fileId, results, original, editId);
  const job = await until('the job', async () => {
    const now = await jobOf(editId);
    return now && !['queued', 'running'].includes(now.state) ? now : undefined;
  });
  return job.error?.code ?? null;
}

async function libraryWith(...paths: string[]): Promise<{ tree: Tree; library: Library; ids: Record<string, string> }> {
  const tree = ingest.tree();
  for (const path of paths) tree.put(path);
  const library = await ingest.library(tree);
  await ingest.told();
  return { tree, library, ids: await ingest.ids(library) };
}
const hidden = (tree: Tree, folder = '.') => readdirSync(tree.at(folder)).filter((name) => name.startsWith('.'));

describe('what was made of a file', () => {
  it('lies beside it under the id that it was promised, and is known at once', async () => {
    const { tree, library, ids } = await libraryWith('films/sea.mp4');
    const [one, two] = [await made('one'), await made('two')];
    expect(await placed(library, ids['films/sea.mp4'] ?? '', [one, two])).toBeNull();
    expect(readFileSync(tree.at('films/sea - one.mkv'))).toEqual(content('one'));
    expect(await ingest.ids(library)).toMatchObject({ 'films/sea - one.mkv': one.fileId, 'films/sea - two.mkv': two.fileId });
    expect(lines(await ingest.told())).toEqual(['added films/sea - one.mkv', 'added films/sea - two.mkv']);
    // The scan has nothing to add.
    expect((await ingest.scan(library)).events).toEqual([]);
    expect(hidden(tree, 'films')).toEqual([]);
    await expect(ingest.app.get(ObjectStore).stat(one.key)).rejects.toMatchObject({ code: 'storage.not_found' });
  });

  it('never takes the place of another file', async () => {
    const { tree, library, ids } = await libraryWith('sea.mp4', 'sea - one.mkv');
    const before = readFileSync(tree.at('sea - one.mkv'));
    const result = await made('one');
    expect(await placed(library, ids['sea.mp4'] ?? '', [result])).toBeNull();
    expect(readFileSync(tree.at('sea - one.mkv'))).toEqual(before);
    expect((await ingest.ids(library))['sea - one (2).mkv']).toBe(result.fileId);
  });

  it('is a file and no more where it is sound alone', async () => {
    const { tree, library, ids } = await libraryWith('sea.mp4');
    expect(await placed(library, ids['sea.mp4'] ?? '', [await made('one', { isVideo: false, suffix: '', extension: 'm4a' })])).toBeNull();
    expect(existsSync(tree.at('sea.m4a'))).toBe(true);
    expect(Object.keys(await ingest.ids(library))).toEqual(['sea.mp4']);
  });

  it('is not put anywhere where the disk has no room for it', async () => {
    const { tree, library, ids } = await libraryWith('sea.mp4');
    expect(await placed(library, ids['sea.mp4'] ?? '', [await made('one', { bytes: 2 ** 52 })])).toBe('edit.no_space');
    expect(readdirSync(tree.root)).toEqual(['sea.mp4']);
  });
});

describe('a service that is killed while it puts files into a library', () => {
  const interrupted = async (given: { part?: string; revealed?: boolean; scanned?: boolean }) => {
    const { tree, library, ids } = await libraryWith('sea.mp4');
    const result = await made('one');
    const editId = newId();
    const path = 'sea - one.mkv';
    await ingest.query(`INSERT INTO placement (file_id, edit_id, library_id, path, bytes) VALUES ($1, $2, $3, $4, $5)`, [
      result.fileId,
      editId,
      library.id,
      path,
      result.bytes,
    ]);
    if (given.part !== undefined) writeFileSync(tree.at(partPath(result.fileId, path)), given.part);
    if (given.revealed === true) writeFileSync(tree.at(path), content('one'));
    if (given.scanned === true) await ingest.scan(library);
    await tellEdited(library, ids['sea.mp4'] ?? '', [result], 'keep', editId);
    await until('the job', async () => (await jobOf(editId))?.state === 'succeeded');
    expect(readdirSync(tree.root).toSorted()).toEqual(['sea - one.mkv', 'sea.mp4']);
    expect(readFileSync(tree.at(path))).toEqual(content('one'));
    expect(await ingest.ids(library)).toEqual({ ...ids, [path]: result.fileId });
    expect(await ingest.query('SELECT FROM placement WHERE edit_id = $1', [editId])).toEqual([]);
  };

  it('writes half a file anew', () => interrupted({ part: 'half' }));
  it('tells of a file that has its name already', () => interrupted({ revealed: true }));
  it('does not mind that a scan met it first', () => interrupted({ revealed: true, scanned: true }));
  it('takes away a second name that is left over', () => interrupted({ revealed: true, part: content('one').toString() }));

  it('clears away what nobody will finish', async () => {
    const { tree, library } = await libraryWith('sea.mp4');
    const fileId = newId();
    await ingest.query(`INSERT INTO placement (file_id, edit_id, library_id, path, bytes) VALUES ($1, $2, $3, 'sea - x.mkv', 5)`, [
      fileId,
      newId(),
      library.id,
    ]);
    writeFileSync(tree.at(partPath(fileId, 'sea - x.mkv')), 'half');
    await ingest.stop();
    await ingest.start();
    await until('the part to be gone', () => Promise.resolve(hidden(tree).length === 0));
    expect((await ingest.scan(library)).events).toEqual([]);
  });
});

describe('a file that is put into the trash', () => {
  const trashed = async () => {
    const { tree, library, ids } = await libraryWith('films/sea.mp4', 'films/other.mp4');
    const fileId = ids['films/sea.mp4'] ?? '';
    const result = await made('one');
    expect(await placed(library, fileId, [result], 'trash')).toBeNull();
    return { tree, library, fileId };
  };

  it('is missing, and known to be there on purpose', async () => {
    const { tree, library, fileId } = await trashed();
    expect(existsSync(tree.at('films/sea.mp4'))).toBe(false);
    expect(existsSync(tree.at(`.reelm-trash/${fileId}/sea.mp4`))).toBe(true);
    const told = await ingest.told();
    expect(lines(told)).toEqual(['added films/sea - one.mkv', 'missing films/sea.mp4']);
    expect(told.find(({ payload }) => payload['fileId'] === fileId)?.payload).toMatchObject({ present: false, trashed: true });
    expect((await ingest.scan(library)).events).toEqual([]);
    expect((await ingest.bus.request(rpcs.listTrash, {})).items).toContainEqual(
      expect.objectContaining({ fileId, path: 'films/sea.mp4', libraryId: library.id }),
    );
  });

  it('comes back to where it was', async () => {
    const { tree, library, fileId } = await trashed();
    await ingest.told();
    expect(await ingest.bus.request(rpcs.restoreTrashed, { id: fileId })).toMatchObject({ path: 'films/sea.mp4' });
    expect((await ingest.ids(library))['films/sea.mp4']).toBe(fileId);
    const told = await ingest.told();
    expect(lines(told)).toEqual(['restored films/sea.mp4']);
    expect(told[0]?.payload).toMatchObject({ present: true, trashed: false });
    expect(readdirSync(tree.at('.reelm-trash'))).toEqual([]);
    await expect(ingest.bus.request(rpcs.restoreTrashed, { id: fileId })).rejects.toMatchObject({ code: 'trash.not_found' });
  });

  it('comes back beside what has its name now', async () => {
    const { tree, library, fileId } = await trashed();
    tree.put('films/sea.mp4', 'a new one');
    await ingest.scan(library);
    expect(await ingest.bus.request(rpcs.restoreTrashed, { id: fileId })).toMatchObject({ path: 'films/sea (2).mp4' });
    expect((await ingest.ids(library))['films/sea (2).mp4']).toBe(fileId);
  });

  it('is gone for good when it is deleted', async () => {
    const { tree, fileId } = await trashed();
    await ingest.bus.request(rpcs.purgeTrashed, { id: fileId });
    expect(readdirSync(tree.at('.reelm-trash'))).toEqual([]);
    expect((await ingest.bus.request(rpcs.listTrash, {})).items.map((one) => one.fileId)).not.toContain(fileId);
    await expect(ingest.bus.request(rpcs.purgeTrashed, { id: fileId })).rejects.toMatchObject({ code: 'trash.not_found' });
  });
});
