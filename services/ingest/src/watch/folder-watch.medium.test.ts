import { mkdirSync, writeFileSync } from 'node:fs';
import { temporaryFolder, until, type TemporaryFolder } from '@reelm/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Tree } from '../testing/tree.js';
import { FolderWatch } from './folder-watch.repository.js';

const refusal = vi.hoisted(() => ({ code: undefined as string | undefined }));
vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>();
  const watch = ((...args: Parameters<typeof fs.watch>) => {
    if (refusal.code !== undefined) throw Object.assign(new Error('watch refused'), { code: refusal.code });
    return fs.watch(...args);
  }) as typeof fs.watch;
  return { ...fs, watch };
});

let folder: TemporaryFolder;
let tree: Tree;
let watch: FolderWatch | undefined;
const changed = new Set<string>();
const failures: string[] = [];

async function begin(exclude: string[] = []): Promise<FolderWatch> {
  watch = new FolderWatch({
    root: tree.root,
    exclude,
    changed: (where) => changed.add(where),
    failed: (problem) => failures.push(problem),
  });
  await watch.start();
  changed.clear();
  return watch;
}
const seen = (where: string) => until(`a change in "${where}"`, () => changed.has(where));

beforeEach(async () => {
  folder = await temporaryFolder();
  tree = new Tree(`${folder.path}/library`);
  changed.clear();
  failures.length = 0;
  refusal.code = undefined;
});
afterEach(async () => {
  watch?.close();
  await folder.remove();
});

describe('FolderWatch', () => {
  it('holds one watch for each folder, none for files, and none where nothing is looked for', async () => {
    for (let at = 0; at < 50; at += 1) tree.put(`a/b/${at}.mp4`);
    mkdirSync(tree.at('.hidden'));
    mkdirSync(tree.at('out/deep'), { recursive: true });
    expect((await begin(['out'])).folders).toBe(3);
  });

  it('tells the folder in which a video appeared, changed or vanished', async () => {
    tree.put('a/old.mp4');
    await begin();
    tree.put('new.mp4');
    await seen('');
    tree.put('a/old.mp4', 'changed');
    await seen('a');
    changed.clear();
    tree.remove('a/old.mp4');
    await seen('a');
  });

  it('does not care for other files, but for the ignore file', async () => {
    mkdirSync(tree.at('a'));
    await begin();
    writeFileSync(tree.at('a/note.txt'), '');
    writeFileSync(tree.at('a/film.mp4.part'), '');
    tree.put('marker.mp4');
    await seen('');
    expect([...changed]).toEqual(['']);
    writeFileSync(tree.at('a/.reelmignore'), '*.ts');
    await seen('a');
  });

  it('follows folders that appear, move and vanish', async () => {
    const watching = await begin();
    tree.put('one/two/a.mp4');
    await until('both folders to be watched', () => watching.folders === 3);
    await until('the new folder to be told', () => changed.has('one') || changed.has('one/two'));
    changed.clear();
    tree.move('one', 'uno');
    await seen('one');
    await seen('uno');
    await until('the moved folders to be watched', () => watching.folders === 3);
    changed.clear();
    tree.put('uno/two/b.mp4');
    await seen('uno/two');
    tree.remove('uno');
    await seen('uno');
    await until('the folders to be forgotten', () => watching.folders === 1);
  });

  it('says what is wrong when the system allows no more watches, and holds none then', async () => {
    refusal.code = 'ENOSPC';
    const watching = await begin();
    expect(failures).toEqual([expect.stringContaining('fs.inotify.max_user_watches')]);
    expect(watching.folders).toBe(0);
  });

  it('goes on without a folder that it may not watch', async () => {
    refusal.code = 'EACCES';
    await begin();
    expect(failures).toEqual([]);
  });
});
