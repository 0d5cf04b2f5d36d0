import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const words = [
  'harbour',
  'meadow',
  'winter',
  'market',
  'river',
  'garden',
  'summit',
  'lantern',
  'orchard',
  'station',
  'bridge',
  'island',
  'forest',
  'window',
  'valley',
  'morning',
];
const filesPerFolder = 100;
/** Settled files: those that changed in the last seconds would be waited for. */
const writtenAt = new Date('2024-01-01T00:00:00Z');

const wordOf = (index: number, step: number): string => words[Math.floor(index / step) % words.length] ?? '';

/** Path of the n-th file: a hundred to a folder, three words that differ from file to file, and its number. */
export const pathOf = (index: number): string =>
  join(
    `${wordOf(index, filesPerFolder)} ${Math.floor(index / filesPerFolder)}`,
    `${wordOf(index, 1)} ${wordOf(index, 7)} ${wordOf(index, 41)} ${index}.mp4`,
  );

/** Writes tiny files, no two with the same content. */
export function writeFiles(root: string, count: number): void {
  for (let index = 0; index < count; index += 1) {
    const path = join(root, pathOf(index));
    if (index % filesPerFolder === 0) mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, `not a film, only file ${index}`);
    utimesSync(path, writtenAt, writtenAt);
  }
}
