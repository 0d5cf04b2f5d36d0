import { posix } from 'node:path';

/** File systems take names of so many bytes. */
const mostNameBytes = 240;

/**
 * Names to try for a file made of another one, beside it, the best first: `Films/Sea.mkv` gives `Films/Sea - part 1.mp4`, then
 * `Films/Sea - part 1 (2).mp4` and so on.
 */
export function* namesBeside(path: string, suffix: string, extension: string): Generator<string> {
  const folder = posix.dirname(path);
  const base = posix.basename(path, posix.extname(path));
  for (let number = 1; ; number += 1) {
    const end = `${suffix.replaceAll('/', '-')}${number === 1 ? '' : ` (${number})`}.${extension}`;
    const name = `${shortened(base, mostNameBytes - Buffer.byteLength(end))}${end}`;
    yield folder === '.' ? name : `${folder}/${name}`;
  }
}

function shortened(name: string, bytes: number): string {
  let short = name;
  // By whole characters: half of one is no name.
  while (Buffer.byteLength(short) > bytes) short = Array.from(short).slice(0, -1).join('');
  return short;
}

/** Folder of a library in which deleted files wait; scans pass hidden folders by. */
export const trashFolder = '.reelm-trash';
export const trashPath = (fileId: string, path: string): string => `${trashFolder}/${fileId}/${posix.basename(path)}`;

/** Where a file is written until it is whole: beside its place, on the same disk, under a name that scans pass by. */
export const partPath = (fileId: string, path: string): string => {
  const folder = posix.dirname(path);
  return `${folder === '.' ? '' : `${folder}/`}.reelm-${fileId}.part`;
};
