import { events, http } from '@reelm/contracts';
import { newId } from '@reelm/service-kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, codeOf, send, signIn, startCatalog, type RunningCatalog } from '../testing/catalog.js';
import { entityClient } from '../testing/entities.js';

let catalog: RunningCatalog;
let anna: { cookie: string };
let ben: { cookie: string };
let client: ReturnType<typeof entityClient>;
const videos: string[] = [];

beforeAll(async () => {
  catalog = await startCatalog();
  anna = await signIn(catalog.url);
  client = entityClient(catalog.url, anna, catalog.database);
  for (const name of ['one', 'two', 'secret', 'four']) videos.push(await client.video(`films/${name}.mp4`));
  await call(catalog.url, http.createUser, anna, {
    username: 'Ben',
    password: 'a good password',
    role: 'viewer',
    contentLimit: '-path:secret',
  });
  ben = await signIn(catalog.url, 'Ben', 'a good password');
});
afterAll(() => catalog.stop());

const make = (who: { cookie: string }, name: string, given: object = {}) => call(catalog.url, http.createPlaylist, who, { name, ...given });
const of = (...places: number[]) => ({ items: places.map((place) => ({ videoId: videos[place] })) });
const shown = async (who: { cookie: string }, id: string) =>
  (await call(catalog.url, http.playlistItems, who, undefined, id)).items.map(({ video }) => video.name.replace('.mp4', ''));
const at = (path: string, id: string, item = '') => path.replace(':id', id).replace(':item', item);

describe('a playlist', () => {
  it('keeps its videos in their order, each as often as it likes, and clips of them', async () => {
    const list = await make(anna, 'Evening', of(0, 1));
    expect(list).toMatchObject({ name: 'Evening', mine: true, shared: false, items: 2, search: null });
    await call(
      catalog.url,
      http.addPlaylistItems,
      anna,
      { items: [{ videoId: videos[0], startSeconds: 5, endSeconds: 9, title: 'Dive' }] },
      list.id,
    );
    const { items } = await call(catalog.url, http.playlistItems, anna, undefined, list.id);
    expect(items.map(({ video, startSeconds, title }) => [video.name, startSeconds, title])).toEqual([
      ['one.mp4', null, null],
      ['two.mp4', null, null],
      ['one.mp4', 5, 'Dive'],
    ]);
    const ids = items.map(({ id }) => id);
    // What is not named comes behind, as it was.
    await call(catalog.url, http.arrangePlaylist, anna, { ids: [ids[2]] }, list.id);
    expect(await shown(anna, list.id)).toEqual(['one', 'one', 'two']);
    const [, second] = ids;
    expect((await send(catalog.url, 'DELETE', at(http.removePlaylistItem.path, list.id, second ?? ''), anna)).status).toBe(204);
    expect(await shown(anna, list.id)).toEqual(['one', 'one']);
    expect(codeOf(await send(catalog.url, 'DELETE', at(http.removePlaylistItem.path, list.id, second ?? ''), anna))).toBe(
      'playlist.item_not_found',
    );
    // The time that it takes: a clip counts as long as it is.
    expect((await call(catalog.url, http.getPlaylist, anna, undefined, list.id)).seconds).toBe(4);
  });

  it('changes a clip, and refuses one that ends before it begins', async () => {
    const list = await make(anna, 'Clips', { items: [{ videoId: videos[0], startSeconds: 5, endSeconds: 9 }] });
    const [item] = (await call(catalog.url, http.playlistItems, anna, undefined, list.id)).items;
    const path = at(http.updatePlaylistItem.path, list.id, item?.id ?? '');
    expect((await send(catalog.url, 'PATCH', path, anna, { startSeconds: 2 })).body).toMatchObject({ startSeconds: 2, endSeconds: 9 });
    expect(codeOf(await send(catalog.url, 'PATCH', path, anna, { startSeconds: 9 }))).toBe('marker.range_invalid');
  });

  it('that is a search holds what answers at any time', async () => {
    const list = await make(anna, 'Twos', { search: { q: 'path:two', sort: 'name' } });
    expect(list).toMatchObject({ items: null, search: { q: 'path:two', sort: 'name' } });
    expect(await shown(anna, list.id)).toEqual(['two']);
    await call(catalog.url, http.updatePlaylist, anna, { search: { q: 'path:two OR path:four', sort: '-name' } }, list.id);
    expect(await shown(anna, list.id)).toEqual(['two', 'four']);
    expect(codeOf(await send(catalog.url, 'POST', at(http.addPlaylistItems.path, list.id), anna, of(0)))).toBe('playlist.kind_fixed');
    expect(codeOf(await send(catalog.url, 'POST', '/api/playlists', anna, { name: 'Odd', search: { q: 'ratng>1', sort: 'name' } }))).toBe(
      'query.invalid',
    );
  });

  it('refuses videos that are not there, a name that is taken, and more than it holds', async () => {
    const list = await make(anna, 'Full');
    expect(codeOf(await send(catalog.url, 'POST', '/api/playlists', anna, { name: 'Full' }))).toBe('playlist.name_taken');
    const missing = await send(catalog.url, 'POST', at(http.addPlaylistItems.path, list.id), anna, { items: [{ videoId: newId() }] });
    expect([missing.status, codeOf(missing)]).toEqual([422, 'entity.reference_missing']);
    await call(catalog.url, http.addPlaylistItems, anna, of(...Array.from({ length: 999 }, () => 0)), list.id);
    expect(codeOf(await send(catalog.url, 'POST', at(http.addPlaylistItems.path, list.id), anna, of(0, 1)))).toBe('playlist.full');
  });

  it('follows a video that was merged, and loses one that is deleted', async () => {
    const [stays, goes] = [await client.video('films/stays.mp4'), await client.video('films/goes.mp4')];
    const list = await make(anna, 'Merged', { items: [{ videoId: goes }] });
    await call(catalog.url, http.mergeVideos, anna, { from: [goes] }, stays);
    const now = async () => (await call(catalog.url, http.playlistItems, anna, undefined, list.id)).items.map(({ video }) => video.id);
    expect(await now()).toEqual([stays]);
    // An id of before the merge is good as well.
    await call(catalog.url, http.addPlaylistItems, anna, { items: [{ videoId: goes }] }, list.id);
    expect(await now()).toEqual([stays, stays]);
    await catalog.database.query('DELETE FROM video_file WHERE video_id = $1', [stays]);
    await catalog.database.query('DELETE FROM video WHERE id = $1', [stays]);
    expect(await now()).toEqual([]);
  });
});

describe('another user', () => {
  it('plays what is shared, as far as the limit allows, and changes nothing', async () => {
    const own = await make(anna, 'Own', of(0));
    const list = await make(anna, 'For all', { shared: true, ...of(0, 2, 3) });
    const names = (await call(catalog.url, http.listPlaylists, ben)).items.map(({ name, mine, owner, items }) => [
      name,
      mine,
      owner,
      items,
    ]);
    expect(names).toEqual([['For all', false, 'Anna', 2]]);
    expect(await shown(ben, list.id)).toEqual(['one', 'four']);
    expect(await shown(anna, list.id)).toEqual(['one', 'secret', 'four']);
    const refused = async (method: string, path: string, body?: object) => codeOf(await send(catalog.url, method, path, ben, body));
    expect(await refused('GET', at(http.getPlaylist.path, own.id))).toBe('playlist.not_found');
    expect(await refused('PATCH', at(http.updatePlaylist.path, list.id), { name: 'Mine' })).toBe('playlist.not_found');
    expect(await refused('DELETE', at(http.deletePlaylist.path, list.id))).toBe('playlist.not_found');
    expect(await refused('POST', at(http.addPlaylistItems.path, list.id), of(0))).toBe('playlist.not_found');
    expect(await refused('PATCH', at(http.arrangePlaylist.path, list.id), { ids: [] })).toBe('playlist.not_found');
  });

  it('with any role has playlists of its own, and cannot put in what it may not see', async () => {
    const mine = await make(ben, 'For all', of(0));
    expect(await shown(ben, mine.id)).toEqual(['one']);
    expect(codeOf(await send(catalog.url, 'POST', at(http.addPlaylistItems.path, mine.id), ben, of(2)))).toBe('entity.reference_missing');
    await call(catalog.url, http.deletePlaylist, ben, undefined, mine.id);
    expect(codeOf(await send(catalog.url, 'GET', at(http.getPlaylist.path, mine.id), ben))).toBe('playlist.not_found');
  });
});

it('each change is told once it is made', async () => {
  const list = await make(anna, 'Told', of(0));
  await call(catalog.url, http.deletePlaylist, anna, undefined, list.id);
  const told = await catalog.database.query<{ deleted: string }>(
    `SELECT payload ->> 'deleted' AS deleted FROM outbox WHERE subject = $1 AND payload ->> 'id' = $2 ORDER BY seq`,
    [events.playlistChanged.subject, list.id],
  );
  expect(told.map(({ deleted }) => deleted)).toEqual(['false', 'true']);
});
