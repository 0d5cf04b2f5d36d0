import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isGap, type Entry } from './entries.js';
import { comparePaths } from './path-order.js';
import { Walker } from './walker.repository.js';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'reelm-walk-'));
});
afterEach(() => {
  chmodSync(join(root), 0o700);
  rmSync(root, { recursive: true, force: true });
});

function put(path: string, content = 'x'): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
}

function walk(options: { folder?: string; exclude?: string[]; limit?: number } = {}): { entries: Entry[]; walker: Walker } {
  const walker = new Walker({ root, folder: options.folder ?? '', exclude: options.exclude ?? [] });
  const entries: Entry[] = [];
  for (let batch = walker.next(options.limit ?? 2); batch.length > 0; batch = walker.next(options.limit ?? 2)) entries.push(...batch);
  return { entries, walker };
}
const paths = (entries: Entry[]) => entries.map((entry) => (isGap(entry) ? `${entry.gap} ${entry.path}` : entry.path));

/** Root may read everything, so tests of rights give that up for a moment. */
function asOrdinaryUser<R>(work: () => R): R {
  if (process.getuid?.() !== 0) return work();
  process.seteuid?.(65_534);
  try {
    return work();
  } finally {
    process.seteuid?.(0);
  }
}

describe('Walker', () => {
  it('lists videos with size and time, in path order, however small the batches', () => {
    for (const path of ['b/c.mp4', 'b.mp4', 'b c.mp4', 'a/z/1.mkv', 'a/a.MOV', 'note.txt', '\u{1F3AC}.mp4', '\uFF21.mp4']) put(path);
    utimesSync(join(root, 'b.mp4'), 1_000, 1_234.5678);
    for (const limit of [1, 3, 1_000]) {
      const { entries } = walk({ limit });
      expect(paths(entries)).toEqual(['a/a.MOV', 'a/z/1.mkv', 'b c.mp4', 'b.mp4', 'b/c.mp4', '\uFF21.mp4', '\u{1F3AC}.mp4']);
      expect(paths(entries)).toEqual(paths(entries).toSorted(comparePaths));
      expect(entries.find((entry) => entry.path === 'b.mp4')).toEqual({ path: 'b.mp4', bytes: 1, modifiedMs: 1_234_567 });
    }
  });

  it('takes names with a line break, a leading dash and quotes as they are', () => {
    const odd = ['-y.mkv', 'a"b\'.mp4', 'line\nbreak.mp4', 'tab\t.mp4', 'with \ufffd in it.mp4'];
    odd.forEach((path) => put(path));
    expect(paths(walk().entries)).toEqual(odd);
  });

  it('reports names that are not valid UTF-8 and goes on', () => {
    put('fine.mp4');
    writeFileSync(Buffer.concat([Buffer.from(`${root}/bad`), Buffer.from([0xff, 0xfe]), Buffer.from('.mp4')]), 'x');
    const { entries, walker } = walk();
    expect(paths(entries)).toEqual(['fine.mp4']);
    expect(walker.problems.unusableNames.count).toBe(1);
    expect(walker.problems.unusableNames.example).toContain('.mp4');
  });

  it('does not follow symbolic links, out of the library or within', () => {
    put('real/a.mp4');
    symlinkSync('/etc', join(root, 'etc'));
    symlinkSync(join(root, 'real'), join(root, 'again'));
    symlinkSync(join(root, 'real/a.mp4'), join(root, 'b.mp4'));
    symlinkSync('.', join(root, 'loop'));
    expect(paths(walk().entries)).toEqual(['real/a.mp4']);
  });

  it('skips hidden and system folders and hidden files', () => {
    ['.hidden/a.mp4', '@eaDir/a.mp4', '.a.mp4', 'b.mp4'].forEach((path) => put(path));
    expect(paths(walk().entries)).toEqual(['b.mp4']);
  });

  it('leaves out by glob and by ignore file, and says so', () => {
    ['films/a.mp4', 'films/b.avi', 'trailers/t.mp4', 'shows/s.mp4', 'shows/extras/e.mp4'].forEach((path) => put(path));
    put('shows/.reelmignore', 'extras/\n');
    expect(paths(walk({ exclude: ['*.avi', 'trailers'] }).entries)).toEqual([
      'films/a.mp4',
      'excluded films/b.avi',
      'excluded shows/extras/',
      'shows/s.mp4',
      'excluded trailers/',
    ]);
  });

  it('applies the rules of the folders above when it begins below', () => {
    ['shows/x/a.ts', 'shows/x/a.mp4', 'other/b.mp4', 'out/in/c.mp4'].forEach((path) => put(path));
    put('.reelmignore', '*.ts\nout/\n');
    expect(paths(walk({ folder: 'shows/x' }).entries)).toEqual(['shows/x/a.mp4', 'excluded shows/x/a.ts']);
    expect(paths(walk({ folder: 'out/in' }).entries)).toEqual(['excluded out/']);
    expect(paths(walk({ folder: 'not/there' }).entries)).toEqual([]);
  });

  it('marks a folder without any entry', () => {
    mkdirSync(join(root, 'mount'));
    put('a.mp4');
    expect(paths(walk().entries)).toEqual(['a.mp4', 'emptied mount/']);
  });

  it('marks what it may not read', () => {
    put('closed/a.mp4');
    put('open/.reelmignore', 'a.mp4');
    put('open/a.mp4');
    chmodSync(root, 0o755);
    chmodSync(join(root, 'closed'), 0);
    chmodSync(join(root, 'open/.reelmignore'), 0);
    const { entries, walker } = asOrdinaryUser(() => walk());
    expect(paths(entries)).toEqual(['unreadable closed/', 'unreadable open/']);
    expect(walker.problems.unreadable).toEqual({ count: 2, example: 'closed/' });
    expect(paths(asOrdinaryUser(() => walk({ folder: 'open' })).entries)).toEqual(['unreadable open/']);
  });

  it('reports a path that is too long for the index and goes on', () => {
    put(`${Array.from({ length: 9 }, () => 'd'.repeat(230)).join('/')}/a.mp4`);
    put('z.mp4');
    const { entries, walker } = walk();
    expect(paths(entries).filter((path) => path.endsWith('z.mp4'))).toEqual(['z.mp4']);
    expect(walker.problems.unusableNames.count).toBe(1);
  });
});
