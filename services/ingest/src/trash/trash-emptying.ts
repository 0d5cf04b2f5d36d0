import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { jobs, type Job, type JobPayload, type TrashSettings } from '@reelm/contracts';
import { AppError, JobQueue, Log, Loop, RunsJob, type JobContext } from '@reelm/service-kit';
import { LibraryPresence } from '../libraries/library-presence.js';
import { TrashRepository } from './trash.repository.js';
import { TrashService } from './trash.service.js';

/** Files lie in the trash for days: that they go some hours late does no harm. */
const pollMs = 3 * 3_600_000;
const dayMs = 24 * 3_600_000;
const batch = 100;

/** Deletes for good what lies in the trash: all of it when somebody says so, and what is older than the administrator chose. */
@Injectable()
export class TrashEmptying implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly loop: Loop;

  constructor(
    private readonly trash: TrashRepository,
    private readonly files: TrashService,
    private readonly presence: LibraryPresence,
    private readonly queue: JobQueue,
    private readonly log: Log,
  ) {
    this.loop = new Loop('trash', () => this.deleteOld(), { pollMs, log });
  }

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.loop.stop();
  }

  settings(): Promise<TrashSettings> {
    return this.trash.settings();
  }

  async configure(settings: TrashSettings): Promise<TrashSettings> {
    await this.trash.saveSettings(settings);
    this.loop.wake();
    return settings;
  }

  /** @param until what was put into the trash later stays */
  async ask(until: string, label: string): Promise<Job> {
    const [job] = await this.trash.inTransaction((tx) => this.queue.enqueue(tx, jobs.emptyTrash, [{ payload: { until }, label }]));
    if (job === undefined) throw new Error('The queue took no job.');
    return job;
  }

  /** Killed and begun again it goes on with what is left. Files on a disk that is away stay in the trash. */
  @RunsJob(jobs.emptyTrash, { concurrency: 1 })
  async run({ until }: JobPayload<typeof jobs.emptyTrash>, job: JobContext): Promise<void> {
    const total = await this.trash.countUpTo(until);
    const away = new Set<string>();
    const there = new Set<string>();
    let done = 0;
    for (;;) {
      const rows = await this.trash.upTo(until, [...away], batch);
      if (rows.length === 0) break;
      for (const row of rows) {
        job.signal.throwIfAborted();
        const { libraryId, root } = row;
        if (away.has(libraryId)) continue;
        if (!there.has(libraryId) && !(await this.isThere(libraryId, root, job.signal))) {
          away.add(libraryId);
          continue;
        }
        there.add(libraryId);
        await this.files.delete(row);
        done += 1;
        job.progress({ done, total, unit: 'files' });
      }
    }
    if (done < total) job.progress({ done, total, unit: 'files', note: 'the others are on a disk that is away' });
  }

  private async isThere(libraryId: string, root: string, signal: AbortSignal): Promise<boolean> {
    try {
      await this.presence.assertThere(libraryId, root, signal);
      return true;
    } catch (error) {
      if (!(error instanceof AppError && error.code === 'library.unavailable')) throw error;
      this.log.warning({ libraryId }, 'the trash of a library whose disk is away was not emptied');
      return false;
    }
  }

  /** @returns false: the next look is due at its time */
  private async deleteOld(): Promise<false> {
    const { keepDays } = await this.trash.settings();
    if (keepDays === null) return false;
    const until = new Date(Date.now() - keepDays * dayMs).toISOString();
    if ((await this.trash.countUpTo(until)) > 0) await this.ask(until, `files older than ${keepDays === 1 ? 'a day' : `${keepDays} days`}`);
    return false;
  }
}
