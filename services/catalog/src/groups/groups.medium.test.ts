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

const shown = async (group: string, who = anna) =>
  (await call(catalog.url, http.groupVideos, who, undefined, group)).items.map(({ video, place }) => [video.name, place]);
const arranged = (group: string, ids: readonly string[], who = anna) =>
  send(catalog.url, 'PATCH', http.arrangeGroupVideos.path.replace(':id', group), who, { ids });
/** A video in some groups. */
const filmIn = async (name: string, date: string | null, groups: readonly object[]) => {
  const id = await client.video(`films/${name}`);
  await client.update('video', id, { date, groups });
  return id;
};

it('lists by place, then those without one by date, and puts several in order at once', async () => {
  const [group, other] = [await client.group('Trilogy'), await client.group('Another')];
  const first = await filmIn('first.mp4', '2003', [{ groupId: group, place: 2 }]);
  const second = await filmIn('second.mp4', '2001', [{ groupId: group }, { groupId: other, place: 7 }]);
  const third = await filmIn('third.mp4', '1999', [{ groupId: group }]);
  const outside = await filmIn('outside.mp4', '1990', [{ groupId: other, place: 1 }]);
  expect(await shown(group)).toEqual([
    ['first.mp4', 2],
    ['third.mp4', null],
    ['second.mp4', null],
  ]);

  const answer = await arranged(group, [second, outside, newId(), third, first]);
  expect(answer.status).toBe(200);
  // What is not in the group counts in the order, but is left as it is.
  expect(await shown(group)).toEqual([
    ['second.mp4', 1],
    ['third.mp4', 4],
    ['first.mp4', 5],
  ]);
  expect(await shown(other)).toEqual([
    ['outside.mp4', 1],
    ['second.mp4', 7],
  ]);
  const [written] = await catalog.database.query<{ transactions: number }>(
    `SELECT count(DISTINCT xmin::text)::integer AS transactions FROM video WHERE id = ANY ($1::uuid[])`,
    [[first, second, third]],
  );
  expect(written).toEqual({ transactions: 1 });

  const versionOf = async (id: string) => (await client.get('video', id))['version'];
  const before = await versionOf(first);
  await arranged(group, [second, outside, newId(), third, first]);
  expect(await versionOf(first)).toBe(before);
});

it('follows a group that was merged, and knows no other', async () => {
  const [stays, gone] = [await client.group('Stays'), await client.group('Gone')];
  const video = await filmIn('merged.mp4', null, [{ groupId: gone }]);
  await client.merge('group', stays, [gone]);
  expect((await arranged(gone, [video])).status).toBe(200);
  expect(await shown(gone)).toEqual([['merged.mp4', 1]]);
  const lost = await arranged(newId(), [video]);
  expect([lost.status, codeOf(lost)]).toEqual([404, 'entity.not_found']);
});

it('shows what a user may see', async () => {
  const group = await client.group('Limited');
  await filmIn('open.mp4', null, [{ groupId: group, place: 2 }]);
  await filmIn('secret.mp4', null, [{ groupId: group, place: 1 }]);
  await call(catalog.url, http.createUser, anna, {
    username: 'Ben',
    password: 'a good password',
    role: 'viewer',
    contentLimit: '-path:secret',
  });
  expect(await shown(group, await signIn(catalog.url, 'Ben', 'a good password'))).toEqual([['open.mp4', 2]]);
});
