import { createHash } from 'node:crypto';
import { constants, createReadStream, type Stats } from 'node:fs';
import { link, lstat, mkdir, open, realpath, rename, rm, statfs, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { AppError } from '@reelm/service-kit';

/** A place below the folder of a library. */
export interface Place {
  root: string;
  path: string;
}

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '');
const absolute = ({ root, path }: Place): string => join(root, path);

/** File systems that know no second name for a file. */
const withoutLinks = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EXDEV'];

/**
 * The only hands that write into a library. Nothing is ever written over: a file appears whole, under a name that nobody has, or not at all.
 * Errors of the disk come as AppError `library.unavailable` (retryable) or `storage.full`.
 */
@Injectable()
export class LibraryWriter {
  /** What lies at a place; null for nothing. */
  async look(place: Place): Promise<Pick<Stats, 'size' | 'dev' | 'ino'> | null> {
    return lstat(absolute(place)).catch((error: unknown) => {
      if (['ENOENT', 'ENOTDIR'].includes(codeOf(error))) return null;
      throw translated(error, place);
    });
  }

  async freeBytes(root: string): Promise<number> {
    const { bavail, bsize } = await statfs(root).catch((error: unknown) => {
      throw translated(error, { root, path: '' });
    });
    return bavail * bsize;
  }

  /** Writes a file to the disk, over what an earlier try left. @throws AppError `edit.failed` where it is not what was promised */
  async write(place: Place, content: Readable, promised: { bytes: number; sha256: string }, signal: AbortSignal): Promise<void> {
    await this.assertWithin(place);
    const hash = createHash('sha256');
    let bytes = 0;
    try {
      const file = await open(absolute(place), constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC | constants.O_NOFOLLOW, 0o666);
      try {
        for await (const chunk of content as AsyncIterable<Buffer>) {
          signal.throwIfAborted();
          hash.update(chunk);
          bytes += chunk.length;
          await file.writeFile(chunk);
        }
        await file.sync();
      } finally {
        await file.close();
      }
    } catch (error) {
      throw signal.aborted ? signal.reason : translated(error, place);
    }
    if (bytes !== promised.bytes || hash.digest('hex') !== promised.sha256)
      throw new AppError('storage.unavailable', { problem: 'the file was not read as it was written' });
  }

  /** Whether a file has this content. */
  async holds(place: Place, { bytes, sha256 }: { bytes: number; sha256: string }): Promise<boolean> {
    const found = await this.look(place);
    if (found === null || found.size !== bytes) return false;
    const hash = createHash('sha256');
    for await (const chunk of createReadStream(absolute(place), { highWaterMark: 1024 ** 2 })) hash.update(chunk as Buffer);
    return hash.digest('hex') === sha256;
  }

  /** Gives a file another place in its library, with folders as needed. @returns false, with all as it was, where the place is taken */
  async move(root: string, from: string, to: string): Promise<boolean> {
    const [source, target] = [absolute({ root, path: from }), absolute({ root, path: to })];
    try {
      await mkdir(dirname(target), { recursive: true });
      await this.assertWithin({ root, path: to });
      if (!(await secondName(source, target))) return false;
      for (const folder of new Set([dirname(source), dirname(target)])) await syncFolder(folder);
      return true;
    } catch (error) {
      throw translated(error, { root, path: from });
    }
  }

  async remove({ root, path }: Place): Promise<void> {
    await rm(absolute({ root, path }), { force: true, recursive: true }).catch((error: unknown) => {
      throw translated(error, { root, path });
    });
  }

  /** A folder that was replaced by a link must not lead out of the library. */
  private async assertWithin({ root, path }: Place): Promise<void> {
    const folder = await realpath(dirname(absolute({ root, path }))).catch((error: unknown) => {
      throw translated(error, { root, path });
    });
    if (folder !== root && !folder.startsWith(`${root}/`))
      throw new AppError('library.unavailable', { path: dirname(absolute({ root, path })) });
  }
}

/** Moves without ever replacing: by a second name where the file system knows such, else by looking first. */
async function secondName(source: string, target: string): Promise<boolean> {
  try {
    await link(source, target);
    await unlink(source);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    if (!withoutLinks.includes(codeOf(error))) throw error;
  }
  const taken = await lstat(target).then(
    () => true,
    (error: unknown) => {
      if (codeOf(error) === 'ENOENT') return false;
      throw error;
    },
  );
  if (!taken) await rename(source, target);
  return !taken;
}

/** The new name survives a power cut. Some file systems know no such thing for folders. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, constants.O_RDONLY);
  await folder.sync().catch(() => undefined);
  await folder.close();
}

function translated(error: unknown, { root, path }: Place): unknown {
  if (error instanceof AppError) return error;
  const code = codeOf(error);
  if (code === 'ENOSPC' || code === 'EDQUOT') return new AppError('storage.full', { path: root }, { cause: error });
  if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM')
    return new AppError('library.not_writable', { path: join(root, dirname(path)) }, { cause: error });
  return new AppError('library.unavailable', { path: root }, { cause: error, retryable: true });
}
