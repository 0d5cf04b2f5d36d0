import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { jetstreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { http, streams, type ServiceName } from '@reelm/contracts';
import { startStack, type ManagedProcess, type ProcessName, type Stack } from '@reelm/local';
import { nothingAutomatic } from '@reelm/testing';
import pg from 'pg';
import { administrator, PatientClient } from './api.js';
import { Bucket } from './bucket.js';
import type { Store } from './schedule.js';

/** Lines in the services' logs that tell that a protection worked. */
const notable = { refused: 'a superseded attempt was refused', refilled: 'publishing the kept events again' } as const;
export type Notable = keyof typeof notable;

/** A whole running Reelm without the web app, and what a test needs to look inside it and to harm it. */
export class House {
  /** Processes that ended without being asked to; a fault that kills one announces it before. */
  readonly unexpectedDeaths: string[] = [];
  readonly noted: Record<Notable, number> = { refused: 0, refilled: 0 };
  private readonly announced = new Map<string, number>();
  private readonly deathWatchers = new Set<(name: string) => void>();
  private running: { stack: Stack; pool: pg.Pool; api: PatientClient; broker: NatsConnection } | undefined;
  /** Where its objects are, unless in files. */
  bucket: Bucket | undefined;

  private constructor(readonly folder: string) {}

  /** Starts in an empty folder. The caller stops it. */
  static async start(folder: string, store: Store): Promise<House> {
    const house = new House(folder);
    if (store === 's3') house.bucket = await Bucket.start(join(folder, 's3'));
    try {
      return await house.enter();
    } catch (error) {
      await house.bucket?.stop();
      throw error;
    }
  }

  private async enter(): Promise<House> {
    const { folder, bucket } = this;
    mkdirSync(join(folder, 'libraries'), { recursive: true });
    const stack = await startStack({
      dataDirectory: join(folder, 'data'),
      port: 0,
      web: 'none',
      environment: {
        PATH: process.env['PATH'],
        REELM_ADMIN_USER: administrator.username,
        REELM_ADMIN_PASSWORD: administrator.password,
        ...bucket?.environment,
      },
      onEvent: (name, event) => {
        if (event.kind === 'died') this.noticeDeath(name, event.reason);
        if (event.kind === 'line') this.noticeLine(event.line);
      },
    });
    try {
      const pool = new pg.Pool({ connectionString: stack.adminDatabaseUrl, max: 4, connectionTimeoutMillis: 5_000 });
      // Sessions are ended on purpose.
      pool.on('error', () => undefined);
      pg.types.setTypeParser(pg.types.builtins.INT8, Number);
      const { url, user, password } = stack.nats();
      const broker = await connect({ servers: url, user, pass: password, maxReconnectAttempts: -1, reconnectTimeWait: 100 });
      const api = new PatientClient(stack.url);
      await api.signIn(administrator);
      // They go the way of every job, and cost more than all the others together.
      await api.insist(http.updateArtifactSettings, { body: nothingAutomatic });
      this.running = { stack, pool, broker, api };
    } catch (error) {
      await stack.kill();
      throw error;
    }
    return this;
  }

  private get parts() {
    if (this.running === undefined) throw new Error('This house is not running.');
    return this.running;
  }
  get stack(): Stack {
    return this.parts.stack;
  }
  get api(): PatientClient {
    return this.parts.api;
  }

  process(name: ProcessName): ManagedProcess {
    return this.stack.process(name);
  }

  /** Asks the database as its superuser. */
  async query<T extends object>(sql: string, params: readonly unknown[] = []): Promise<T[]> {
    return (await this.parts.pool.query<T>(sql, [...params])).rows;
  }

  /** What waits for each consumer of the broker: not yet delivered, or not yet confirmed. */
  async consumersPending(): Promise<Record<string, number>> {
    const manager = await jetstreamManager(this.parts.broker, { timeout: 2_000, checkAPI: false });
    const pending: Record<string, number> = {};
    for await (const consumer of manager.consumers.list(streams.events.name))
      pending[consumer.name] = consumer.num_pending + consumer.num_ack_pending;
    return pending;
  }

  async deadLetters(): Promise<string[]> {
    const manager = await jetstreamManager(this.parts.broker, { timeout: 2_000, checkAPI: false });
    const { state } = await manager.streams.info(streams.dead.name, { subjects_filter: '>' });
    return Object.entries(state.subjects ?? {}).map(([subject, messages]) => `${messages} × ${subject}`);
  }

  /** Says beforehand that a process is going to end by our own doing. */
  announceDeath(name: string): void {
    this.announced.set(name, (this.announced.get(name) ?? 0) + 1);
  }

  /** It did not come to that. */
  withdrawDeath(name: string): void {
    this.announced.set(name, Math.max(0, (this.announced.get(name) ?? 0) - 1));
  }

  /** Kills a service without warning; it is started again by the launcher. */
  killService(name: ServiceName): void {
    this.announceDeath(name);
    this.process(name).kill('SIGKILL');
  }

  /** Calls back at each death of a process; returns how to stop that. */
  onDeath(watch: (name: string) => void): () => void {
    this.deathWatchers.add(watch);
    return () => this.deathWatchers.delete(watch);
  }

  private noticeDeath(name: string, reason: string): void {
    const announced = this.announced.get(name) ?? 0;
    if (announced > 0) this.announced.set(name, announced - 1);
    else this.unexpectedDeaths.push(`${name} ${reason}`);
    for (const watch of this.deathWatchers) watch(name);
  }

  private noticeLine(line: string): void {
    for (const [name, text] of Object.entries(notable)) if (line.includes(text)) this.noted[name as Notable] += 1;
  }

  /** Ends everything at once; nothing of it is needed any more. */
  async stop(): Promise<void> {
    if (this.running === undefined) return;
    const { stack, pool, broker } = this.running;
    await Promise.allSettled([broker.close(), pool.end()]);
    await stack.kill();
    await this.bucket?.stop();
    this.running = undefined;
  }
}
