import { BulkEdit, BulkForecast, http, type BulkResult, type EndpointDefinition, type EntityKind } from '@reelm/contracts';
import { newId } from '@reelm/service-kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, codeOf, send, signIn, startCatalog, type Caller, type RunningCatalog } from '../testing/catalog.js';
import { entityClient } from '../testing/entities.js';

const endpoints = {
  video: http.bulkEditVideos,
  performer: http.bulkEditPerformers,
  studio: http.bulkEditStudios,
  tag: http.bulkEditTags,
  group: http.bulkEditGroups,
  marker: http.bulkEditMarkers,
  gallery: http.bulkEditGalleries,
  image: http.bulkEditImages,
} as const satisfies Record<EntityKind, EndpointDefinition>;

let catalog: RunningCatalog;
let cookie: { cookie: string };
let client: ReturnType<typeof entityClient>;
beforeAll(async () => {
  catalog = await startCatalog();
  cookie = await signIn(catalog.url);
  client = entityClient(catalog.url, cookie, catalog.database);
});
afterAll(() => catalog.stop());

let counter = 0;
const unique = (word: string) => `${word} ${(counter += 1)}`;
const ask = (kind: EntityKind, target: object, change: object, given: object = {}, caller: Caller = cookie) =>
  send(catalog.url, 'POST', endpoints[kind].path, caller, { target, change, ...given });
const edit = async (kind: EntityKind, target: object, change: object, caller: Caller = cookie): Promise<BulkEdit> => {
  const answer = await ask(kind, target, change, {}, caller);
  expect(answer).toMatchObject({ status: 202 });
  return BulkEdit.parse(answer.body);
};
const countsOf = ({ matched, changed, unchanged, failed }: BulkForecast) => ({ matched, changed, unchanged, failed });
/** Asks what an edit would do, does it, and expects the same counts. */
const foreseen = async (kind: EntityKind, target: object, change: object): Promise<BulkEdit> => {
  const dry = await ask(kind, target, change, { dryRun: true });
  expect(dry).toMatchObject({ status: 202 });
  const done = await edit(kind, target, change);
  expect(BulkForecast.parse(dry.body)).toEqual(countsOf(done));
  return done;
};
const resultsOf = async ({ id }: BulkEdit, query = ''): Promise<BulkResult[]> =>
  ((await send(catalog.url, 'GET', `/api/bulk-edits/${id}/results?limit=200${query}`, cookie)).body as { items: BulkResult[] }).items;
const outcomes = async (of: BulkEdit) => Object.fromEntries((await resultsOf(of)).map(({ id, outcome }) => [id, outcome]));
const undo = ({ id }: BulkEdit) => call(catalog.url, http.undoBulkEdit, cookie, undefined, id);
const videos = (count: number) => Promise.all(Array.from({ length: count }, () => client.video(`bulk/${unique('film')}.mp4`)));
const rows = (kind: EntityKind, ids: readonly string[]) => Promise.all(ids.map((id) => client.row(kind, id)));

describe('a bulk edit of videos', () => {
  it('sets fields as a single edit does, with a new version and an event for each that changed', async () => {
    const ids = await videos(3);
    const [first = ''] = ids;
    await client.update('video', first, { rating: 70, title: 'New' });
    const done = await foreseen('video', { ids }, { set: { rating: 70, title: 'New' } });
    expect(done).toMatchObject({
      kind: 'video',
      state: 'done',
      matched: 3,
      changed: 2,
      unchanged: 1,
      failed: 0,
      jobId: null,
      undoable: true,
    });
    expect(await outcomes(done)).toMatchObject({ [first]: 'unchanged', [ids[1] ?? '']: 'changed', [ids[2] ?? '']: 'changed' });
    for (const row of await rows('video', ids)) expect(row).toMatchObject({ rating: 70, title: 'New', name: 'New', version: 2 });
    const told = await catalog.database.query<{ id: string }>(
      `SELECT told ->> 'videoId' AS id FROM outbox CROSS JOIN LATERAL jsonb_array_elements(coalesce(payloads::jsonb, jsonb_build_array(payload))) AS told
       WHERE subject = 'catalog.video.updated.v1'`,
    );
    for (const id of ids) expect(told.filter((one) => one.id === id)).toHaveLength(1);
    expect(await send(catalog.url, 'GET', '/api/videos?q=new', cookie)).toMatchObject({ body: { items: [{}, {}, {}] } });
  });

  it('adds to lists and removes from them, and leaves the rest of each as it is', async () => {
    const [a, b, c] = [await client.tag(unique('A')), await client.tag(unique('B')), await client.tag(unique('C'))];
    const [ann, group] = [await client.performer(unique('Ann')), await client.group(unique('Group'))];
    const ids = await videos(2);
    const [one = '', two = ''] = ids;
    await edit('video', { ids: [one] }, { add: { tagIds: [a, b] } });
    await edit('video', { ids: [two] }, { add: { tagIds: [c] } });
    await foreseen(
      'video',
      { ids },
      {
        add: { tagIds: [a], performerIds: [ann], groupIds: [group], urls: ['https://a.example/'] },
        remove: { tagIds: [b] },
      },
    );
    expect(await rows('video', ids)).toMatchObject([
      { tag_ids: [a], performer_ids: [ann], group_ids: [group], urls: ['https://a.example/'] },
      { tag_ids: [c, a], performer_ids: [ann], group_ids: [group], urls: ['https://a.example/'] },
    ]);
    expect(await client.row('tag', a)).toMatchObject({ videos: 2 });
    expect(await client.row('tag', b)).toMatchObject({ videos: 0 });
    await foreseen(
      'video',
      { ids },
      { remove: { performerIds: [ann], groupIds: [group], urls: ['https://a.example/', 'not an address'] } },
    );
    expect(await rows('video', ids)).toMatchObject([
      { performer_ids: [], group_ids: [], urls: [] },
      { performer_ids: [], group_ids: [], urls: [] },
    ]);
  });

  it('takes the items that a search finds when it begins', async () => {
    const tag = await client.tag(unique('Found'));
    const ids = await videos(3);
    await edit('video', { ids }, { add: { tagIds: [tag] } });
    const name = String((await client.row('tag', tag))['name']);
    const done = await foreseen('video', { q: `tag:"${name}"` }, { remove: { tagIds: [tag] } });
    expect(done).toMatchObject({ q: `tag:"${name}"`, matched: 3, changed: 3 });
    expect(await edit('video', { q: `tag:"${name}"` }, { set: { favourite: true } })).toMatchObject({
      matched: 0,
      changed: 0,
      undoable: false,
    });
  });

  it('leaves alone what the search finds but the request leaves out', async () => {
    const tag = await client.tag(unique('Found'));
    const ids = await videos(3);
    const [out = ''] = ids;
    await edit('video', { ids }, { add: { tagIds: [tag] } });
    const name = String((await client.row('tag', tag))['name']);
    const done = await foreseen('video', { q: `tag:"${name}"`, except: [out, newId()] }, { set: { rating: 45 } });
    expect(done).toMatchObject({ matched: 2, changed: 2, failed: 0 });
    expect(await rows('video', ids)).toMatchObject([{ rating: null }, { rating: 45 }, { rating: 45 }]);
  });

  it('never overwrites in silence: who read a video before it was changed is told', async () => {
    const [id = ''] = await videos(1);
    const { version } = (await client.get('video', id)) as { version: number };
    await edit('video', { ids: [id] }, { set: { rating: 10 } });
    expect(codeOf(await client.update('video', id, { rating: 90 }, version))).toBe('request.conflict');
  });

  it('and single edits at the same time lose nothing of each other', async () => {
    const tags = await Promise.all(Array.from({ length: 6 }, () => client.tag(unique('Race'))));
    const ids = await videos(8);
    await Promise.all(
      tags.map((tag, index) => edit('video', { ids: index % 2 === 0 ? ids : ids.toReversed() }, { add: { tagIds: [tag] } })),
    );
    for (const row of await rows('video', ids)) expect((row['tag_ids'] as string[]).toSorted()).toEqual(tags.toSorted());
    for (const tag of tags) expect(await client.row('tag', tag)).toMatchObject({ videos: 8 });
  });
});

describe('a dry run', () => {
  it('changes nothing and is not kept', async () => {
    const [id = ''] = await videos(1);
    const answer = await ask('video', { ids: [id, newId()] }, { set: { rating: 5 } }, { dryRun: true });
    expect(answer.body).toEqual({ matched: 2, changed: 1, unchanged: 0, failed: 1 });
    expect(await client.row('video', id)).toMatchObject({ rating: null, version: 1 });
    const { items } = await call(catalog.url, http.listBulkEdits, cookie);
    expect(items.filter((one) => one.change.set['rating'] === 5)).toEqual([]);
  });
});

describe('a request', () => {
  it.each([
    [{ target: {}, change: { set: { rating: 1 } } }],
    [{ target: { ids: [] }, change: { set: { rating: 1 } } }],
    [{ target: { q: '' }, change: {} }],
    [{ target: { q: '' }, change: { set: {} } }],
    [{ target: { q: '' }, change: { set: { rating: 101 } } }],
    [{ target: { q: '' }, change: { set: { unknown: 1 } } }],
    [{ target: { q: '' }, change: { add: { aliases: ['x'] } } }],
    [{ target: { q: '' }, change: { add: { urls: ['not an address'] } } }],
    [{ target: { q: '', ids: [newId()] }, change: { set: { rating: 1 } } }],
    [{ target: { ids: [newId()], except: [newId()] }, change: { set: { rating: 1 } } }],
    [{ target: { except: [newId()] }, change: { set: { rating: 1 } } }],
  ])('that is not valid is refused: %j', async (body) => {
    const answer = await send(catalog.url, 'POST', '/api/videos/bulk', cookie, body);
    expect([answer.status, codeOf(answer)]).toEqual([400, 'request.invalid']);
  });

  it('that names what is not there, or cannot be read, is refused as a whole', async () => {
    const ids = await videos(1);
    for (const dryRun of [true, false]) {
      const missing = await ask('video', { ids }, { set: { rating: 3 }, add: { tagIds: [newId()] } }, { dryRun });
      expect([missing.status, codeOf(missing)]).toEqual([422, 'entity.reference_missing']);
      expect(codeOf(await ask('video', { q: 'rating>' }, { set: { rating: 1 } }, { dryRun }))).toBe('query.invalid');
    }
    expect(await rows('video', ids)).toMatchObject([{ rating: null }]);
  });

  it('for an edit that is not there says so', async () => {
    for (const [method, path] of [
      ['GET', ''],
      ['GET', '/results'],
      ['POST', '/undo'],
    ] as const) {
      const answer = await send(catalog.url, method, `/api/bulk-edits/${newId()}${path}`, cookie, method === 'POST' ? {} : undefined);
      expect([answer.status, codeOf(answer)]).toEqual([404, 'bulk_edit.not_found']);
    }
  });
});

describe('items that cannot be changed', () => {
  it('say why, and stop no others', async () => {
    const [video = ''] = await videos(1);
    const short = await client.create('marker', { videoId: video, startSeconds: 3 });
    const late = await client.create('marker', { videoId: video, startSeconds: 30 });
    const done = await foreseen('marker', { ids: [short, late, newId()] }, { set: { endSeconds: 10 } });
    expect(done).toMatchObject({ matched: 3, changed: 1, failed: 2 });
    const results = await resultsOf(done, '&outcome=failed');
    expect(new Set(results.map(({ error }) => error?.code))).toEqual(new Set(['entity.not_found', 'marker.range_invalid']));
    expect(results).toHaveLength(2);
    expect(await rows('marker', [short, late])).toMatchObject([{ end_seconds: 10 }, { end_seconds: null }]);
  });

  it('are those that would get a name that is taken, by one of them or another', async () => {
    const taken = unique('Zoé');
    await client.performer(taken);
    const ids = [await client.performer(unique('Ann')), await client.performer(unique('Ann')), await client.performer(unique('Ann'))];
    expect(await foreseen('performer', { ids }, { set: { name: taken.toUpperCase() } })).toMatchObject({ changed: 0, failed: 3 });
    expect(await foreseen('performer', { ids }, { set: { name: unique('Free') } })).toMatchObject({ changed: 1, failed: 2 });
  });

  it('are those that would lead back to themselves', async () => {
    const [top, other] = [await client.tag(unique('Top')), await client.tag(unique('Other'))];
    const low = await client.tag(unique('Low'), { parentIds: [top] });
    const done = await foreseen('tag', { ids: [top, low, other] }, { add: { parentIds: [low] } });
    expect(await outcomes(done)).toEqual({ [top]: 'failed', [low]: 'failed', [other]: 'changed' });
    expect(await rows('tag', [top, low, other])).toMatchObject([{ parent_ids: [] }, { parent_ids: [top] }, { parent_ids: [low] }]);
  });

  it('are those whose list is full', async () => {
    const aliases = Array.from({ length: 100 }, (_, index) => `Alias ${index}`);
    const [full, free] = [await client.studio(unique('Full'), { aliases }), await client.studio(unique('Free'))];
    const done = await foreseen('studio', { ids: [full, free] }, { add: { aliases: ['One more'] } });
    expect(await outcomes(done)).toEqual({ [full]: 'failed', [free]: 'changed' });
    expect((await resultsOf(done, '&outcome=failed'))[0]?.error).toMatchObject({ code: 'entity.list_full', details: { field: 'aliases' } });
  });

  it('are those that the database alone refuses', async () => {
    await catalog.database.query(`ALTER TABLE image ADD CONSTRAINT odd CHECK (name <> 'Odd' OR rating IS NULL)`);
    const ids = await Promise.all(['Even', 'Odd', 'Even'].map((title) => client.create('image', { title })));
    const done = await edit('image', { ids }, { set: { rating: 50 } });
    await catalog.database.query('ALTER TABLE image DROP CONSTRAINT odd');
    expect(await outcomes(done)).toEqual({ [ids[0] ?? '']: 'changed', [ids[1] ?? '']: 'failed', [ids[2] ?? '']: 'changed' });
    expect((await resultsOf(done, '&outcome=failed'))[0]?.error?.code).toBe('internal');
  });
});

describe('undo', () => {
  it('puts back what every kind of edit changed', async () => {
    const [tag, other] = [await client.tag(unique('T')), await client.tag(unique('O'))];
    const [ann, studio, group, gallery] = [
      await client.performer(unique('Ann'), { rating: 10, aliases: ['A'] }),
      await client.studio(unique('Studio'), { tagIds: [other] }),
      await client.group(unique('Group')),
      await client.create('gallery', { title: 'G' }),
    ];
    const [video = ''] = await videos(1);
    const marker = await client.create('marker', { videoId: video, startSeconds: 3, tagIds: [other] });
    const image = await client.create('image', { title: 'Old' });
    const cases: [EntityKind, string, object][] = [
      ['video', video, { set: { title: 'T', date: '2020', rating: 3 }, add: { tagIds: [tag], performerIds: [ann], groupIds: [group] } }],
      ['performer', ann, { set: { gender: 'female', rating: null, heightCm: 170 }, add: { tagIds: [tag], aliases: ['B'] } }],
      ['studio', studio, { set: { details: 'D' }, add: { tagIds: [tag] }, remove: { tagIds: [other] } }],
      ['tag', tag, { set: { sortName: 'S' }, add: { parentIds: [other] } }],
      ['group', group, { set: { groups: [{ id: await client.group(unique('Part')) }], studioId: studio } }],
      ['marker', marker, { set: { title: 'M', startSeconds: 1, endSeconds: 2, primaryTagId: tag }, remove: { tagIds: [other] } }],
      ['gallery', gallery, { set: { title: 'New', chapters: [{ title: 'C', imageIndex: 0 }] }, add: { videoIds: [video] } }],
      ['image', image, { set: { title: 'New', counter: 4 }, add: { galleryIds: [gallery] } }],
    ];
    const bare = (row: Record<string, unknown>) => ({ ...row, version: 0, updated_at: 0 });
    for (const [kind, id, change] of cases) {
      const before = await client.row(kind, id);
      const done = await foreseen(kind, { ids: [id] }, change);
      expect([kind, done.changed]).toEqual([kind, 1]);
      const undone = await undo(done);
      expect(undone).toMatchObject({ state: 'undone', changed: 1, undone: 1, kept: 0, undoable: false });
      const after = await client.row(kind, id);
      expect(bare(after)).toEqual(bare(before));
      expect(after['version']).toBe(Number(before['version']) + 2);
      expect(await outcomes(done)).toEqual({ [id]: 'undone' });
    }
  });

  it('leaves alone what was edited since, field by field', async () => {
    const ids = await videos(2);
    const [mine = '', theirs = ''] = ids;
    const done = await edit('video', { ids }, { set: { rating: 40, title: 'Bulk' } });
    await client.update('video', theirs, { rating: 99 });
    expect(await undo(done)).toMatchObject({ state: 'undone', undone: 1, kept: 1 });
    expect(await rows('video', [mine, theirs])).toMatchObject([
      { rating: null, title: null },
      { rating: 99, title: null },
    ]);
    expect(await resultsOf(done, '&outcome=kept')).toEqual([{ id: theirs, outcome: 'kept', kept: ['rating'], error: null }]);
  });

  it('knows of tags that were merged or deleted since', async () => {
    const [gone, stays, deleted] = [
      await client.tag(unique('Gone')),
      await client.tag(unique('Stays')),
      await client.tag(unique('Deleted')),
    ];
    const [id = ''] = await videos(1);
    await edit('video', { ids: [id] }, { add: { tagIds: [gone, deleted] } });
    const done = await edit('video', { ids: [id] }, { remove: { tagIds: [gone, deleted] } });
    await client.merge('tag', stays, [gone]);
    await client.remove('tag', deleted);
    expect(await undo(done)).toMatchObject({ undone: 1 });
    expect(await client.row('video', id)).toMatchObject({ tag_ids: [stays] });
  });

  it('tells what cannot be put back: it is gone, its name is taken, or it would make a circle', async () => {
    const [name, deleted] = [unique('Name'), await client.studio(unique('Studio'))];
    const renamed = await client.studio(name);
    const first = await edit('studio', { ids: [renamed] }, { set: { name: unique('Other') } });
    const second = await edit('studio', { ids: [deleted] }, { set: { rating: 3 } });
    await client.studio(name);
    await client.remove('studio', deleted);
    expect(await undo(first)).toMatchObject({ undone: 0, kept: 1 });
    expect((await resultsOf(first))[0]).toMatchObject({ outcome: 'kept', error: { code: 'entity.name_taken' } });
    expect(await undo(second)).toMatchObject({ kept: 1 });
    expect((await resultsOf(second))[0]).toMatchObject({ outcome: 'kept', error: { code: 'entity.not_found' } });

    const [a, b] = [await client.tag(unique('A')), await client.tag(unique('B'))];
    const low = await client.tag(unique('Low'), { parentIds: [a] });
    const freed = await edit('tag', { ids: [low, b] }, { set: { parentIds: [] } });
    await client.update('tag', a, { parentIds: [low] });
    expect(await undo(freed)).toMatchObject({ kept: 1 });
    expect((await resultsOf(freed, '&outcome=kept'))[0]).toMatchObject({ id: low, error: { code: 'entity.circle' } });
  });

  it('is done once', async () => {
    const done = await edit('video', { ids: await videos(1) }, { set: { rating: 40 } });
    const answers = await Promise.all([1, 2].map(() => send(catalog.url, 'POST', `/api/bulk-edits/${done.id}/undo`, cookie)));
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([202, 409]);
    expect(codeOf(await send(catalog.url, 'POST', `/api/bulk-edits/${done.id}/undo`, cookie))).toBe('bulk_edit.not_undoable');
  });
});

describe('a content limit', () => {
  it('holds for what an editor changes, sees and undoes', async () => {
    const tag = await client.tag(unique('Open'));
    const [open = '', closed = ''] = await videos(2);
    await edit('video', { ids: [open] }, { add: { tagIds: [tag] } });
    const name = String((await client.row('tag', tag))['name']);
    const body = { username: 'Limited', password: 'a good password', role: 'editor', contentLimit: `tag:"${name}"` };
    await call(catalog.url, http.createUser, cookie, body);
    const limited = await signIn(catalog.url, 'Limited');
    const [first, second] = [
      await edit('video', { ids: [open, closed] }, { set: { rating: 5 } }, limited),
      await edit('video', { q: 'bulk' }, { set: { favourite: true } }, limited),
    ];
    expect(first).toMatchObject({ matched: 2, changed: 1, failed: 1, username: 'Limited' });
    expect((await resultsOf(first, '&outcome=failed'))[0]).toMatchObject({ id: closed, error: { code: 'video.not_found' } });
    expect(second).toMatchObject({ matched: 1, changed: 1 });
    expect(await rows('video', [open, closed])).toMatchObject([
      { rating: 5, favourite: true },
      { rating: null, favourite: false },
    ]);
    const dry = await ask('video', { ids: [open, closed] }, { set: { rating: 6 } }, { dryRun: true }, limited);
    expect(dry.body).toEqual({ matched: 2, changed: 1, unchanged: 0, failed: 1 });

    const others = await edit('video', { ids: [closed] }, { set: { rating: 9 } });
    const { items } = await call(catalog.url, http.listBulkEdits, limited);
    expect(items.map(({ id }) => id)).toEqual([second.id, first.id]);
    expect(codeOf(await send(catalog.url, 'POST', `/api/bulk-edits/${others.id}/undo`, limited))).toBe('bulk_edit.not_found');
  });
});

describe('bulk edits', () => {
  it('are listed newest first, page by page, and forgotten after 30 days', async () => {
    const made: string[] = [];
    const ids = await videos(1);
    for (const rating of [1, 2, 3]) made.push((await edit('video', { ids }, { set: { rating } })).id);
    const first = await call(catalog.url, { ...http.listBulkEdits, path: '/api/bulk-edits?limit=2' }, cookie);
    const next = await call(catalog.url, { ...http.listBulkEdits, path: `/api/bulk-edits?limit=1&cursor=${first.nextCursor}` }, cookie);
    expect([...first.items, ...next.items].map(({ id }) => id)).toEqual(made.toReversed());
    await catalog.database.query(`UPDATE bulk_edit SET created_at = now() - interval '31 days' WHERE id = $1`, [made[0]]);
    await edit('video', { ids }, { set: { rating: 4 } });
    expect(codeOf(await send(catalog.url, 'GET', `/api/bulk-edits/${made[0]}`, cookie))).toBe('bulk_edit.not_found');
    expect(await catalog.database.query('SELECT 1 FROM bulk_edit_item WHERE edit_id = $1', [made[0]])).toEqual([]);
  });
});
