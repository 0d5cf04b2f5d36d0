import { Injectable } from '@nestjs/common';
import { AppError } from '@reelm/service-kit';
import { DiskRepository } from '../scan/disk.repository.js';
import { FilesRepository } from '../scan/files.repository.js';

const sampleSize = 50;
/** Some files may have been added or edited since the last scan, so not all of the sample must be found. */
const enough = 0.8;

/** Whether a folder holds the files of a library that is said to have moved there. */
@Injectable()
export class MovedLibraryCheck {
  constructor(
    private readonly files: FilesRepository,
    private readonly disks: DiskRepository,
  ) {}

  /** @throws AppError `library.moved_content_differs` */
  async check(libraryId: string, path: string): Promise<void> {
    const sample = await this.files.sample(libraryId, sampleSize);
    if (sample.length === 0) return;
    using disk = this.disks.open();
    const stats = await disk.call(
      'stat',
      sample.map((file) => ({ root: path, path: file.path })),
    );
    const sameSize = sample.flatMap((file, index) => {
      const stat = stats[index];
      return stat?.bytes === file.bytes ? [{ file, stat }] : [];
    });
    const hashes = await disk.call(
      'oshash',
      sameSize.map(({ file, stat }) => ({ root: path, path: file.path, ...stat })),
    );
    const found = sameSize.filter(({ file }, index) => {
      const hash = hashes[index];
      return hash !== undefined && 'oshash' in hash && hash.oshash === file.oshash;
    }).length;
    if (found < sample.length * enough) throw new AppError('library.moved_content_differs', { path, found, checked: sample.length });
  }
}
