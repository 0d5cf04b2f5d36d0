import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { allJobs } from '@reelm/contracts';
import pg from 'pg';
import { PgBoss, type Db } from 'pg-boss';
import { Database, type Tx } from '../database/database.js';
import { SERVICE_IDENTITY, type ServiceIdentity } from '../identity.js';
import { Log } from '../log.js';

/** What the queue carries: which job to do. Everything else is in the row of the table `job`. */
export interface QueueMessage {
  jobId: string;
}

/** A worker that gave no sign for this long is taken for dead and its job handed to another. */
const heartbeatSeconds = 10;
// Whether to try again is decided from the job row; the engine only delivers again what a dead worker held.
const engineRetries = 1_000;

const through = (tx: Tx): { db: Db } => ({
  db: { executeSql: async (text, values) => ({ rows: await tx.query(text, values ?? []) }) },
});

/** pg-boss behind one door: it claims, delivers again, and notices dead workers; see docs/decisions/0002-job-queue.md. */
@Injectable()
export class QueueEngine implements OnApplicationShutdown {
  private readonly boss: PgBoss;

  constructor(
    @Inject(SERVICE_IDENTITY) private readonly identity: ServiceIdentity,
    private readonly database: Database,
    log: Log,
  ) {
    this.boss = new PgBoss({
      ...through(database),
      schema: identity.queueSchema,
      schedule: false,
      createSchema: false,
      superviseIntervalSeconds: 3,
      monitorIntervalSeconds: 3,
    });
    this.boss.on('error', (error) => log.warning({ err: error }, 'the queue engine had an error'));
  }

  async start(): Promise<void> {
    const exists = await this.database.query('SELECT 1 FROM pg_namespace WHERE nspname = $1', [this.identity.queueSchema]);
    if (exists.length === 0) await this.database.query(`CREATE SCHEMA ${pg.escapeIdentifier(this.identity.queueSchema)}`);
    await this.boss.start();
    for (const job of allJobs.filter((definition) => definition.owner === this.identity.service)) {
      const options = {
        retryLimit: engineRetries,
        retryDelay: 0,
        heartbeatSeconds,
        expireInSeconds: Math.min(job.timeLimitSeconds + 3_600, 24 * 3_600),
        retentionSeconds: 365 * 24 * 3_600,
        deleteAfterSeconds: 3_600,
      };
      await this.boss.createQueue(job.kind, options);
      await this.boss.updateQueue(job.kind, options);
    }
  }

  /** Queues one message per entry; it is delivered when `delaySeconds` have passed. */
  async send(
    tx: Tx,
    kind: string,
    messages: readonly { id: string; jobId: string; priority: number; delaySeconds?: number }[],
  ): Promise<void> {
    const inserts = messages.map(({ id, jobId, priority, delaySeconds }) => ({
      id,
      priority,
      data: { jobId } satisfies QueueMessage,
      ...(delaySeconds === undefined ? {} : { startAfter: delaySeconds }),
    }));
    await this.boss.insert(kind, inserts, { ...through(tx), returnId: false });
  }

  /** Takes up to `limit` messages, most urgent first. */
  async fetch(kind: string, limit: number): Promise<{ id: string; jobId: string }[]> {
    const messages = await this.boss.fetch<QueueMessage>(kind, { batchSize: limit });
    return messages.map((message) => ({ id: message.id, jobId: message.data.jobId }));
  }

  async complete(tx: Tx, kind: string, messageId: string): Promise<void> {
    await this.boss.complete(kind, messageId, null, through(tx));
  }

  async drop(tx: Tx, kind: string, messageIds: string[]): Promise<void> {
    await this.boss.cancel(kind, messageIds, through(tx));
  }

  async heartbeat(kind: string, messageIds: string[]): Promise<void> {
    await this.boss.touch(kind, messageIds);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.boss.stop({ graceful: false, close: false });
  }
}
