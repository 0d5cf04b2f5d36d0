import { Injectable } from '@nestjs/common';
import type { FailureReason } from '@reelm/contracts';
import { AppError } from '@reelm/service-kit';
import type { LibraryInDatabase } from '../libraries/libraries.repository.js';
import type { RootState } from './disk-calls.js';
import { DiskError, type Disk } from './disk.repository.js';
import { FilesRepository } from './files.repository.js';

/** The scan found something that must not be believed without a person; `reason` is shown on the library. */
export class ScanRefusedError extends Error {
  override name = 'ScanRefusedError';
  constructor(
    readonly reason: FailureReason,
    readonly state: 'active' | 'unavailable',
  ) {
    super(reason.message);
  }
}

const unavailable = (library: LibraryInDatabase, cause?: unknown) =>
  new ScanRefusedError(new AppError('library.unavailable', { path: library.path }, { cause }).toReason(), 'unavailable');

const sampleSize = 20;

/** Tells the folder of a library from what is left at its path when the disk is away. */
@Injectable()
export class RootCheck {
  constructor(private readonly files: FilesRepository) {}

  /**
   * `confirmed`: a person said that it is right that much is gone.
   * @throws ScanRefusedError when the folder cannot be reached, is suddenly empty, or is another one without any of the files known
   */
  async before(disk: Disk, library: LibraryInDatabase, confirmed: boolean): Promise<RootState> {
    const root = await disk.call('root', library.path).catch((error: unknown) => {
      throw error instanceof DiskError ? unavailable(library, error) : error;
    });
    if (confirmed || (await this.files.countPresent(library.id)) === 0) return root;
    if (root.empty) throw unavailable(library);
    // Device numbers change when a disk is mounted again, so another one alone says nothing: are known files there?
    if (root.mark !== library.rootMark && !(await this.holdsSome(disk, library))) throw unavailable(library);
    return root;
  }

  /**
   * A disk that went away during the walk looks like a deletion of all that was not yet seen.
   * @throws ScanRefusedError
   */
  async after(disk: Disk, library: LibraryInDatabase, before: RootState): Promise<void> {
    const after = await disk.call('root', library.path).catch((error: unknown) => {
      throw error instanceof DiskError ? unavailable(library, error) : error;
    });
    if (after.mark !== before.mark || (after.empty && !before.empty)) throw unavailable(library);
  }

  private async holdsSome(disk: Disk, library: LibraryInDatabase): Promise<boolean> {
    const sample = await this.files.sample(library.id, sampleSize);
    const found = await disk.call(
      'stat',
      sample.map((file) => ({ root: library.path, path: file.path })),
    );
    return sample.some((file, index) => found[index]?.bytes === file.bytes);
  }
}
