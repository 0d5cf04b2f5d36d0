import { Injectable } from '@nestjs/common';
import { AppError } from '@reelm/service-kit';
import { DiskRepository } from '../scan/disk.repository.js';
import { LibrariesRepository } from './libraries.repository.js';

/** Whether the folder of a library is the one that was scanned: a disk that is away, or another one in its place, is not written to. */
@Injectable()
export class LibraryPresence {
  constructor(
    private readonly libraries: LibrariesRepository,
    private readonly disks: DiskRepository,
  ) {}

  /** @throws AppError `library.unavailable`, retryable */
  async assertThere(libraryId: string, root: string, signal?: AbortSignal): Promise<void> {
    const library = await this.libraries.find(libraryId);
    using disk = this.disks.open(signal);
    const state = library?.state === 'active' ? await disk.call('root', root).catch(() => undefined) : undefined;
    if (state === undefined || (library?.rootMark ?? state.mark) !== state.mark)
      throw new AppError('library.unavailable', { path: root }, { retryable: true });
  }
}
