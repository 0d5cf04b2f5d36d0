import { constants } from 'node:fs';
import { open, realpath, type FileHandle } from 'node:fs/promises';
import { basename, join, sep } from 'node:path';
import { AppError } from '@reelm/service-kit';
import type { Validators } from './conditional.js';

/** A file of a library, opened for reading; whoever gets it closes it. */
export interface OpenFile extends Validators {
  handle: FileHandle;
  name: string;
  size: number;
}

const absent = new Set([
  'ENOENT',
  'ENOTDIR',
  'ELOOP',
  'EACCES',
  'EPERM',
  'EIO',
  'ESTALE',
  'ENXIO',
  'ENAMETOOLONG',
  'EISDIR',
  'EHOSTDOWN',
  'ENOTCONN',
]);
const isAbsent = (error: unknown): boolean => error instanceof Error && 'code' in error && absent.has(String(error.code));

/**
 * Opens a file by its path below a library folder. Links are followed, but never out of the folder.
 * @throws AppError `video.file_missing` when it is not there, not readable, no regular file, or outside
 */
export async function openLibraryFile(root: string, path: string): Promise<OpenFile> {
  const missing = (cause?: unknown) => new AppError('video.file_missing', { path }, { cause });
  try {
    const [folder, target] = await Promise.all([realpath(root), realpath(join(root, path))]);
    if (!target.startsWith(folder.endsWith(sep) ? folder : folder + sep)) throw missing();
    // Opening a pipe would wait for its writer.
    const handle = await open(target, constants.O_RDONLY | constants.O_NONBLOCK);
    return await described(handle, basename(path), missing);
  } catch (error) {
    throw isAbsent(error) ? missing(error) : error;
  }
}

async function described(handle: FileHandle, name: string, missing: () => AppError): Promise<OpenFile> {
  try {
    const stat = await handle.stat();
    if (!stat.isFile()) throw missing();
    const etag = `"${stat.size.toString(36)}-${Math.floor(stat.mtimeMs).toString(36)}"`;
    return { handle, name, size: stat.size, etag, lastModified: stat.mtime };
  } catch (error) {
    await handle.close();
    throw error;
  }
}
