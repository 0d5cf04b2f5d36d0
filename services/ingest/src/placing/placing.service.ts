import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { jobs, type EventMessage, type PayloadOf, type events } from '@reelm/contracts';
import { AppError, Database, JobQueue, Log, type Tx } from '@reelm/service-kit';
import { LibrariesRepository } from '../libraries/libraries.repository.js';
import { partPath } from './file-names.js';
import { LibraryWriter } from './library-writer.repository.js';
import { PlacementsRepository } from './placements.repository.js';

/** What others made is put into libraries by jobs; this asks for them, and clears away what they left. */
@Injectable()
export class PlacingService implements OnApplicationBootstrap {
  constructor(
    private readonly libraries: LibrariesRepository,
    private readonly placements: PlacementsRepository,
    private readonly writer: LibraryWriter,
    private readonly queue: JobQueue,
    private readonly database: Database,
    private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    this.clearAbandoned().catch((error: unknown) => this.log.warning({ err: error }, 'files that were not finished could not be removed'));
  }

  async ask(tx: Tx, edited: readonly EventMessage<PayloadOf<typeof events.fileEdited>>[]): Promise<void> {
    await this.queue.enqueue(
      tx,
      jobs.placeFiles,
      edited.map(({ payload: { editId, fileId, original, results, label, jobId, libraryId } }) => ({
        payload: { editId, fileId, original, results },
        label,
        parentId: jobId,
        fileId,
        libraryId,
      })),
    );
  }

  /** @throws AppError `library.not_found`, `library.unavailable` */
  async freeSpace(libraryId: string): Promise<{ freeBytes: number; path: string }> {
    const library = await this.libraries.find(libraryId);
    if (library === undefined) throw new AppError('library.not_found');
    return { freeBytes: await this.writer.freeBytes(library.path), path: library.path };
  }

  /** Removes what jobs left that were cancelled, or failed for good, when they could not do so themselves. */
  async clearAbandoned(): Promise<void> {
    for (const { fileId, root, path } of await this.placements.abandoned()) {
      await this.writer.remove({ root, path: partPath(fileId, path) });
      await this.placements.forget(this.database, [fileId]);
    }
  }
}
