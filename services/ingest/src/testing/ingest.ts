import { rpcs, type Library, type RpcInput } from '@reelm/contracts';
import { Bus, Database, startService, type RunningService } from '@reelm/service-kit';
import { temporaryBroker, temporaryDatabase, temporaryFolder, until } from '@reelm/testing';
import { ingestService } from '../service.js';
import { Tree } from './tree.js';

export interface FileInDatabase {
  id: string;
  libraryId: string;
  path: string;
  bytes: number;
  oshash: string | null;
  present: boolean;
}
export interface ToldEvent {
  subject: string;
  payload: Record<string, unknown>;
}

/** The running service with a database, a broker and a folder of its own, for medium tests. */
export class TestIngest {
  private running: RunningService | undefined;
  private trees = 0;
  private mark = 0;

  private constructor(
    private readonly environment: Record<string, string>,
    readonly folder: string,
    private readonly remove: () => Promise<void>,
  ) {}

  static async create(environment: Record<string, string> = {}): Promise<TestIngest> {
    const [database, broker, folder] = await Promise.all([temporaryDatabase(), temporaryBroker(), temporaryFolder()]);
    const all = {
      REELM_DATABASE_URL: database.url,
      REELM_NATS_URL: broker.url,
      REELM_NATS_USER: broker.user,
      REELM_NATS_PASSWORD: broker.password,
      REELM_DATA_DIR: `${folder.path}/data`,
      REELM_LOG_LEVEL: 'silent',
      REELM_SETTLE_SECONDS: '0',
      ...environment,
    };
    const ingest = new TestIngest(all, folder.path, async () => {
      await Promise.all([database.drop(), broker.stop(), folder.remove()]);
    });
    await ingest.start();
    return ingest;
  }

  async start(environment: Record<string, string> = {}): Promise<void> {
    this.running = await startService(ingestService, { ...this.environment, ...environment });
  }

  async stop(): Promise<void> {
    await this.running?.stop();
    this.running = undefined;
  }

  async dispose(): Promise<void> {
    await this.stop();
    await this.remove();
  }

  get app(): RunningService['app'] {
    if (this.running === undefined) throw new Error('The service is stopped.');
    return this.running.app;
  }
  get bus(): Bus {
    return this.app.get(Bus);
  }
  query<T = Record<string, unknown>>(sql: string, params: unknown[] = []): Promise<T[]> {
    return this.app.get(Database).query<T>(sql, params);
  }

  tree(name = `tree ${++this.trees}`): Tree {
    return new Tree(`${this.folder}/${name}`);
  }

  /** Adds a library that is not watched, and waits for its first scan. */
  async library(tree: Tree, input: Partial<RpcInput<typeof rpcs.createLibrary>> = {}): Promise<Library> {
    const library = await this.bus.request(rpcs.createLibrary, {
      name: tree.root.slice(this.folder.length + 1),
      path: tree.root,
      watch: false,
      ...input,
    });
    await this.quiet();
    return library;
  }

  /** Scans and waits; returns the events that were told of files and libraries, and how the scan ended. */
  async scan(library: Pick<Library, 'id'>, confirmLoss = false): Promise<{ events: ToldEvent[]; error: string | null }> {
    await this.told();
    const job = await this.bus.request(rpcs.scanLibrary, { id: library.id, confirmLoss });
    await this.quiet();
    const [row] = await this.query<{ error: { code: string } | null }>('SELECT error FROM job WHERE id = $1', [job.id]);
    return { events: await this.told(), error: row?.error?.code ?? null };
  }

  /** Waits until no job is on its way. */
  async quiet(): Promise<void> {
    await until(
      'all jobs to end',
      async () => (await this.query(`SELECT 1 FROM job WHERE state IN ('queued', 'running')`)).length === 0,
      60_000,
    );
  }

  /** Events since the last call, without those about jobs. */
  async told(): Promise<ToldEvent[]> {
    const rows = await this.query<ToldEvent & { seq: number }>(
      `SELECT seq, subject, told.payload FROM outbox
       CROSS JOIN LATERAL jsonb_array_elements(coalesce(payloads::jsonb, jsonb_build_array(payload))) WITH ORDINALITY AS told (payload, place)
       WHERE seq > $1 AND subject NOT LIKE '%.job.changed.%' ORDER BY seq, place`,
      [this.mark],
    );
    this.mark = rows.at(-1)?.seq ?? this.mark;
    return rows;
  }

  files(library: Pick<Library, 'id'>): Promise<FileInDatabase[]> {
    return this.query<FileInDatabase>(
      `SELECT id, library_id AS "libraryId", path, bytes, oshash, missing_since IS NULL AS present FROM file WHERE library_id = $1 ORDER BY path, missing_since NULLS FIRST`,
      [library.id],
    );
  }

  /** Ids of the present files by path. */
  async ids(library: Pick<Library, 'id'>): Promise<Record<string, string>> {
    return Object.fromEntries((await this.files(library)).filter((file) => file.present).map((file) => [file.path, file.id]));
  }

  async find(library: Pick<Library, 'id'>): Promise<Library | undefined> {
    return (await this.bus.request(rpcs.listLibraries, {})).find((one) => one.id === library.id);
  }
}

/** Events as short lines: `moved new/path.mp4`. */
export const lines = (events: readonly ToldEvent[]): string[] =>
  events.map(({ subject, payload }) => `${subject.split('.').at(-2)} ${String(payload['path'])}`).sort();
