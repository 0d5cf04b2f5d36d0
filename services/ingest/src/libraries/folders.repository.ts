import { constants } from 'node:fs';
import { access, readdir, realpath, stat } from 'node:fs/promises';
import { dirname, isAbsolute, join } from 'node:path';
import { Injectable } from '@nestjs/common';
import type { FolderListing } from '@reelm/contracts';
import { AppError } from '@reelm/service-kit';
import { isSkippedFolder } from '../scan/exclusions.js';

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined);

/** Folders of the server, as they are on the disk. */
@Injectable()
export class FoldersRepository {
  /**
   * The folder's path with all symbolic links resolved.
   * @throws AppError `library.path_relative`, `library.path_missing`, `library.path_not_folder`, `library.path_unreadable`
   */
  async resolve(path: string): Promise<string> {
    if (!isAbsolute(path) || path.includes('\0')) throw new AppError('library.path_relative', { path });
    try {
      const real = await realpath(path);
      if (!(await stat(real)).isDirectory()) throw new AppError('library.path_not_folder', { path });
      await access(real, constants.R_OK | constants.X_OK);
      return real;
    } catch (error) {
      if (error instanceof AppError) throw error;
      const code = codeOf(error);
      if (code === 'ENOENT' || code === 'ELOOP' || code === 'ENAMETOOLONG')
        throw new AppError('library.path_missing', { path }, { cause: error });
      if (code === 'ENOTDIR') throw new AppError('library.path_not_folder', { path }, { cause: error });
      throw new AppError('library.path_unreadable', { path }, { cause: error });
    }
  }

  /** Whether there is a folder with anything in it: not so where a disk is not mounted. */
  async hasEntries(path: string): Promise<boolean> {
    return readdir(path).then(
      (entries) => entries.length > 0,
      () => false,
    );
  }

  /** The sub-folders of a folder, without hidden ones, by name. An empty path is the root. */
  async list(path: string): Promise<FolderListing> {
    const folder = await this.resolve(path === '' ? '/' : path);
    const entries = await readdir(folder, { withFileTypes: true });
    const names = entries.filter((entry) => entry.isDirectory() && !isSkippedFolder(entry.name)).map((entry) => entry.name);
    return {
      path: folder,
      parent: folder === '/' ? null : dirname(folder),
      folders: names.sort((a, b) => a.localeCompare(b, undefined, { numeric: true })).map((name) => ({ name, path: join(folder, name) })),
    };
  }
}
