import { http, type EndpointDefinition } from '@reelm/contracts';
import { until } from '@reelm/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, codeOf, send, signIn, startCatalog, type RunningCatalog } from '../testing/catalog.js';
import { fileState, libraryState, message, projectionOf } from '../testing/library.js';
import { videoIdFor } from '../videos/video-id.js';

let catalog: RunningCatalog;
let anna: { cookie: string };

beforeAll(async () => {
  catalog = await startCatalog();
  anna = await signIn(catalog.url);
  await catalog.database.transaction((tx) => projectionOf().libraries(tx, [message(libraryState())]));
});
afterAll(() => catalog.stop());

const ask = <D extends EndpointDefinition>(definition: D, body?: unknown, id?: string) => call(catalog.url, definition, anna, body, id);
const add = async (path: string): Promise<string> => {
  const file = fileState({ path });
  await catalog.database.transaction((tx) => projectionOf().fileStates(tx, [message(file)]));
  return videoIdFor(file.fileId);
};
const suggested = async (query: string) => {
  const { body } = await send(catalog.url, 'GET', `/api/suggestions?limit=200&${query}`, anna);
  return http.listSuggestions.response.parse(body).items;
};
const untilSuggested = (query: string, count: number) =>
  until(`${count} suggestions`, async () => (await suggested(query)).length === count);
const video = (id: string) => ask(http.getVideo, undefined, id);

describe('a name in a path', () => {
  it('is suggested for a new video with the place where it stands, unless the video or the thing is left out', async () => {
    const jane = await ask(http.createPerformer, { name: 'Jane Doe', aliases: ['JD Smith'] });
    await ask(http.createPerformer, { name: 'Left Out', autoMatch: false });
    const id = await add('new/2019 - JaneDoe - jd_smith - left out.mp4');
    await untilSuggested(`videoId=${id}`, 1);
    const [found] = await suggested(`videoId=${id}`);
    expect(found).toMatchObject({ kind: 'performer', entity: { id: jane.id, name: 'Jane Doe' }, video: { id }, matched: 'JaneDoe' });
    expect(found?.path.slice(found.start, found.end)).toBe('JaneDoe');
  });

  it('is suggested for videos that are there when the thing is made, or gets a name', async () => {
    const old = await add('old/Some Studio/film.mp4');
    const studio = await ask(http.createStudio, { name: 'Some Studio' });
    await untilSuggested(`entityId=${studio.id}`, 1);
    expect((await suggested(`entityId=${studio.id}`))[0]?.video.id).toBe(old);
    const other = await add('old/Former-Name 2.mp4');
    await ask(http.updateStudio, { aliases: ['Former Name'] }, studio.id);
    await until('the new name to be found', async () => (await suggested(`entityId=${studio.id}&videoId=${other}`)).length === 1);
  });

  it('is found again where a file is moved', async () => {
    const tag = await ask(http.createTag, { name: 'Waterfall' });
    const file = fileState({ path: 'plain.mp4' });
    const tell = (path: string) => catalog.database.transaction((tx) => projectionOf().fileStates(tx, [message({ ...file, path })]));
    await tell('plain.mp4');
    await tell('waterfall/plain.mp4');
    await untilSuggested(`entityId=${tag.id}`, 1);
    await tell('another waterfall/plain.mp4');
    await until('the place to follow', async () => (await suggested(`entityId=${tag.id}`))[0]?.path === 'another waterfall/plain.mp4');
  });
});

describe('a decision', () => {
  it('gives the video what was suggested, and keeps what it has', async () => {
    const [harbour, night] = [await ask(http.createTag, { name: 'Harbour' }), await ask(http.createTag, { name: 'Night' })];
    const studio = await ask(http.createStudio, { name: 'Blue Door' });
    const id = await add('Blue Door/harbour night.mp4');
    await untilSuggested(`videoId=${id}`, 3);
    await ask(http.updateVideo, { tagIds: [night.id], title: 'Mine' }, id);
    const before = await video(id);
    const ids = (await suggested(`videoId=${id}`)).map((one) => one.id);
    const decided = await ask(http.decideSuggestions, { decision: 'accept', target: { ids } });
    expect([decided.ids.toSorted(), decided.job]).toEqual([ids, null]);
    const after = await video(id);
    expect(after.tags.map((tag) => tag.id)).toEqual([harbour.id, night.id]);
    expect(after).toMatchObject({ studio: { id: studio.id }, title: 'Mine', version: before.version + 1 });
    expect(await suggested(`videoId=${id}`)).toEqual([]);
    expect((await ask(http.getTag, undefined, harbour.id)).videos).toBe(1);
  });

  it('to reject is never forgotten', async () => {
    const tag = await ask(http.createTag, { name: 'Lighthouse' });
    const id = await add('lighthouse/one.mp4');
    await untilSuggested(`entityId=${tag.id}`, 1);
    await ask(http.decideSuggestions, { decision: 'reject', target: { kind: 'tag', entityId: tag.id } });
    const job = await ask(http.findSuggestions, { q: '' });
    await until('the search to end', async () => (await ask(http.getJob, undefined, job.id)).state === 'succeeded');
    expect(await suggested(`videoId=${id}`)).toEqual([]);
    expect((await video(id)).tags).toEqual([]);
    // Others are found by the same search.
    const second = await add('lighthouse/two.mp4');
    await untilSuggested(`entityId=${tag.id}`, 1);
    expect((await suggested(`entityId=${tag.id}`))[0]?.video.id).toBe(second);
  });

  it('to reject can be taken back: those that it was about wait again', async () => {
    const tag = await ask(http.createTag, { name: 'Windmill' });
    const [one, two] = [await add('windmill/one.mp4'), await add('windmill/two.mp4')];
    await untilSuggested(`entityId=${tag.id}`, 2);
    const decide = (decision: string, target: object) => ask(http.decideSuggestions, { decision, target });
    const [first] = await suggested(`videoId=${one}`);
    await decide('reject', { ids: [first?.id] });
    const { ids } = await decide('reject', { kind: 'tag', entityId: tag.id });
    expect((await suggested(`entityId=${tag.id}&state=rejected`)).map(({ video: { id } }) => id)).toEqual([one, two]);
    const { items } = await ask(http.suggestionSummary, undefined);
    expect(items.some(({ entity }) => entity.id === tag.id)).toBe(false);
    const rejected = await send(catalog.url, 'GET', '/api/suggestions/summary?state=rejected&limit=200', anna);
    expect(rejected.body).toMatchObject({ items: expect.arrayContaining([expect.objectContaining({ count: 2 })]) });
    // What was rejected before stays so.
    expect(await decide('reopen', { ids })).toEqual({ ids, job: null });
    expect((await suggested(`entityId=${tag.id}`)).map(({ video: { id } }) => id)).toEqual([two]);
    await decide('accept', { ids });
    expect(await decide('reopen', { ids })).toEqual({ ids: [], job: null });
    expect(await decide('reopen', { kind: 'tag', entityId: tag.id })).toMatchObject({ ids: [first?.id] });
    expect((await video(two)).tags.map(({ id }) => id)).toEqual([tag.id]);
  });

  it('about many goes on as a job', async () => {
    const tag = await ask(http.createTag, { name: 'Multitude' });
    const files = Array.from({ length: 1_200 }, (_, n) => fileState({ path: `multitude/${n}.mp4` }));
    await catalog.database.transaction((tx) =>
      projectionOf().fileStates(
        tx,
        files.map((file) => message(file)),
      ),
    );
    await until('all to be found', async () =>
      (await ask(http.suggestionSummary)).items.some(({ entity, count }) => entity.id === tag.id && count === 1_200),
    );
    const { ids, job } = await ask(http.decideSuggestions, { decision: 'accept', target: { kind: 'tag', entityId: tag.id } });
    expect(ids).toHaveLength(1_000);
    await until('the rest', async () => (await ask(http.getJob, undefined, job?.id ?? '')).state === 'succeeded');
    expect((await ask(http.getTag, undefined, tag.id)).videos).toBe(1_200);
  });

  it('is dropped with the thing', async () => {
    const tag = await ask(http.createTag, { name: 'Ephemeral' });
    await add('ephemeral/one.mp4');
    await untilSuggested(`entityId=${tag.id}`, 1);
    await ask(http.deleteTag, undefined, tag.id);
    expect(await catalog.database.query('SELECT 1 FROM suggestion WHERE entity_id = $1', [tag.id])).toEqual([]);
  });
});

describe('a rule', () => {
  it('accepts at once what it speaks of, and nothing else', async () => {
    const [tag, performer] = [await ask(http.createTag, { name: 'Volcano' }), await ask(http.createPerformer, { name: 'Mary Major' })];
    const rule = await ask(http.createMatchRule, { name: 'Trusted folder', q: 'path:trusted', kinds: ['tag'] });
    const trusted = await add('trusted/Volcano Mary Major.mp4');
    const other = await add('other/Volcano.mp4');
    await until('the rule to accept', async () => (await video(trusted)).tags.length === 1);
    expect((await video(trusted)).tags[0]?.id).toBe(tag.id);
    expect((await suggested(`videoId=${trusted}`)).map((one) => one.entity.id)).toEqual([performer.id]);
    await untilSuggested(`videoId=${other}`, 1);
    expect((await video(other)).tags).toEqual([]);
    await ask(http.deleteMatchRule, undefined, rule.id);
    expect((await ask(http.listMatchRules)).items).toEqual([]);
  });

  it('must be a search that can be read', async () => {
    const answer = await send(catalog.url, 'POST', '/api/match-rules', anna, { name: 'Odd', q: 'ratng>1', kinds: ['tag'] });
    expect(codeOf(answer)).toBe('query.invalid');
  });
});
