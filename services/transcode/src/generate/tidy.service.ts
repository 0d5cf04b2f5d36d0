import { Injectable } from '@nestjs/common';
import { jobs, type Job, type JobPayload } from '@reelm/contracts';
import { Database, JobQueue, ObjectStore, RunsJob, type JobContext } from '@reelm/service-kit';
import { TidyRepository } from './tidy.repository.js';

/** Keys are spread over so many folders; see artifacts/artifact-keys.ts. */
const folders = 256;
const batch = 500;
/** Younger objects may belong to work that is not settled yet. */
const graceMs = 24 * 3_600_000;

/** Finds objects of the store that belong to nothing, for example after a database was put back from a backup, and removes them. */
@Injectable()
export class TidyService {
  constructor(
    private readonly repository: TidyRepository,
    private readonly store: ObjectStore,
    private readonly database: Database,
    private readonly queue: JobQueue,
  ) {}

  async ask(): Promise<Job> {
    const [job] = await this.database.transaction((tx) => this.queue.enqueue(tx, jobs.tidy, [{ payload: {}, label: 'Tidy the store' }]));
    if (job === undefined) throw new Error('The queue took no job.');
    return job;
  }

  @RunsJob(jobs.tidy)
  async run(_: JobPayload<typeof jobs.tidy>, { signal, progress }: Pick<JobContext, 'signal' | 'progress'>): Promise<void> {
    await this.tidy({ signal, progress });
  }

  /** @returns how many objects were removed */
  async tidy({ signal, progress }: Pick<JobContext, 'signal' | 'progress'>, olderThanMs = graceMs): Promise<number> {
    let removed = 0;
    for (let folder = 0; folder < folders; folder += 1) {
      signal.throwIfAborted();
      removed += await this.tidyFolder(`files/${folder.toString(16).padStart(2, '0')}/`, Date.now() - olderThanMs);
      progress({ done: folder + 1, total: folders, unit: 'folders', note: `${removed} removed` });
    }
    return removed;
  }

  private async tidyFolder(prefix: string, before: number): Promise<number> {
    let keys: string[] = [];
    let removed = 0;
    for await (const { key, modifiedAt } of this.store.list(prefix)) {
      if (modifiedAt.getTime() < before) keys.push(key);
      if (keys.length < batch) continue;
      removed += await this.removeOrphans(keys);
      keys = [];
    }
    return removed + (await this.removeOrphans(keys));
  }

  private async removeOrphans(keys: readonly string[]): Promise<number> {
    if (keys.length === 0) return 0;
    const orphans = await this.repository.orphans(keys);
    if (orphans.length > 0) await this.store.remove(orphans);
    return orphans.length;
  }
}
