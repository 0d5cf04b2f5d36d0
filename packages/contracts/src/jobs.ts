import { z } from 'zod';
import { GenerateRequest, type ExtraKind } from './entities/artifacts.js';
import { FileEdit, OriginalFate, TimeRange } from './entities/editing.js';
import { SheetLayout } from './entities/media.js';
import { MatchedKind, SuggestionDecision } from './entities/suggestion.js';
import type { JobPriority } from './entities/job.js';
import { Id, Instant, type ServiceName } from './primitives.js';

export interface JobDefinition<S extends z.ZodType = z.ZodType> {
  kind: string;
  /** The service that executes it. */
  owner: ServiceName;
  schema: S;
  /** One live job per key: asking again for the same returns the job that is there. */
  key: (payload: z.infer<S>) => string;
  priority: JobPriority;
  /** Tries in total when the failure may pass, such as a store that is away. A failure that is final is never tried again. */
  attempts: number;
  /** How often a worker may die while doing it before the job is taken for the cause and fails as `job.crashed`. */
  crashes: number;
  /** First wait between tries; doubles each time, up to a minute. */
  retryDelaySeconds: number;
  /** The job is stopped and failed after this time in one attempt. */
  timeLimitSeconds: number;
  /** Whether it may be the parent of other jobs; these are cancelled with it. */
  causesJobs: boolean;
}

const job = <S extends z.ZodType>(definition: Omit<JobDefinition<S>, 'crashes'> & { crashes?: number }): JobDefinition<S> => ({
  crashes: 3,
  ...definition,
});

const FileSource = z.object({
  fileId: Id,
  libraryId: Id,
  path: z.string().describe('Absolute path at the time of asking'),
  bytes: z.number().int().nonnegative(),
  modifiedAt: Instant,
});

const Content = z.object({ fileId: Id, bytes: z.number().int().nonnegative(), modifiedAt: Instant });
const contentKey = (payload: z.infer<typeof Content>) => `${payload.fileId}:${payload.bytes}:${payload.modifiedAt}`;

/** Work on one file that nobody waits for. */
const extra = (kind: ExtraKind) =>
  job({
    kind: `transcode.${kind}`,
    owner: 'transcode',
    schema: Content,
    key: contentKey,
    priority: 'background',
    attempts: 12,
    retryDelaySeconds: 5,
    timeLimitSeconds: 3600,
    causesJobs: false,
  });

/** Where files are joined, those that come behind the first. */
export const Behind = z.array(Id).max(50).default([]);

/** A file that an edit makes, before it is there. */
export const WantedResult = z.object({
  fileId: Id.describe('The id that it gets; made beforehand, so that what is known of the video can wait for it'),
  suffix: z.string().max(100).describe('What its name has behind that of the file it was made of'),
  pieces: z.array(TimeRange).describe('What of the file it holds'),
});
export type WantedResult = z.infer<typeof WantedResult>;

/** A file that an edit made, and that is to be put into the library. */
export const EditedResult = WantedResult.omit({ pieces: true }).extend({
  key: z.string().describe('Where it is in the object store'),
  bytes: z.number().int().positive(),
  sha256: z.string().length(64),
  extension: z.string().regex(/^[a-z0-9]{2,5}$/),
  isVideo: z.boolean(),
});
export type EditedResult = z.infer<typeof EditedResult>;

export const jobs = {
  generate: job({
    kind: 'catalog.generate',
    owner: 'catalog',
    schema: GenerateRequest.extend({ requestId: Id, userId: Id.describe('Who asked: of videos that they may not see nothing is made') }),
    key: (payload) => payload.requestId,
    priority: 'normal',
    attempts: 12,
    // It only asks for the work of others, and asking twice is harmless.
    crashes: 20,
    retryDelaySeconds: 2,
    timeLimitSeconds: 6 * 3600,
    causesJobs: true,
  }),
  bulkEdit: job({
    kind: 'catalog.bulk',
    owner: 'catalog',
    schema: z.object({ editId: Id, undo: z.boolean() }),
    key: (payload) => `${payload.editId}:${payload.undo}`,
    priority: 'interactive',
    attempts: 5,
    // It goes on where it was and runs for long, so it meets restarts that it did not cause.
    crashes: 20,
    retryDelaySeconds: 2,
    timeLimitSeconds: 24 * 3600,
    causesJobs: false,
  }),
  scan: job({
    kind: 'ingest.scan',
    owner: 'ingest',
    schema: z.object({ libraryId: Id, confirmLoss: z.boolean().default(false) }),
    key: (payload) => payload.libraryId,
    priority: 'normal',
    attempts: 5,
    // It goes on where it was and runs for long, so it meets restarts that it did not cause.
    crashes: 20,
    retryDelaySeconds: 2,
    timeLimitSeconds: 24 * 3600,
    causesJobs: true,
  }),
  identify: job({
    kind: 'ingest.identify',
    owner: 'ingest',
    schema: z.object({ fileId: Id }),
    key: (payload) => payload.fileId,
    priority: 'background',
    attempts: 12,
    retryDelaySeconds: 5,
    timeLimitSeconds: 6 * 3600,
    causesJobs: false,
  }),
  analyze: job({
    kind: 'transcode.analyze',
    owner: 'transcode',
    schema: FileSource.extend({ force: z.boolean().default(false).describe('Make everything anew even where it is there') }),
    key: contentKey,
    priority: 'normal',
    attempts: 12,
    retryDelaySeconds: 2,
    timeLimitSeconds: 3600,
    causesJobs: false,
  }),
  fingerprint: job({
    kind: 'transcode.fingerprint',
    owner: 'transcode',
    schema: Content.extend({ durationSeconds: z.number().positive().describe('As the container says: the frames are counted from it') }),
    key: contentKey,
    priority: 'background',
    attempts: 12,
    retryDelaySeconds: 5,
    timeLimitSeconds: 3600,
    causesJobs: false,
  }),
  cover: job({
    kind: 'transcode.cover',
    owner: 'transcode',
    schema: Content.extend({ seconds: z.number().nonnegative().describe('Of the frame that is taken') }),
    key: contentKey,
    priority: 'background',
    attempts: 12,
    retryDelaySeconds: 5,
    timeLimitSeconds: 600,
    causesJobs: false,
  }),
  preview: extra('preview'),
  timeline: extra('timeline'),
  subtitles: extra('subtitles'),
  editFile: job({
    kind: 'transcode.edit',
    owner: 'transcode',
    schema: Content.extend({
      editId: Id,
      libraryId: Id,
      edit: FileEdit,
      behind: Behind,
      original: OriginalFate,
      results: z.array(WantedResult).min(1),
    }),
    key: (payload) => payload.editId,
    // Somebody waits for it, but not at the screen.
    priority: 'normal',
    attempts: 12,
    retryDelaySeconds: 5,
    timeLimitSeconds: 24 * 3600,
    causesJobs: true,
  }),
  placeFiles: job({
    kind: 'ingest.place',
    owner: 'ingest',
    schema: z.object({
      editId: Id,
      fileId: Id.describe('The file that was edited; the results go beside it'),
      original: OriginalFate,
      results: z.array(EditedResult).min(1),
    }),
    key: (payload) => payload.editId,
    priority: 'interactive',
    attempts: 12,
    crashes: 20,
    retryDelaySeconds: 2,
    timeLimitSeconds: 24 * 3600,
    causesJobs: true,
  }),
  emptyTrash: job({
    kind: 'ingest.empty-trash',
    owner: 'ingest',
    schema: z.object({ until: Instant.describe('What was put into the trash later stays') }),
    key: (payload) => payload.until,
    priority: 'normal',
    attempts: 5,
    crashes: 20,
    retryDelaySeconds: 5,
    timeLimitSeconds: 6 * 3600,
    causesJobs: false,
  }),
  tidy: job({
    kind: 'transcode.tidy',
    owner: 'transcode',
    schema: z.object({}),
    key: () => 'all',
    priority: 'background',
    attempts: 5,
    retryDelaySeconds: 5,
    timeLimitSeconds: 6 * 3600,
    causesJobs: false,
  }),
  detectFaces: job({
    kind: 'faces.detect',
    owner: 'faces',
    schema: z.object({
      fileId: Id,
      bytes: z.number().int(),
      modifiedAt: Instant,
      framesKey: z.string(),
      layout: SheetLayout,
      label: z.string(),
    }),
    key: (payload) => payload.framesKey,
    priority: 'background',
    attempts: 12,
    retryDelaySeconds: 2,
    timeLimitSeconds: 600,
    causesJobs: false,
  }),
  findNames: job({
    kind: 'catalog.match',
    owner: 'catalog',
    schema: z.object({
      q: z.string().optional().describe('Videos to look through; all where left out'),
      kind: MatchedKind.optional(),
      entityId: Id.optional().describe('Looks for the names of this alone'),
    }),
    key: (payload) => payload.entityId ?? payload.q ?? '',
    priority: 'background',
    attempts: 5,
    retryDelaySeconds: 5,
    timeLimitSeconds: 6 * 3600,
    causesJobs: false,
  }),
  decideSuggestions: job({
    kind: 'catalog.decide',
    owner: 'catalog',
    schema: z.object({
      decision: SuggestionDecision,
      kind: MatchedKind.optional(),
      entityId: Id.optional(),
      userId: Id.optional().describe('Who asked, where there are videos that they may not see: those are left alone'),
    }),
    key: (payload) => `${payload.decision}:${payload.entityId ?? payload.kind ?? ''}:${payload.userId ?? ''}`,
    priority: 'normal',
    attempts: 5,
    retryDelaySeconds: 2,
    timeLimitSeconds: 3600,
    causesJobs: false,
  }),
  checkStashBox: job({
    kind: 'stashbox.check',
    owner: 'stashbox',
    schema: z.object({ stashBoxId: Id }),
    key: (payload) => payload.stashBoxId,
    priority: 'interactive',
    attempts: 1,
    retryDelaySeconds: 2,
    timeLimitSeconds: 30,
    causesJobs: false,
  }),
} as const satisfies Record<string, JobDefinition>;

export const allJobs: readonly JobDefinition[] = Object.values(jobs);
export type JobPayload<D extends JobDefinition> = z.infer<D['schema']>;
