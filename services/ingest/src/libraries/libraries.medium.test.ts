import { cpSync, mkdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { events, rpcs } from '@reelm/contracts';
import { until } from '@reelm/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestIngest } from '../testing/ingest.js';

let ingest: TestIngest;
beforeAll(async () => {
  ingest = await TestIngest.create();
});
afterAll(() => ingest.dispose());

const create = (path: string, name = `Library ${Math.random()}`) => ingest.bus.request(rpcs.createLibrary, { name, path, watch: false });
const refusal = (code: string) => expect.objectContaining({ code });

describe('adding a library', () => {
  it('tells of it and scans it', async () => {
    const tree = ingest.tree();
    tree.put('a.mp4');
    await ingest.told();
    const library = await ingest.library(tree, { name: ' Films ' });
    expect(library).toMatchObject({ name: 'Films', path: tree.root, exclude: [], watch: false, state: 'active', problem: null });
    const [first] = await ingest.told();
    expect(first).toMatchObject({
      subject: events.libraryChanged.subject,
      payload: { libraryId: library.id, name: 'Films', path: tree.root, state: 'active' },
    });
    expect(await ingest.find(library)).toMatchObject({ files: 1, bytes: 64 });
  });

  it('needs the full path of a folder that is there', async () => {
    const tree = ingest.tree();
    tree.put('file.mp4');
    await expect(create('films')).rejects.toEqual(refusal('library.path_relative'));
    await expect(create('/films\0')).rejects.toEqual(refusal('library.path_relative'));
    await expect(create(tree.at('missing'))).rejects.toEqual(refusal('library.path_missing'));
    await expect(create(tree.at('file.mp4'))).rejects.toEqual(refusal('library.path_not_folder'));
    await expect(create(tree.at('file.mp4/x'))).rejects.toEqual(refusal('library.path_not_folder'));
    await expect(ingest.bus.request(rpcs.createLibrary, { name: 'Globs', path: tree.root, exclude: [''] })).rejects.toEqual(
      refusal('request.invalid'),
    );
  });

  it('is refused for a folder inside another library or around it, also by a link', async () => {
    const tree = ingest.tree();
    mkdirSync(tree.at('inner/most'), { recursive: true });
    mkdirSync(`${tree.root} beside`);
    const library = await create(tree.at('inner'), 'Inner');
    symlinkSync(tree.at('inner/most'), tree.at('link'));
    for (const path of [
      tree.at('inner'),
      tree.at('inner/'),
      tree.at('inner/most'),
      tree.at('inner/../inner'),
      tree.at('link'),
      tree.root,
    ]) {
      await expect(create(path)).rejects.toMatchObject({ code: 'library.overlaps', details: { other: 'Inner' } });
    }
    await expect(create(`${tree.root} beside`, 'inner')).rejects.toMatchObject({ code: 'library.name_taken' });
    await ingest.quiet();
    await ingest.bus.request(rpcs.removeLibrary, { id: library.id, purge: false });
    expect(await create(tree.root)).toMatchObject({ path: tree.root });
    await ingest.quiet();
  });

  it('lets only one of two overlapping ones in that come at the same time', async () => {
    const tree = ingest.tree();
    mkdirSync(tree.at('a'));
    const results = await Promise.allSettled([create(tree.root), create(tree.at('a'))]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });
});

describe('changing a library', () => {
  it('moves it to another path only where its files are, and keeps their ids', async () => {
    const tree = ingest.tree();
    for (let at = 0; at < 10; at += 1) tree.put(`${at}.mp4`);
    const library = await ingest.library(tree);
    const before = await ingest.ids(library);
    const [stranger, partial] = [ingest.tree(), ingest.tree()];
    for (let at = 0; at < 10; at += 1) stranger.put(`${at}.mp4`, `strange ${at}`);
    for (let at = 0; at < 5; at += 1) partial.put(`${at}.mp4`);
    const moveTo = (path: string) => ingest.bus.request(rpcs.updateLibrary, { id: library.id, path });
    await expect(moveTo(stranger.root)).rejects.toMatchObject({
      code: 'library.moved_content_differs',
      details: { found: 0, checked: 10 },
    });
    await expect(moveTo(partial.root)).rejects.toMatchObject({ code: 'library.moved_content_differs', details: { found: 5, checked: 10 } });
    await expect(moveTo(`${tree.root} nowhere`)).rejects.toMatchObject({ code: 'library.path_missing' });
    renameSync(tree.root, `${tree.root} moved`);
    await ingest.told();
    expect(await moveTo(`${tree.root} moved`)).toMatchObject({ path: `${tree.root} moved`, state: 'active', files: 10 });
    await ingest.quiet();
    expect((await ingest.told()).map(({ subject }) => subject)).toEqual([events.libraryChanged.subject]);
    expect(await ingest.ids(library)).toEqual(before);
  });

  it('keeps the ids when the new place is a copy, whose files have other times', async () => {
    const tree = ingest.tree();
    ['a.mp4', 'b/c.mp4'].forEach((path) => tree.put(path));
    const library = await ingest.library(tree);
    const before = await ingest.ids(library);
    cpSync(tree.root, `${tree.root} copy`, { recursive: true });
    await ingest.bus.request(rpcs.updateLibrary, { id: library.id, path: `${tree.root} copy` });
    await ingest.quiet();
    expect(await ingest.ids(library)).toEqual(before);
  });

  it('renames it, unless the name is taken', async () => {
    const [one, two] = [await ingest.library(ingest.tree(), { name: 'One' }), await ingest.library(ingest.tree(), { name: 'Two' })];
    await expect(ingest.bus.request(rpcs.updateLibrary, { id: two.id, name: 'ONE' })).rejects.toMatchObject({ code: 'library.name_taken' });
    expect(await ingest.bus.request(rpcs.updateLibrary, { id: one.id, name: 'Three' })).toMatchObject({ name: 'Three', path: one.path });
    await expect(ingest.bus.request(rpcs.updateLibrary, { id: crypto.randomUUID(), name: 'X' })).rejects.toMatchObject({
      code: 'library.not_found',
    });
  });
});

describe('removing a library', () => {
  it('keeps what is known, gives it back when the folder is added again, and forgets when purged', async () => {
    const tree = ingest.tree();
    for (let at = 0; at < 30; at += 1) tree.put(`${at}.mp4`);
    const library = await ingest.library(tree);
    const before = await ingest.ids(library);
    await ingest.told();
    await ingest.bus.request(rpcs.removeLibrary, { id: library.id, purge: false });
    await ingest.quiet();
    const told = await ingest.told();
    expect(told[0]?.payload).toMatchObject({ libraryId: library.id, state: 'removed' });
    expect(told.slice(1).map(({ subject, payload }) => [subject, payload['present']])).toEqual(
      Array.from({ length: 30 }, () => [events.fileMissing.subject, false]),
    );
    expect(await ingest.find(library)).toMatchObject({ state: 'removed', files: 0 });
    await expect(ingest.bus.request(rpcs.scanLibrary, { id: library.id, confirmLoss: false })).rejects.toMatchObject({
      code: 'library.not_found',
    });

    const again = await ingest.library(tree, { name: 'Again' });
    expect(await ingest.ids(again)).toEqual(before);

    await ingest.told();
    await ingest.bus.request(rpcs.removeLibrary, { id: again.id, purge: true });
    await ingest.quiet();
    expect((await ingest.told()).map(({ payload }) => payload['state'])).toEqual(['purged']);
    expect(await ingest.files(again)).toEqual([]);
    expect(await ingest.find(again)).toBeUndefined();
    await ingest.bus.request(rpcs.removeLibrary, { id: library.id, purge: true });
    await ingest.quiet();
    expect(await ingest.query('SELECT 1 FROM library WHERE id = ANY($1::uuid[])', [[library.id, again.id]])).toEqual([]);
    await expect(ingest.bus.request(rpcs.removeLibrary, { id: library.id, purge: true })).rejects.toMatchObject({
      code: 'library.not_found',
    });
  });

  it('does not lose the ids when the folder is added again at once', async () => {
    const tree = ingest.tree();
    for (let at = 0; at < 200; at += 1) tree.put(`${at}.mp4`);
    const library = await ingest.library(tree);
    const before = await ingest.ids(library);
    await ingest.bus.request(rpcs.removeLibrary, { id: library.id, purge: false });
    const again = await ingest.library(tree, { name: 'At once' });
    await ingest.quiet();
    expect(await ingest.ids(again)).toEqual(before);
  });
});

describe('the folder picker', () => {
  it('lists visible sub-folders in natural order', async () => {
    const tree = ingest.tree();
    ['Folder 10', 'Folder 2', '.hidden', 'lost+found'].forEach((name) => mkdirSync(tree.at(name)));
    writeFileSync(tree.at('file.mp4'), '');
    expect(await ingest.bus.request(rpcs.listFolders, { path: tree.root })).toEqual({
      path: tree.root,
      parent: ingest.folder,
      folders: [
        { name: 'Folder 2', path: tree.at('Folder 2') },
        { name: 'Folder 10', path: tree.at('Folder 10') },
      ],
    });
    expect(await ingest.bus.request(rpcs.listFolders, { path: '' })).toMatchObject({ path: '/', parent: null });
    await expect(ingest.bus.request(rpcs.listFolders, { path: '../etc' })).rejects.toMatchObject({ code: 'library.path_relative' });
    await expect(ingest.bus.request(rpcs.listFolders, { path: tree.at('none') })).rejects.toMatchObject({ code: 'library.path_missing' });
  });
});

describe('libraries given at the start', () => {
  it('are added when there never was one, and only then', async () => {
    const fresh = await TestIngest.create();
    const [one, two] = [fresh.tree('x/Films'), fresh.tree('y/films')];
    one.put('a.mp4');
    two.put('b.mp4');
    await fresh.stop();
    await fresh.start({ REELM_LIBRARIES: `${one.root}:${two.root}:${fresh.folder}/missing` });
    const found = await until('both libraries', async () => {
      const list = await fresh.bus.request(rpcs.listLibraries, {});
      return list.length === 2 && list;
    });
    expect(found.map(({ name }) => name)).toEqual(['Films', 'films 2']);
    await fresh.stop();
    await fresh.start({ REELM_LIBRARIES: fresh.tree('z').root });
    expect(await fresh.bus.request(rpcs.listLibraries, {})).toHaveLength(2);
    await fresh.dispose();
  });
});
