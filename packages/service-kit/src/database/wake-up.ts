import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import pg from 'pg';
import { SERVICE_IDENTITY, type ServiceIdentity } from '../identity.js';
import { Log } from '../log.js';
import { wakeChannel } from '../messaging/outbox.js';
import { Database } from './database.js';

/** The relay asks for its lock every second; a process that does not for so long is frozen, and another gets the lock. */
const idleSeconds = 15;

/**
 * One session of its own per process: it listens for the service's wake-up calls and holds the relay's lock.
 * A lost session is replaced; whoever relies on wake-ups polls slowly as well, so a missed one costs a second, not a job.
 */
@Injectable()
export class WakeUp implements OnApplicationShutdown {
  private client: pg.Client | undefined;
  private stopped = false;
  private readonly listeners: ((what: string) => void)[] = [];

  constructor(
    @Inject(SERVICE_IDENTITY) private readonly identity: ServiceIdentity,
    private readonly database: Database,
    private readonly log: Log,
  ) {}

  onWake(listener: (what: string) => void): void {
    this.listeners.push(listener);
  }

  async start(): Promise<void> {
    await this.connect();
  }

  /** Whether this process holds the session lock `name`, taking it when it is free. */
  async holds(name: string): Promise<boolean> {
    if (this.client === undefined) return false;
    const { rows } = await this.client.query<{ held: boolean }>(
      `SELECT EXISTS (SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid() AND granted
         AND ((classid::bigint << 32) | objid::bigint) = hashtextextended($1, 7)) OR pg_try_advisory_lock(hashtextextended($1, 7)) AS held`,
      [`${this.identity.schema}:${name}`],
    );
    return rows[0]?.held ?? false;
  }

  private async connect(): Promise<void> {
    const config = this.database.clientConfig();
    const client = new pg.Client({ ...config, options: `${config.options ?? ''} -c idle_session_timeout=${idleSeconds}s` });
    client.on('notification', (notification) => this.wake(notification.payload ?? ''));
    client.on('error', () => this.reconnect(client));
    client.on('end', () => this.reconnect(client));
    await client.connect();
    await client.query(`LISTEN ${pg.escapeIdentifier(wakeChannel(this.identity.schema))}`);
    this.client = client;
    this.wake('reconnected');
  }

  private wake(what: string): void {
    for (const listener of this.listeners) listener(what);
  }

  private reconnect(lost: pg.Client): void {
    if (this.stopped || this.client !== lost) return;
    this.client = undefined;
    this.log.warning({}, 'the listening database session was lost');
    const again = () => {
      if (this.stopped) return;
      this.connect().catch(() => setTimeout(again, 500));
    };
    setTimeout(again, 200);
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    await this.client?.end();
  }
}
