import { Injectable } from '@nestjs/common';
import type { FailureReason } from '@reelm/contracts';
import { AppError, newId, type JobContext } from '@reelm/service-kit';
import type { LibraryInDatabase } from '../libraries/libraries.repository.js';
import { Collector, type Collected } from './collector.js';
import { DiskRepository } from './disk.repository.js';
import { outermost } from './path-order.js';
import { Resolver } from './resolver.js';
import { Retirement } from './retirement.js';
import { RootCheck, ScanRefusedError } from './root-check.js';
import { ScanWriter, type ScanRun } from './scan-writer.js';

export interface ScanWish {
  /** Below the library folder; the empty one is all of it. */
  folders: readonly string[];
  /** A person said that it is right that much is gone. */
  confirmLoss: boolean;
}

export type ScanResult =
  | { kind: 'scanned'; rootMark: string; problem: FailureReason | null; growing: readonly string[] }
  /** The library was taken out, or does not exist. */
  | { kind: 'retired'; purged: boolean };

/** Brings what is known of a library in line with its folder. */
@Injectable()
export class ScanService {
  constructor(
    private readonly writer: ScanWriter,
    private readonly disks: DiskRepository,
    private readonly rootCheck: RootCheck,
    private readonly collector: Collector,
    private readonly resolver: Resolver,
    private readonly retirement: Retirement,
  ) {}

  /** @throws ScanRefusedError, SupersededError */
  async scan(libraryId: string, wish: ScanWish, job: JobContext): Promise<ScanResult> {
    const run: ScanRun = { libraryId, jobId: job.id, token: newId(), signal: job.signal };
    const library = await this.writer.begin(run);
    if (library === undefined) return { kind: 'retired', purged: false };
    if (library.state !== 'removed' && library.state !== 'purged') return this.scanFolders(run, library, wish, job);
    await this.retirement.run(run, library, job);
    return { kind: 'retired', purged: library.state === 'purged' };
  }

  private async scanFolders(run: ScanRun, library: LibraryInDatabase, wish: ScanWish, job: JobContext): Promise<ScanResult> {
    using disk = this.disks.open(job.signal);
    const root = await this.rootCheck.before(disk, library, wish.confirmLoss);
    const folders = outermost(wish.folders);
    const collected = await this.collector.collect({ run, library, disk, folders, job });
    await this.rootCheck.after(disk, library, root);
    await this.resolver.resolveArrivals(run, folders, disk);
    const loss = await this.resolver.resolveDepartures(run, { confirmed: wish.confirmLoss });
    if (loss !== undefined)
      throw new ScanRefusedError(new AppError('library.suspicious_loss', { ...loss, name: library.name }).toReason(), 'active');
    if (library.hash) await this.writer.identifyAll(run);
    job.progress({ done: collected.files, total: collected.files, unit: 'files' });
    return { kind: 'scanned', rootMark: root.mark, problem: problemOf(library, collected), growing: collected.growing };
  }
}

function problemOf(library: LibraryInDatabase, { problems }: Collected): FailureReason | null {
  const { unreadable, unusableNames } = problems;
  if (unreadable.count > 0) return new AppError('library.partly_read', { path: library.path, ...unreadable }).toReason();
  if (unusableNames.count > 0) return new AppError('library.names_skipped', { path: library.path, ...unusableNames }).toReason();
  return null;
}
