import { http } from '@reelm/contracts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { call, send, signIn, startCatalog, type Caller, type RunningCatalog } from '../testing/catalog.js';
import { entityClient } from '../testing/entities.js';

let catalog: RunningCatalog;
let cookie: Caller;
let client: ReturnType<typeof entityClient>;
beforeAll(async () => {
  catalog = await startCatalog();
  cookie = await signIn(catalog.url);
  client = entityClient(catalog.url, cookie, catalog.database);
});
afterAll(() => catalog.stop());

it('shows who appears together with a performer, as far as one may see the videos', async () => {
  const [ann, bob, cleo, dan] = [
    await client.performer('Ann'),
    await client.performer('Bob'),
    await client.performer('Cleo'),
    await client.performer('Dan'),
  ];
  const videos = [
    await client.video('one.mp4'),
    await client.video('two.mp4'),
    await client.video('secret.mp4'),
    await client.video('three.mp4'),
  ];
  const casts = [
    [ann, cleo],
    [cleo, ann, bob],
    [ann, bob, dan],
    [cleo, dan],
  ];
  for (const [index, performerIds] of casts.entries()) await client.update('video', videos[index] ?? '', { performerIds });
  const gallery = await client.create('gallery', { title: 'Stills', videoIds: [videos[2], videos[0]] });
  const together = async (caller: Caller) => {
    const { items } = await call(catalog.url, http.performersWith, caller, undefined, ann);
    return items.map(({ performer, videos: count }) => [performer.name, count]);
  };
  expect(await together(cookie)).toEqual([['Bob', 2], ['Cleo', 2], ['Dan', 1]]); // prettier-ignore
  expect((await client.get('gallery', gallery))['videos']).toMatchObject([{ id: videos[2] }, { id: videos[0] }]);

  await send(catalog.url, 'POST', '/api/users', cookie, {
    username: 'Kid',
    password: 'a good password',
    role: 'viewer',
    contentLimit: '-path:secret',
  });
  const limited = await signIn(catalog.url, 'Kid', 'a good password');
  expect(await together(limited)).toEqual([['Cleo', 2], ['Bob', 1]]); // prettier-ignore
  expect((await call(catalog.url, http.getGallery, limited, undefined, gallery)).videos).toEqual([{ id: videos[0], name: 'one.mp4' }]);
});
