import { Injectable } from '@nestjs/common';
import { jobs, type JobPayload } from '@reelm/contracts';
import { Database, RunsJob, type JobContext, type JobEffects } from '@reelm/service-kit';
import { settled } from '../database/settled.js';
import { BulkRepository } from './bulk.repository.js';
import { BulkWork } from './bulk-work.service.js';

/** Carries out large bulk edits, and undoes them. What is done is done: it goes on with what is left, and a cancelled one keeps what it has. */
@Injectable()
export class BulkJob {
  constructor(
    private readonly work: BulkWork,
    private readonly edits: BulkRepository,
    private readonly database: Database,
  ) {}

  @RunsJob(jobs.bulkEdit)
  async run({ editId, undo }: JobPayload<typeof jobs.bulkEdit>, job: JobContext): Promise<JobEffects> {
    const [state, end] = undo ? (['undoing', 'undone'] as const) : (['running', 'done'] as const);
    const next = (after: string | null) => settled(this.database, (tx) => this.work.step(tx, editId, state, after));
    for (let step = await next(null); step !== undefined; step = await next(step.last)) {
      job.progress({ done: step.done, total: step.total, unit: 'items' });
      job.signal.throwIfAborted();
    }
    return (tx) => this.edits.advance(tx, editId, state, end);
  }
}
