import { createHash } from 'node:crypto';
import type { Artifact, EventMessage, FileState, LibraryState, MediaInfo } from '@reelm/contracts';
import { createLogger, Database, Log, migrate, newId, Outbox, type BaseConfig, type ServiceIdentity, type Tx } from '@reelm/service-kit';
import { temporaryDatabase } from '@reelm/testing';
import { CarryService } from '../editing/carry.service.js';
import { FileEditsRepository } from '../editing/file-edits.repository.js';
import { EntityEvents } from '../entities/entity-events.js';
import { EntityRepository } from '../entities/entity.repository.js';
import { VideoMergeRepository } from '../videos/video-merge.repository.js';
import { ProjectionRepository } from '../videos/projection.repository.js';
import { ProjectionService } from '../videos/projection.service.js';
import { VideosRepository } from '../videos/videos.repository.js';

const identity: ServiceIdentity = {
  service: 'catalog',
  schema: 'catalog',
  queueSchema: 'catalog_queue',
  version: 'test',
  startedAt: new Date(0),
};

/** Catalog's tables with the parts that fill and read them, without a broker. */
export interface LibraryTables {
  database: Database;
  projection: ProjectionService;
  videos: VideosRepository;
  outbox: Outbox;
  /** Runs event handlers as a consumer does. */
  apply(work: (tx: Tx) => Promise<void>): Promise<void>;
  /** Events that wait to be published, oldest first. */
  told(): Promise<{ subject: string; payload: { videoId: string; fileIds: string[]; fields: string[] } }[]>;
  clear(): Promise<void>;
  stop(): Promise<void>;
}

export async function libraryTables(): Promise<LibraryTables> {
  const temporary = await temporaryDatabase();
  const database = new Database(identity, { REELM_DATABASE_URL: temporary.url } as BaseConfig, new Log(createLogger('catalog', 'silent')));
  await migrate({ clientConfig: database.clientConfig(), schema: 'catalog', folder: new URL('../../prisma/migrations/', import.meta.url) });
  const outbox = new Outbox(identity);
  return {
    database,
    outbox,
    projection: projectionOf(),
    videos: new VideosRepository(database),
    apply: (work) => database.transaction(work),
    told: () =>
      database.query(
        `SELECT subject, told.payload FROM outbox
         CROSS JOIN LATERAL jsonb_array_elements(coalesce(payloads::jsonb, jsonb_build_array(payload))) WITH ORDINALITY AS told (payload, place)
         ORDER BY seq, place`,
      ),
    clear: async () => {
      await database.query('TRUNCATE video, video_file, library, job_ledger, outbox CASCADE');
    },
    stop: async () => {
      await database.onApplicationShutdown();
      await temporary.drop();
    },
  };
}

/** The projection by itself, to fill the tables of a running catalog. */
export const projectionOf = (): ProjectionService =>
  new ProjectionService(
    new ProjectionRepository(),
    new VideoMergeRepository(new EntityRepository()),
    new CarryService(new FileEditsRepository(), new EntityRepository(), new EntityEvents(new Outbox(identity), new EntityRepository())),
    new Outbox(identity),
  );

let version = 0;
/** An event; without a version of its own, newer than all before. */
export const message = <P>(payload: P, ownVersion?: number): EventMessage<P> => {
  version = Math.max(version + 1, ownVersion ?? 0);
  return {
    id: newId(),
    version: ownVersion ?? version,
    occurredAt: new Date(version * 1000).toISOString(),
    correlationId: newId(),
    payload,
  };
};

export const fileState = (given: Partial<FileState> = {}): FileState => ({
  fileId: newId(),
  libraryId: '01900000-0000-7000-8000-000000000001',
  path: 'holiday/beach.mp4',
  bytes: 1_000,
  modifiedAt: '2026-01-31T08:15:00.000Z',
  oshash: '0123456789abcdef',
  present: true,
  scanJobId: null,
  ...given,
});

export const libraryState = (given: Partial<LibraryState> = {}): LibraryState => ({
  libraryId: '01900000-0000-7000-8000-000000000001',
  name: 'Films',
  path: '/films',
  state: 'active',
  ...given,
});

export const mediaInfo = (given: Partial<MediaInfo> = {}): MediaInfo => ({
  container: 'mov,mp4,m4a,3gp,3g2,mj2',
  durationSeconds: 61.5,
  bitRate: 1_000_000,
  videoCodec: 'h264',
  width: 1920,
  height: 1080,
  rotation: 0,
  frameRate: 25,
  pixelFormat: 'yuv420p',
  hdr: false,
  audioCodec: 'aac',
  audioTracks: 1,
  subtitleTracks: 0,
  chapters: 0,
  ...given,
});

/** Artifacts as transcode tells of them, versioned by `version`. */
export const artifactsOf = (fileId: string, artifactVersion = 'v1'): Artifact[] => [
  { kind: 'cover', key: `files/${fileId}/${artifactVersion}/cover.jpg`, version: artifactVersion, contentType: 'image/jpeg', bytes: 10 },
  {
    kind: 'sprite',
    key: `files/${fileId}/${artifactVersion}/sprite.jpg`,
    version: artifactVersion,
    contentType: 'image/jpeg',
    bytes: 10,
    layout: { columns: 2, rows: 1, cellWidth: 160, cellHeight: 90, times: [0, 30] },
  },
  {
    kind: 'sprite-vtt',
    key: `files/${fileId}/${artifactVersion}/sprite.vtt`,
    version: artifactVersion,
    contentType: 'text/vtt',
    bytes: 10,
  },
];

/** What an analysis of the file's present bytes tells. */
export const analysis = (file: FileState, media: Partial<MediaInfo> = {}, artifactVersion = 'v1') => ({
  fileId: file.fileId,
  bytes: file.bytes,
  modifiedAt: file.modifiedAt,
  media: mediaInfo(media),
  artifacts: artifactsOf(file.fileId, artifactVersion),
});

export const identity256 = (file: FileState, content: string) => ({
  fileId: file.fileId,
  bytes: file.bytes,
  modifiedAt: file.modifiedAt,
  contentHash: createHash('sha256').update(content).digest('hex'),
});
