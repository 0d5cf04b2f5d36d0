import { progressSubject, type FailureReason, type JobDefinition, type Progress } from '@reelm/contracts';
import { newId, withCorrelation } from '../context.js';
import type { Database, Tx } from '../database/database.js';
import { AppError, isDatabaseAway, toAppError } from '../errors.js';
import { failPoint } from '../fail-point.js';
import type { ServiceIdentity } from '../identity.js';
import type { Log } from '../log.js';
import { Loop } from '../loop.js';
import type { Bus } from '../messaging/bus.js';
import { inSpan, measure } from '../telemetry.js';
import type { QueueEngine } from './engine.js';
import type { JobQueue } from './job-queue.js';
import type { JobRow } from './job-row.js';
import { JobFailure, type JobEffects, type RunJob } from './runs-job.js';

const maxRetryDelaySeconds = 60;
const progressEveryMs = 1_000;

type Ending = 'cancelled' | 'timeout' | 'superseded' | 'stopping';

interface Running {
  row: JobRow;
  messageId: string;
  abort: AbortController;
  ending: Ending | undefined;
  progress: Progress | null;
  progressChanged: boolean;
  finished: Promise<void>;
}

export interface JobWorkerDependencies {
  identity: ServiceIdentity;
  database: Database;
  engine: QueueEngine;
  queue: JobQueue;
  bus: Bus;
  log: Log;
  /** While it says so, nothing new is begun. */
  isHeld: () => boolean;
}

/**
 * Executes the jobs of one kind in this process. Each claim raises the job's `attempt`; whoever does not hold the newest attempt can
 * change nothing any more, so a worker that slept through its own death does no harm.
 */
export class JobWorker {
  private readonly running = new Set<Running>();
  private readonly loop: Loop;
  private readonly beat: Loop;
  private stopping = false;

  constructor(
    private readonly definition: JobDefinition,
    private readonly concurrency: () => number,
    private readonly run: RunJob,
    private readonly kit: JobWorkerDependencies,
  ) {
    this.loop = new Loop(`worker ${definition.kind}`, () => this.fetch(), { pollMs: 2_000, log: kit.log });
    this.beat = new Loop(`heartbeat ${definition.kind}`, () => this.look(), { pollMs: 2_000, log: kit.log });
  }

  start(): void {
    this.loop.start();
    this.beat.start();
  }

  /** New work may be there. */
  wake(): void {
    this.loop.wake();
  }

  /** A cancel may be there. */
  lookNow(): void {
    this.beat.wake();
  }

  /** Stops taking work, aborts what runs and hands it back, so that it goes on elsewhere or after the restart. */
  async stop(): Promise<void> {
    this.stopping = true;
    await this.loop.stop();
    for (const one of this.running) this.end(one, 'stopping');
    await Promise.all([...this.running].map((one) => one.finished));
    await this.beat.stop();
  }

  private async fetch(): Promise<boolean> {
    const free = Math.max(1, this.concurrency()) - this.running.size;
    if (free <= 0 || this.stopping || this.kit.isHeld() || (await this.kit.queue.pausedKinds()).has(this.definition.kind)) return false;
    const messages = await this.kit.engine.fetch(this.definition.kind, free);
    for (const message of messages) {
      // After an outage of the database the engine may deliver again what is still being done here.
      if (this.runs(message.jobId)) continue;
      const row = await this.claim(message.jobId, message.id);
      if (row !== undefined) this.begin(row, message.id);
    }
    return messages.length === free;
  }

  private runs(jobId: string): boolean {
    return [...this.running].some((one) => one.row.id === jobId && one.ending === undefined);
  }

  /** Takes the job for this attempt; settles at once what must not run any more. */
  private claim(jobId: string, messageId: string): Promise<JobRow | undefined> {
    const { database, engine, queue } = this.kit;
    return database.transaction(async (tx) => {
      const [row] = await tx.query<JobRow>('SELECT * FROM job WHERE id = $1 FOR UPDATE', [jobId]);
      const live = row !== undefined && row.message_id === messageId && (row.state === 'queued' || row.state === 'running');
      if (!live) {
        await engine.complete(tx, this.definition.kind, messageId);
        return undefined;
      }
      const crashes = row.crashes + (row.state === 'running' ? 1 : 0);
      if (row.cancel_requested) return this.settle(tx, row, 'cancelled', null).then(() => undefined);
      if (crashes >= this.definition.crashes) {
        return this.settle(tx, row, 'failed', new AppError('job.crashed', { attempts: crashes }).toReason()).then(() => undefined);
      }
      const [claimed] = await tx.query<JobRow>(
        `UPDATE job SET state = 'running', attempt = attempt + 1, crashes = $2, started_at = now(), progress = NULL, error = NULL WHERE id = $1 RETURNING *`,
        [jobId, crashes],
      );
      if (claimed !== undefined) await queue.report(tx, [claimed]);
      return claimed;
    });
  }

  private begin(row: JobRow, messageId: string): void {
    const one: Running = {
      row,
      messageId,
      abort: new AbortController(),
      ending: undefined,
      progress: null,
      progressChanged: false,
      finished: Promise.resolve(),
    };
    this.running.add(one);
    one.finished = this.execute(one).finally(() => {
      this.running.delete(one);
      this.loop.wake();
    });
  }

  private async execute(one: Running): Promise<void> {
    const { definition, kit } = this;
    const timeLimit = setTimeout(() => this.end(one, 'timeout'), definition.timeLimitSeconds * 1_000);
    const context = {
      id: one.row.id,
      attempt: one.row.attempt,
      signal: one.abort.signal,
      log: kit.log,
      progress: (progress: Progress) => this.note(one, progress),
    };
    await withCorrelation(one.row.correlation_id, () =>
      inSpan(
        `job ${definition.kind}`,
        {
          kind: 'consumer',
          traceparent: one.row.traceparent ?? undefined,
          attributes: { 'reelm.job.id': one.row.id, 'reelm.job.attempt': one.row.attempt },
        },
        async () => {
          try {
            const payload = definition.schema.parse(one.row.payload) as never;
            const effects = await this.run(payload, context);
            failPoint('before-settle');
            await this.untilReachable(() => this.succeed(one, effects ?? undefined));
          } catch (error) {
            await this.untilReachable(() => this.fail(one, error)).catch((unsettled: unknown) => {
              // Without heartbeats the engine soon hands the job to the next worker.
              kit.log.failure(unsettled, 'a job could not be settled', { jobId: one.row.id });
            });
          }
          failPoint('after-settle');
        },
      ),
    ).finally(() => clearTimeout(timeLimit));
  }

  /** Settling waits for a database that is away: the work is done, only its record is missing. */
  private async untilReachable(settle: () => Promise<void>): Promise<void> {
    for (let pause = 250; ; pause = Math.min(pause * 2, 5_000)) {
      try {
        return await settle();
      } catch (error) {
        if (!isDatabaseAway(error) || this.stopping) throw error;
        await new Promise((resolve) => setTimeout(resolve, pause));
      }
    }
  }

  private async succeed(one: Running, effects: JobEffects | undefined): Promise<void> {
    if (one.ending === 'cancelled') return this.fail(one, new AppError('job.cancelled'));
    await this.fenced(one, async (tx, row) => {
      await effects?.(tx);
      await this.settle(tx, row, 'succeeded', null);
    });
  }

  private async fail(one: Running, error: unknown): Promise<void> {
    await this.fenced(one, async (tx, row) => {
      if (one.ending === 'stopping') return this.again(tx, row, 0, null);
      if (one.ending === 'cancelled' || row.cancel_requested) return this.settle(tx, row, 'cancelled', null);
      if (one.ending === 'timeout')
        return this.settle(tx, row, 'failed', new AppError('job.timeout', { seconds: this.definition.timeLimitSeconds }).toReason());
      if (error instanceof JobFailure) {
        await error.effects(tx);
        return this.settle(tx, row, error.state, error.reason);
      }
      const known = toAppError(error);
      if (known.code === 'internal') this.kit.log.failure(error, 'a job failed', { jobId: row.id, kind: row.kind });
      const tries = row.tries + 1;
      if (known.retryable && tries < this.definition.attempts) {
        const delay = Math.min(this.definition.retryDelaySeconds * 2 ** (tries - 1), maxRetryDelaySeconds) * (0.75 + Math.random() / 2);
        await tx.query('UPDATE job SET tries = $2 WHERE id = $1', [row.id, tries]);
        return this.again(tx, row, delay, known.toReason());
      }
      return this.settle(tx, row, 'failed', this.reason(known));
    });
  }

  private reason(error: AppError): FailureReason {
    const reason = error.toReason();
    return error.code === 'internal' && error.cause instanceof Error ? { ...reason, details: { cause: error.cause.message } } : reason;
  }

  /** Runs `work` with the job's row locked, and only if this attempt still holds the job. */
  private async fenced(one: Running, work: (tx: Tx, row: JobRow) => Promise<void>): Promise<void> {
    await this.kit.database.transaction(async (tx) => {
      const [row] = await tx.query<JobRow>(`SELECT * FROM job WHERE id = $1 AND attempt = $2 AND state = 'running' FOR UPDATE`, [
        one.row.id,
        one.row.attempt,
      ]);
      if (row === undefined)
        return this.kit.log.warning({ jobId: one.row.id, attempt: one.row.attempt }, 'a superseded attempt was refused');
      return work(tx, row);
    });
  }

  private async settle(tx: Tx, row: JobRow, state: 'succeeded' | 'failed' | 'cancelled', error: FailureReason | null): Promise<void> {
    const settled = await tx.query<JobRow>('UPDATE job SET state = $2, error = $3, finished_at = now() WHERE id = $1 RETURNING *', [
      row.id,
      state,
      error === null ? null : JSON.stringify(error),
    ]);
    await this.kit.engine.complete(tx, row.kind, row.message_id);
    await this.kit.queue.report(tx, settled);
    if (row.started_at !== null) measure.jobDuration().record((Date.now() - row.started_at.getTime()) / 1_000, { kind: row.kind, state });
  }

  /** Puts the job back into the queue. */
  private async again(tx: Tx, row: JobRow, delaySeconds: number, error: FailureReason | null): Promise<void> {
    const queued = await tx.query<JobRow>(
      `UPDATE job SET state = 'queued', progress = NULL, error = $2, message_id = $3 WHERE id = $1 RETURNING *`,
      [row.id, error === null ? null : JSON.stringify(error), newId()],
    );
    await this.kit.engine.complete(tx, row.kind, row.message_id);
    await this.kit.engine.send(
      tx,
      row.kind,
      queued.map((one) => ({ id: one.message_id, jobId: one.id, priority: one.priority, delaySeconds: Math.round(delaySeconds) })),
    );
    await this.kit.queue.report(tx, queued);
  }

  private note(one: Running, progress: Progress): void {
    const first = one.progress === null;
    one.progress = progress;
    one.progressChanged = true;
    if (first) setTimeout(() => this.tell(one), 50).unref();
  }

  private tell(one: Running): void {
    if (!one.progressChanged || !this.running.has(one)) return;
    one.progressChanged = false;
    this.kit.bus.publishCore(progressSubject(this.kit.identity.service), {
      id: one.row.id,
      attempt: one.row.attempt,
      progress: one.progress,
    });
    setTimeout(() => this.tell(one), progressEveryMs).unref();
  }

  /** Shows signs of life for what runs here, stores its progress, and learns what was cancelled or taken over. */
  private async look(): Promise<boolean> {
    const mine = [...this.running];
    if (mine.length === 0) return false;
    await this.kit.engine.heartbeat(
      this.definition.kind,
      mine.map((one) => one.messageId),
    );
    const rows = await this.kit.database.query<{ id: string; attempt: number; cancel_requested: boolean }>(
      `UPDATE job SET progress = coalesce(mine.progress, job.progress)
       FROM unnest($1::uuid[], $2::int[], $3::jsonb[]) AS mine (id, attempt, progress)
       WHERE job.id = mine.id AND job.attempt = mine.attempt AND job.state = 'running' RETURNING job.id, job.attempt, job.cancel_requested`,
      [
        mine.map((one) => one.row.id),
        mine.map((one) => one.row.attempt),
        mine.map((one) => (one.progress === null ? null : JSON.stringify(one.progress))),
      ],
    );
    const held = new Map(rows.map((row) => [row.id, row]));
    for (const one of mine) {
      const row = held.get(one.row.id);
      if (row === undefined && this.running.has(one)) this.end(one, 'superseded');
      else if (row?.cancel_requested === true) this.end(one, 'cancelled');
      if (one.progressChanged) this.tell(one);
    }
    return false;
  }

  private end(one: Running, ending: Ending): void {
    if (one.ending !== undefined) return;
    one.ending = ending;
    one.abort.abort(new AppError(ending === 'timeout' ? 'job.timeout' : 'job.cancelled', { seconds: this.definition.timeLimitSeconds }));
  }
}
