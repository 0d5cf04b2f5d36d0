import { z } from 'zod';
import { DeadLetter, Job, JobQueue, JobState, JobWithChildren } from './entities/job.js';
import { FolderListing, Library, LibraryCreate, LibraryUpdate } from './entities/library.js';
import { StashBox, StashBoxCreate, StashBoxUpdate } from './entities/stash-box.js';
import { Health, Readiness, SystemStatus } from './entities/status.js';
import { ApiKey, ApiKeyScope, ContentLimit, ManagedUser, Password, Role, User, Username } from './entities/user.js';
import { FaceBox, Video, VideoUpdate } from './entities/video.js';
import {
  admin,
  adminSession,
  byId,
  editor,
  endpoint,
  everybody,
  ownSession,
  versioned,
  viewer,
  type EndpointDefinition,
} from './http/endpoint.js';
import { entityHttp, listHttp } from './http/entities.js';
import { personalHttp } from './http/personal.js';
import { Id, Instant, PageQuery, pageOf } from './primitives.js';

export type { Access, EndpointDefinition } from './http/endpoint.js';

/** The public HTTP API. Controllers, OpenAPI, the role matrix and the web client derive from it. */
export const http = {
  health: endpoint('GET', '/api/health', everybody, 'Whether the process lives', { response: Health }),
  ready: endpoint('GET', '/api/ready', everybody, 'Whether everything it needs is there (503 when not)', { response: Readiness }),
  systemStatus: endpoint('GET', '/api/db/status', admin, 'Schemas, rows, streams, storage, versions and warnings', {
    response: SystemStatus,
  }),
  openapi: endpoint('GET', '/api/openapi.json', viewer, 'This API as an OpenAPI 3.1 document', {
    response: z.record(z.string(), z.unknown()),
  }),
  liveEvents: endpoint('GET', '/api/events', viewer, 'Live changes as server-sent events', { bytes: 'text/event-stream' }),

  setupState: endpoint('GET', '/api/setup', everybody, 'Whether the first administrator is still to be made', {
    response: z.object({ required: z.boolean() }),
  }),
  setup: endpoint('POST', '/api/setup', everybody, 'Make the first administrator and sign in', {
    body: z.object({ token: z.string().min(1).max(200), username: Username, password: Password }),
    response: User,
    status: 201,
    secret: true,
  }),
  signIn: endpoint('POST', '/api/session', everybody, 'Sign in', {
    body: z.object({ username: z.string().max(64), password: z.string().max(256) }),
    response: User,
    secret: true,
  }),
  currentUser: endpoint('GET', '/api/session', viewer, 'Who is signed in', { response: User }),
  signOut: endpoint('DELETE', '/api/session', ownSession, 'Sign out; `everywhere` ends all sessions of this user', {
    query: z.object({ everywhere: z.stringbool().default(false) }),
    status: 204,
  }),
  changePassword: endpoint('POST', '/api/session/password', ownSession, 'Change the own password; other sessions end', {
    body: z.object({ currentPassword: z.string().max(256), newPassword: Password }),
    status: 204,
    secret: true,
  }),

  listUsers: endpoint('GET', '/api/users', admin, 'All users', { response: pageOf(ManagedUser) }),
  createUser: endpoint('POST', '/api/users', adminSession, 'Add a user', {
    body: z.object({ username: Username, password: Password, role: Role, contentLimit: ContentLimit.default(null) }),
    response: ManagedUser,
    status: 201,
    secret: true,
  }),
  updateUser: endpoint('PATCH', '/api/users/:id', adminSession, 'Change role, password or content limit, or disable', {
    params: byId,
    body: z
      .object({
        role: Role.optional(),
        disabled: z.boolean().optional(),
        password: Password.optional(),
        contentLimit: ContentLimit.optional(),
      })
      .strict(),
    response: ManagedUser,
    secret: true,
  }),
  deleteUser: endpoint('DELETE', '/api/users/:id', adminSession, 'Remove a user with sessions and keys', { params: byId, status: 204 }),

  listApiKeys: endpoint('GET', '/api/api-keys', ownSession, 'The own API keys', { response: pageOf(ApiKey) }),
  createApiKey: endpoint('POST', '/api/api-keys', ownSession, 'Make an API key; the secret is shown this once', {
    body: z.object({ name: z.string().trim().min(1).max(100), scope: ApiKeyScope, expiresAt: Instant.nullable().default(null) }),
    response: ApiKey.extend({ key: z.string() }),
    status: 201,
    secret: true,
  }),
  deleteApiKey: endpoint('DELETE', '/api/api-keys/:id', ownSession, 'Revoke an own API key', { params: byId, status: 204 }),

  listLibraries: endpoint('GET', '/api/libraries', viewer, 'All library folders', { response: pageOf(Library) }),
  createLibrary: endpoint('POST', '/api/libraries', admin, 'Add a folder and scan it', {
    body: LibraryCreate,
    response: Library,
    status: 201,
  }),
  updateLibrary: endpoint('PATCH', '/api/libraries/:id', admin, 'Rename, move to a new place, change exclusions', {
    params: byId,
    body: LibraryUpdate,
    response: Library,
  }),
  deleteLibrary: endpoint('DELETE', '/api/libraries/:id', admin, 'Remove a folder; what is known of its videos stays unless purged', {
    params: byId,
    query: z.object({ purge: z.stringbool().default(false) }),
    status: 204,
  }),
  scanLibrary: endpoint('POST', '/api/libraries/:id/scan', editor, 'Look for new, changed and vanished files', {
    params: byId,
    body: z.object({ confirmLoss: z.boolean().default(false).describe('Accept that many files are gone') }),
    response: Job,
    status: 202,
  }),
  listFolders: endpoint('GET', '/api/folders', admin, 'Sub-folders on the server, to pick a library from', {
    query: z.object({ path: z.string().max(4096).default('/') }),
    response: FolderListing,
  }),

  ...listHttp,
  getVideo: endpoint('GET', '/api/videos/:id', viewer, 'One video with its files', { params: byId, response: Video }),
  updateVideo: endpoint('PATCH', '/api/videos/:id', editor, 'Edit; send the version as If-Match to never overwrite somebody else', {
    params: byId,
    body: VideoUpdate,
    response: Video,
  }),
  streamVideo: endpoint('GET', '/api/videos/:id/stream', viewer, 'The file as it is, by byte ranges', {
    params: byId,
    query: z.object({ file: Id.optional() }),
    bytes: 'video/*',
  }),
  videoCover: endpoint('GET', '/api/videos/:id/cover', viewer, 'Cover', { params: byId, query: versioned, bytes: 'image/jpeg' }),
  videoSprite: endpoint('GET', '/api/videos/:id/sprite.jpg', viewer, 'Sheet of small pictures', {
    params: byId,
    query: versioned,
    bytes: 'image/jpeg',
  }),
  videoSpriteVtt: endpoint('GET', '/api/videos/:id/sprite.vtt', viewer, 'Times of the small pictures', {
    params: byId,
    query: versioned,
    bytes: 'text/vtt',
  }),
  videoFaces: endpoint('GET', '/api/videos/:id/faces', viewer, 'Faces found on sampled frames', {
    params: byId,
    response: pageOf(FaceBox),
  }),
  analyzeVideo: endpoint('POST', '/api/videos/:id/analyze', editor, 'Make covers and previews of this video again', {
    params: byId,
    response: pageOf(Job),
    status: 202,
  }),

  listJobs: endpoint('GET', '/api/jobs', viewer, 'Jobs, newest first', {
    query: PageQuery.extend({ state: JobState.optional(), kind: z.string().max(100).optional(), parentId: Id.optional() }),
    response: pageOf(JobWithChildren),
  }),
  getJob: endpoint('GET', '/api/jobs/:id', viewer, 'One job', { params: byId, response: JobWithChildren }),
  cancelJob: endpoint('POST', '/api/jobs/:id/cancel', editor, 'Stop a job and the jobs that it caused', {
    params: byId,
    response: JobWithChildren,
  }),
  retryJob: endpoint('POST', '/api/jobs/:id/retry', editor, 'Try a failed or cancelled job again', {
    params: byId,
    response: JobWithChildren,
    status: 202,
  }),
  listJobQueues: endpoint('GET', '/api/job-queues', viewer, 'Queues with their load', { response: pageOf(JobQueue) }),
  updateJobQueue: endpoint('PATCH', '/api/job-queues/:kind', editor, 'Pause or resume a queue', {
    params: z.object({ kind: z.string().max(100) }),
    body: z.object({ paused: z.boolean() }),
    response: JobQueue,
  }),
  listDeadLetters: endpoint('GET', '/api/dead-letters', viewer, 'Messages that no handler could take', {
    query: PageQuery,
    response: pageOf(DeadLetter),
  }),
  replayDeadLetter: endpoint('POST', '/api/dead-letters/:id/replay', admin, 'Deliver it once more', {
    params: z.object({ id: z.string().max(50) }),
    status: 204,
  }),
  deleteDeadLetter: endpoint('DELETE', '/api/dead-letters/:id', admin, 'Drop it', {
    params: z.object({ id: z.string().max(50) }),
    status: 204,
  }),

  listStashBoxes: endpoint('GET', '/api/stash-boxes', admin, 'All stash-boxes', { response: pageOf(StashBox) }),
  createStashBox: endpoint('POST', '/api/stash-boxes', admin, 'Add a stash-box', {
    body: StashBoxCreate,
    response: StashBox,
    status: 201,
    secret: true,
  }),
  updateStashBox: endpoint('PATCH', '/api/stash-boxes/:id', admin, 'Change a stash-box', {
    params: byId,
    body: StashBoxUpdate,
    response: StashBox,
    secret: true,
  }),
  deleteStashBox: endpoint('DELETE', '/api/stash-boxes/:id', admin, 'Remove a stash-box', { params: byId, status: 204 }),
  checkStashBox: endpoint('POST', '/api/stash-boxes/:id/check', admin, 'Ask it who we are', { params: byId, response: StashBox }),

  ...entityHttp,
  ...personalHttp,
} as const satisfies Record<string, EndpointDefinition>;

export type EndpointName = keyof typeof http;
export type ParamsOf<D extends EndpointDefinition> = z.infer<D['params']>;
export type QueryOf<D extends EndpointDefinition> = z.infer<D['query']>;
export type BodyOf<D extends EndpointDefinition> = z.infer<D['body']>;
export type ResponseOf<D extends EndpointDefinition> = z.infer<D['response']>;
