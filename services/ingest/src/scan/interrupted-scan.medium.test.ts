import { rpcs } from '@reelm/contracts';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { TestIngest, type FileInDatabase } from '../testing/ingest.js';
import type { Tree } from '../testing/tree.js';
import { ScanWriter } from './scan-writer.js';

let ingest: TestIngest;
beforeAll(async () => {
  ingest = await TestIngest.create();
});
afterAll(() => ingest.dispose());

/** Makes the n-th transaction of a scan fail, before or after it is committed, as a killed process does. */
function interruptAt(write: number, when: 'before' | 'after'): () => boolean {
  const writer = ingest.app.get(ScanWriter);
  const real = writer.write.bind(writer);
  let writes = 0;
  let fired = false;
  vi.spyOn(writer, 'write').mockImplementation(async (run, work) => {
    writes += 1;
    fired ||= writes === write;
    if (writes === write && when === 'before') throw new Error('killed');
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

describe('a scan that is killed', () => {
  it('ends in the same state when it is begun again, wherever it was killed', async () => {
    const reference = begin();
    const whole = await ingest.library(reference);
    change(reference);
    await ingest.scan(whole);
    const expected = shape(await ingest.files(whole));
    await ingest.bus.request(rpcs.removeLibrary, { id: whole.id, purge: true });
    await ingest.quiet();

    let interrupted = 0;
    for (const when of ['before', 'after'] as const) {
      for (let write = 1, fired = true; fired; write += 1) {
        const tree = begin();
        const library = await ingest.library(tree);
        const before = await ingest.ids(library);
        change(tree);
        const wasInterrupted = interruptAt(write, when);
        await ingest.scan(library);
        fired = wasInterrupted();
        interrupted += fired ? 1 : 0;
        vi.restoreAllMocks();
        await ingest.scan(library);
        const after = await ingest.ids(library);
        expect(shape(await ingest.files(library))).toEqual(expected);
        for (const [path, id] of Object.entries(before).filter(([path]) => !path.startsWith('removed'))) {
          expect(after[path.replace('moved/', 'elsewhere/')]).toBe(id);
        }
        expect((await ingest.scan(library)).events).toEqual([]);
        await ingest.bus.request(rpcs.removeLibrary, { id: library.id, purge: true });
        await ingest.quiet();
      }
    }
    expect(interrupted).toBeGreaterThan(10);
  });

  it('may not write any more when another one has begun', async () => {
    const tree = begin();
    const library = await ingest.library(tree);
    const writer = ingest.app.get(ScanWriter);
    const [old, newer] = ['old', 'newer'].map(() => ({ libraryId: library.id, jobId: crypto.randomUUID(), token: crypto.randomUUID() }));
    if (old === undefined || newer === undefined) throw new Error('two runs');
    await writer.begin(old);
    await writer.write(old, () => Promise.resolve());
    await writer.begin(newer);
    await expect(writer.write(old, () => Promise.resolve())).rejects.toMatchObject({ name: 'SupersededError' });
    await writer.write(newer, () => Promise.resolve());
  });
});
