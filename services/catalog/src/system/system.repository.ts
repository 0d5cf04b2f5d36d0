import { Injectable } from '@nestjs/common';
import type { SystemStatus } from '@reelm/contracts';
import { Bus, Database, Log } from '@reelm/service-kit';

/** Longest wait for the broker's own numbers. */
const brokerTimeoutMs = 3_000;

@Injectable()
export class SystemRepository {
  constructor(
    private readonly sql: Database,
    private readonly bus: Bus,
    private readonly log: Log,
  ) {}

  async database(): Promise<SystemStatus['database']> {
    const [row] = await this.sql.query<SystemStatus['database']>(
      "SELECT current_setting('server_version') AS version, pg_database_size(current_database()) AS bytes",
    );
    if (!row) throw new Error('the database told nothing of itself');
    return row;
  }

  async broker(): Promise<SystemStatus['broker']> {
    const down: SystemStatus['broker'] = { state: 'down', version: null, streams: [] };
    if (!this.bus.connected) return down;
    try {
      const streams = await Promise.race([this.streams(), rejectAfter(brokerTimeoutMs)]);
      return { state: 'up', version: this.bus.nats.info?.version ?? null, streams };
    } catch (error) {
      this.log.warning({ err: error }, 'the broker did not tell its state');
      return down;
    }
  }

  private async streams(): Promise<SystemStatus['broker']['streams']> {
    const manager = await this.bus.manager();
    const streams: SystemStatus['broker']['streams'] = [];
    for await (const { config, state } of manager.streams.list()) {
      const consumers: (typeof streams)[number]['consumers'] = [];
      for await (const consumer of manager.consumers.list(config.name)) {
        consumers.push({
          name: consumer.name,
          pending: consumer.num_pending + consumer.num_ack_pending,
          redelivered: consumer.num_redelivered,
        });
      }
      streams.push({ name: config.name, messages: state.messages, bytes: state.bytes, consumers });
    }
    return streams;
  }
}

const rejectAfter = (ms: number): Promise<never> =>
  new Promise((_, reject) => setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms).unref());
