import { http } from '@reelm/contracts';
import { newId } from '@reelm/service-kit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { call, codeOf, send, signIn, startCatalog, type RunningCatalog } from '../testing/catalog.js';
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
