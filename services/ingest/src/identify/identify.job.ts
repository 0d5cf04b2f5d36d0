import { Injectable } from '@nestjs/common';
import { events, jobs, type JobPayload } from '@reelm/contracts';
import { AppError, Outbox, RunsJob, type JobContext, type JobEffects } from '@reelm/service-kit';
import { DiskRepository, type Disk } from '../scan/disk.repository.js';
import { FilesRepository, type FileRow } from '../scan/files.repository.js';

/**
 * Reads a file in full, because its quick hash is that of another file too or its library wants that of all; and one of those others where that
 * was not done yet, so that it is certain whether they are the same.
 */
@Injectable()
export class IdentifyJob {
  constructor(
    private readonly files: FilesRepository,
    private readonly disks: DiskRepository,
    private readonly outbox: Outbox,
  ) {}

  @RunsJob(jobs.identify, { concurrency: 1 })
  async run({ fileId }: JobPayload<typeof jobs.identify>, job: JobContext): Promise<JobEffects | void> {
    const file = await this.files.find(fileId);
    if (file === undefined || !file.present) return;
    const twins = await this.files.twins(file, 2);
    // A twin with a hash is enough to compare with; else the oldest is read too.
    const unread = [file, ...(twins.some((twin) => twin.contentHash !== null) ? [] : twins.slice(0, 1))].filter(
      (one) => one.contentHash === null,
    );
    using disk = this.disks.open(job.signal);
    // Its disk may be away for a moment. A file that is gone or changed is known to be so after the next scan, and found so at the next try.
    if (!(await areThere(disk, unread))) throw new AppError('media.vanished', {}, { retryable: true });
    const read: { file: FileRow; hash: string }[] = [];
    for (const one of unread) {
      job.progress({ done: read.length, total: unread.length, unit: 'files', note: one.path });
      const hash = await disk.call('sha256', { root: one.root, path: one.path, bytes: one.bytes, modifiedMs: one.modifiedMs });
      // A file that changed meanwhile is met again by the next scan.
      if (hash !== null) read.push({ file: one, hash });
    }
    return async (tx) => {
      for (const { file: one, hash } of read) {
        if (!(await this.files.setContentHash(tx, one, hash))) continue;
        await this.outbox.append(tx, events.fileIdentified, [
          { fileId: one.id, bytes: one.bytes, modifiedAt: new Date(one.modifiedMs).toISOString(), contentHash: hash },
        ]);
      }
    };
  }
}

async function areThere(disk: Disk, files: readonly (FileRow & { root: string })[]): Promise<boolean> {
  const now = await disk.call('stat', files).catch(() => []);
  return files.every(({ bytes, modifiedMs }, index) => now[index]?.bytes === bytes && now[index]?.modifiedMs === modifiedMs);
}
