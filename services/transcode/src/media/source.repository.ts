import { stat } from 'node:fs/promises';
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
}
