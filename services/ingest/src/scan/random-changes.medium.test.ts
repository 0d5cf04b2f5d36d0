import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { TestIngest, type FileInDatabase } from '../testing/ingest.js';
import type { Tree } from '../testing/tree.js';

let ingest: TestIngest;
beforeAll(async () => {
  ingest = await TestIngest.create();
});
afterAll(() => ingest.dispose());

const paths = ['a.mp4', 'b.mp4', 'x/a.mp4', 'x/b.mp4', 'x/y/c.mp4', 'z/c.mp4'];
const path = fc.constantFrom(...paths);
const change = fc.oneof(
  fc.record({ kind: fc.constant('put' as const), path, content: fc.constantFrom('one', 'two', 'three', 'four') }),
  fc.record({ kind: fc.constant('move' as const), path, to: path }),
  fc.record({ kind: fc.constant('swap' as const), path, to: path }),
  fc.record({ kind: fc.constant('remove' as const), path }),
);
type Change = typeof change extends fc.Arbitrary<infer C> ? C : never;

/** Does the change on the disk, and tells the model. */
function apply(tree: Tree, disk: Map<string, string>, one: Change): void {
  const content = disk.get(one.path);
  switch (one.kind) {
    case 'put':
      tree.put(one.path, one.content);
      disk.set(one.path, one.content);
      return;
    case 'remove':
      if (content === undefined) return;
      tree.remove(one.path);
      disk.delete(one.path);
      return;
    case 'move':
      if (content === undefined || one.path === one.to) return;
      tree.move(one.path, one.to);
      disk.delete(one.path);
      disk.set(one.to, content);
      return;
    case 'swap': {
      const other = disk.get(one.to);
      if (content === undefined || other === undefined || one.path === one.to) return;
      tree.move(one.path, 'aside.mp4');
      tree.move(one.to, one.path);
      tree.move('aside.mp4', one.to);
      disk.set(one.path, other);
      disk.set(one.to, content);
    }
  }
}

const present = (files: readonly FileInDatabase[]) => files.filter((file) => file.present);
const onlyOne = (disk: Map<string, string>, content: string): string | undefined => {
  const at = [...disk].filter(([, held]) => held === content).map(([where]) => where);
  return at.length === 1 ? at[0] : undefined;
};

it(
  'after any changes a scan shows what is there, and content that is unique keeps its id wherever it goes',
  { timeout: 240_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(change, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 4 }), async (rounds) => {
        const tree = ingest.tree();
        const disk = new Map([['stays.mp4', 'stays']]);
        tree.put('stays.mp4', 'stays');
        const library = await ingest.library(tree);
        for (const changes of rounds) {
          const before = await ingest.files(library);
          const was = new Map(disk);
          for (const one of changes) apply(tree, disk, one);
          expect((await ingest.scan(library)).error).toBeNull();
          const after = present(await ingest.files(library));

          expect(after.map((file) => file.path)).toEqual([...disk.keys()].sort());
          expect(new Set(after.map((file) => file.id)).size).toBe(after.length);
          const contentOf = new Map(after.map((file) => [file.oshash, disk.get(file.path)]));
          for (const file of after) expect(contentOf.get(file.oshash)).toBe(disk.get(file.path));
          expect(contentOf.size).toBe(new Set(disk.values()).size);

          for (const content of new Set(was.values())) {
            const [from, to] = [onlyOne(was, content), onlyOne(disk, content)];
            const file = present(before).find((known) => known.path === from);
            if (file === undefined || to === undefined) continue;
            // Where the same content was before, and is missing, that file comes back instead.
            if (before.some((known) => !known.present && known.path === to && known.oshash === file.oshash)) continue;
            expect(after.find((known) => known.path === to)?.id).toBe(file.id);
          }
          expect((await ingest.scan(library)).events).toEqual([]);
        }
        expect(readFileSync(tree.at('stays.mp4'), 'utf8')).toContain('stays');
        await ingest.query('DELETE FROM file WHERE library_id = $1', [library.id]);
        tree.remove('.');
      }),
      { numRuns: 15 },
    );
  },
);
