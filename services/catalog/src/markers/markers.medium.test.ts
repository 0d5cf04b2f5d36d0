import { http } from '@reelm/contracts';
import { newId } from '@reelm/service-kit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { call, codeOf, send, signIn, startCatalog, type RunningCatalog } from '../testing/catalog.js';
import { entityClient } from '../testing/entities.js';

let catalog: RunningCatalog;
let anna: { cookie: string };
let client: ReturnType<typeof entityClient>;
beforeAll(async () => {
  catalog = await startCatalog();
  anna = await signIn(catalog.url);
  client = entityClient(catalog.url, anna, catalog.database);
});
afterAll(() => catalog.stop());

it('are listed in the order of the time of their video', async () => {
  const [video, other] = [await client.video('films/one.mp4'), await client.video('films/other.mp4')];
  const tag = await client.tag('Dive');
  const performer = await client.performer('Ada');
  for (const [videoId, startSeconds, title] of [
    [video, 90.5, 'end'],
    [video, 0, 'begin'],
    [other, 5, 'elsewhere'],
  ] as const)
    await client.create('marker', { videoId, startSeconds, title, primaryTagId: tag, performerIds: [performer] });
  const { items } = await call(catalog.url, http.videoMarkers, anna, undefined, video);
  expect(items).toEqual([
    expect.objectContaining({ title: 'begin', startSeconds: 0, primaryTag: expect.objectContaining({ name: 'Dive' }) }),
    expect.objectContaining({ title: 'end', startSeconds: 90.5, performers: [expect.objectContaining({ name: 'Ada' })] }),
  ]);
  // The wall of a video's markers is a search.
  const wall = await send(catalog.url, 'GET', `/api/markers?q=video.id:${video}&sort=at`, anna);
  expect((wall.body as { items: { title: string }[] }).items.map(({ title }) => title)).toEqual(['begin', 'end']);
});

it('are none for a video without any, and not found for one that is not there', async () => {
  const video = await client.video('films/empty.mp4');
  expect(await call(catalog.url, http.videoMarkers, anna, undefined, video)).toEqual({ items: [], nextCursor: null });
  const lost = await send(catalog.url, 'GET', http.videoMarkers.path.replace(':id', newId()), anna);
  expect([lost.status, codeOf(lost)]).toEqual([404, 'video.not_found']);
});
