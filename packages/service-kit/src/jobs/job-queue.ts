import { Inject, Injectable } from '@nestjs/common';
import {
  allJobs,
  isFinal,
  jobChangedEvent,
  type Job,
  type JobDefinition,
  type JobPayload,
  type JobPriority,
  type JobQueue as JobQueueInfo,
} from '@reelm/contracts';
import { correlationId, newId } from '../context.js';
import { Database, type Tx } from '../database/database.js';
import { AppError } from '../errors.js';
import { SERVICE_IDENTITY, type ServiceIdentity } from '../identity.js';
import { Outbox, wakeChannel } from '../messaging/outbox.js';
import { currentTraceparent } from '../telemetry.js';
import { QueueEngine } from './engine.js';
import { priorityNumber, toJob, type JobRow } from './job-row.js';

export interface JobRequest<P> {
  payload: P;
  /** What it works on, for people. */
  label: string;
  parentId?: string | null | undefined;
  fileId?: string | undefined;
  libraryId?: string | undefined;
  /** Overrides the priority of the kind. */
  priority?: JobPriority | undefined;
}

/** Asks for jobs of this service, and what people do with them: cancel, try again, pause. */
@Injectable()
export class JobQueue {
  constructor(
    @Inject(SERVICE_IDENTITY) private readonly identity: ServiceIdentity,
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly engine: QueueEngine,
  ) {}

  /**
   * Adds jobs in the caller's transaction. Where a job with the same key is queued or running, that one is returned instead.
   * @returns one job per request, in order.
   */
  async enqueue<D extends JobDefinition>(tx: Tx, definition: D, requests: readonly JobRequest<JobPayload<D>>[]): Promise<Job[]> {
    if (requests.length === 0) return [];
    const wanted = requests.map((request) => {
      const payload = definition.schema.parse(request.payload) as JobPayload<D>;
      return {
        ...request,
        payload,
        key: definition.key(payload),
        id: newId(),
        messageId: newId(),
        rank: priorityNumber(request.priority ?? definition.priority),
      };
    });
    const unique = [...new Map(wanted.map((one) => [one.key, one])).values()];
    const added = await tx.query<JobRow>(
      `INSERT INTO job (id, kind, key, payload, label, parent_id, file_id, library_id, priority, message_id, correlation_id, traceparent)
       SELECT wanted.id, $1, wanted.key, wanted.payload, wanted.label, wanted.parent_id, wanted.file_id, wanted.library_id, wanted.priority, wanted.message_id, $11, $12
       FROM unnest($2::uuid[], $3::text[], $4::jsonb[], $5::text[], $6::uuid[], $7::uuid[], $8::uuid[], $9::smallint[], $10::uuid[])
         AS wanted (id, key, payload, label, parent_id, file_id, library_id, priority, message_id)
       ON CONFLICT (kind, key) WHERE state IN ('queued', 'running') DO NOTHING
       RETURNING *`,
      [
        definition.kind,
        unique.map((one) => one.id),
        unique.map((one) => one.key),
        unique.map((one) => JSON.stringify(one.payload)),
        unique.map((one) => one.label),
        unique.map((one) => one.parentId ?? null),
        unique.map((one) => one.fileId ?? null),
        unique.map((one) => one.libraryId ?? null),
        unique.map((one) => one.rank),
        unique.map((one) => one.messageId),
        correlationId(),
        currentTraceparent() ?? null,
      ],
    );
    if (added.length > 0) {
      await this.engine.send(
        tx,
        definition.kind,
        added.map((row) => ({ id: row.message_id, jobId: row.id, priority: row.priority })),
      );
      await this.report(tx, added);
      await this.wake(tx, definition.kind);
    }
    const byKey = new Map(added.map((row) => [row.key, row]));
    const others = wanted.map((one) => one.key).filter((key) => !byKey.has(key));
    if (others.length > 0) {
      const live = await tx.query<JobRow>(`SELECT * FROM job WHERE kind = $1 AND key = ANY($2) AND state IN ('queued', 'running')`, [
        definition.kind,
        others,
      ]);
      for (const row of live) byKey.set(row.key, row);
    }
    // A job that was live at the insert may have ended before the second look; asking again then finds the place free.
    const gone = wanted.filter((one) => !byKey.has(one.key));
    if (gone.length > 0) return this.enqueue(tx, definition, requests);
    return wanted.flatMap((one) => byKey.get(one.key) ?? []).map((row) => toJob(row, this.identity.service));
  }

  async find(jobId: string): Promise<Job | undefined> {
    const [row] = await this.database.query<JobRow>('SELECT * FROM job WHERE id = $1', [jobId]);
    return row === undefined ? undefined : toJob(row, this.identity.service);
  }

  /**
   * Cancels a queued job at once; a running one is told to stop and is `cancelled` within two seconds.
   * @returns the job, or null when this service does not know it.
   */
  async cancel(jobId: string): Promise<Job | null> {
    return this.database.transaction(async (tx) => {
      const [row] = await tx.query<JobRow>('SELECT * FROM job WHERE id = $1 FOR UPDATE', [jobId]);
      if (row === undefined) return null;
      if (isFinal(row.state)) return toJob(row, this.identity.service);
      const [cancelled] = await this.cancelRows(tx, [row]);
      return toJob(cancelled ?? row, this.identity.service);
    });
  }

  /** Cancels all live jobs that `parentId` caused; returns how many. */
  async cancelChildren(parentId: string): Promise<number> {
    let count = 0;
    for (;;) {
      const batch = await this.database.transaction(async (tx) => {
        const rows = await tx.query<JobRow>(
          `SELECT * FROM job WHERE parent_id = $1 AND state IN ('queued', 'running') AND NOT cancel_requested ORDER BY id LIMIT 1000 FOR UPDATE`,
          [parentId],
        );
        if (rows.length > 0) await this.cancelRows(tx, rows);
        return rows.length;
      });
      count += batch;
      if (batch === 0) return count;
    }
  }

  private async cancelRows(tx: Tx, rows: readonly JobRow[]): Promise<JobRow[]> {
    const queued = rows.filter((row) => row.state === 'queued');
    const running = rows.filter((row) => row.state === 'running');
    const cancelled = await tx.query<JobRow>(
      `UPDATE job SET state = 'cancelled', finished_at = now() WHERE id = ANY($1::uuid[]) RETURNING *`,
      [queued.map((row) => row.id)],
    );
    for (const kind of new Set(queued.map((row) => row.kind))) {
      await this.engine.drop(
        tx,
        kind,
        queued.filter((row) => row.kind === kind).map((row) => row.message_id),
      );
    }
    await this.report(tx, cancelled);
    if (running.length > 0) {
      await tx.query('UPDATE job SET cancel_requested = true WHERE id = ANY($1::uuid[])', [running.map((row) => row.id)]);
      await tx.query('SELECT pg_notify($1, $2)', [wakeChannel(this.identity.schema), 'cancel']);
    }
    return cancelled;
  }

  /**
   * Queues a failed or cancelled job again.
   * @throws AppError `job.not_found`, `job.not_retryable`
   */
  async retry(jobId: string): Promise<Job> {
    return this.database.transaction(async (tx) => {
      const [row] = await tx.query<JobRow>('SELECT * FROM job WHERE id = $1 FOR UPDATE', [jobId]);
      if (row === undefined) throw new AppError('job.not_found');
      if (row.state !== 'failed' && row.state !== 'cancelled') throw new AppError('job.not_retryable', { state: row.state });
      const [twin] = await tx.query<JobRow>(`SELECT * FROM job WHERE kind = $1 AND key = $2 AND state IN ('queued', 'running')`, [
        row.kind,
        row.key,
      ]);
      if (twin !== undefined) return toJob(twin, this.identity.service);
      const [queued] = await tx.query<JobRow>(
        `UPDATE job SET state = 'queued', error = NULL, progress = NULL, crashes = 0, tries = 0, cancel_requested = false, finished_at = NULL,
           message_id = $2, queued_at = now() WHERE id = $1 RETURNING *`,
        [jobId, newId()],
      );
      if (queued === undefined) throw new AppError('job.not_found');
      await this.engine.send(tx, queued.kind, [{ id: queued.message_id, jobId, priority: queued.priority }]);
      await this.report(tx, [queued]);
      await this.wake(tx, queued.kind);
      return toJob(queued, this.identity.service);
    });
  }

  async queues(): Promise<JobQueueInfo[]> {
    const counts = await this.database.query<{ kind: string; state: string; count: number }>(
      `SELECT kind, state, count(*)::int AS count FROM job WHERE state IN ('queued', 'running') GROUP BY kind, state`,
    );
    const paused = await this.pausedKinds();
    const count = (kind: string, state: string) => counts.find((row) => row.kind === kind && row.state === state)?.count ?? 0;
    return this.ownKinds().map((kind) => ({
      kind,
      service: this.identity.service,
      paused: paused.has(kind),
      queued: count(kind, 'queued'),
      running: count(kind, 'running'),
    }));
  }

  /** Stops or resumes the start of new jobs of a kind; running ones finish. @throws AppError `job.queue_not_found` */
  async pause(kind: string, paused: boolean): Promise<JobQueueInfo> {
    if (!this.ownKinds().includes(kind)) throw new AppError('job.queue_not_found', { kind });
    await this.database.transaction(async (tx) => {
      await tx.query('INSERT INTO job_queue (kind, paused) VALUES ($1, $2) ON CONFLICT (kind) DO UPDATE SET paused = EXCLUDED.paused', [
        kind,
        paused,
      ]);
      await this.wake(tx, kind);
    });
    const queue = (await this.queues()).find((one) => one.kind === kind);
    if (queue === undefined) throw new AppError('job.queue_not_found', { kind });
    return queue;
  }

  async pausedKinds(): Promise<Set<string>> {
    const rows = await this.database.query<{ kind: string }>('SELECT kind FROM job_queue WHERE paused');
    return new Set(rows.map((row) => row.kind));
  }

  private ownKinds(): string[] {
    return allJobs.filter((definition) => definition.owner === this.identity.service).map((definition) => definition.kind);
  }

  /** Tells the ledger about these jobs, in the transaction that changed them. */
  async report(tx: Tx, rows: readonly JobRow[]): Promise<void> {
    await this.outbox.append(
      tx,
      jobChangedEvent(this.identity.service),
      rows.map((row) => toJob(row, this.identity.service)),
    );
  }

  private async wake(tx: Tx, kind: string): Promise<void> {
    await tx.query('SELECT pg_notify($1, $2)', [wakeChannel(this.identity.schema), `job:${kind}`]);
  }
}
