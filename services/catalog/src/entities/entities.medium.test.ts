import { newId } from '@reelm/service-kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { http } from '@reelm/contracts';
import { call, codeOf, send, signIn, startCatalog, type Answer, type RunningCatalog } from '../testing/catalog.js';
import { endpointsOf, entityClient, type WrittenKind } from '../testing/entities.js';

let catalog: RunningCatalog;
let cookie: { cookie: string };
let client: ReturnType<typeof entityClient>;
let video: string;
beforeAll(async () => {
  catalog = await startCatalog();
  cookie = await signIn(catalog.url);
  client = entityClient(catalog.url, cookie, catalog.database);
  video = await client.video('films/first.mp4');
});
afterAll(() => catalog.stop());

const kindNames = Object.keys(endpointsOf) as WrittenKind[];
let counter = 0;
const unique = (word: string) => `${word} ${(counter += 1)}`;
/** A minimal body, and one that changes it. */
const bodiesOf = (kind: WrittenKind): [object, object] => {
  switch (kind) {
    case 'marker':
      return [
        { videoId: video, startSeconds: 3 },
        { title: 'Dive', endSeconds: 9.5 },
      ];
    case 'gallery':
    case 'image':
      return [{ title: unique(kind) }, { title: unique('Other'), rating: 40 }];
    case 'performer':
    case 'studio':
    case 'tag':
    case 'group':
      return [{ name: unique(kind) }, { name: unique('Other'), aliases: ['One', 'Two'], favourite: true }];
  }
};
const detailsOf = ({ body }: Answer) => (body as { error: { details: Record<string, unknown> } }).error.details;
const toldOf = async (id: string) => {
  const rows = await catalog.database.query<{ subject: string }>(`SELECT subject FROM outbox WHERE payload ->> 'id' = $1 ORDER BY seq`, [
    id,
  ]);
  return rows.map(({ subject }) => subject);
};

describe.each(kindNames)('a %s', (kind) => {
  it('is made, changed only by who saw the last version, told of, and deleted', async () => {
    const [body, change] = bodiesOf(kind);
    const made = await send(catalog.url, 'POST', endpointsOf[kind].create.path, cookie, body);
    const { videoId: _, ...shown } = body as { videoId?: string };
    expect(made).toMatchObject({ status: 201, body: { version: 1, ...shown } });
    const { id } = made.body as { id: string };
    expect(made.headers.get('etag')).toBe('"1"');
    const changed = await client.update(kind, id, change, 1);
    expect(changed).toMatchObject({ status: 200, body: { id, version: 2, ...change } });
    const late = await client.update(kind, id, bodiesOf(kind)[1], 1);
    expect([late.status, codeOf(late)]).toEqual([412, 'request.conflict']);
    expect(await client.get(kind, id)).toMatchObject(change);
    expect(await client.remove(kind, id)).toMatchObject({ status: 204 });
    const gone = await send(catalog.url, 'GET', endpointsOf[kind].get.path.replace(':id', id), cookie);
    expect([gone.status, codeOf(gone)]).toEqual([404, 'entity.not_found']);
    expect(codeOf(await client.remove(kind, id))).toBe('entity.not_found');
    expect(codeOf(await client.update(kind, id, change))).toBe('entity.not_found');
    expect(await toldOf(id)).toEqual([`catalog.${kind}.created.v1`, `catalog.${kind}.updated.v1`, `catalog.${kind}.deleted.v1`]);
  });

  it('keeps its version, and tells nothing, where a change changes nothing', async () => {
    const [body] = bodiesOf(kind);
    const id = await client.create(kind, body);
    const { videoId: _, ...same } = body as { videoId?: string };
    expect((await client.update(kind, id, same, 1)).body).toMatchObject({ version: 1 });
    expect(await toldOf(id)).toEqual([`catalog.${kind}.created.v1`]);
  });

  it('takes one of several changes made at the same time from the same version', async () => {
    const id = await client.create(kind, bodiesOf(kind)[0]);
    const field = kind === 'marker' || kind === 'gallery' || kind === 'image' ? 'title' : 'name';
    const answers = await Promise.all(Array.from({ length: 5 }, () => client.update(kind, id, { [field]: unique('Race') }, 1)));
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 412, 412, 412, 412]);
  });
});

describe('references', () => {
  it('must lead to something, and say what is missing', async () => {
    const [lost, there] = [newId(), await client.tag(unique('There'))];
    const refused = await client.update('performer', await client.performer(unique('Ann')), { tagIds: [there, lost] });
    expect([refused.status, codeOf(refused), detailsOf(refused)]).toEqual([422, 'entity.reference_missing', { kind: 'tag', ids: [lost] }]);
    const marker = await send(catalog.url, 'POST', '/api/markers', cookie, { videoId: lost, startSeconds: 1 });
    expect([codeOf(marker), detailsOf(marker)]).toEqual(['entity.reference_missing', { kind: 'video', ids: [lost] }]);
    const part = await send(catalog.url, 'POST', '/api/groups', cookie, { name: 'G', groups: [{ id: lost }] });
    expect([codeOf(part), detailsOf(part)]).toEqual(['entity.reference_missing', { kind: 'group', ids: [lost] }]);
  });

  it('to what was merged lead to where it went', async () => {
    const [stays, gone] = [await client.tag(unique('Stays')), await client.tag(unique('Gone'))];
    await client.merge('tag', stays, [gone]);
    const id = await client.performer(unique('Ann'), { tagIds: [gone, stays] });
    expect((await client.row('performer', id))['tag_ids']).toEqual([stays]);
  });

  it('are never left to what is deleted at the same time', async () => {
    for (let round = 0; round < 8; round += 1) {
      const [tag, performer] = [await client.tag(unique('Tag')), await client.performer(unique('Ann'))];
      const [added, removed] = await Promise.all([client.update('performer', performer, { tagIds: [tag] }), client.remove('tag', tag)]);
      expect(removed.status).toBe(204);
      expect([200, 422]).toContain(added.status);
      expect((await client.row('performer', performer))['tag_ids']).toEqual([]);
    }
  });
});

describe('names', () => {
  it.each(['performer', 'studio', 'tag'] as const)('of a %s are given once, without regard to case and accents', async (kind) => {
    const name = unique('Zoé');
    const id = await client.create(kind, { name });
    const again = await send(catalog.url, 'POST', endpointsOf[kind].create.path, cookie, { name: name.toUpperCase().replace('É', 'e') });
    expect([again.status, codeOf(again), detailsOf(again)['id']]).toEqual([409, 'entity.name_taken', id]);
    const renamed = await client.update(kind, await client.create(kind, { name: unique('Other') }), { name });
    expect([renamed.status, detailsOf(renamed)['id']]).toEqual([409, id]);
  });

  it('of performers may be the same where something tells them apart', async () => {
    const name = unique('Ann');
    await client.performer(name);
    const second = await client.performer(name, { disambiguation: 'the singer' });
    expect(codeOf(await client.update('performer', second, { disambiguation: null }))).toBe('entity.name_taken');
  });

  it('asked for by many at once are given to one, and the others are told whose it is', async () => {
    const name = unique('Race');
    const answers = await Promise.all(Array.from({ length: 6 }, () => send(catalog.url, 'POST', '/api/tags', cookie, { name })));
    const made = answers.filter(({ status }) => status === 201);
    expect(made).toHaveLength(1);
    const [{ id }] = made.map(({ body }) => body) as [{ id: string }];
    const others = answers.filter(({ status }) => status !== 201);
    expect(others.map((answer) => [codeOf(answer), detailsOf(answer)['id']])).toEqual(others.map(() => ['entity.name_taken', id]));
  });

  it('are found by their words', async () => {
    const id = await client.performer('Ännchen Müller', { aliases: ['Nine-Lives'], details: 'Dives' });
    expect((await client.row('performer', id))['search']).toBe(' annchen muller nine lives dives');
    await client.update('performer', id, { aliases: ['Ten'] });
    expect(await client.row('performer', id)).toMatchObject({ search: ' annchen muller ten dives', names: ['annchen muller', 'ten'] });
  });
});

describe('what is deleted', () => {
  it('stands nowhere any more', async () => {
    const [tag, kept] = [await client.tag(unique('Gone')), await client.tag(unique('Kept'))];
    const child = await client.tag(unique('Child'), { parentIds: [tag, kept] });
    const links = { tagIds: [tag, kept] };
    const performer = await client.performer(unique('Ann'), links);
    const studio = await client.studio(unique('Studio'), links);
    const group = await client.group(unique('Group'), links);
    const gallery = await client.create('gallery', { title: 'G', ...links });
    const image = await client.create('image', { title: 'I', ...links, galleryIds: [gallery] });
    const marker = await client.create('marker', {
      videoId: video,
      startSeconds: 1,
      primaryTagId: tag,
      ...links,
      performerIds: [performer],
    });
    await catalog.database.query(
      `UPDATE video SET tag_ids = $2, performer_ids = ARRAY[$3::uuid], studio_id = $4, group_ids = ARRAY[$5::uuid], group_places = $6, credits = $7 WHERE id = $1`,
      [
        video,
        [tag, kept],
        performer,
        studio,
        group,
        { [group]: 4 },
        JSON.stringify([{ performerId: performer, creditedAs: null, tagIds: [tag] }]),
      ],
    );
    await client.remove('tag', tag);
    for (const [kind, id] of [['performer', performer], ['studio', studio], ['group', group], ['gallery', gallery], ['image', image], ['marker', marker], ['video', video]] as const)
      expect([kind, (await client.row(kind, id))['tag_ids']]).toEqual([kind, [kept]]); // prettier-ignore
    expect((await client.row('tag', child))['parent_ids']).toEqual([kept]);
    expect((await client.row('marker', marker))['primary_tag_id']).toBeNull();
    expect((await client.row('video', video))['credits']).toEqual([]);
    for (const [kind, id] of [
      ['performer', performer],
      ['studio', studio],
      ['group', group],
      ['gallery', gallery],
    ] as const) {
      expect(await client.remove(kind, id)).toMatchObject({ status: 204 }); // prettier-ignore
    }
    expect(await client.row('video', video)).toMatchObject({ performer_ids: [], studio_id: null, group_ids: [], group_places: {} });
    expect((await client.row('marker', marker))['performer_ids']).toEqual([]);
    expect((await client.row('image', image))['gallery_ids']).toEqual([]);
    expect(await client.row('tag', kept)).toMatchObject({
      videos: 1,
      performers: 0,
      studios: 0,
      groups: 0,
      markers: 1,
      galleries: 0,
      images: 1,
    });
  });
});

describe('trees', () => {
  it('of studios show what is above and below, and count all videos', async () => {
    const top = await client.studio(unique('Top'));
    const middle = await client.studio(unique('Middle'), { parentId: top });
    const low = await client.studio(unique('Low'), { parentId: middle });
    await catalog.database.query('UPDATE video SET studio_id = $2 WHERE id = $1', [video, low]);
    expect(await client.get('studio', low)).toMatchObject({
      ancestors: [{ id: top }, { id: middle }],
      parent: { id: middle },
      videosBelow: 1,
    });
    expect(await client.get('studio', top)).toMatchObject({
      ancestors: [],
      children: [{ id: middle }],
      studios: 1,
      videos: 0,
      videosBelow: 1,
    });
    const circle = await client.update('studio', top, { parentId: low });
    expect([circle.status, codeOf(circle), detailsOf(circle)]).toMatchObject([422, 'entity.circle', { kind: 'studio', id: low }]);
    expect(codeOf(await client.update('studio', top, { parentId: top }))).toBe('entity.circle');
  });

  it('of tags may have several parents, but no circle', async () => {
    const [a, b] = [await client.tag(unique('A')), await client.tag(unique('B'))];
    const c = await client.tag(unique('C'), { parentIds: [a, b] });
    const d = await client.tag(unique('D'), { parentIds: [c, a] });
    await catalog.database.query('UPDATE video SET tag_ids = $2 WHERE id = $1', [video, [c, d]]);
    expect(await client.get('tag', a)).toMatchObject({ children: [{ id: c }, { id: d }], videosBelow: 1, videosBelowExact: true });
    const circle = await client.update('tag', a, { parentIds: [d] });
    expect([codeOf(circle), detailsOf(circle)]).toMatchObject(['entity.circle', { id: d }]);
    expect(await client.row('tag', a)).toMatchObject({ parent_ids: [], version: 1 });
  });

  it('of groups keep their order and say where they are contained', async () => {
    const [one, two] = [await client.group('One'), await client.group('Two')];
    const series = await client.group('Series', { groups: [{ id: two, description: 'Begin here' }, { id: one }] });
    expect(await client.get('group', series)).toMatchObject({
      groups: 2,
      parts: [
        { group: { id: two, name: 'Two' }, description: 'Begin here' },
        { group: { id: one }, description: null },
      ],
    });
    expect(await client.get('group', one)).toMatchObject({ containedIn: [{ id: series, name: 'Series' }], parts: [] });
    expect(codeOf(await client.update('group', one, { groups: [{ id: series }] }))).toBe('entity.circle');
    await client.remove('group', two);
    expect((await client.row('group', series))['parts']).toEqual([{ id: one, description: null }]);
  });

  it('do not close to a circle by two changes at once', async () => {
    for (let round = 0; round < 5; round += 1) {
      const [one, other] = [await client.tag(unique('A')), await client.tag(unique('B'))];
      const answers = await Promise.all([
        client.update('tag', one, { parentIds: [other] }),
        client.update('tag', other, { parentIds: [one] }),
      ]);
      expect(answers.map(({ status }) => status).sort((less, more) => less - more)).toEqual([200, 422]);
    }
  });
});

describe('markers', () => {
  it('end after their start, also when only one of them is given', async () => {
    const id = await client.create('marker', { videoId: video, startSeconds: 10 });
    expect(codeOf(await client.update('marker', id, { endSeconds: 10 }))).toBe('marker.range_invalid');
    expect(await client.update('marker', id, { endSeconds: 12 })).toMatchObject({ status: 200 });
    expect(codeOf(await client.update('marker', id, { startSeconds: 12 }))).toBe('marker.range_invalid');
  });
});

describe('custom fields', () => {
  const define = (body: object) => send(catalog.url, 'POST', '/api/custom-fields', cookie, body);

  it('take the values that their definition allows', async () => {
    for (const [key, type, more] of [['place', 'text'], ['level', 'number'], ['seen', 'date'], ['paid', 'boolean'], ['mood', 'choice', { choices: ['calm', 'wild'] }]] as const)
      expect(await define({ kind: 'performer', key, label: key, type, ...more })).toMatchObject({ status: 201 }); // prettier-ignore
    const id = await client.performer(unique('Ann'), { custom: { place: 'Rome', level: 3 } });
    const good = { seen: '2019-06', paid: true, mood: 'calm', place: null };
    expect((await client.update('performer', id, { custom: good })).body).toMatchObject({
      custom: { level: 3, seen: '2019-06', paid: true, mood: 'calm' },
    });
    for (const bad of [{ level: '3' }, { seen: '2019-13' }, { paid: 'yes' }, { mood: 'sad' }, { place: 5 }]) {
      const refused = await client.update('performer', id, { custom: bad });
      expect([refused.status, codeOf(refused)]).toEqual([422, 'custom_field.value_invalid']);
    }
    expect(codeOf(await client.update('performer', id, { custom: { nothing: 1 } }))).toBe('custom_field.unknown');
    expect(codeOf(await client.update('tag', await client.tag(unique('T')), { custom: { place: 'Rome' } }))).toBe('custom_field.unknown');
  });

  it('are defined once for a kind, renamed, and removed with their values', async () => {
    const made = await define({ kind: 'studio', key: 'town', label: 'Town', type: 'text' });
    const { id } = made.body as { id: string };
    expect(codeOf(await define({ kind: 'studio', key: 'town', label: 'Other', type: 'text' }))).toBe('custom_field.key_taken');
    const studio = await client.studio(unique('Studio'), { custom: { town: 'Bonn' } });
    const renamed = await send(catalog.url, 'PATCH', `/api/custom-fields/${id}`, cookie, { label: 'City' });
    expect(renamed.body).toMatchObject({ key: 'town', label: 'City', type: 'text' });
    expect((await call(catalog.url, http.listCustomFields, cookie)).items.filter((field) => field.kind === 'studio')).toMatchObject([
      { label: 'City' },
    ]);
    expect(await send(catalog.url, 'DELETE', `/api/custom-fields/${id}`, cookie)).toMatchObject({ status: 204 });
    expect((await client.row('studio', studio))['custom']).toEqual({});
    expect(codeOf(await send(catalog.url, 'DELETE', `/api/custom-fields/${id}`, cookie))).toBe('custom_field.not_found');
  });
});
