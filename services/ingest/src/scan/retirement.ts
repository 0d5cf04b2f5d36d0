import { Injectable } from '@nestjs/common';
import type { JobContext } from '@reelm/service-kit';
import type { LibraryInDatabase } from '../libraries/libraries.repository.js';
import { FilesRepository } from './files.repository.js';
import { ScanWriter, type ScanRun } from './scan-writer.js';
import { WorkSheetRepository } from './work-sheet.repository.js';

const batch = 1_000;

/** A library that was taken out has no files any more: they are marked missing, or deleted when it is purged. */
@Injectable()
export class Retirement {
  constructor(
    private readonly files: FilesRepository,
    private readonly sheet: WorkSheetRepository,
    private readonly writer: ScanWriter,
  ) {}

  async run(run: ScanRun, library: LibraryInDatabase, job: JobContext): Promise<void> {
    await this.writer.write(run, (tx) => this.sheet.clear(tx, run.libraryId));
    for (let done = 0; ;) {
      const count = library.state === 'purged' ? await this.deleteBatch(run) : await this.markBatch(run);
      if (count === 0) return;
      done += count;
      job.progress({ done, total: null, unit: 'files' });
    }
  }

  private deleteBatch(run: ScanRun): Promise<number> {
    return this.writer.write(run, (tx) => this.files.deleteSome(tx, run.libraryId, batch));
  }

  private markBatch(run: ScanRun): Promise<number> {
    return this.writer.write(run, async (tx) => {
      const rows = await this.files.markAnyMissing(tx, run.libraryId, batch);
      await this.writer.tell(tx, 'missing', rows, run.jobId);
      return rows.length;
    });
  }
}
