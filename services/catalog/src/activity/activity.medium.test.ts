import { http, Statistics } from '@reelm/contracts';
import { newId } from '@reelm/service-kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, codeOf, send, signIn, startCatalog, type RunningCatalog } from '../testing/catalog.js';
import { analysis, fileState, libraryState, message, projectionOf } from '../testing/library.js';
import { videoIdFor } from '../videos/video-id.js';

let catalog: RunningCatalog;
let anna: { cookie: string };
let ben: { cookie: string };
const file = fileState({ path: 'beach.mp4' });
const other = fileState({ path: 'lake.mp4' });
const id = videoIdFor(file.fileId);
const otherId = videoIdFor(other.fileId);

beforeAll(async () => {
  catalog = await startCatalog();
  anna = await signIn(catalog.url);
  await call(catalog.url, http.createUser, anna, { username: 'Ben', password: 'a good password', role: 'viewer' });
  ben = await signIn(catalog.url, 'Ben', 'a good password');
  const projection = projectionOf();
  await catalog.database.transaction(async (tx) => {
    await projection.libraries(tx, [message(libraryState())]);
    await projection.fileStates(tx, [message(file), message(other)]);
    await projection.analysed(tx, [message(analysis(file, { durationSeconds: 200 }))]);
  });
});
afterAll(() => catalog.stop());

const report = (who: { cookie: string }, playId: string, positionSeconds: number, playedSeconds: number, videoId = id) =>
  call(catalog.url, http.reportPlay, who, { playId, positionSeconds, playedSeconds }, videoId);

describe('plays', () => {
  it('add up over the reports of a sitting, count once, and belong to the user', async () => {
    const sitting = newId();
    expect(await report(anna, sitting, 12, 10)).toMatchObject({ plays: 0, playSeconds: 10, resumeSeconds: 12 });
    expect(await report(anna, sitting, 52, 50)).toMatchObject({ plays: 1, playSeconds: 50, resumeSeconds: 52 });
    // Sent again, and one that comes late.
    expect(await report(anna, sitting, 52, 50)).toMatchObject({ plays: 1, playSeconds: 50 });
    expect(await report(anna, sitting, 40, 38)).toMatchObject({ plays: 1, playSeconds: 50, resumeSeconds: 40 });
    expect(await report(anna, newId(), 199, 20)).toMatchObject({ plays: 2, playSeconds: 70, resumeSeconds: null });
    expect(await report(ben, sitting, 8, 3)).toMatchObject({ plays: 0, playSeconds: 3, resumeSeconds: 8 });
  });

  it('of one sitting with another video add nothing', async () => {
    const sitting = newId();
    await report(ben, sitting, 0, 1);
    expect(await report(ben, sitting, 0, 100, otherId)).toMatchObject({ plays: 0, playSeconds: 0 });
  });

  it('are listed newest first, page by page, and only to their user', async () => {
    const ids = [newId(), newId(), newId()];
    for (const play of ids) await report(anna, play, 0, 1, otherId);
    const page = async (query: string) => http.listPlays.response.parse((await send(catalog.url, 'GET', `/api/plays?${query}`, anna)).body);
    const first = await page('limit=2');
    const rest = await page(`limit=100&cursor=${encodeURIComponent(first.nextCursor ?? '')}`);
    expect([...first.items, ...rest.items].slice(0, 3).map((play) => play.id)).toEqual(ids.toReversed());
    expect([...first.items, ...rest.items]).toHaveLength(5);
    expect(first.items[0]).toMatchObject({ videoName: 'lake.mp4', playedSeconds: 1 });
    expect(codeOf(await send(catalog.url, 'GET', '/api/plays?cursor=x', anna))).toBe('cursor.invalid');
    expect((await call(catalog.url, http.listPlays, ben)).items).toHaveLength(2);
  });

  it('are forgotten when asked, the watch-later list is not', async () => {
    await call(catalog.url, http.changeActivity, anna, { watchLater: true }, id);
    expect((await send(catalog.url, 'DELETE', `/api/plays?videoId=${id}`, anna)).status).toBe(204);
    const after = await call(catalog.url, http.changeActivity, anna, {}, id);
    expect(after).toMatchObject({ plays: 0, playSeconds: 0, resumeSeconds: null, lastPlayedAt: null, watchLaterAt: expect.any(String) });
    expect((await call(catalog.url, http.listPlays, anna)).items.every((play) => play.videoId === otherId)).toBe(true);
    expect((await call(catalog.url, http.listPlays, ben)).items).toHaveLength(2);
  });

  it('of a video that is not there are refused', async () => {
    const body = { playId: newId(), positionSeconds: 0, playedSeconds: 0 };
    expect(codeOf(await send(catalog.url, 'POST', `/api/videos/${newId()}/plays`, anna, body))).toBe('video.not_found');
    expect(codeOf(await send(catalog.url, 'PATCH', `/api/videos/${newId()}/activity`, anna, {}))).toBe('video.not_found');
  });
});

describe('the watch-later list', () => {
  it('keeps when a video was put on it, and lets it go', async () => {
    const first = await call(catalog.url, http.changeActivity, ben, { watchLater: true }, id);
    const again = await call(catalog.url, http.changeActivity, ben, { watchLater: true }, id);
    expect(again.watchLaterAt).toBe(first.watchLaterAt);
    expect((await call(catalog.url, http.changeActivity, ben, { watchLater: false }, id)).watchLaterAt).toBeNull();
  });

  it('goes with the place where one stopped only when asked', async () => {
    await report(ben, newId(), 60, 10);
    expect((await call(catalog.url, http.changeActivity, ben, { watchLater: true }, id)).resumeSeconds).toBe(60);
    expect((await call(catalog.url, http.changeActivity, ben, { resumeSeconds: null }, id)).resumeSeconds).toBeNull();
  });
});

describe('statistics', () => {
  it('count what is there, each number with the search that shows it', async () => {
    const { counts, totalSeconds, resolutions, durations, states, artifacts, growth, activity } = Statistics.parse(
      await call(catalog.url, http.statistics, ben),
    );
    expect(counts).toMatchObject({ video: 2, performer: 0, tag: 0 });
    expect(totalSeconds).toBe(200);
    expect(resolutions).toEqual([{ label: '1080p', count: 1, query: 'resolution:1080p' }]);
    expect(durations).toEqual([{ label: '1 to 5 min', count: 1, query: 'duration>=1m duration<5m' }]);
    expect(states.map(({ label, count }) => [label, count]).sort(([a], [b]) => (String(a) < String(b) ? -1 : 1))).toEqual([
      ['pending', 1],
      ['ready', 1],
    ]);
    expect(artifacts[0]).toEqual({ label: 'cover', count: 1, total: 2, query: 'missing:cover' });
    expect(growth.reduce((sum, month) => sum + month.added, 0)).toBe(2);
    expect(activity.playSeconds).toBeGreaterThan(0);
    for (const { query } of [...resolutions, ...durations, ...states, ...growth]) {
      const found = await send(catalog.url, 'GET', `/api/videos?total=true&q=${encodeURIComponent(query)}`, ben);
      expect([query, found.status]).toEqual([query, 200]);
    }
  });
});
