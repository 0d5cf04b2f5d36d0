import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { AppError, Log, Loop, SERVICE_CONFIG } from '@reelm/service-kit';
import type { IngestConfig } from '../config.js';
import { FoldersRepository } from '../libraries/folders.repository.js';
import { LibrariesRepository, type LibraryInDatabase } from '../libraries/libraries.repository.js';
import { LibrariesService } from '../libraries/libraries.service.js';
import { ChangeCollector, type ChangeTimes } from './change-collector.js';
import { FolderWatch, silentFileSystem } from './folder-watch.repository.js';

/** Watching begins only when the service has long been ready, and notices changed settings within this time. */
const lookEveryMs = 5_000;
const changeTimes: ChangeTimes = { quietMs: 2_000, maxWaitMs: 30_000 };

interface Watched {
  /** Place and rules that it was begun with. */
  settings: string;
  stop(): void;
  /** When the library is to be looked through; never where changes are noticed. */
  nextPoll: number;
  polls: boolean;
}

const settingsOf = (library: LibraryInDatabase): string => JSON.stringify([library.path, library.exclude, library.state]);

/** Asks for scans where something changed: told by the file system, or by looking every few minutes where it tells nothing. */
@Injectable()
export class WatchService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly watched = new Map<string, Watched>();
  private readonly loop: Loop;
  private begin: NodeJS.Timeout | undefined;

  constructor(
    @Inject(SERVICE_CONFIG) private readonly config: IngestConfig,
    private readonly repository: LibrariesRepository,
    private readonly libraries: LibrariesService,
    private readonly folders: FoldersRepository,
    private readonly log: Log,
  ) {
    this.loop = new Loop('watch', () => this.turn(), { pollMs: lookEveryMs, log });
  }

  onApplicationBootstrap(): void {
    this.begin = setTimeout(() => this.loop.start(), lookEveryMs);
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearTimeout(this.begin);
    // First, so that a turn that sets thousands of watches ends now; and again for one that it had just begun.
    for (const one of this.watched.values()) one.stop();
    await this.loop.stop();
    for (const one of this.watched.values()) one.stop();
  }

  private async turn(): Promise<boolean> {
    await this.libraries.startForgottenScans();
    const libraries = await this.repository.watched();
    for (const [id, one] of this.watched) {
      const library = libraries.find((candidate) => candidate.id === id);
      if (library !== undefined && settingsOf(library) === one.settings) continue;
      one.stop();
      this.watched.delete(id);
    }
    for (const library of libraries) {
      const one = this.watched.get(library.id);
      if (one === undefined) await this.watch(library);
      else if (one.polls && Date.now() >= one.nextPoll) await this.poll(library, one);
    }
    return false;
  }

  private async watch(library: LibraryInDatabase): Promise<void> {
    const collector = new ChangeCollector((folders) => this.changed(library, folders), changeTimes);
    const folderWatch = new FolderWatch({
      root: library.path,
      exclude: library.exclude,
      changed: (folder) => collector.add(folder),
      failed: (problem) =>
        void this.pollInstead(library, one, problem).catch((error: unknown) =>
          this.log.failure(error, 'a watch problem could not be stored'),
        ),
    });
    const stop = () => {
      collector.close();
      folderWatch.close();
    };
    const one: Watched = { settings: settingsOf(library), stop, nextPoll: this.inAWhile(), polls: false };
    this.watched.set(library.id, one);
    // A library whose disk is away is looked for now and then; its scan says so already.
    if (library.state === 'unavailable') one.polls = true;
    else await this.beginWatch(library, one, folderWatch);
  }

  private async beginWatch(library: LibraryInDatabase, one: Watched, folderWatch: FolderWatch): Promise<void> {
    const silent = await silentFileSystem(library.path).catch(() => 'the folder cannot be reached');
    if (silent !== undefined) return this.pollInstead(library, one, silent);
    await this.repository.setWatchProblem(library.id, null);
    await folderWatch.start();
    this.log.info({ library: library.name, folders: folderWatch.folders }, 'watching');
    // What changed while nobody watched; a library without a scan has one on its way.
    if (library.rootMark !== null) await this.libraries.scanFolders(library.id, ['']);
  }

  private async pollInstead(library: LibraryInDatabase, one: Watched, problem: string): Promise<void> {
    one.polls = true;
    one.nextPoll = this.inAWhile();
    const minutes = this.config.REELM_POLL_MINUTES;
    await this.repository.setWatchProblem(
      library.id,
      new AppError('library.watch_limited', { path: library.path, problem, minutes }).toReason(),
    );
  }

  private async poll(library: LibraryInDatabase, one: Watched): Promise<void> {
    one.nextPoll = this.inAWhile();
    if (library.state === 'unavailable' && !(await this.folders.hasEntries(library.path))) return;
    await this.libraries.scanUnlessRunning(library);
  }

  private inAWhile(): number {
    return Date.now() + this.config.REELM_POLL_MINUTES * 60_000;
  }

  private changed(library: LibraryInDatabase, folders: readonly string[]): void {
    this.libraries
      .scanFolders(library.id, folders)
      .catch((error: unknown) => this.log.failure(error, 'a changed folder could not be scanned', { library: library.name }));
  }
}
