import { join } from 'node:path';
import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { JobQueue, Log, Loop } from '@reelm/service-kit';
import { FilesRepository, type FileToAnalyze } from '../files/files.repository.js';
import { FilesService } from '../files/files.service.js';
import { SourceRepository } from '../media/source.repository.js';

const lookEveryMs = 15_000;
const batch = 200;

/**
 * Looks again for files that were away when something was to be made of them. When their disk is back before anybody noticed that it was gone,
 * a scan finds them unchanged and tells nothing of them.
 */
@Injectable()
export class VanishedFiles implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly loop: Loop;
  /** They are looked for in turn, so that those that stay away are in nobody's way. */
  private last: string | null = null;
  private lastJob: string | null = null;

  constructor(
    private readonly repository: FilesRepository,
    private readonly files: FilesService,
    private readonly sources: SourceRepository,
    private readonly queue: JobQueue,
    log: Log,
  ) {
    this.loop = new Loop('vanished files', async () => (await this.look()) + (await this.lookForJobs()) > 0, { pollMs: lookEveryMs, log });
  }

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.loop.stop();
  }

  /** Asks for the analysis of those of the next batch that are back. Returns how many that were. */
  async look(): Promise<number> {
    const files = await this.repository.vanished(this.last, batch);
    this.last = files.length < batch ? null : (files.at(-1)?.fileId ?? null);
    const back = await this.areBack(files);
    return back.length === 0 ? 0 : this.files.enqueueWaitingOf(back.map(({ fileId }) => fileId));
  }

  /** Takes up the next of the other jobs that ended because their file was away, where it is back. Returns how many that were. */
  async lookForJobs(): Promise<number> {
    const ended = await this.repository.jobsOfVanished(this.lastJob, batch);
    this.lastJob = ended.length < batch ? null : (ended.at(-1)?.jobId ?? null);
    const back = await this.areBack(ended);
    for (const { jobId } of back) await this.queue.retry(jobId);
    return back.length;
  }

  private async areBack<F extends FileToAnalyze>(files: readonly F[]): Promise<F[]> {
    const back: F[] = [];
    for (const file of files) if (await this.sources.isUnchanged(join(file.root, file.path), file)) back.push(file);
    return back;
  }
}
