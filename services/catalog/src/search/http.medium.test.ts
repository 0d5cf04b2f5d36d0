import { http, listHttp, searchHttp } from '@reelm/contracts';
import { seedCatalog } from '@reelm/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeOf, send, signIn, startCatalog, type RunningCatalog } from '../testing/catalog.js';

let catalog: RunningCatalog;
let cookie: { cookie: string };
beforeAll(async () => {
  catalog = await startCatalog();
  cookie = await signIn(catalog.url);
  await seedCatalog(catalog.database.clientConfig(), { videos: 2_000 });
}, 120_000);
afterAll(() => catalog.stop());

const get = (path: string) => send(catalog.url, 'GET', path, cookie);

describe('lists over HTTP', () => {
  it.each(Object.entries(listHttp))('%s answers as the contract says, page by page', async (_, definition) => {
    const first = await get(`${definition.path}?limit=5&total=true`);
    const page = definition.response.parse(first.body);
    expect(first.status).toBe(200);
    expect(page.items.length).toBe(Math.min(5, page.total ?? 0));
    expect(page.previousCursor).toBeNull();
    if (page.nextCursor === null) return;
    const next = definition.response.parse((await get(`${definition.path}?limit=5&cursor=${page.nextCursor}`)).body);
    const back = definition.response.parse((await get(`${definition.path}?limit=5&cursor=${next.previousCursor ?? ''}`)).body);
    expect(back.items).toEqual(page.items);
    expect(back.previousCursor).toBeNull();
  });

  it.each([
    ['sort=nonsense', 'request.invalid'],
    ['sort=random', 'request.invalid'],
    ['sort=rating,rating', 'request.invalid'],
    ['sort=relevance&weights=text%3D99', 'request.invalid'],
    ['cursor=nonsense', 'cursor.invalid'],
    ['q=ratng%3E80', 'query.invalid'],
    ['q=title%3A~%22(a%22', 'query.invalid'],
    ['q=custom.nothing%3A1', 'query.invalid'],
  ])('refuse %s with %s', async (query, code) => {
    const answer = await get(`/api/videos?${query}`);
    expect([answer.status, codeOf(answer)]).toEqual([400, code]);
  });

  it('say how hits were ranked', async () => {
    const page = http.listVideos.response.parse((await get('/api/videos?q=beach&sort=relevance&limit=3')).body);
    expect(Object.keys(page.scores ?? {}).sort()).toEqual(page.items.map(({ id }) => id).sort());
    const scores = page.items.map(({ id }) => page.scores?.[id]?.score ?? 0);
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
  });
});

describe('what is asked about the hits, over HTTP', () => {
  const plain = Object.entries(searchHttp).filter(([name]) => /(Facets|Buckets)$/.test(name));
  it.each(plain)('%s answers as the contract says', async (_, definition) => {
    const answer = await get(definition.path);
    expect(answer.status).toBe(200);
    const parsed = definition.response.parse(answer.body);
    if ('facets' in parsed) expect(parsed.total.count).toBeGreaterThanOrEqual(0);
    else expect(parsed).toHaveProperty('buckets');
  });

  it('the value of a facet narrows the search to what it counts', async () => {
    const { facets } = http.videoFacets.response.parse((await get('/api/videos/facets?q=beach')).body);
    for (const { values } of facets) {
      const [value] = values;
      const q = encodeURIComponent(`beach ${value?.query ?? ''}`);
      const page = http.listVideos.response.parse((await get(`/api/videos?limit=1&total=true&q=${q}`)).body);
      expect([value?.query, page.total]).toEqual([value?.query, value?.count]);
    }
  });

  it('completions, values and the search over everything', async () => {
    const tags = http.suggestEntities.response.parse((await get('/api/completions?kind=tag&text=bea')).body);
    expect(tags.items[0]).toMatchObject({ kind: 'tag', name: 'beach', count: expect.any(Number) });
    const codecs = http.suggestValues.response.parse((await get('/api/values?kind=video&field=codec')).body);
    expect(codecs.items.map(({ value }) => value)).toContain('h264');
    const everything = http.searchEverything.response.parse((await get('/api/search?text=beach')).body);
    expect(everything.items.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['tag', 'video']));
  });
});
