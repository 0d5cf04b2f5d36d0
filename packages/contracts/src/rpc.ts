import { z } from 'zod';
import { GeneratedKind, GenerateMode, VideoWaveform } from './entities/artifacts.js';
import { ArtifactSettings, ArtifactSettingsUpdate, SampledKind } from './entities/artifact-settings.js';
import { FileEdit, FileEditPlan, OriginalFate, TrashContent, TrashedFile, TrashSettings } from './entities/editing.js';
import { Job, JobQueue } from './entities/job.js';
import { FolderListing, Library, LibraryCreate, LibraryUpdate } from './entities/library.js';
import { StashBox, StashBoxCreate, StashBoxUpdate } from './entities/stash-box.js';
import { ServiceStatus } from './entities/status.js';
import { FileRange, PlaybackClient, PlaybackPlan } from './entities/playback.js';
import { SheetLayout } from './entities/media.js';
import { FaceBox } from './entities/video.js';
import { Behind, WantedResult } from './jobs.js';
import { Id, Instant, serviceNames, type ServiceName } from './primitives.js';

export interface RpcDefinition<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  subject: string;
  owner: ServiceName;
  input: I;
  output: O;
  /** The caller gives up with `service.unavailable` after this time. */
  timeoutMs: number;
}

const rpc = <I extends z.ZodType, O extends z.ZodType>(
  subject: `${ServiceName}.${string}`,
  input: I,
  output: O,
  timeoutMs = 5_000,
): RpcDefinition<I, O> => ({
  subject: `rpc.${subject}`,
  owner: subject.slice(0, subject.indexOf('.')) as ServiceName,
  input,
  output,
  timeoutMs,
});

const Nothing = z.object({});
const ById = z.object({ id: Id });

/** What every service answers. */
const commonRpc = (service: ServiceName) => ({
  status: rpc(`${service}.status`, Nothing, ServiceStatus, 3_000),
  cancelJob: rpc(`${service}.job.cancel`, z.object({ jobId: Id }), Job.nullable(), 3_000),
  cancelChildren: rpc(`${service}.job.cancel-children`, z.object({ parentId: Id }), z.object({ cancelled: z.number().int() }), 5_000),
  retryJob: rpc(`${service}.job.retry`, z.object({ jobId: Id }), Job, 3_000),
  listQueues: rpc(`${service}.queue.list`, Nothing, z.array(JobQueue), 3_000),
  pauseQueue: rpc(`${service}.queue.pause`, z.object({ kind: z.string(), paused: z.boolean() }), JobQueue, 3_000),
});

/** Quick questions between services: an answer or a typed error within the stated time. */
export const rpcs = {
  listLibraries: rpc('ingest.library.list', Nothing, z.array(Library)),
  createLibrary: rpc('ingest.library.create', LibraryCreate, Library),
  updateLibrary: rpc('ingest.library.update', LibraryUpdate.extend({ id: Id }), Library, 30_000),
  removeLibrary: rpc('ingest.library.remove', ById.extend({ purge: z.boolean() }), Nothing, 30_000),
  scanLibrary: rpc('ingest.library.scan', ById.extend({ confirmLoss: z.boolean() }), Job),
  listFolders: rpc('ingest.folder.list', z.object({ path: z.string() }), FolderListing),
  analyzeFile: rpc('transcode.file.analyze', z.object({ fileId: Id }), Job),
  artifactSettings: rpc('transcode.settings.get', Nothing, ArtifactSettings),
  updateArtifactSettings: rpc('transcode.settings.update', ArtifactSettingsUpdate, ArtifactSettings, 30_000),
  planPlayback: rpc(
    'transcode.playback.plan',
    z.object({
      fileId: Id,
      range: FileRange.nullable(),
      client: PlaybackClient,
      audioTrack: z.number().int().nonnegative().nullable(),
      player: z.string(),
    }),
    PlaybackPlan,
    15_000,
  ),
  generateArtifacts: rpc(
    'transcode.artifacts.generate',
    z.object({ kinds: z.array(GeneratedKind).min(1), fileIds: z.array(Id).max(1_000), mode: GenerateMode, parentId: Id.nullable() }),
    z.object({ jobs: z.number().int().nonnegative() }),
    30_000,
  ),
  takeFrame: rpc(
    'transcode.file.frame',
    z.object({ fileId: Id, seconds: z.number().nonnegative() }),
    z.object({ key: z.string().describe('A JPEG in the object store, which goes after an hour') }),
    30_000,
  ),
  sampleArtifact: rpc(
    'transcode.artifacts.sample',
    z.object({ fileId: Id, kind: SampledKind }),
    z.object({
      key: z.string().describe('A sheet of pictures or a film in the object store, which goes after an hour'),
      bytes: z.number().int().nonnegative(),
      seconds: z.number().nonnegative().describe('How long it took'),
      layout: SheetLayout.nullable(),
    }),
    120_000,
  ),
  clipOfFile: rpc(
    'transcode.file.clip',
    z
      .object({ fileId: Id, startSeconds: z.number().nonnegative(), endSeconds: z.number().positive() })
      .refine(({ startSeconds, endSeconds }) => endSeconds > startSeconds, 'the end must come after the start'),
    z.object({ key: z.string().describe('A short silent film (mp4) in the object store, which stays for 30 days') }),
    60_000,
  ),
  sheetOfFile: rpc(
    'transcode.file.sheet',
    z.object({ fileId: Id, layout: SheetLayout.omit({ first: true }).describe('Times are those of the file, 100 at most') }),
    z.object({ key: z.string().describe('A JPEG in the object store, which stays for 30 days') }),
    60_000,
  ),
  waveformOfFile: rpc(
    'transcode.file.waveform',
    z.object({ fileId: Id, startSeconds: z.number().nonnegative(), endSeconds: z.number().positive() }),
    z.object({ waveform: VideoWaveform.shape.waveform }),
    30_000,
  ),
  planFileEdit: rpc(
    'transcode.edit.plan',
    z.object({ fileId: Id, edit: FileEdit.describe('Times are those of the file'), behind: Behind, sample: z.boolean().default(false) }),
    FileEditPlan.omit({ freeBytes: true }),
    30_000,
  ),
  startFileEdit: rpc(
    'transcode.edit.start',
    z.object({ editId: Id, fileId: Id, edit: FileEdit, behind: Behind, original: OriginalFate, results: z.array(WantedResult).min(1) }),
    Job,
  ),
  freeSpace: rpc('ingest.library.space', ById, z.object({ freeBytes: z.number().nonnegative(), path: z.string() })),
  listTrash: rpc('ingest.trash.list', Nothing, TrashContent),
  restoreTrashed: rpc('ingest.trash.restore', ById, TrashedFile, 30_000),
  purgeTrashed: rpc('ingest.trash.purge', ById, Nothing, 30_000),
  emptyTrash: rpc('ingest.trash.empty', z.object({ until: Instant }), Job),
  getTrashSettings: rpc('ingest.trash.settings', Nothing, TrashSettings),
  updateTrashSettings: rpc('ingest.trash.configure', TrashSettings, TrashSettings),
  tidyArtifacts: rpc('transcode.artifacts.tidy', Nothing, Job),
  facesOfFile: rpc('faces.file.faces', z.object({ fileId: Id }), z.array(FaceBox)),
  listStashBoxes: rpc('stashbox.endpoint.list', Nothing, z.array(StashBox)),
  createStashBox: rpc('stashbox.endpoint.create', StashBoxCreate, StashBox),
  updateStashBox: rpc('stashbox.endpoint.update', StashBoxUpdate.extend({ id: Id }), StashBox),
  removeStashBox: rpc('stashbox.endpoint.remove', ById, Nothing),
  checkStashBox: rpc('stashbox.endpoint.check', ById, StashBox, 20_000),
} as const satisfies Record<string, RpcDefinition>;

export const serviceRpcs = Object.fromEntries(serviceNames.map((service) => [service, commonRpc(service)])) as Record<
  ServiceName,
  ReturnType<typeof commonRpc>
>;

export const allRpcs: readonly RpcDefinition[] = [
  ...Object.values(rpcs),
  ...serviceNames.flatMap((service) => Object.values(serviceRpcs[service])),
];
export type RpcInput<D extends RpcDefinition> = z.input<D['input']>;
export type RpcOutput<D extends RpcDefinition> = z.infer<D['output']>;

/** The one envelope of an RPC answer on the wire. */
export const RpcReply = z.union([
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({
    ok: z.literal(false),
    error: z.object({ code: z.string(), message: z.string(), details: z.record(z.string(), z.unknown()).optional() }),
  }),
]);
export type RpcReply = z.infer<typeof RpcReply>;

/** Core NATS subject on which a service hears that nobody waits any more for one of its answers; a lost message costs work in vain, nothing else. */
export const leftSubject = (service: ServiceName) => `rpc.${service}.left`;
/** `question` is the id that came along with what was asked. */
export const LeftMessage = z.object({ question: Id });

/** Core NATS subject of fleeting job progress; losing a message is harmless. */
export const progressSubject = (service: ServiceName) => `progress.${service}`;
export const ProgressMessage = Job.pick({ id: true, attempt: true, progress: true });
