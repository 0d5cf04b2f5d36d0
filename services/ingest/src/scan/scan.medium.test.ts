import { chmodSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { events, jobs, rpcs } from '@reelm/contracts';
import { JobQueue } from '@reelm/service-kit';
import { until } from '@reelm/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lines, TestIngest } from '../testing/ingest.js';

let ingest: TestIngest;
beforeAll(async () => {
  // What a test writes can be read by others, however the machine is set.
  process.umask(0o022);
  ingest = await TestIngest.create();
});
afterAll(() => ingest.dispose());

const paths = (record: Record<string, string>) => Object.keys(record).sort();

/** Root may read everything, so a test of rights gives that up for a moment. */
async function asOrdinaryUser<R>(work: () => Promise<R>): Promise<R> {
  if (process.getuid?.() !== 0) return work();
  process.seteuid?.(65_534);
  try {
    return await work();
  } finally {
    process.seteuid?.(0);
  }
}

describe('a scan', () => {
  it('lists the videos of a library once, and a second one does nothing', async () => {
    const tree = ingest.tree();
    ['a.mp4', 'b/c.mkv', 'b/d/e.webm', '-y.mkv', 'line\nbreak.mp4', 'note.txt', '.hidden.mp4'].forEach((path) => tree.put(path));
    tree.put('empty.mp4', '');
    await ingest.told();
    const library = await ingest.library(tree);
    const told = await ingest.told();
    expect(lines(told.filter(({ subject }) => subject === events.fileAdded.subject))).toEqual([
      'added -y.mkv',
      'added a.mp4',
      'added b/c.mkv',
      'added b/d/e.webm',
      'added empty.mp4',
      'added line\nbreak.mp4',
    ]);
    expect(told.find(({ payload }) => payload['path'] === 'a.mp4')?.payload).toMatchObject({
      libraryId: library.id,
      bytes: 64,
      present: true,
      oshash: expect.stringMatching(/^[0-9a-f]{16}$/),
      modifiedAt: expect.stringMatching(/Z$/),
      scanJobId: expect.any(String),
    });
    expect(told.find(({ payload }) => payload['path'] === 'empty.mp4')?.payload).toMatchObject({ bytes: 0, oshash: null });

    const before = await ingest.ids(library);
    expect(await ingest.scan(library)).toEqual({ events: [], error: null });
    expect(await ingest.ids(library)).toEqual(before);
    expect(await ingest.find(library)).toMatchObject({
      files: 6,
      bytes: 320,
      state: 'active',
      problem: null,
      lastScanAt: expect.any(String),
    });
  });

  it('tells added, changed, touched, gone and come back', async () => {
    const tree = ingest.tree();
    ['a.mp4', 'b.mp4', 'c.mp4'].forEach((path) => tree.put(path));
    const library = await ingest.library(tree);
    const before = await ingest.ids(library);
    tree.put('a.mp4', 'other content, other length');
    tree.put('b.mp4', 'b.mp4', new Date(Date.now() - 3_600_000));
    tree.remove('c.mp4');
    tree.put('d.mp4');
    expect(lines((await ingest.scan(library)).events)).toEqual(['added d.mp4', 'changed a.mp4', 'changed b.mp4', 'missing c.mp4']);
    tree.put('c.mp4');
    expect(lines((await ingest.scan(library)).events)).toEqual(['restored c.mp4']);
    const after = await ingest.ids(library);
    expect(after).toEqual({ ...before, 'd.mp4': after['d.mp4'] });
  });

  it('keeps the ids of a thousand files that are renamed at once', async () => {
    const tree = ingest.tree();
    for (let at = 0; at < 1_000; at += 1) tree.put(`old/${at}.mp4`);
    const library = await ingest.library(tree);
    const before = await ingest.ids(library);
    tree.move('old', 'new/place');
    const { events: told, error } = await ingest.scan(library);
    expect(error).toBeNull();
    expect(told).toHaveLength(1_000);
    expect(new Set(told.map(({ subject }) => subject))).toEqual(new Set([events.fileMoved.subject]));
    const after = await ingest.ids(library);
    expect(after).toEqual(Object.fromEntries(Object.entries(before).map(([path, id]) => [path.replace('old/', 'new/place/'), id])));
    expect((await ingest.scan(library)).events).toEqual([]);
  });

  it('follows contents that change places', async () => {
    const tree = ingest.tree();
    ['a.mp4', 'b.mp4', 'film.mkv', 'z1.mp4', 'z2.mp4'].forEach((path) => tree.put(path));
    const library = await ingest.library(tree);
    const before = await ingest.ids(library);
    // Two files swap names.
    tree.put('a.mp4', 'b.mp4', new Date(Date.now() - 7_200_000));
    tree.put('b.mp4', 'a.mp4', new Date(Date.now() - 7_200_000));
    // A better encode takes the name, the original is kept aside.
    tree.move('film.mkv', 'film.orig.mkv');
    tree.put('film.mkv', 'a much better encode of the film');
    // A chain: z1 takes the place of z2, which moves on.
    tree.move('z2.mp4', 'z3.mp4');
    tree.move('z1.mp4', 'z2.mp4');
    await ingest.scan(library);
    const after = await ingest.ids(library);
    expect(after['a.mp4']).toBe(before['b.mp4']);
    expect(after['b.mp4']).toBe(before['a.mp4']);
    expect(after['film.orig.mkv']).toBe(before['film.mkv']);
    expect(Object.values(before)).not.toContain(after['film.mkv']);
    expect(after['z3.mp4']).toBe(before['z2.mp4']);
    expect(after['z2.mp4']).toBe(before['z1.mp4']);
    expect(paths(after)).toHaveLength(6);
    expect((await ingest.scan(library)).events).toEqual([]);
  });

  it('follows a file into another library, whichever is scanned first', async () => {
    const [left, right] = [ingest.tree(), ingest.tree()];
    ['a.mp4', 'b.mp4', 'stays.mp4'].forEach((path) => left.put(path));
    right.put('r.mp4');
    const [from, to] = [await ingest.library(left), await ingest.library(right)];
    const before = await ingest.ids(from);
    left.move('a.mp4', '../moved-a.mp4');
    right.move('../moved-a.mp4', 'in/a.mp4');
    expect(lines((await ingest.scan(to)).events)).toEqual(['moved in/a.mp4']);
    left.move('b.mp4', '../moved-b.mp4');
    right.move('../moved-b.mp4', 'b.mp4');
    expect(lines((await ingest.scan(from)).events)).toEqual(['missing b.mp4']);
    expect(lines((await ingest.scan(to)).events)).toEqual(['moved b.mp4']);
    expect(await ingest.ids(to)).toMatchObject({ 'in/a.mp4': before['a.mp4'], 'b.mp4': before['b.mp4'] });
    expect(paths(await ingest.ids(from))).toEqual(['stays.mp4']);
  });

  it('confirms by full hashes that two files are the same', async () => {
    const tree = ingest.tree();
    tree.put('one.mp4', 'same');
    tree.put('two.mp4', 'same');
    const library = await ingest.library(tree);
    const hashes = (await ingest.told())
      .filter(({ subject }) => subject === events.fileIdentified.subject)
      .map(({ payload }) => payload['contentHash']);
    expect(hashes).toHaveLength(2);
    expect(new Set(hashes).size).toBe(1);
    tree.put('three.mp4', 'same');
    const { events: told } = await ingest.scan(library);
    expect(told.map(({ subject }) => subject)).toEqual([events.fileAdded.subject, events.fileIdentified.subject]);
    expect(told[1]?.payload['contentHash']).toBe(hashes[0]);
    expect(new Set(Object.values(await ingest.ids(library))).size).toBe(3);
  });

  it('reads every file in full where the library wants that', async () => {
    const tree = ingest.tree();
    tree.put('one.mp4', 'one');
    tree.put('two.mp4', 'two');
    const library = await ingest.library(tree);
    const read = ({ subject }: { subject: string }) => subject === events.fileIdentified.subject;
    expect((await ingest.told()).filter(read)).toEqual([]);
    expect(await ingest.bus.request(rpcs.updateLibrary, { id: library.id, hash: true })).toMatchObject({ hash: true });
    await ingest.quiet();
    expect((await ingest.told()).filter(read)).toHaveLength(2);
    tree.put('three.mp4', 'three');
    expect((await ingest.scan(library)).events.filter(read)).toHaveLength(1);
  });

  it('confirms it later where the disk was away when the files were to be read', async () => {
    const queue = ingest.app.get(JobQueue);
    await queue.pause(jobs.identify.kind, true);
    const tree = ingest.tree();
    tree.put('this.mp4', 'alike');
    tree.put('that.mp4', 'alike');
    await ingest.told();
    const library = await ingest.bus.request(rpcs.createLibrary, { name: 'away', path: tree.root, watch: false });
    const readings = () =>
      ingest.query<{ tries: number }>('SELECT tries FROM job WHERE kind = $1 AND library_id = $2', [jobs.identify.kind, library.id]);
    await until('the reading to be asked for', async () => (await readings()).length > 0);
    renameSync(tree.root, `${tree.root}.away`);
    await queue.pause(jobs.identify.kind, false);
    await until('the reading to be put off', async () => (await readings()).every(({ tries }) => tries > 0));
    renameSync(`${tree.root}.away`, tree.root);
    await ingest.quiet();
    expect((await ingest.told()).filter(({ subject }) => subject === events.fileIdentified.subject)).toHaveLength(2);
  });

  it('leaves out by glob and by ignore file, also what was known before', async () => {
    const tree = ingest.tree();
    for (let at = 0; at < 40; at += 1) tree.put(`samples/${at}.mp4`);
    ['a.mp4', 'b.avi', 'c.mp4'].forEach((path) => tree.put(path));
    const library = await ingest.library(tree, { exclude: ['*.avi'] });
    expect((await ingest.find(library))?.files).toBe(42);
    writeFileSync(tree.at('.reelmignore'), 'samples/\n');
    const { events: told, error } = await ingest.scan(library);
    expect(error).toBeNull();
    expect(told).toHaveLength(40);
    expect(paths(await ingest.ids(library))).toEqual(['a.mp4', 'c.mp4']);
    rmSync(tree.at('.reelmignore'));
    expect(new Set(lines((await ingest.scan(library)).events).map((line) => line.split(' ')[0]))).toEqual(new Set(['restored']));
    await ingest.bus.request(rpcs.updateLibrary, { id: library.id, exclude: ['*.avi', 'c.*'] });
    await ingest.quiet();
    expect(Object.keys(await ingest.ids(library))).not.toContain('c.mp4');
  });

  it('leaves what it may not read as it was, and says so', async () => {
    const tree = ingest.tree();
    tree.put('closed/a.mp4');
    tree.put('b.mp4');
    const library = await ingest.library(tree);
    chmodSync(ingest.folder, 0o755);
    chmodSync(tree.at('closed'), 0);
    const { events: told } = await asOrdinaryUser(() => ingest.scan(library));
    chmodSync(tree.at('closed'), 0o755);
    expect(told).toEqual([]);
    expect((await ingest.find(library))?.problem).toMatchObject({ code: 'library.partly_read', details: { count: 1, example: 'closed/' } });
    await ingest.scan(library);
    expect((await ingest.find(library))?.problem).toBeNull();
  });
});

describe('a library whose disk is away', () => {
  it('loses nothing when its folder is gone, empty, or another one', async () => {
    const tree = ingest.tree();
    for (let at = 0; at < 30; at += 1) tree.put(`${at}.mp4`);
    const library = await ingest.library(tree);
    const before = await ingest.ids(library);
    tree.move('.', '../aside');
    expect(await ingest.scan(library)).toEqual({ events: [], error: 'library.unavailable' });
    expect(await ingest.find(library)).toMatchObject({ state: 'unavailable', problem: { code: 'library.unavailable' }, files: 30 });
    mkdirSync(tree.root);
    expect(await ingest.scan(library)).toEqual({ events: [], error: 'library.unavailable' });
    tree.put('of another disk.mp4');
    expect(await ingest.scan(library)).toEqual({ events: [], error: 'library.unavailable' });
    tree.remove('.');
    tree.move('../aside', '.');
    expect(await ingest.scan(library)).toEqual({ events: [], error: null });
    expect(await ingest.find(library)).toMatchObject({ state: 'active', problem: null });
    expect(await ingest.ids(library)).toEqual(before);
  });

  it('is recognised by its files when its device number is another', async () => {
    const tree = ingest.tree();
    ['a.mp4', 'b.mp4'].forEach((path) => tree.put(path));
    const library = await ingest.library(tree);
    await ingest.query(`UPDATE library SET root_mark = '1:2' WHERE id = $1`, [library.id]);
    tree.remove('b.mp4');
    expect(lines((await ingest.scan(library)).events)).toEqual(['missing b.mp4']);
  });

  it('asks before it believes that much is gone, and takes everything else', async () => {
    const tree = ingest.tree();
    for (let at = 0; at < 50; at += 1) tree.put(`${at}.mp4`);
    const library = await ingest.library(tree);
    for (let at = 0; at < 30; at += 1) tree.remove(`${at}.mp4`);
    tree.put('new.mp4');
    const first = await ingest.scan(library);
    expect(first.error).toBe('library.suspicious_loss');
    expect(lines(first.events)).toEqual(['added new.mp4']);
    expect(await ingest.find(library)).toMatchObject({ state: 'active', files: 51, problem: { details: { missing: 30, known: 51 } } });
    const confirmed = await ingest.scan(library, true);
    expect(confirmed.error).toBeNull();
    expect(confirmed.events).toHaveLength(30);
    expect(await ingest.find(library)).toMatchObject({ files: 21, problem: null });
  });

  it('asks when a folder inside is suddenly empty, as a lost mount is', async () => {
    const tree = ingest.tree();
    for (let at = 0; at < 100; at += 1) tree.put(at < 25 ? `mount/${at}.mp4` : `${at}.mp4`);
    const library = await ingest.library(tree);
    tree.remove('mount');
    mkdirSync(tree.at('mount'));
    expect(await ingest.scan(library)).toEqual({ events: [], error: 'library.suspicious_loss' });
    tree.remove('mount');
    expect((await ingest.scan(library)).events).toHaveLength(25);
  });
});

describe('files that are being written', () => {
  it('wait until they are quiet', async () => {
    await ingest.stop();
    await ingest.start({ REELM_SETTLE_SECONDS: '0.3' });
    const tree = ingest.tree();
    tree.put('old.mp4');
    tree.put('fresh.mp4', 'fresh', new Date());
    tree.put('of a clock ahead.mp4', 'ahead', new Date(Date.now() + 3_600_000));
    const library = await ingest.library(tree);
    expect(paths(await ingest.ids(library))).toEqual(['fresh.mp4', 'of a clock ahead.mp4', 'old.mp4']);

    const growing = setInterval(() => tree.put('growing.mp4', `growing ${Math.random()}`, new Date()), 50);
    tree.put('growing.mp4', 'growing', new Date());
    await ingest.scan(library);
    clearInterval(growing);
    expect(paths(await ingest.ids(library))).not.toContain('growing.mp4');
    const [followUp] = await ingest.query<{ folder: string }>('SELECT folder FROM scan_request WHERE library_id = $1 AND due_at > now()', [
      library.id,
    ]);
    expect(followUp).toEqual({ folder: '' });
    await ingest.scan(library);
    expect(paths(await ingest.ids(library))).toContain('growing.mp4');
    await ingest.stop();
    await ingest.start();
  });
});
