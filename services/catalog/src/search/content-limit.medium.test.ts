import { http, type EndpointDefinition } from '@reelm/contracts';
import { newId } from '@reelm/service-kit';
import { until } from '@reelm/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { call, codeOf, send, signIn, startCatalog, type RunningCatalog } from '../testing/catalog.js';
import { jobOf } from '../testing/job.js';
import { analysis, fileState, libraryState, message, projectionOf } from '../testing/library.js';
import { videoIdFor } from '../videos/video-id.js';

let catalog: RunningCatalog;
let anna: { cookie: string };
let ben: { cookie: string };
const files = { open: fileState({ path: 'open/beach.mp4' }), hidden: fileState({ path: 'hidden/harbour.mp4' }) };
const openId = videoIdFor(files.open.fileId);
const hiddenId = videoIdFor(files.hidden.fileId);
let markers: { open: string; hidden: string };

beforeAll(async () => {
  catalog = await startCatalog();
  anna = await signIn(catalog.url);
  const projection = projectionOf();
  await catalog.database.transaction(async (tx) => {
    await projection.libraries(tx, [message(libraryState())]);
    await projection.fileStates(tx, [message(files.open), message(files.hidden)]);
    await projection.analysed(tx, [message(analysis(files.open)), message(analysis(files.hidden))]);
  });
  const markerOf = async (videoId: string) =>
    (await call(catalog.url, http.createMarker, anna, { videoId, startSeconds: 1, title: 'here' })).id;
  markers = { open: await markerOf(openId), hidden: await markerOf(hiddenId) };
  const { id } = await call(catalog.url, http.createUser, anna, {
    username: 'Ben',
    password: 'a good password',
    role: 'editor',
    contentLimit: '-path:hidden',
  });
  ben = await signIn(catalog.url, 'Ben', 'a good password');
  // From before the limit: what one has played may be hidden later.
  await catalog.database.query('INSERT INTO play (user_id, id, video_id, played_seconds) VALUES ($1, $2, $3, 5)', [id, newId(), hiddenId]);
});
afterAll(() => catalog.stop());

/** Every route of the contract that names one video or marker: a new one has to be guarded as well. */
const routes = Object.entries(http).filter(([, { path }]) => /^\/api\/(videos|markers)\/:id(\/|$)/.test(path));

it.each(routes)('%s hides what lies past the limit as if it were not there', async (_, { method, path }) => {
  const ask = (who: { cookie: string }, video: string, marker: string) =>
    send(catalog.url, method, path.replace(':id', path.startsWith('/api/videos') ? video : marker), who, method === 'GET' ? undefined : {});
  const code = path.startsWith('/api/videos') ? 'video.not_found' : 'entity.not_found';
  const hidden = await ask(ben, hiddenId, markers.hidden);
  expect([hidden.status, codeOf(hidden)]).toEqual([404, code]);
  expect(codeOf(await ask(ben, newId(), newId()))).toBe(code);
  // The same request about what may be seen gets further; last, as it may delete.
  if (method !== 'DELETE') expect(codeOf(await ask(ben, openId, markers.open))).not.toBe(code);
});

it('holds in lists, counts, plays and statistics', async () => {
  const names = async (who: { cookie: string }, path: string) =>
    (
      (await send(catalog.url, 'GET', path, who)).body as { items: { name?: string; videoName?: string; video?: { name: string } }[] }
    ).items.map((item) => item.videoName ?? item.video?.name ?? item.name);
  expect(await names(ben, '/api/videos')).toEqual(['beach.mp4']);
  expect(await names(ben, '/api/videos?q=harbour')).toEqual([]);
  expect(await names(ben, '/api/videos?q=marker:here')).toEqual(['beach.mp4']);
  expect(await names(ben, '/api/markers')).toEqual(['beach.mp4']);
  expect(await names(ben, '/api/plays')).toEqual([]);
  expect((await call(catalog.url, http.statistics, ben)).counts.video).toBe(1);
  expect((await call(catalog.url, http.statistics, anna)).counts.video).toBe(2);
  expect(await names(anna, '/api/videos?sort=name')).toEqual(['beach.mp4', 'harbour.mp4']);
});

/** Adds videos of these paths. */
const add = async (...paths: string[]): Promise<{ id: string; fileId: string }[]> => {
  const added = paths.map((path) => fileState({ path }));
  await catalog.database.transaction((tx) =>
    projectionOf().fileStates(
      tx,
      added.map((file) => message(file)),
    ),
  );
  return added.map(({ fileId }) => ({ id: videoIdFor(fileId), fileId }));
};

it.each<[name: string, definition: EndpointDefinition, body: (ids: { id: string; fileId: string }) => object]>([
  ['of a merge', http.mergeVideos, ({ id }) => ({ from: [id] })],
  ['of a marker', http.createMarker, ({ id }) => ({ videoId: id, startSeconds: 1 })],
  ['of a gallery', http.createGallery, ({ id }) => ({ title: 'Some', videoIds: [id] })],
  ['of many galleries', http.bulkEditGalleries, ({ id }) => ({ target: { q: '' }, change: { add: { videoIds: [id] } } })],
  ['of a part', http.createVideoPart, ({ fileId }) => ({ fileId, startSeconds: 0, endSeconds: 1 })],
])('a body %s names what lies past the limit as if it were not there', async (_, { method, path }, body) => {
  const [hidden, open, target] = await add('hidden/body.mp4', 'open/body.mp4', 'open/target.mp4');
  if (hidden === undefined || open === undefined || target === undefined) throw new Error('Three were added.');
  const ask = (who: { cookie: string }, named: { id: string; fileId: string }) =>
    send(catalog.url, method, path.replace(':id', target.id), who, body(named));
  const answers = [await ask(ben, hidden), await ask(ben, { id: newId(), fileId: newId() })];
  for (const answer of answers) expect([answer.status, codeOf(answer)]).toEqual([422, 'entity.reference_missing']);
  expect((await ask(ben, open)).status).toBeLessThan(300);
  expect((await ask(anna, hidden)).status).toBeLessThan(300);
});

it('keeps places in a group of what lies past the limit', async () => {
  const group = await call(catalog.url, http.createGroup, anna, { name: 'Cycle' });
  const [hidden, open] = await add('hidden/part.mp4', 'open/part.mp4');
  const ids = [hidden?.id ?? '', open?.id ?? ''];
  for (const id of ids) await call(catalog.url, http.updateVideo, anna, { groups: [{ groupId: group.id, place: 7 }] }, id);
  await call(catalog.url, http.arrangeGroupVideos, ben, { ids }, group.id);
  const { items } = await call(catalog.url, http.groupVideos, anna, undefined, group.id);
  expect(items.map(({ video, place }) => [video.id, place])).toEqual([
    [ids[1], 2],
    [ids[0], 7],
  ]);
});

it('keeps the videos of a gallery that lie past the limit', async () => {
  const [open, hidden] = await add('open/gallery.mp4', 'hidden/gallery.mp4');
  const { id } = await call(catalog.url, http.createGallery, anna, { title: 'Both', videoIds: [hidden?.id, open?.id] });
  const seen = await send(catalog.url, 'PATCH', `/api/galleries/${id}`, ben, { videoIds: [openId, open?.id] });
  expect(seen.body).toMatchObject({ videos: [{ id: openId }, { id: open?.id }] });
  const whole = await send(catalog.url, 'GET', `/api/galleries/${id}`, anna);
  expect(whole.body).toMatchObject({ videos: [{ id: openId }, { id: open?.id }, { id: hidden?.id }] });
});

it('an id that was merged away leads on where the limit lets it', async () => {
  const [first, second, third, fourth] = await add('hidden/1.mp4', 'open/2.mp4', 'open/3.mp4', 'hidden/4.mp4');
  const merge = (into: string | undefined, from: string | undefined) => call(catalog.url, http.mergeVideos, anna, { from: [from] }, into);
  await merge(second?.id, first?.id);
  // All paths count: what has a file past the limit lies past it as a whole.
  expect((await send(catalog.url, 'GET', `/api/videos/${first?.id}`, ben)).status).toBe(404);
  const [fifth] = await add('open/5.mp4');
  await merge(third?.id, fifth?.id);
  expect((await send(catalog.url, 'GET', `/api/videos/${fifth?.id}`, ben)).body).toMatchObject({ id: third?.id });
  await merge(fourth?.id, third?.id);
  expect((await send(catalog.url, 'GET', `/api/videos/${fifth?.id}`, ben)).status).toBe(404);
  expect((await send(catalog.url, 'GET', `/api/videos/${fifth?.id}`, anna)).body).toMatchObject({ id: fourth?.id });
});

it('jobs do not say what they work on', async () => {
  const job = jobOf({ label: 'hidden/harbour.mp4', fileId: files.hidden.fileId });
  await catalog.database.query(
    `INSERT INTO job_ledger (id, kind, service, label, file_id, state, priority, attempt, queued_at, version)
     VALUES ($1, $2, $3, $4, $5, 'running', 'normal', 1, now(), 1)`,
    [job.id, job.kind, job.service, job.label, job.fileId],
  );
  const read = async (who: { cookie: string }) => [
    (await call(catalog.url, http.listJobs, who)).items.find(({ id }) => id === job.id),
    await call(catalog.url, http.getJob, who, undefined, job.id),
  ];
  for (const found of await read(anna)) expect(found).toMatchObject({ label: job.label, fileId: job.fileId });
  for (const found of await read(ben)) expect(found).toMatchObject({ kind: job.kind, state: 'running', label: '', fileId: null });
});

it('suggestions for what lies past the limit are neither counted nor decided', async () => {
  const tag = await call(catalog.url, http.createTag, anna, { name: 'Lagoon' });
  const [hidden, open] = await add('hidden/lagoon.mp4', 'open/lagoon.mp4');
  const counted = async (who: { cookie: string }) =>
    (await call(catalog.url, http.suggestionSummary, who)).items.find(({ entity }) => entity.id === tag.id)?.count;
  await until('both to be found', async () => (await counted(anna)) === 2);
  expect(await counted(ben)).toBe(1);
  const { ids } = await call(catalog.url, http.decideSuggestions, ben, { decision: 'accept', target: { kind: 'tag', entityId: tag.id } });
  expect(ids).toHaveLength(1);
  const tagsOf = async (id = '') => (await call(catalog.url, http.getVideo, anna, undefined, id)).tags.map((one) => one.id);
  expect([await tagsOf(open?.id), await tagsOf(hidden?.id)]).toEqual([[tag.id], []]);
});
