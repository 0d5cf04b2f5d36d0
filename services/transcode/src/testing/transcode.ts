import { execFile } from 'node:child_process';
import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { events, jobs, type EventDefinition, type FileState, type JobDefinition, type PayloadOf } from '@reelm/contracts';
import { Bus, Database, newId, startService, type RunningService } from '@reelm/service-kit';
import { temporaryBroker, temporaryDatabase, temporaryFolder, until } from '@reelm/testing';
import { transcodeService } from '../service.js';

export interface JobState {
  id: string;
  state: string;
  parent_id: string | null;
  error: { code: string } | null;
}

/** Runs ffmpeg, quietly and over what is there. */
export const ffmpeg = (args: readonly string[]) => promisify(execFile)('ffmpeg', ['-nostdin', '-v', 'error', '-y', ...args]);

/** A transcode service in this process with a library folder, on a database and a broker of its own, told of files as ingest tells. */
export class TranscodeHouse {
  readonly libraryId = newId();
  /** Version of the newest event. */
  version = 0;

  private constructor(
    readonly service: RunningService,
    /** Holds the library's folder and the data folder. */
    readonly folder: string,
    private readonly end: () => Promise<unknown>,
  ) {}

  static async start(): Promise<TranscodeHouse> {
    const [database, broker, folder] = await Promise.all([temporaryDatabase(), temporaryBroker(), temporaryFolder()]);
    await mkdir(join(folder.path, 'films'));
    const service = await startService(transcodeService, {
      REELM_DATABASE_URL: database.url,
      REELM_NATS_URL: broker.url,
      REELM_NATS_USER: broker.user,
      REELM_NATS_PASSWORD: broker.password,
      REELM_DATA_DIR: join(folder.path, 'data'),
      REELM_LOG_LEVEL: 'silent',
      REELM_TRANSCODE_WORKERS: '2',
    });
    const house = new TranscodeHouse(service, folder.path, () => Promise.all([database.drop(), broker.stop(), folder.remove()]));
    await house.publish(events.libraryChanged, { libraryId: house.libraryId, name: 'Films', path: house.libraryPath, state: 'active' });
    await until('the library', async () => (await house.query('SELECT FROM library_root')).length > 0);
    return house;
  }

  async stop(): Promise<void> {
    await this.service.stop();
    await this.end();
  }

  get libraryPath(): string {
    return join(this.folder, 'films');
  }

  query<T = Record<string, unknown>>(sql: string, params: unknown[] = []): Promise<T[]> {
    return this.service.app.get(Database).query<T>(sql, params);
  }

  async stateOf(fileId: string): Promise<string | undefined> {
    return (await this.query<{ state: string }>('SELECT state FROM media_file WHERE file_id = $1', [fileId]))[0]?.state;
  }

  /** Jobs about a file, oldest first. */
  jobsOf(fileId: string, { kind }: JobDefinition = jobs.analyze): Promise<JobState[]> {
    return this.query('SELECT id, state, parent_id, error FROM job WHERE file_id = $1 AND kind = $2 ORDER BY id', [fileId, kind]);
  }

  /** What the service told of a file. */
  async told<D extends EventDefinition>({ subject }: D, fileId: string): Promise<PayloadOf<D>[]> {
    const rows = await this.query<{ payload: PayloadOf<D> }>(
      `SELECT payload FROM outbox WHERE subject = $1 AND payload->>'fileId' = $2 ORDER BY seq`,
      [subject, fileId],
    );
    return rows.map((row) => row.payload);
  }

  untilTold<D extends EventDefinition>(definition: D, fileId: string, times = 1): Promise<PayloadOf<D>[]> {
    return until(
      `${definition.subject} about ${fileId}`,
      async () => {
        const payloads = await this.told(definition, fileId);
        return payloads.length >= times ? payloads : undefined;
      },
      30_000,
    );
  }

  async publish<D extends EventDefinition>(definition: D, payload: PayloadOf<D>, at = ++this.version): Promise<void> {
    const envelope = {
      id: newId(),
      version: at,
      occurredAt: new Date().toISOString(),
      correlationId: 'test',
      payload: definition.schema.parse(payload),
    };
    await this.service.app.get(Bus).jetstream().publish(definition.subject, JSON.stringify(envelope));
  }

  /** A film in the library's folder; returns its name. */
  async makeFilm(name: string, generator = 'testsrc2=s=320x180:r=25:d=3'): Promise<string> {
    const coding = ['-c:v', 'libx264', '-preset', 'ultrafast', '-g', '25', '-pix_fmt', 'yuv420p'];
    await ffmpeg(['-f', 'lavfi', '-i', generator, ...coding, join(this.libraryPath, name)]);
    return name;
  }

  async stateOnDisk(name: string, changes: Partial<FileState> = {}): Promise<FileState> {
    const { size, mtimeMs } = await stat(join(this.libraryPath, name));
    return {
      fileId: newId(),
      libraryId: this.libraryId,
      path: name,
      bytes: size,
      modifiedAt: new Date(Math.floor(mtimeMs)).toISOString(),
      oshash: null,
      present: true,
      scanJobId: null,
      ...changes,
    };
  }

  async addFilm(name: string): Promise<FileState> {
    const file = await this.stateOnDisk(await this.makeFilm(name));
    await this.publish(events.fileAdded, file);
    return file;
  }
}
