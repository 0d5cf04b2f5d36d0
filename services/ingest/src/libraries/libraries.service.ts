import { basename } from 'node:path';
import { Injectable } from '@nestjs/common';
import { events, jobs, rpcs, type FolderListing, type Job, type Library, type RpcInput } from '@reelm/contracts';
import { AppError, JobQueue, newId, Outbox, type Tx } from '@reelm/service-kit';
import { compileGlobs } from '../scan/exclusions.js';
import { ScanRequestsRepository } from '../scan/scan-requests.repository.js';
import { FoldersRepository } from './folders.repository.js';
import { LibrariesRepository, type LibraryInDatabase, type LibrarySettings } from './libraries.repository.js';
import { overlaps } from './library-paths.js';
import { MovedLibraryCheck } from './moved-library-check.js';

/** Adds, changes and removes libraries. Every change is written with its event and the scan that it asks for. */
@Injectable()
export class LibrariesService {
  constructor(
    private readonly libraries: LibrariesRepository,
    private readonly folders: FoldersRepository,
    private readonly movedCheck: MovedLibraryCheck,
    private readonly requests: ScanRequestsRepository,
    private readonly outbox: Outbox,
    private readonly queue: JobQueue,
  ) {}

  list(): Promise<Library[]> {
    return this.libraries.list();
  }

  listFolders(path: string): Promise<FolderListing> {
    return this.folders.list(path);
  }

  async create(input: RpcInput<typeof rpcs.createLibrary>): Promise<Library> {
    const library: LibrarySettings = {
      id: newId(),
      name: input.name,
      path: await this.folders.resolve(input.path),
      exclude: input.exclude ?? [],
      watch: input.watch ?? true,
      hash: input.hash ?? false,
    };
    checkGlobs(library.exclude);
    await this.libraries.inTransaction(async (tx) => {
      await this.refuseOverlap(tx, library);
      if (!(await this.libraries.insert(tx, library))) throw new AppError('library.name_taken', { name: library.name });
      await this.tell(tx, library, 'active');
      await this.requestScan(tx, library, { confirmLoss: false });
    });
    return this.get(library.id);
  }

  /** A new `path` says that the same folder is at another place now: its files keep their ids. */
  async update({ id, ...changes }: RpcInput<typeof rpcs.updateLibrary>): Promise<Library> {
    const before = await this.inUse(id);
    const library: LibrarySettings = {
      id,
      name: changes.name ?? before.name,
      path: changes.path === undefined ? before.path : await this.folders.resolve(changes.path),
      exclude: changes.exclude ?? before.exclude,
      watch: changes.watch ?? before.watch,
      hash: changes.hash ?? before.hash,
    };
    checkGlobs(library.exclude);
    const moved = library.path !== before.path;
    if (moved) await this.movedCheck.check(id, library.path);
    await this.libraries.inTransaction(async (tx) => {
      if (moved) await this.refuseOverlap(tx, library);
      if (!(await this.libraries.update(tx, library))) throw new AppError('library.name_taken', { name: library.name });
      await this.tell(tx, library, 'active');
      const rulesChanged = JSON.stringify(library.exclude) !== JSON.stringify(before.exclude);
      // Whose hashes are missing is found at the end of a scan.
      if (moved || rulesChanged || (library.hash && !before.hash)) await this.requestScan(tx, library, { confirmLoss: false });
    });
    return this.get(id);
  }

  /** Keeps all that is known of the files, which count as missing from then on; `purge` deletes that too. Never touches the files. */
  async remove({ id, purge }: RpcInput<typeof rpcs.removeLibrary>): Promise<void> {
    const library = await this.libraries.find(id);
    if (library === undefined || library.state === 'purged' || (library.state === 'removed' && !purge))
      throw new AppError('library.not_found');
    const state = purge ? 'purged' : 'removed';
    await this.libraries.inTransaction(async (tx) => {
      await this.libraries.retire(tx, id, state);
      await this.tell(tx, library, state);
      // The files are many; the scan takes them out in batches.
      await this.requestScan(tx, library, { confirmLoss: false });
    });
  }

  async scan({ id, confirmLoss }: RpcInput<typeof rpcs.scanLibrary>): Promise<Job> {
    const library = await this.inUse(id);
    return this.libraries.inTransaction((tx) => this.requestScan(tx, library, { confirmLoss }));
  }

  /**
   * Adds the folders as libraries when there never was one.
   * @returns what could not be added, and why
   */
  async addInitial(paths: readonly string[]): Promise<{ path: string; error: AppError }[]> {
    const refused: { path: string; error: AppError }[] = [];
    if (paths.length === 0 || !(await this.libraries.isEmpty())) return refused;
    const names = new Set<string>();
    for (const path of paths) {
      const base = basename(path) || 'Library';
      let name = base;
      for (let number = 2; names.has(name.toLowerCase()); number += 1) name = `${base} ${number}`;
      names.add(name.toLowerCase());
      await this.create({ name, path }).catch((error: unknown) => {
        if (!(error instanceof AppError) || error.retryable) throw error;
        refused.push({ path, error });
      });
    }
    return refused;
  }

  /** Asks for a scan of folders below the library's, by default of all of it. */
  private async requestScan(
    tx: Tx,
    library: { id: string; name: string },
    request: { folders?: readonly string[]; confirmLoss: boolean },
  ): Promise<Job> {
    const job = await this.enqueueScan(tx, library, request.confirmLoss);
    await this.requests.add(tx, library.id, { folders: request.folders ?? [''], confirmLoss: request.confirmLoss });
    return job;
  }

  private async enqueueScan(tx: Tx, library: { id: string; name: string }, confirmLoss: boolean): Promise<Job> {
    const [job] = await this.queue.enqueue(tx, jobs.scan, [
      { payload: { libraryId: library.id, confirmLoss }, label: library.name, libraryId: library.id },
    ]);
    if (job === undefined) throw new AppError('internal');
    return job;
  }

  /** Asks for a scan of the folders where something changed, unless the library was taken out meanwhile. */
  async scanFolders(id: string, folders: readonly string[]): Promise<void> {
    const library = await this.libraries.find(id);
    if (library === undefined || (library.state !== 'active' && library.state !== 'unavailable')) return;
    await this.libraries.inTransaction((tx) => this.requestScan(tx, library, { folders, confirmLoss: false }));
  }

  /** Starts the scans that were asked for but that no job will do: follow-ups, and requests that just missed the end of a scan. */
  async startForgottenScans(): Promise<void> {
    for (const library of await this.requests.forgotten()) await this.scanUnlessRunning(library);
  }

  /** Starts a scan of what was asked for, else of everything; does nothing where one is on its way. */
  async scanUnlessRunning(library: { id: string; name: string }): Promise<void> {
    await this.libraries.inTransaction((tx) => this.enqueueScan(tx, library, false));
  }

  private async get(id: string): Promise<Library> {
    const [library] = await this.libraries.list([id]);
    if (library === undefined) throw new AppError('library.not_found');
    return library;
  }

  private async inUse(id: string): Promise<LibraryInDatabase> {
    const library = await this.libraries.find(id);
    if (library === undefined || library.state === 'removed' || library.state === 'purged') throw new AppError('library.not_found');
    return library;
  }

  private async refuseOverlap(tx: Tx, library: LibrarySettings): Promise<void> {
    const other = (await this.libraries.lockAll(tx)).find((one) => one.id !== library.id && overlaps(one.path, library.path));
    if (other !== undefined) throw new AppError('library.overlaps', { path: library.path, other: other.name });
  }

  private tell(tx: Tx, library: LibrarySettings, state: 'active' | 'removed' | 'purged'): Promise<void> {
    return this.outbox.append(tx, events.libraryChanged, [{ libraryId: library.id, name: library.name, path: library.path, state }]);
  }
}

function checkGlobs(exclude: readonly string[]): void {
  try {
    compileGlobs(exclude);
  } catch (error) {
    throw new AppError(
      'request.invalid',
      { problem: `an exclusion cannot be read: ${error instanceof Error ? error.message : String(error)}` },
      { cause: error },
    );
  }
}
