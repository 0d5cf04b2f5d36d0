import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { streams, type EventEnvelope } from '@reelm/contracts';
import type { PubAck } from '@nats-io/jetstream';
import { headers } from '@nats-io/transport-node';
import { SERVICE_CONFIG, type BaseConfig } from '../config.js';
import { Database } from '../database/database.js';
import { WakeUp } from '../database/wake-up.js';
import { failPoint } from '../fail-point.js';
import { Log } from '../log.js';
import { Loop } from '../loop.js';
import { measure } from '../telemetry.js';
import { Bus, headerNames } from './bus.js';
import { ensureStreams } from './streams.js';

/** Most messages, and about the most bytes, that are on their way to the broker at once. */
const batchSize = 500;
const batchBytes = 2 * 1024 ** 2;
// The broker writes to disk every two minutes by default, so a machine that lost power may miss that much; twice it is repeated.
const repeatAfterReconnectSeconds = 300;

interface OutboxRow {
  seq: number;
  id: string;
  subject: string;
  /** The JSON of one event, or of an array of them. */
  payload: string | null;
  payloads: string | null;
  correlation_id: string;
  traceparent: string | null;
  occurred_at: Date;
}

/**
 * Publishes the outbox to JetStream, in order, one process per service at a time. Published rows are kept for some days: when the
 * stream turns out to be a new one, everything kept is published again and the inboxes drop what they know.
 */
@Injectable()
export class Relay implements BeforeApplicationShutdown {
  private readonly loop: Loop;
  /** Whether to look first if the broker still has the stream, and whether to repeat what it may have lost with the connection. */
  private look = true;
  private repeat = true;
  private highestSeq = 0;

  constructor(
    @Inject(SERVICE_CONFIG) private readonly config: BaseConfig,
    private readonly database: Database,
    private readonly bus: Bus,
    private readonly wakeUp: WakeUp,
    private readonly log: Log,
  ) {
    this.loop = new Loop('relay', () => this.turn(), { pollMs: 1_000, log });
  }

  start(): void {
    this.wakeUp.onWake((what) => {
      if (what === 'outbox' || what === 'reconnected') this.loop.wake();
    });
    this.bus.onReconnect(() => {
      this.look = true;
      this.repeat = true;
      this.loop.wake();
    });
    this.loop.start();
    const prune = setInterval(() => void this.prune().catch((error: unknown) => this.log.failure(error, 'pruning failed')), 600_000);
    prune.unref();
  }

  /** Publishes one batch; true when there may be more. */
  private async turn(): Promise<boolean> {
    if (!(await this.wakeUp.holds('relay'))) return false;
    if (this.look) await this.checkBroker();
    const rows = await this.database.query<OutboxRow>(
      `SELECT seq, id, subject, payload::text, payloads, correlation_id, traceparent, occurred_at FROM (
         SELECT *, sum(coalesce(octet_length(payloads), 1000)) OVER (ORDER BY seq ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before
         FROM outbox WHERE published_at IS NULL ORDER BY seq LIMIT $1) AS waiting
       WHERE coalesce(before, 0) < $2 ORDER BY seq`,
      [batchSize, batchBytes],
    );
    if (rows.length === 0) return false;
    const client = this.bus.jetstream();
    const results = await Promise.allSettled(rows.map((row) => this.publish(client, row)));
    const published = rows.filter((_, index) => results[index]?.status === 'fulfilled');
    measure.eventsPublished().add(published.length);
    failPoint('after-publish');
    await this.database.query('UPDATE outbox SET published_at = now() WHERE seq = ANY($1::bigint[])', [published.map((row) => row.seq)]);
    this.noticeNewStream(results);
    const failure = results.find((result) => result.status === 'rejected');
    if (failure !== undefined) {
      // The stream may be gone: look at it before the next try. Nothing is repeated for that: a busy broker would get busier still.
      this.look = true;
      throw failure.reason;
    }
    // Large messages are read a few at a time.
    return rows.length === batchSize || rows.some((row) => row.payloads !== null) || this.look;
  }

  /** A stream counts its messages; when the count has fallen back, it is not the stream of before. */
  private noticeNewStream(results: readonly PromiseSettledResult<PubAck>[]): void {
    const acks = results.flatMap((result) => (result.status === 'fulfilled' && !result.value.duplicate ? [result.value.seq] : []));
    if (acks.length === 0) return;
    if (Math.min(...acks) <= this.highestSeq) this.look = true;
    this.highestSeq = Math.max(...acks);
  }

  private publish(client: ReturnType<Bus['jetstream']>, row: OutboxRow) {
    const facts: Omit<EventEnvelope, 'payload' | 'payloads'> = {
      id: row.id,
      version: row.seq,
      occurredAt: row.occurred_at.toISOString(),
      correlationId: row.correlation_id,
      ...(row.traceparent === null ? {} : { traceparent: row.traceparent }),
    };
    // What the outbox holds is JSON already.
    const content = row.payloads === null ? `"payload":${row.payload}` : `"payloads":${row.payloads}`;
    const carrier = headers();
    carrier.set(headerNames.correlation, row.correlation_id);
    if (row.traceparent !== null) carrier.set(headerNames.traceparent, row.traceparent);
    return client.publish(row.subject, `${JSON.stringify(facts).slice(0, -1)},${content}}`, {
      msgID: row.id,
      headers: carrier,
      expect: { streamName: streams.events.name },
    });
  }

  private async checkBroker(): Promise<void> {
    const { repeat } = this;
    // Before the questions, so that a connection that breaks meanwhile asks for another look.
    this.look = false;
    this.repeat = false;
    try {
      await this.refillIfLost(repeat);
    } catch (error) {
      this.look = true;
      this.repeat ||= repeat;
      throw error;
    }
  }

  /** Publishes everything kept again when the stream is not the one that was published to; else, where wanted, the last minutes. */
  private async refillIfLost(repeatRecent: boolean): Promise<void> {
    const manager = await this.bus.manager();
    await ensureStreams(manager);
    const created = (await manager.streams.info(streams.events.name)).created;
    await this.database.transaction(async (tx) => {
      const [state] = await tx.query<{ same: boolean }>('SELECT created_at = $2::timestamptz AS same FROM relay_state WHERE stream = $1', [
        streams.events.name,
        created,
      ]);
      if (state?.same === true) {
        if (repeatRecent) {
          await tx.query('UPDATE outbox SET published_at = NULL WHERE published_at > now() - make_interval(secs => $1)', [
            repeatAfterReconnectSeconds,
          ]);
        }
        return;
      }
      const again = await tx.query<{ seq: number }>('UPDATE outbox SET published_at = NULL WHERE published_at IS NOT NULL RETURNING seq');
      if (again.length > 0) this.log.warning({ events: again.length }, 'the broker lost its stream; publishing the kept events again');
      await tx.query(
        'INSERT INTO relay_state (stream, created_at) VALUES ($1, $2) ON CONFLICT (stream) DO UPDATE SET created_at = EXCLUDED.created_at',
        [streams.events.name, created],
      );
    });
  }

  private async prune(): Promise<void> {
    const days = this.config.REELM_EVENT_RETENTION_DAYS;
    await this.database.query('DELETE FROM outbox WHERE published_at < now() - make_interval(days => $1)', [days]);
    // Longer than any outbox keeps: a repeated event must still be known.
    await this.database.query('DELETE FROM inbox WHERE received_at < now() - make_interval(days => $1)', [days + 2]);
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.loop.stop();
  }
}
