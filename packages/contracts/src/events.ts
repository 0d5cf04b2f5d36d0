import { z } from 'zod';
import { ExtraKind, MadeObject, MadeState, SubtitleTrack } from './entities/artifacts.js';
import { EditedResult } from './jobs.js';
import { OriginalFate } from './entities/editing.js';
import type { EntityKind } from './entities/entity.js';
import { Artifact, Look, MediaInfo } from './entities/media.js';
import { Job } from './entities/job.js';
import { FailureReason, Id, Instant, type ServiceName } from './primitives.js';

/** How a consumer treats messages of one subject. Times in milliseconds. */
export interface Delivery {
  /**
   * The broker delivers again when no sign of life came within this time. Consumers give one every third of it for all that they hold, so
   * this is how long the events of a killed service wait, not how long a handler may take.
   */
  ackWaitMs: number;
  /** After this many deliveries the message goes to the dead letters. */
  maxDeliver: number;
  /** Wait before delivery 2, 3, …; the last entry repeats. Jitter is added. */
  backoffMs: readonly number[];
  /** Events that a handler gets in one transaction: the messages at hand until they are that many. Also the most in one message. */
  batch: number;
}

const standardDelivery: Delivery = { ackWaitMs: 12_000, maxDeliver: 6, backoffMs: [500, 2_000, 10_000, 30_000, 60_000], batch: 500 };

export interface EventDefinition<S extends z.ZodType = z.ZodType> {
  subject: string;
  /** The only service that may publish it. */
  owner: ServiceName;
  schema: S;
  delivery: Delivery;
  /** Name of the entity that the event speaks of; events of one entity are ordered by their `version`. */
  entity: (payload: z.infer<S>) => string;
}

const event = <S extends z.ZodType>(
  definition: Omit<EventDefinition<S>, 'delivery'> & { delivery?: Partial<Delivery> },
): EventDefinition<S> => ({
  ...definition,
  delivery: { ...standardDelivery, ...definition.delivery },
});

/** Everything that ingest knows of a file: the event carries the state, so the newest alone is enough. */
export const FileState = z.object({
  fileId: Id,
  libraryId: Id,
  path: z.string().describe('Path below the library folder, with `/` between names'),
  bytes: z.number().int().nonnegative(),
  modifiedAt: Instant,
  oshash: z.string().length(16).nullable().describe('Null for files of eight bytes or less'),
  present: z.boolean(),
  scanJobId: Id.nullable().describe('The scan that noticed it, or the job that put it there; null when it was noticed by watching'),
  trashed: z.boolean().optional().describe('It lies in the trash, or went from there for good; missing in events of before there was one'),
});
export type FileState = z.infer<typeof FileState>;

const LibraryState = z.object({
  libraryId: Id,
  name: z.string(),
  path: z.string(),
  state: z.enum(['active', 'removed', 'purged']),
});
export type LibraryState = z.infer<typeof LibraryState>;

/** A frame that shows a face. */
export const Portrait = z.object({
  seconds: z.number().nonnegative(),
  quality: z.number().min(0).max(1).describe('How well its best face could be a cover: large and certain'),
});
export type Portrait = z.infer<typeof Portrait>;

/** The exact bytes that a result was computed from; a result for other bytes than the file now has is stale. */
const Source = z.object({ fileId: Id, bytes: z.number().int().nonnegative(), modifiedAt: Instant });

const seconds = z.number().nonnegative().optional().describe('How long the work took; missing in events of before this was told');

const FileAnalyzed = Source.extend({
  libraryId: Id.optional().describe('Missing in events of before this was told'),
  name: z.string().optional().describe('File name, to label later steps with'),
  media: MediaInfo,
  artifacts: z.array(Artifact),
  look: Look.optional().describe('Missing in events of before this was told'),
  seconds,
});
const FileRejected = Source.extend({ problem: FailureReason, media: MediaInfo.nullable(), seconds });
const FileFingerprinted = Source.extend({
  phash: z.string().length(16).nullable().describe('Perceptual hash as stash-boxes compute it, hex; null where a frame cannot be had'),
  problem: FailureReason.nullable().describe('Why there is none'),
  seconds,
});
const FileMade = Source.extend({
  kind: ExtraKind,
  state: MadeState,
  objects: z.array(MadeObject),
  tracks: z.array(SubtitleTrack).optional().describe('Of subtitles; the text of track `0` is the object `0.vtt`'),
  problem: FailureReason.nullable(),
  seconds: z.number().nonnegative().describe('How long the work took'),
});
const FacesDetected = Source.extend({
  faces: z.number().int().nonnegative(),
  frames: z.number().int().nonnegative(),
  portraits: z.array(Portrait).optional().describe('The frames that show a face; missing in events of before this was told'),
});
const FileEdited = z.object({
  editId: Id,
  fileId: Id.describe('The file that was edited'),
  libraryId: Id,
  label: z.string(),
  jobId: Id.describe('The job that made the results'),
  original: OriginalFate,
  results: z.array(EditedResult).min(1),
});
const FileIdentified = Source.extend({ contentHash: z.string().length(64).describe('SHA-256 of the whole file, hex') });
const VideoChanged = z.object({ videoId: Id, fileIds: z.array(Id), fields: z.array(z.string()) });
const VideoDeleted = VideoChanged.extend({ mergedInto: Id.optional().describe('The video that took over all that was known of it') });
const EntityChanged = z.object({
  id: Id,
  fields: z.array(z.string()).describe('What changed, by the names of the HTTP API; empty for a new one'),
  mergedFrom: z.array(Id).optional().describe('Those whose links, names and values it took over'),
});
const EntityDeleted = z.object({ id: Id, mergedInto: Id.nullable().describe('Where it went; null when it is gone') });

const PlaylistChanged = z.object({ id: Id, userId: Id.describe('Its owner'), deleted: z.boolean() });

const fileEvent = (subject: string) => event({ subject, owner: 'ingest', schema: FileState, entity: (file) => file.fileId });
const jobEvent = (service: ServiceName) =>
  event({ subject: `${service}.job.changed.v1`, owner: service, schema: Job, entity: (job) => job.id });

/**
 * Facts that services publish. Subjects are versioned: a change that an old reader would not understand is a new subject.
 * Every message is an {@link EventEnvelope}.
 */
export const events = {
  libraryChanged: event({
    subject: 'ingest.library.changed.v1',
    owner: 'ingest',
    schema: LibraryState,
    entity: (library) => library.libraryId,
  }),
  fileAdded: fileEvent('ingest.file.added.v1'),
  fileChanged: fileEvent('ingest.file.changed.v1'),
  fileMoved: fileEvent('ingest.file.moved.v1'),
  fileMissing: fileEvent('ingest.file.missing.v1'),
  fileRestored: fileEvent('ingest.file.restored.v1'),
  fileIdentified: event({ subject: 'ingest.file.identified.v1', owner: 'ingest', schema: FileIdentified, entity: (file) => file.fileId }),
  fileAnalyzed: event({
    subject: 'transcode.file.analyzed.v1',
    owner: 'transcode',
    schema: FileAnalyzed,
    entity: (file) => file.fileId,
    delivery: { batch: 100 },
  }),
  fileRejected: event({ subject: 'transcode.file.rejected.v1', owner: 'transcode', schema: FileRejected, entity: (file) => file.fileId }),
  fileFingerprinted: event({
    subject: 'transcode.file.fingerprinted.v1',
    owner: 'transcode',
    schema: FileFingerprinted,
    entity: (file) => file.fileId,
  }),
  fileMade: event({ subject: 'transcode.file.made.v1', owner: 'transcode', schema: FileMade, entity: (file) => file.fileId }),
  fileEdited: event({ subject: 'transcode.file.edited.v1', owner: 'transcode', schema: FileEdited, entity: (edit) => edit.editId }),
  facesDetected: event({ subject: 'faces.file.detected.v1', owner: 'faces', schema: FacesDetected, entity: (file) => file.fileId }),
  videoCreated: event({ subject: 'catalog.video.created.v1', owner: 'catalog', schema: VideoChanged, entity: (video) => video.videoId }),
  videoUpdated: event({ subject: 'catalog.video.updated.v1', owner: 'catalog', schema: VideoChanged, entity: (video) => video.videoId }),
  videoDeleted: event({ subject: 'catalog.video.deleted.v1', owner: 'catalog', schema: VideoDeleted, entity: (video) => video.videoId }),
  playlistChanged: event({ subject: 'catalog.playlist.changed.v1', owner: 'catalog', schema: PlaylistChanged, entity: ({ id }) => id }),
  ingestJobChanged: jobEvent('ingest'),
  transcodeJobChanged: jobEvent('transcode'),
  facesJobChanged: jobEvent('faces'),
  stashboxJobChanged: jobEvent('stashbox'),
  catalogJobChanged: jobEvent('catalog'),
} as const satisfies Record<string, EventDefinition>;

const changesOf = (kind: Exclude<EntityKind, 'video'>) => {
  const changed = (what: 'created' | 'updated') =>
    event({ subject: `catalog.${kind}.${what}.v1`, owner: 'catalog', schema: EntityChanged, entity: ({ id }) => id });
  return {
    created: changed('created'),
    updated: changed('updated'),
    deleted: event({ subject: `catalog.${kind}.deleted.v1`, owner: 'catalog', schema: EntityDeleted, entity: ({ id }) => id }),
  };
};

/** What became of the things that people describe; videos have events of their own. */
export const entityEvents = {
  performer: changesOf('performer'),
  studio: changesOf('studio'),
  tag: changesOf('tag'),
  group: changesOf('group'),
  marker: changesOf('marker'),
  gallery: changesOf('gallery'),
  image: changesOf('image'),
} as const;

export const allEvents: readonly EventDefinition[] = [
  ...Object.values(events),
  ...Object.values(entityEvents).flatMap((changes) => Object.values(changes)),
];
export const eventBySubject = (subject: string): EventDefinition | undefined =>
  allEvents.find((definition) => definition.subject === subject);

/** The event by which a service reports its jobs to the ledger. */
export const jobChangedEvent = (service: ServiceName): EventDefinition<typeof Job> =>
  ({
    ingest: events.ingestJobChanged,
    transcode: events.transcodeJobChanged,
    faces: events.facesJobChanged,
    stashbox: events.stashboxJobChanged,
    catalog: events.catalogJobChanged,
  })[service];

/** What travels on the wire around an event's payload, or around the payloads of events of one kind that happened together. */
export const EventEnvelope = z
  .object({
    id: Id.describe('Id of the message, the same at each delivery and after a replay'),
    version: z
      .number()
      .int()
      .positive()
      .describe('Grows with each message of the publishing service; of two events about one entity the higher is newer'),
    occurredAt: Instant,
    correlationId: z.string(),
    traceparent: z.string().optional().describe('W3C trace context of the cause'),
    payload: z.unknown().optional(),
    payloads: z.array(z.unknown()).min(1).optional().describe('In place of `payload`: one for each event, no two about the same entity'),
    part: z
      .number()
      .int()
      .nonnegative()
      .optional()
      .describe('Place of the payload among the `payloads` that it was first told with: a dead letter that is put back'),
  })
  .refine((envelope) => (envelope.payload === undefined) !== (envelope.payloads === undefined), 'either payload or payloads');
export type EventEnvelope = z.infer<typeof EventEnvelope>;

/** What a message tells of, in order. */
export const payloadsOf = (envelope: EventEnvelope): readonly unknown[] => envelope.payloads ?? [envelope.payload];

/** An event as a handler sees it: parsed, with its message's facts. */
export interface EventMessage<P = unknown> {
  /** Of the message that told of it, perhaps along with others. */
  id: string;
  version: number;
  occurredAt: string;
  correlationId: string;
  payload: P;
}
export type PayloadOf<D extends EventDefinition> = z.infer<D['schema']>;

/** JetStream streams: all events in one, undeliverable messages in another. */
export const streams = {
  events: {
    name: 'EVENTS',
    subjects: ['catalog.>', 'ingest.>', 'transcode.>', 'faces.>', 'stashbox.>'],
    maxAgeDays: 3,
    maxBytes: 2 * 1024 ** 3,
  },
  dead: { name: 'DEAD', subjects: ['dead.>'], maxAgeDays: 30, maxBytes: 256 * 1024 ** 2 },
} as const;
