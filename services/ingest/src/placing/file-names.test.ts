import { expect, it } from 'vitest';
import { namesBeside, partPath, trashPath } from './file-names.js';

const first = (path: string, suffix: string, extension: string, count = 2): string[] => {
  const names = namesBeside(path, suffix, extension);
  return Array.from({ length: count }, () => names.next().value);
};

it('are those of the file with what tells them apart', () => {
  expect(first('Films/Sea.of.Love.mkv', ' - part 1', 'mp4')).toEqual([
    'Films/Sea.of.Love - part 1.mp4',
    'Films/Sea.of.Love - part 1 (2).mp4',
  ]);
  expect(first('Sea.mkv', '', 'mkv')).toEqual(['Sea.mkv', 'Sea (2).mkv']);
});

it('never lead out of the folder, and are never too long for a file system', () => {
  expect(first('a/b.mp4', ' ../../x', 'mp4', 1)).toEqual(['a/b ..-..-x.mp4']);
  const [long = ''] = first(`${'é'.repeat(127)}.mp4`, ' - part 10', 'mp4', 1);
  expect(Buffer.byteLength(long)).toBeLessThanOrEqual(255);
  expect(long).toMatch(/^é+ - part 10\.mp4$/);
});

it('of what is not whole, or in the trash, are hidden', () => {
  expect(partPath('1', 'Films/Sea.mp4')).toBe('Films/.reelm-1.part');
  expect(partPath('1', 'Sea.mp4')).toBe('.reelm-1.part');
  expect(trashPath('1', 'Films/Sea.mp4')).toBe('.reelm-trash/1/Sea.mp4');
});
