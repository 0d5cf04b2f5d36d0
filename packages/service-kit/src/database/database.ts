import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import pg from 'pg';
import { SERVICE_CONFIG, type BaseConfig } from '../config.js';
import { AppError, withoutDatabase } from '../errors.js';
import { Log } from '../log.js';
import { inSpan } from '../telemetry.js';
import { SERVICE_IDENTITY, type ServiceIdentity } from '../identity.js';

/** Something that takes parameterised SQL: the pool or one transaction. Never build SQL from user text. */
export interface Tx {
  query<T = Record<string, unknown>>(sql: string, params?: readonly unknown[]): Promise<T[]>;
}

// bigint columns (sizes, counters) stay far below 2^53 here, and strings would leak into sums.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

const run = async <T>(client: pg.Pool | pg.PoolClient, sql: string, params: readonly unknown[]): Promise<T[]> => {
  try {
    // Several statements at once (the queue engine sends such) are answered with a result for each, whatever the driver's types say.
    const result = (await client.query<pg.QueryResultRow>(sql, params as unknown[])) as
      pg.QueryResult<pg.QueryResultRow> | pg.QueryResult<pg.QueryResultRow>[];
    return (Array.isArray(result) ? result.flatMap(({ rows }) => rows) : result.rows) as T[];
  } catch (error) {
    throw withoutDatabase(error);
  }
};

/**
 * A process that is frozen, or cut off, within a transaction keeps what it has locked: nobody could take over its jobs. Longer than
 * any pause between two statements, and no longer than it takes to notice a dead worker.
 */
const idleInTransactionSeconds = 10;

/** Half a megabyte is more than may be kept in memory for it, so the server writes it to its disk for a moment. Nothing is changed. */
const askForRoom = `SET LOCAL work_mem = '64kB'; SELECT count(*) FROM generate_series(1, 20000)`;

/** The service's own PostgreSQL schema. Unqualified table names are its tables. */
@Injectable()
export class Database implements Tx, OnApplicationShutdown {
  readonly pool: pg.Pool;

  constructor(
    @Inject(SERVICE_IDENTITY) private readonly identity: ServiceIdentity,
    @Inject(SERVICE_CONFIG) private readonly config: BaseConfig,
    private readonly log: Log,
  ) {
    this.pool = new pg.Pool({ ...this.clientConfig(), max: 8 });
    this.pool.on('error', (error) => this.log.warning({ err: error }, 'an idle database connection broke'));
    // The pool listens to idle clients only. One that breaks while a transaction thinks between two statements would end the process; the
    // next statement says what happened.
    this.pool.on('connect', (client) => client.on('error', () => undefined));
  }

  /** Settings for a connection of one's own (LISTEN, session locks). */
  clientConfig(): pg.ClientConfig {
    return {
      connectionString: this.config.REELM_DATABASE_URL,
      options: `-c search_path=${this.identity.schema},public -c jit=off -c idle_in_transaction_session_timeout=${idleInTransactionSeconds}s`,
      application_name: `reelm-${this.identity.service}`,
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
    };
  }

  /** @throws AppError `service.database_unavailable` when the server cannot be reached, `service.database_full` when it has no room. */
  query<T = Record<string, unknown>>(sql: string, params: readonly unknown[] = []): Promise<T[]> {
    return inSpan('db.query', { kind: 'client', attributes: { 'db.system': 'postgresql', 'db.query.text': sql } }, () =>
      run<T>(this.pool, sql, params),
    );
  }

  /** Whether the disk of the server has room. That a small change succeeds says nothing of it: it may fit into what files already take. */
  async hasRoom(): Promise<boolean> {
    try {
      await this.query(askForRoom);
      return true;
    } catch (error) {
      if (error instanceof AppError && error.code === 'service.database_full') return false;
      throw error;
    }
  }

  /** Runs `work` in one transaction: committed when it returns, rolled back when it throws. */
  async transaction<R>(work: (tx: Tx) => Promise<R>): Promise<R> {
    return inSpan('db.transaction', { kind: 'client', attributes: { 'db.system': 'postgresql' } }, async () => {
      const client = await this.connect();
      let broken: Error | undefined;
      try {
        await run(client, 'BEGIN', []);
        const result = await work({ query: (sql, params = []) => run(client, sql, params) });
        await run(client, 'COMMIT', []);
        return result;
      } catch (error) {
        await client.query('ROLLBACK').catch((rollbackError: Error) => {
          broken = rollbackError;
        });
        throw error;
      } finally {
        client.release(broken);
      }
    });
  }

  private async connect(): Promise<pg.PoolClient> {
    try {
      return await this.pool.connect();
    } catch (error) {
      throw new AppError('service.database_unavailable', {}, { cause: error });
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await this.pool.end();
  }
}
