import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { jobs, type JobPayload } from '@reelm/contracts';
import { JobFailure, RunsJob, type JobContext, type JobEffects, type Tx } from '@reelm/service-kit';
import { LibrariesRepository } from '../libraries/libraries.repository.js';
import { ScanRefusedError } from './root-check.js';
import { ScanRequestsRepository, type PendingRequests } from './scan-requests.repository.js';
import { SupersededError } from './scan-writer.js';
import { ScanService, type ScanResult } from './scan.service.js';

/** Disks of several libraries are scanned side by side, but not all at once. */
const concurrency = 2;
const followUpSeconds = 30;
// Longer than a worker takes to learn that another one has taken over its job.
const supersededPauseMs = 3_000;

/** Runs scans: takes up all that was asked for of a library, also what is asked for meanwhile. */
@Injectable()
export class ScanJob {
  constructor(
    private readonly scans: ScanService,
    private readonly requests: ScanRequestsRepository,
    private readonly libraries: LibrariesRepository,
  ) {}

  @RunsJob(jobs.scan, { concurrency })
  async run(payload: JobPayload<typeof jobs.scan>, job: JobContext): Promise<JobEffects> {
    for (;;) {
      const requests = await this.requests.pending(payload.libraryId);
      try {
        const result = await this.scanOnce(payload, requests, job);
        const effects = (tx: Tx) => this.settle(tx, payload.libraryId, requests, result);
        if (!(await this.hasNew(payload.libraryId, requests))) return effects;
        await this.libraries.inTransaction(effects);
      } catch (error) {
        if (error instanceof SupersededError) await pause(supersededPauseMs, undefined, { signal: job.signal });
        else if (!(error instanceof ScanRefusedError)) throw error;
        else if (!(await this.hasNew(payload.libraryId, requests))) throw this.refusal(payload.libraryId, requests, error);
      }
    }
  }

  private scanOnce(payload: JobPayload<typeof jobs.scan>, requests: PendingRequests, job: JobContext): Promise<ScanResult> {
    // A job that is tried again after its requests were settled looks at everything.
    const folders = requests.folders.length === 0 ? [''] : requests.folders;
    return this.scans.scan(payload.libraryId, { folders, confirmLoss: payload.confirmLoss || requests.confirmLoss }, job);
  }

  private async hasNew(libraryId: string, taken: PendingRequests): Promise<boolean> {
    const now = await this.requests.pending(libraryId);
    return now.seqs.some((seq) => !taken.seqs.includes(seq));
  }

  private async settle(tx: Tx, libraryId: string, requests: PendingRequests, result: ScanResult): Promise<void> {
    await this.requests.remove(tx, requests.seqs);
    if (result.kind === 'retired') {
      if (result.purged) await this.libraries.delete(tx, libraryId);
      return;
    }
    await this.libraries.scanned(tx, libraryId, result);
    if (result.growing.length > 0) await this.requests.add(tx, libraryId, { folders: result.growing, inSeconds: followUpSeconds });
  }

  private refusal(libraryId: string, requests: PendingRequests, error: ScanRefusedError): JobFailure {
    return new JobFailure(error.reason, async (tx) => {
      await this.requests.remove(tx, requests.seqs);
      await this.libraries.setProblem(tx, libraryId, error.state, error.reason);
    });
  }
}
