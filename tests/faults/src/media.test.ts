import { describe, expect, it } from 'vitest';
import { libraryFiles, type Mould } from './media.js';

const moulds = ['season 1/film 0.mp4', 'other/small.webm', 'broken/text.mp4'].map((name): Mould => {
  const bytes = Buffer.from(`the content of ${name}`);
  return { name, bytes, tail: (noise) => noise };
});
const paths = (files: readonly { path: string }[]) => files.map((file) => file.path).sort();
const contents = (files: readonly { bytes: Buffer }[]) => new Set(files.map((file) => file.bytes.toString('hex')));

describe('libraryFiles', () => {
  it('fills a long library with films, each of a content of its own but for the two that share one', () => {
    const files = libraryFiles(moulds, 40, 'a', 'films');
    expect(new Set(paths(files)).size).toBe(40);
    expect(contents(files).size).toBe(39);
    const again = files.filter((file) => file.path.startsWith('again '));
    expect(again).toHaveLength(36);
    for (const { path, bytes } of again) {
      const mould = moulds.find(({ name }) => path.endsWith(`/${name}`));
      expect(bytes.subarray(0, mould?.bytes.length)).toEqual(mould?.bytes);
    }
  });

  it('makes the same paths of the same moulds in all libraries of a size, of which no two share a content', () => {
    const [a, b] = [libraryFiles(moulds, 40, 'a', 'films'), libraryFiles(moulds, 40, 'b', 'films')];
    expect(paths(a)).toEqual(paths(b));
    expect(contents([...a, ...b]).size).toBe(2 * contents(a).size);
  });

  it('fills a short one with texts', () => {
    expect(paths(libraryFiles(moulds, 8, 'a')).filter((path) => path.startsWith('texts/'))).toHaveLength(4);
  });
});
