import { lstat, readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Injectable } from '@nestjs/common';

/** The users' files, which are only ever looked at. */
@Injectable()
export class SourceRepository {
  /** Whether the file is there with exactly this content, as far as size and time of change tell. */
  async isUnchanged(path: string, content: { bytes: number; modifiedAt: string }): Promise<boolean> {
    try {
      const { size, mtimeMs } = await stat(path);
      // Times come from different roundings of nanoseconds.
      return size === content.bytes && Math.abs(mtimeMs - Date.parse(content.modifiedAt)) < 2;
    } catch {
      return false;
    }
  }

  /** Names of the files that lie beside a file, in order; none where the folder cannot be read. */
  async namesBeside(path: string): Promise<string[]> {
    const names = await readdir(dirname(path)).catch(() => []);
    return names.filter((name) => name !== basename(path)).toSorted();
  }

  /** A file beside another one; null where it is no plain file (a link may lead anywhere), too large, or not readable. */
  async readBeside(path: string, name: string, mostBytes: number): Promise<Buffer | null> {
    const beside = join(dirname(path), name);
    try {
      const found = await lstat(beside);
      return found.isFile() && found.size <= mostBytes ? await readFile(beside) : null;
    } catch {
      return null;
    }
  }
}
