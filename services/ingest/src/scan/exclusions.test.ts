import { describe, expect, it } from 'vitest';
import { compileGlobs, isIgnored, isSkippedFolder, isVideoName, parseIgnoreFile } from './exclusions.js';

describe('isVideoName', () => {
  it.each(['a.mp4', 'A.MKV', 'x.y.webm', 'line\nbreak.ts', '-y.mkv', 'é.m2ts'])('takes %j', (name) => expect(isVideoName(name)).toBe(true));
  it.each(['a.txt', 'mp4', '.mp4', '.hidden.mp4', '._a.mp4', 'a.mp4.part', '~$a.mp4', 'a.mp4~', ''])('leaves %j', (name) => {
    expect(isVideoName(name)).toBe(false);
  });
});

describe('isSkippedFolder', () => {
  it('leaves out hidden and system folders', () => {
    expect(['.git', '@eaDir', '$RECYCLE.BIN', 'lost+found'].every(isSkippedFolder)).toBe(true);
    expect(isSkippedFolder('Films')).toBe(false);
  });
});

describe('compileGlobs', () => {
  it('matches names at any depth when the glob has no slash', () => {
    const excluded = compileGlobs(['*.avi', 'Trailers']);
    expect([excluded('a.avi'), excluded('x/y/a.avi'), excluded('x/Trailers'), excluded('x/a.mp4')]).toEqual([true, true, true, false]);
  });

  it('matches from the library folder when it has one', () => {
    const excluded = compileGlobs(['private/**', 'work/*.mp4', 'old/']);
    expect(excluded('private/a/b.mp4')).toBe(true);
    expect(excluded('x/private/a.mp4')).toBe(false);
    expect(excluded('work/a.mp4')).toBe(true);
    expect(excluded('work/x/a.mp4')).toBe(false);
    expect(excluded('old')).toBe(true);
  });

  it('excludes nothing when there are no globs', () => expect(compileGlobs([])('a.mp4')).toBe(false));
});

describe('isIgnored', () => {
  const root = parseIgnoreFile('*.ts\n/samples/\n# a comment\n', '', undefined);
  const nested = parseIgnoreFile('!keep.ts\nextras/*\n', 'shows', root);

  it('follows the syntax of gitignore', () => {
    expect(isIgnored('a.ts', false, root)).toBe(true);
    expect(isIgnored('x/a.ts', false, root)).toBe(true);
    expect(isIgnored('samples', true, root)).toBe(true);
    expect(isIgnored('x/samples', true, root)).toBe(false);
    expect(isIgnored('a.mp4', false, root)).toBe(false);
  });

  it('lets the nearest file decide', () => {
    expect(isIgnored('shows/keep.ts', false, nested)).toBe(false);
    expect(isIgnored('shows/other.ts', false, nested)).toBe(true);
    expect(isIgnored('shows/extras/a.mp4', false, nested)).toBe(true);
  });
});
