import { createHash } from 'node:crypto';
import { closeSync, constants, fstatSync, lstatSync, openSync, opendirSync, readSync, statSync, type Stats } from 'node:fs';
import type { DiskCalls, FileToRead, HashResult } from './disk-calls.js';
import { oshash, TruncatedError } from './oshash.js';
import { modifiedMsOf, Walker } from './walker.repository.js';

const readBytes = 4 * 1024 * 1024;

/** The calls that scanning needs of a disk, blocking: for a worker thread of their own. */
export class DiskOperations implements DiskCalls {
  private walker: Walker | undefined;

  root(path: string) {
    const stat = statSync(path, { bigint: true });
    const folder = opendirSync(path);
    try {
      return { mark: `${stat.dev}:${stat.ino}`, empty: folder.readSync() === null };
    } finally {
      folder.closeSync();
    }
  }

  openWalk(options: Parameters<DiskCalls['openWalk']>[0]) {
    this.walker = new Walker(options);
    return null;
  }

  nextEntries(limit: number) {
    if (this.walker === undefined) throw new Error('There is no walk to go on with.');
    return { entries: this.walker.next(limit), problems: this.walker.problems };
  }

  oshash(files: readonly FileToRead[]): HashResult[] {
    return files.map(
      (file) =>
        reading(file, (fd) => ({
          oshash: oshash(file.bytes, (buffer, length, position) => readSync(fd, buffer, 0, length, position)),
        })) ?? { problem: 'moved-on' },
    );
  }

  stat(files: readonly { root: string; path: string }[]) {
    return files.map(({ root, path }) => {
      const stat = lstatSync(`${root}/${path}`, { throwIfNoEntry: false });
      return stat?.isFile() ? { bytes: stat.size, modifiedMs: modifiedMsOf(stat) } : null;
    });
  }

  /** SHA-256 of the whole file in hex; null when it is not as described, or changes while it is read. */
  sha256(file: FileToRead): string | null {
    const result = reading(file, (fd) => {
      const hash = createHash('sha256');
      const buffer = Buffer.allocUnsafe(readBytes);
      for (let read = readSync(fd, buffer); read > 0; read = readSync(fd, buffer)) hash.update(buffer.subarray(0, read));
      return { sha256: hash.digest('hex') };
    });
    return result !== undefined && 'sha256' in result ? result.sha256 : null;
  }
}

/** Reads an open file that is, before and after, as described; undefined when it is not. Never follows a link, never waits on a pipe. */
function reading<R extends object>(file: FileToRead, read: (fd: number) => R): R | { problem: 'unreadable' } | undefined {
  let fd: number | undefined;
  try {
    fd = openSync(`${file.root}/${file.path}`, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    if (!isAsDescribed(fstatSync(fd), file)) return undefined;
    const result = read(fd);
    return isAsDescribed(fstatSync(fd), file) ? result : undefined;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    return code === 'ENOENT' || code === 'ENOTDIR' || code === 'ELOOP' || error instanceof TruncatedError
      ? undefined
      : { problem: 'unreadable' };
  } finally {
    if (fd !== undefined) closeSync(fd);
  }
}

const isAsDescribed = (stat: Stats, file: FileToRead): boolean =>
  stat.isFile() && stat.size === file.bytes && modifiedMsOf(stat) === file.modifiedMs;
