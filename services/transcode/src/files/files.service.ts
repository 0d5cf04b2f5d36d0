import { basename, join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { jobs, type EventMessage, type FileState, type Job, type JobPriority, type PayloadOf, type events } from '@reelm/contracts';
import { AppError, Database, JobQueue, type Tx } from '@reelm/service-kit';
import { FilesRepository, type Analyzable, type FileToAnalyze } from './files.repository.js';

type LibraryChange = EventMessage<PayloadOf<typeof events.libraryChanged>>;

const waitingBatch = 500;

/** Keeps what ingest tells of files, and asks for the analysis of content that has none. */
@Injectable()
export class FilesService {
  constructor(
    private readonly repository: FilesRepository,
    private readonly database: Database,
    private readonly queue: JobQueue,
  ) {}

  /**
   * Notes the newest state of files. New content is asked for at once; a file that merely moved, went or came back keeps its pictures.
   * Which event told it does not matter: an earlier one may arrive later.
   */
  async applyFiles(tx: Tx, messages: readonly EventMessage<FileState>[]): Promise<void> {
    const newest = newestOfEach(messages, (file) => file.fileId);
    const libraryIds = newest.map(({ payload }) => payload.libraryId);
    await this.repository.lockLibraries(tx, libraryIds, 'shared');
    const roots = await this.repository.activeRoots(tx, libraryIds);
    const written = await this.repository.upsertFiles(tx, newest, (file) => file.present && roots.has(file.libraryId));
    const isNew = new Map(written.map((file) => [file.fileId, file.isNew]));
    const known = written.filter((file) => !file.isNew).map((file) => file.fileId);
    const waiting = known.length === 0 ? [] : await this.repository.takeWaiting(tx, { fileIds: known });
    const scans = new Map(newest.map(({ payload }) => [payload.fileId, payload.scanJobId]));
    const added = newest.flatMap(({ payload: { present, libraryId, fileId, path, bytes, modifiedAt } }) => {
      const root = roots.get(libraryId);
      return present && root !== undefined && isNew.get(fileId)
        ? [{ fileId, libraryId, root, path, bytes, modifiedAt: new Date(modifiedAt).toISOString() }]
        : [];
    });
    await this.enqueue(
      tx,
      [...added, ...waiting].map((file) => ({ ...file, parentId: scans.get(file.fileId) ?? null })),
    );
  }

  async applyLibraries(tx: Tx, changes: readonly LibraryChange[]): Promise<void> {
    for (const change of newestOfEach(changes, (library) => library.libraryId)) {
      const { libraryId, state } = change.payload;
      // File events of the library wait meanwhile, so that none is noted without being asked for.
      await this.repository.lockLibraries(tx, [libraryId], 'exclusive');
      await this.repository.upsertLibrary(tx, change);
      if (state === 'purged') await this.repository.forgetFiles(tx, libraryId);
      if (state === 'active') await this.enqueueAllWaiting(tx, libraryId);
    }
  }

  /** Asks for everything that waits, for example because ffmpeg was missing. Returns how many files that were. */
  async enqueueWaiting(): Promise<number> {
    let total = 0;
    for (;;) {
      const count = await this.database.transaction((tx) => this.enqueueWaitingBatch(tx, {}));
      total += count;
      if (count < waitingBatch) return total;
    }
  }

  /** Asks for those of some files that wait. Returns how many that were. */
  enqueueWaitingOf(fileIds: readonly string[]): Promise<number> {
    return this.database.transaction((tx) => this.enqueueWaitingBatch(tx, { fileIds }));
  }

  /** Asks for a fresh analysis of a file. @throws AppError video.file_missing */
  async analyzeAgain(fileId: string): Promise<Job> {
    const file = await this.repository.findPresent(fileId);
    return this.database.transaction(async (tx) => {
      const [job] = await this.enqueue(tx, [{ ...file, parentId: null }], { force: true, priority: 'interactive' });
      if (job === undefined) throw new AppError('video.file_missing', { path: file.path });
      return job;
    });
  }

  /** Asks for the analysis of some files by hand. Files that are not there are passed over. */
  async generate(
    tx: Tx,
    fileIds: readonly string[],
    which: Analyzable,
    asking: { parentId: string | null; priority?: JobPriority },
  ): Promise<number> {
    const files = await this.repository.analyzable(tx, fileIds, which);
    const asked = await this.enqueue(
      tx,
      files.map((file) => ({ ...file, parentId: asking.parentId })),
      { force: true, priority: asking.priority },
    );
    return asked.length;
  }

  private async enqueueAllWaiting(tx: Tx, libraryId: string): Promise<void> {
    while ((await this.enqueueWaitingBatch(tx, { libraryId })) === waitingBatch);
  }

  private async enqueueWaitingBatch(tx: Tx, which: { libraryId?: string; fileIds?: readonly string[] }): Promise<number> {
    const files = await this.repository.takeWaiting(tx, { ...which, limit: waitingBatch });
    await this.enqueue(
      tx,
      files.map((file) => ({ ...file, parentId: null })),
    );
    return files.length;
  }

  private enqueue(
    tx: Tx,
    files: readonly (FileToAnalyze & { parentId: string | null })[],
    options: { force?: boolean; priority?: JobPriority | undefined } = {},
  ): Promise<Job[]> {
    return this.queue.enqueue(
      tx,
      jobs.analyze,
      files.map(({ fileId, libraryId, root, path, bytes, modifiedAt, parentId }) => ({
        payload: { fileId, libraryId, path: join(root, path), bytes, modifiedAt, force: options.force ?? false },
        label: basename(path),
        parentId,
        fileId,
        libraryId,
        priority: options.priority,
      })),
    );
  }
}

function newestOfEach<P>(messages: readonly EventMessage<P>[], entity: (payload: P) => string): EventMessage<P>[] {
  const ascending = messages.toSorted((a, b) => a.version - b.version);
  return [...new Map(ascending.map((message) => [entity(message.payload), message])).values()];
}
