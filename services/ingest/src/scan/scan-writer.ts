import { events, jobs, type EventDefinition, type FileState } from '@reelm/contracts';
import { Injectable } from '@nestjs/common';
import { Database, JobQueue, Outbox, type Tx } from '@reelm/service-kit';
import { LibrariesRepository, type LibraryInDatabase } from '../libraries/libraries.repository.js';
import { FilesRepository, toFileState, type FileRow } from './files.repository.js';

/** Another scan of the library has begun, or the library was changed: this one may not write any more. */
export class SupersededError extends Error {
  override name = 'SupersededError';
}

/** The scan at hand. */
export interface ScanRun {
  libraryId: string;
  jobId: string;
  /** Fence: what only the newest scan of the library holds. */
  token: string;
  /** Aborted when the scan shall stop. */
  signal: AbortSignal;
}

const identifyBatch = 500;

type FileEvent = EventDefinition<typeof FileState>;
export const fileEvents = {
  added: events.fileAdded,
  changed: events.fileChanged,
  moved: events.fileMoved,
  missing: events.fileMissing,
  restored: events.fileRestored,
} as const satisfies Record<string, FileEvent>;

/** Writes what a scan found, each batch in one transaction with the events that tell of it. */
@Injectable()
export class ScanWriter {
  constructor(
    private readonly database: Database,
    private readonly libraries: LibrariesRepository,
    private readonly files: FilesRepository,
    private readonly outbox: Outbox,
    private readonly queue: JobQueue,
  ) {}

  /** Makes this the only scan that may write; undefined when there is no such library. */
  begin(run: ScanRun): Promise<LibraryInDatabase | undefined> {
    return this.database.transaction((tx) => this.libraries.beginScan(tx, run.libraryId, run.token));
  }

  /** @throws SupersededError, or the reason for which the scan shall stop */
  async write<R>(run: ScanRun, work: (tx: Tx) => Promise<R>): Promise<R> {
    run.signal.throwIfAborted();
    return this.database.transaction(async (tx) => {
      if (!(await this.libraries.mayWrite(tx, run.libraryId, run.token))) throw new SupersededError('superseded');
      return work(tx);
    });
  }

  async tell(tx: Tx, event: keyof typeof fileEvents, rows: readonly FileRow[], jobId: string): Promise<void> {
    await this.outbox.append(
      tx,
      fileEvents[event],
      rows.map((row) => toFileState(row, jobId)),
    );
  }

  /** Asks for the full hash of all files of a library that have none. No scan waits for that: it takes as long as reading them all. */
  async identifyAll(run: ScanRun): Promise<void> {
    for (let behind: string | null = null; ;) {
      const rows: FileRow[] = await this.write(run, async (tx) => {
        const unread = await this.files.unread(tx, run.libraryId, behind, identifyBatch);
        await this.queue.enqueue(
          tx,
          jobs.identify,
          unread.map((row) => ({ payload: { fileId: row.id }, label: row.path, fileId: row.id, libraryId: row.libraryId })),
        );
        return unread;
      });
      if (rows.length < identifyBatch) return;
      behind = rows.at(-1)?.id ?? null;
    }
  }

  /** Asks for the full hash of those whose content, as far as the quick hash goes, is at another place too. */
  async identifyDoubles(tx: Tx, rows: readonly FileRow[], jobId: string): Promise<void> {
    const doubles = await this.files.withTwin(
      tx,
      rows.filter((row) => row.oshash !== null).map((row) => row.id),
    );
    await this.queue.enqueue(
      tx,
      jobs.identify,
      doubles.map((row) => ({ payload: { fileId: row.id }, label: row.path, parentId: jobId, fileId: row.id, libraryId: row.libraryId })),
    );
  }
}
