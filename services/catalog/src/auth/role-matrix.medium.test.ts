import { randomUUID } from 'node:crypto';
import { http, type ApiKeyScope, type EndpointName, type Role } from '@reelm/contracts';
import { newId } from '@reelm/service-kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeOf, send, signIn, startCatalog, type Caller, type RunningCatalog } from '../testing/catalog.js';
import { hashSecret, newSecret } from './secrets.js';

const callers = ['nobody', 'viewer', 'editor', 'admin', 'read key', 'write key', 'admin key', 'media token', 'media link'] as const;
type CallerName = (typeof callers)[number];
type Verdict = 'allowed' | 'auth.required' | 'auth.forbidden' | 'auth.session_required' | 'auth.media_only';
type Row = Record<CallerName, Verdict>;

type Verdicts<N extends number, T extends Verdict[] = []> = T['length'] extends N ? T : Verdicts<N, [...T, Verdict]>;
const row = (...verdicts: Verdicts<(typeof callers)['length']>): Row =>
  Object.fromEntries(callers.map((caller, i) => [caller, verdicts[i]])) as Row;
const [yes, who, no, person, media] = ['allowed', 'auth.required', 'auth.forbidden', 'auth.session_required', 'auth.media_only'] as const;

const everybody = row(yes, yes, yes, yes, yes, yes, yes, yes, yes);
const viewers = row(who, yes, yes, yes, yes, yes, yes, media, who);
/** For other players too: what they are let in to is narrowed down by what their token was made for. */
const players = row(who, yes, yes, yes, yes, yes, yes, yes, yes);
const editors = row(who, no, yes, yes, no, yes, yes, media, who);
const admins = row(who, no, no, yes, no, no, yes, media, who);
const people = row(who, yes, yes, yes, person, person, person, media, who);
const adminPeople = row(who, no, no, yes, person, person, person, media, who);

/** Who may do what, written down apart from the contract: a changed or new endpoint has to be decided on here too. */
const matrix: Record<EndpointName, Row> = {
  health: everybody,
  ready: everybody,
  systemStatus: admins,
  openapi: viewers,
  liveEvents: viewers,

  setupState: everybody,
  setup: everybody,
  signIn: everybody,
  currentUser: viewers,
  signOut: people,
  changePassword: people,

  listUsers: admins,
  createUser: adminPeople,
  updateUser: adminPeople,
  deleteUser: adminPeople,

  listApiKeys: people,
  createApiKey: people,
  deleteApiKey: people,
  listMediaTokens: people,
  createMediaToken: people,
  deleteMediaToken: people,

  listLibraries: viewers,
  createLibrary: admins,
  updateLibrary: admins,
  deleteLibrary: admins,
  scanLibrary: editors,
  listFolders: admins,

  videoFacets: viewers,
  performerFacets: viewers,
  studioFacets: viewers,
  tagFacets: viewers,
  groupFacets: viewers,
  markerFacets: viewers,
  galleryFacets: viewers,
  imageFacets: viewers,
  videoBuckets: viewers,
  performerBuckets: viewers,
  studioBuckets: viewers,
  tagBuckets: viewers,
  groupBuckets: viewers,
  markerBuckets: viewers,
  galleryBuckets: viewers,
  imageBuckets: viewers,
  suggestEntities: viewers,
  suggestValues: viewers,
  searchEverything: viewers,

  listVideos: viewers,
  listPerformers: viewers,
  listStudios: viewers,
  listTags: viewers,
  listGroups: viewers,
  listMarkers: viewers,
  listGalleries: viewers,
  listImages: viewers,

  getVideo: viewers,
  updateVideo: editors,
  createVideoPart: editors,
  deleteVideo: editors,
  mergeVideos: editors,
  streamVideo: players,
  playVideo: viewers,
  videoHls: players,
  masterPlaylist: players,
  mediaPlaylist: players,
  initSegment: players,
  mediaSegment: players,
  exportVideos: players,
  exportVideo: players,
  exportPlaylist: players,
  videoCover: viewers,
  setVideoCover: editors,
  takeVideoCover: editors,
  resetVideoCover: editors,
  videoSprite: viewers,
  videoSpriteVtt: viewers,
  sampleArtifact: admins,
  artifactSample: admins,
  markerPreview: viewers,
  videoPreview: viewers,
  videoPreviewWebp: viewers,
  videoTimeline: viewers,
  videoWaveform: viewers,
  videoSubtitles: viewers,
  videoSubtitle: viewers,
  videoFaces: viewers,
  analyzeVideo: editors,
  planFileEdit: editors,
  editFile: editors,
  videoFrame: viewers,
  listTrash: editors,
  restoreTrashed: editors,
  purgeTrashed: admins,
  emptyTrash: admins,
  getTrashSettings: editors,
  updateTrashSettings: admins,

  reportPlay: viewers,
  changeActivity: viewers,
  listPlays: viewers,
  clearPlays: viewers,
  listSavedViews: viewers,
  createSavedView: viewers,
  updateSavedView: viewers,
  deleteSavedView: viewers,
  listPlaylists: viewers,
  createPlaylist: viewers,
  getPlaylist: viewers,
  updatePlaylist: viewers,
  deletePlaylist: viewers,
  playlistItems: viewers,
  addPlaylistItems: viewers,
  arrangePlaylist: viewers,
  updatePlaylistItem: viewers,
  removePlaylistItem: viewers,
  getSettings: viewers,
  updateSettings: viewers,
  statistics: viewers,
  listSuggestions: viewers,
  suggestionSummary: viewers,
  decideSuggestions: editors,
  findSuggestions: editors,
  listMatchRules: viewers,
  createMatchRule: editors,
  deleteMatchRule: editors,

  getPerformer: viewers,
  createPerformer: editors,
  updatePerformer: editors,
  deletePerformer: editors,
  mergePerformers: editors,
  addPerformerPicture: editors,
  arrangePerformerPictures: editors,
  performersWith: viewers,

  getStudio: viewers,
  createStudio: editors,
  updateStudio: editors,
  deleteStudio: editors,
  mergeStudios: editors,
  addStudioPicture: editors,
  arrangeStudioPictures: editors,

  getTag: viewers,
  createTag: editors,
  updateTag: editors,
  deleteTag: editors,
  mergeTags: editors,
  addTagPicture: editors,
  arrangeTagPictures: editors,

  getGroup: viewers,
  createGroup: editors,
  updateGroup: editors,
  deleteGroup: editors,
  mergeGroups: editors,
  addGroupPicture: editors,
  arrangeGroupPictures: editors,
  groupVideos: viewers,
  arrangeGroupVideos: editors,
  videoMarkers: viewers,

  getMarker: viewers,
  createMarker: editors,
  updateMarker: editors,
  deleteMarker: editors,

  getGallery: viewers,
  createGallery: editors,
  updateGallery: editors,
  deleteGallery: editors,

  getImage: viewers,
  createImage: editors,
  updateImage: editors,
  deleteImage: editors,

  bulkEditVideos: editors,
  bulkEditPerformers: editors,
  bulkEditStudios: editors,
  bulkEditTags: editors,
  bulkEditGroups: editors,
  bulkEditMarkers: editors,
  bulkEditGalleries: editors,
  bulkEditImages: editors,
  listBulkEdits: editors,
  getBulkEdit: editors,
  bulkEditResults: editors,
  undoBulkEdit: editors,

  getPicture: viewers,
  deletePicture: editors,

  listCustomFields: viewers,
  createCustomField: editors,
  updateCustomField: editors,
  deleteCustomField: editors,

  listJobs: viewers,
  getJob: viewers,
  cancelJob: editors,
  retryJob: editors,
  getArtifactSettings: viewers,
  updateArtifactSettings: admins,
  generateArtifacts: editors,
  artifactCoverage: admins,
  tidyArtifacts: admins,
  listJobQueues: viewers,
  updateJobQueue: editors,
  listDeadLetters: viewers,
  replayDeadLetter: admins,
  deleteDeadLetter: admins,

  listStashBoxes: admins,
  createStashBox: admins,
  updateStashBox: admins,
  deleteStashBox: admins,
  checkStashBox: admins,
};

let catalog: RunningCatalog;
const userIds = {} as Record<Role, string>;
const keys = {} as Record<ApiKeyScope, string>;
const mediaToken = `reelm_media_${newSecret()}`;

beforeAll(async () => {
  catalog = await startCatalog();
  for (const role of ['viewer', 'editor', 'admin'] as const) {
    userIds[role] = newId();
    await catalog.database.query("INSERT INTO user_account (id, username, username_key, password_hash, role) VALUES ($1, $2, $2, '', $2)", [
      userIds[role],
      role,
    ]);
  }
  for (const scope of ['read', 'write', 'admin'] as const) {
    keys[scope] = `reelm_${newSecret()}`;
    await catalog.database.query("INSERT INTO api_key (id, user_id, name, scope, prefix, key_hash) VALUES ($1, $2, $3, $3, '', $4)", [
      newId(),
      userIds.admin,
      scope,
      hashSecret(keys[scope]),
    ]);
  }
  await catalog.database.query(
    `INSERT INTO api_key (id, user_id, name, scope, prefix, key_hash, expires_at, target)
     VALUES ($1, $2, '', 'media', '', $3, now() + interval '1 hour', '{"kind":"search","q":"","sort":"-added"}')`,
    [newId(), userIds.admin, hashSecret(mediaToken)],
  );
});
afterAll(() => catalog.stop());

/** A session of its own for each request, since signing out is among them. */
const session = async (role: Role): Promise<Caller> => {
  const secret = newSecret();
  await catalog.database.query('INSERT INTO session (id_hash, user_id) VALUES ($1, $2)', [hashSecret(secret), userIds[role]]);
  return { cookie: `reelm=${secret}` };
};

const callerOf = async (name: CallerName): Promise<Caller> => {
  switch (name) {
    case 'nobody':
      return {};
    case 'viewer':
    case 'editor':
    case 'admin':
      return session(name);
    case 'read key':
      return { key: keys.read };
    case 'write key':
      return { key: keys.write };
    case 'admin key':
      return { key: keys.admin };
    case 'media token':
      return { key: mediaToken };
    case 'media link':
      return {};
  }
};

const verdictOf = async (method: string, path: string, name: CallerName): Promise<string> => {
  const address = path.replace(/\{(\w+)\}/g, (_, parameter: string) => (parameter === 'id' ? randomUUID() : 'x'));
  const query = name === 'media link' ? `?token=${mediaToken}` : '';
  const answer = await send(catalog.url, method, address + query, await callerOf(name), method === 'GET' ? undefined : {});
  return answer.status === 401 || answer.status === 403 ? String(codeOf(answer)) : 'allowed';
};

interface Operation {
  name: string;
  method: string;
  path: string;
}

const describedOperations = async (): Promise<Operation[]> => {
  const { body } = await send(catalog.url, 'GET', '/api/openapi.json', await signIn(catalog.url));
  const { paths } = body as { paths: Record<string, Record<string, { operationId: string }>> };
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId }]) => ({ name: operationId, method: method.toUpperCase(), path })),
  );
};

describe('who may call what', () => {
  it('is decided for every endpoint that the API describes, and for no other', async () => {
    const names = (await describedOperations()).map(({ name }) => name);
    expect(names.sort()).toEqual(Object.keys(matrix).sort());
    expect(names).toHaveLength(Object.keys(http).length);
  });

  it.each(callers)('holds for %s', async (callerName) => {
    const expected: Record<string, string> = {};
    const found: Record<string, string> = {};
    for (const { name, method, path } of await describedOperations()) {
      expected[name] = (matrix as Record<string, Row>)[name]?.[callerName] ?? 'not in the matrix';
      found[name] = await verdictOf(method, path, callerName);
    }
    expect(found).toEqual(expected);
  });
});
