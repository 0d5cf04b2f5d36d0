import { Injectable } from '@nestjs/common';
import {
  allJobs,
  Id,
  isFinal,
  serviceNames,
  serviceRpcs,
  type http,
  type Job,
  type JobQueue,
  type JobWithChildren,
  type QueryOf,
} from '@reelm/contracts';
import { AppError, Bus, Log } from '@reelm/service-kit';
import { LedgerRepository } from './ledger.repository.js';
import { toJob } from './job-row.js';
import { ProgressBoard } from './progress-board.js';

/** Reads come from the ledger; whatever changes a job goes to the service that executes it. */
@Injectable()
export class JobsService {
  constructor(
    private readonly ledger: LedgerRepository,
    private readonly progress: ProgressBoard,
    private readonly bus: Bus,
    private readonly log: Log,
  ) {}

  /** Newest first; the cursor is the id of the last job of the page before. @throws AppError `cursor.invalid` */
  async list({
    state,
    kind,
    parentId,
    limit,
    cursor,
  }: QueryOf<typeof http.listJobs>): Promise<{ items: JobWithChildren[]; nextCursor: string | null }> {
    if (cursor !== undefined && !Id.safeParse(cursor).success) throw new AppError('cursor.invalid');
    const rows = await this.ledger.list({ state, kind, parentId }, cursor, limit + 1);
    const items = await this.withChildren(rows.slice(0, limit).map(toJob));
    return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
  }

  /** @throws AppError `job.not_found` */
  async get(id: string): Promise<JobWithChildren> {
    const [row] = await this.ledger.findMany([id]);
    if (row === undefined) throw new AppError('job.not_found');
    return this.withChild(toJob(row));
  }

  /** The jobs of these ids that are known, with their present progress. */
  async find(ids: readonly string[]): Promise<Job[]> {
    return (await this.ledger.findMany(ids)).map((row) => this.progress.refresh(toJob(row)));
  }

  /**
   * Stops a job and everything below it. A job that has ended may still have caused others that live; these are stopped then.
   * @throws AppError `job.not_found`, `job.not_cancellable`, `service.unavailable` when not all services could be told
   */
  async cancel(id: string): Promise<JobWithChildren> {
    const known = await this.get(id);
    const wasFinal = isFinal(known.state);
    const job = wasFinal ? known : ((await this.bus.request(serviceRpcs[known.service].cancelJob, { jobId: id })) ?? known);
    const cancelled = mayHaveChildren(known) ? await this.cancelBelow(id) : 0;
    if (wasFinal && cancelled === 0) throw new AppError('job.not_cancellable', { state: known.state });
    return this.withChild(job);
  }

  private async cancelBelow(id: string): Promise<number> {
    const parents = await this.ledger.parentsBelow(id);
    const answers = await Promise.allSettled(
      parents.flatMap((parentId) => serviceNames.map((service) => this.bus.request(serviceRpcs[service].cancelChildren, { parentId }))),
    );
    // A service that is away may hold children of its own: the caller has to know that they go on.
    const failed = answers.find((answer) => answer.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
    return answers.reduce((sum, answer) => sum + (answer.status === 'fulfilled' ? answer.value.cancelled : 0), 0);
  }

  /** @throws AppError `job.not_found`, `job.not_retryable`, `service.unavailable` */
  async retry(id: string): Promise<JobWithChildren> {
    const { service } = await this.get(id);
    return this.withChild(await this.bus.request(serviceRpcs[service].retryJob, { jobId: id }));
  }

  /** The queues of all services that answer. @throws AppError `service.unavailable` when none does */
  async queues(): Promise<JobQueue[]> {
    const answers = await Promise.allSettled(serviceNames.map((service) => this.bus.request(serviceRpcs[service].listQueues, {})));
    const failed = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason as unknown] : []));
    if (failed.length === answers.length) throw failed[0];
    if (failed.length > 0) this.log.warning({ failures: failed.map(String) }, 'some services did not name their queues');
    return answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
  }

  /** @throws AppError `job.queue_not_found`, `service.unavailable` */
  pauseQueue(kind: string, paused: boolean): Promise<JobQueue> {
    const definition = allJobs.find((job) => job.kind === kind);
    if (definition === undefined) throw new AppError('job.queue_not_found', { kind });
    return this.bus.request(serviceRpcs[definition.owner].pauseQueue, { kind, paused });
  }

  private async withChild(job: Job): Promise<JobWithChildren> {
    const [shown] = await this.withChildren([job]);
    return shown ?? { ...job, children: null };
  }

  private async withChildren(jobs: readonly Job[]): Promise<JobWithChildren[]> {
    const children =
      jobs.length === 0
        ? new Map<string, NonNullable<JobWithChildren['children']>>()
        : await this.ledger.children(jobs.map((job) => job.id));
    return jobs.map((job) => ({ ...this.progress.refresh(job), children: children.get(job.id) ?? null }));
  }
}

/** Most jobs never cause others; asking every service about each of hundreds that are cancelled together would take longer than cancelling. */
const mayHaveChildren = ({ kind, children }: JobWithChildren): boolean =>
  children !== null || (allJobs.find((job) => job.kind === kind)?.causesJobs ?? true);
