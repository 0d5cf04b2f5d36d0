import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { TestIngest, type FileInDatabase } from '../testing/ingest.js';
import type { Tree } from '../testing/tree.js';
import { ScanWriter } from './scan-writer.js';

let ingest: TestIngest;
beforeAll(async () => {
  ingest = await TestIngest.create();
});
afterAll(() => ingest.dispose());

/** Makes a scan fail after its n-th transaction, as a killed process does; the answer tells whether it came that far. */
function interruptAfter(write: number): () => boolean {
  const writer = ingest.app.get(ScanWriter);
  const real = writer.write.bind(writer);
  let writes = 0;
  let fired = false;
  vi.spyOn(writer, 'write').mockImplementation(async (run, work) => {
    writes += 1;
    fired ||= writes === write;
    const result = await real(run, work);
    if (writes === write) throw new Error('killed');
    return result;
  });
  return () => fired;
}

/** What a library must look like, without ids: path, content, presence. */
const shape = (files: readonly FileInDatabase[]) => files.map(({ path, oshash, present }) => [path, oshash, present]);

function change(tree: Tree): void {
  tree.move('moved', 'elsewhere');
  for (let at = 0; at < 5; at += 1) tree.put(`changed/${at}.mp4`, `changed content ${at}`);
  for (let at = 0; at < 5; at += 1) tree.remove(`removed/${at}.mp4`);
  for (let at = 0; at < 5; at += 1) tree.put(`new/${at}.mp4`);
  tree.put('double.mp4', 'changed/9.mp4');
}

function begin(): Tree {
  const tree = ingest.tree();
  for (const folder of ['moved', 'changed', 'removed', 'stays']) for (let at = 0; at < 10; at += 1) tree.put(`${folder}/${at}.mp4`);
  return tree;
}

/** Its contents are those of the next tree too, which must not take them for copies. */
async function forget(tree: Tree, library: { id: string }): Promise<void> {
  await ingest.query('DELETE FROM file WHERE library_id = $1', [library.id]);
  tree.remove('.');
}

describe('a scan that is killed', () => {
  it('ends in the same state when it is begun again, wherever it was killed', { timeout: 240_000 }, async () => {
    const reference = begin();
    const whole = await ingest.library(reference);
    change(reference);
    await ingest.scan(whole);
    const expected = shape(await ingest.files(whole));
    await forget(reference, whole);

    let interrupted = 0;
    for (let fired = true; fired;) {
      const tree = begin();
      const library = await ingest.library(tree);
      const before = await ingest.ids(library);
      change(tree);
      const wasInterrupted = interruptAfter(interrupted + 1);
      await ingest.scan(library);
      vi.restoreAllMocks();
      fired = wasInterrupted();
      if (fired) {
        interrupted += 1;
        await ingest.scan(library);
      }
      const after = await ingest.ids(library);
      expect(shape(await ingest.files(library))).toEqual(expected);
      for (const [path, id] of Object.entries(before).filter(([old]) => !old.startsWith('removed'))) {
        expect(after[path.replace('moved/', 'elsewhere/')]).toBe(id);
      }
      expect((await ingest.scan(library)).events).toEqual([]);
      await forget(tree, library);
    }
    expect(interrupted).toBeGreaterThan(5);
  });

  it('may not write any more when another one has begun', async () => {
    const tree = begin();
    const library = await ingest.library(tree);
    const writer = ingest.app.get(ScanWriter);
    const [old, newer] = ['old', 'newer'].map(() => ({
      libraryId: library.id,
      jobId: crypto.randomUUID(),
      token: crypto.randomUUID(),
      signal: new AbortController().signal,
    }));
    if (old === undefined || newer === undefined) throw new Error('two runs');
    await writer.begin(old);
    await writer.write(old, () => Promise.resolve());
    await writer.begin(newer);
    await expect(writer.write(old, () => Promise.resolve())).rejects.toMatchObject({ name: 'SupersededError' });
    await writer.write(newer, () => Promise.resolve());
  });
});
