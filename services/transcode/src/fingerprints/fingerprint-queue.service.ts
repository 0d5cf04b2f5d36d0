import { basename } from 'node:path';
import { Injectable } from '@nestjs/common';
import { jobs, type JobPriority } from '@reelm/contracts';
import { Database, JobQueue, type Tx } from '@reelm/service-kit';
import { SettingsRepository } from '../settings/settings.repository.js';
import { FingerprintsRepository, type FileWithoutHash } from './fingerprints.repository.js';

const batch = 500;

/** Sees to it that each analysed file gets its hash. */
@Injectable()
export class FingerprintQueueService {
  constructor(
    private readonly settings: SettingsRepository,
    private readonly fingerprints: FingerprintsRepository,
    private readonly database: Database,
    private readonly queue: JobQueue,
  ) {}

  /** Asks for the hashes of analysed files that have none, where that was chosen. */
  async filesAnalyzed(tx: Tx, fileIds: readonly string[]): Promise<void> {
    if (!(await this.settings.find(tx)).fingerprints.automatic) return;
    await this.enqueue(tx, await this.fingerprints.missing(tx, fileIds));
  }

  /** Asks for the hashes of all files that have none. */
  async enqueueMissing(): Promise<void> {
    for (let behind: string | null = null; ;) {
      const files: FileWithoutHash[] = await this.database.transaction(async (tx) => {
        const found = await this.fingerprints.missing(tx, null, { behind, limit: batch });
        await this.enqueue(tx, found);
        return found;
      });
      if (files.length < batch) return;
      behind = files.at(-1)?.fileId ?? null;
    }
  }

  /** Asks for the hashes of some files by hand: of all of them, or of those that have none. */
  async generate(
    tx: Tx,
    fileIds: readonly string[],
    force: boolean,
    asking: { parentId: string | null; priority?: JobPriority },
  ): Promise<number> {
    const files = await this.fingerprints.missing(tx, fileIds, undefined, force ? 'all' : 'failed');
    await this.enqueue(tx, files, asking);
    return files.length;
  }

  private async enqueue(
    tx: Tx,
    files: readonly FileWithoutHash[],
    asking: { parentId?: string | null; priority?: JobPriority } = {},
  ): Promise<void> {
    await this.queue.enqueue(
      tx,
      jobs.fingerprint,
      files.map(({ fileId, libraryId, path, bytes, modifiedAt, durationSeconds }) => ({
        payload: { fileId, bytes, modifiedAt: modifiedAt.toISOString(), durationSeconds },
        label: basename(path),
        fileId,
        libraryId,
        ...asking,
      })),
    );
  }
}
