import { newId } from '@reelm/service-kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeOf, send, signIn, startCatalog, type RunningCatalog } from '../testing/catalog.js';
import { entityClient } from '../testing/entities.js';

let catalog: RunningCatalog;
let cookie: { cookie: string };
let client: ReturnType<typeof entityClient>;
beforeAll(async () => {
  catalog = await startCatalog();
  cookie = await signIn(catalog.url);
  client = entityClient(catalog.url, cookie, catalog.database);
});
afterAll(() => catalog.stop());

const merged = async (kind: 'performer' | 'studio' | 'tag' | 'group', id: string, from: string[]) => {
  const answer = await client.merge(kind, id, from);
  expect(answer).toMatchObject({ status: 200, body: { id, version: 2 } });
  return answer.body as Record<string, unknown>;
};
const setVideo = (id: string, columns: Record<string, unknown>) =>
  catalog.database.query(
    `UPDATE video SET ${Object.keys(columns)
      .map((name, index) => `${name} = $${index + 2}`)
      .join(', ')} WHERE id = $1`,
    [id, ...Object.values(columns)],
  );
const boxOf = (id: string) => ({ endpoint: 'https://box.example', id });
const define = (kind: string) =>
  send(catalog.url, 'POST', '/api/custom-fields', cookie, { kind, key: 'place', label: 'Place', type: 'text' });

describe('merging performers', () => {
  it('loses nothing that was known of them', async () => {
    await define('performer');
    const [tag, other] = [await client.tag('Tall'), await client.tag('Blonde')];
    const stays = await client.performer('Ann', {
      aliases: ['A.'],
      tagIds: [tag],
      urls: ['https://a.example/'],
      externalIds: [boxOf('1')],
      country: 'DE',
    });
    const gone = await client.performer('Anna', {
      aliases: ['ann', 'Annie'],
      tagIds: [other, tag],
      urls: ['https://b.example/', 'https://a.example/'],
      externalIds: [boxOf('1'), boxOf('2')],
      country: 'FR',
      gender: 'female',
      birthDate: '1990-05',
      rating: 70,
      favourite: true,
      details: 'Dives',
      custom: { place: 'Rome' },
    });
    const [alone, both] = [await client.video('alone.mp4'), await client.video('both.mp4')];
    const entry = (performerId: string, creditedAs: string | null, tagIds: string[]) => ({ performerId, creditedAs, tagIds });
    await setVideo(alone, { performer_ids: [gone], credits: JSON.stringify([entry(gone, 'Miss A', [tag])]) });
    await setVideo(both, {
      performer_ids: [gone, stays],
      credits: JSON.stringify([entry(gone, 'Miss B', [tag]), entry(stays, 'Ann B', [other])]),
    });
    const marker = await client.create('marker', { videoId: alone, startSeconds: 1, performerIds: [gone] });
    const gallery = await client.create('gallery', { title: 'G', performerIds: [stays, gone] });
    const image = await client.create('image', { title: 'I', performerIds: [gone] });

    expect(await merged('performer', stays, [gone])).toMatchObject({
      name: 'Ann',
      aliases: ['Anna', 'A.', 'Annie'],
      tags: [{ id: other }, { id: tag }],
      urls: ['https://a.example/', 'https://b.example/'],
      externalIds: [boxOf('1'), boxOf('2')],
      country: 'DE',
      gender: 'female',
      birthDate: '1990-05',
      rating: 70,
      favourite: true,
      details: 'Dives',
      custom: { place: 'Rome' },
      videos: 2,
      markers: 1,
      galleries: 1,
      images: 1,
    });
    expect(await client.row('video', alone)).toMatchObject({ performer_ids: [stays], credits: [entry(stays, 'Miss A', [tag])] });
    expect(await client.row('video', both)).toMatchObject({
      performer_ids: [stays],
      credits: [entry(stays, 'Miss B / Ann B', [tag, other])],
    });
    for (const [kind, id] of [['marker', marker], ['gallery', gallery], ['image', image]] as const)
      expect((await client.row(kind, id))['performer_ids']).toEqual([stays]); // prettier-ignore
    expect(await client.get('performer', gone)).toMatchObject({ id: stays, name: 'Ann' });
    const told = await catalog.database.query(
      `SELECT subject, payload FROM outbox WHERE payload ->> 'id' IN ($1, $2) ORDER BY seq DESC LIMIT 2`,
      [stays, gone],
    );
    expect(told).toMatchObject([
      { subject: 'catalog.performer.deleted.v1', payload: { id: gone, mergedInto: stays } },
      { subject: 'catalog.performer.updated.v1', payload: { id: stays, mergedFrom: [gone] } },
    ]);
  });

  it('lets ids that were merged before lead on', async () => {
    const [a, b, c] = [await client.performer('First'), await client.performer('Second'), await client.performer('Third')];
    await merged('performer', b, [a]);
    await merged('performer', c, [b]);
    expect(await client.get('performer', a)).toMatchObject({ id: c, aliases: ['Second', 'First'] });
    await client.remove('performer', c);
    expect(codeOf(await send(catalog.url, 'GET', `/api/performers/${a}`, cookie))).toBe('entity.not_found');
  });

  it('keeps what was decided about suggestions', async () => {
    const [stays, gone] = [await client.performer('Sixth'), await client.performer('Seventh')];
    const videos = [await client.video('s1.mp4'), await client.video('s2.mp4'), await client.video('s3.mp4')];
    const [one = '', two = '', three = ''] = videos;
    const suggest = (video: string, entity: string, state: string) =>
      catalog.database.query(
        `INSERT INTO suggestion (id, video_id, kind, entity_id, path, match_start, match_end, state) VALUES ($1, $2, 'performer', $3, 'x', 0, 1, $4)`,
        [newId(), video, entity, state],
      );
    await suggest(one, gone, 'rejected');
    await suggest(two, gone, 'rejected');
    await suggest(two, stays, 'open');
    await suggest(three, gone, 'rejected');
    await suggest(three, stays, 'accepted');
    await merged('performer', stays, [gone]);
    const rows = await catalog.database.query('SELECT video_id AS video, state FROM suggestion WHERE entity_id = $1 ORDER BY video_id', [
      stays,
    ]);
    const expected = [{ video: one, state: 'rejected' }, { video: two, state: 'rejected' }, { video: three, state: 'accepted' }]; // prettier-ignore
    expect(rows).toEqual(expected.sort((a, b) => (a.video < b.video ? -1 : 1)));
  });

  it('is refused into itself, and of what is not there', async () => {
    const [a, b] = [await client.performer('Fourth'), await client.performer('Fifth')];
    expect(codeOf(await client.merge('performer', a, [b, a]))).toBe('entity.merge_itself');
    await client.remove('performer', b);
    expect(codeOf(await client.merge('performer', a, [b]))).toBe('entity.reference_missing');
    expect(codeOf(await client.merge('performer', b, [a]))).toBe('entity.not_found');
  });
});

describe('merging studios', () => {
  it('takes over videos, groups, galleries, images and studios below', async () => {
    const top = await client.studio('Top');
    const [stays, gone] = [await client.studio('Stays'), await client.studio('Gone', { parentId: top, aliases: ['G'] })];
    const below = await client.studio('Below', { parentId: gone });
    const video = await client.video('studio.mp4');
    await setVideo(video, { studio_id: gone });
    const group = await client.group('Series', { studioId: gone });
    const gallery = await client.create('gallery', { title: 'G', studioId: gone });
    const image = await client.create('image', { title: 'I', studioId: gone });
    expect(await merged('studio', stays, [gone])).toMatchObject({
      parent: { id: top },
      aliases: ['Gone', 'G'],
      children: [{ id: below }],
      videos: 1,
      galleries: 1,
      images: 1,
      studios: 1,
    });
    for (const [kind, id] of [['video', video], ['group', group], ['gallery', gallery], ['image', image]] as const)
      expect((await client.row(kind, id))['studio_id']).toBe(stays); // prettier-ignore
    expect(await client.row('studio', top)).toMatchObject({ studios: 1 });
  });

  it('leaves no circle where one was above the other', async () => {
    const top = await client.studio('Network');
    const upper = await client.studio('Upper', { parentId: top });
    const middle = await client.studio('Middle', { parentId: upper });
    const lower = await client.studio('Lower', { parentId: middle });
    expect(await merged('studio', lower, [upper])).toMatchObject({
      parent: { id: top },
      ancestors: [{ id: top }],
      children: [{ id: middle }],
    });
  });
});

describe('merging tags', () => {
  it('takes over every place that has one of them', async () => {
    const parent = await client.tag('Parent');
    const [stays, gone] = [
      await client.tag('Beach'),
      await client.tag('Strand', { aliases: ['Shore'], parentIds: [parent], sortName: 'Z' }),
    ];
    const child = await client.tag('Dune', { parentIds: [stays, gone] });
    const video = await client.video('tags.mp4');
    const performer = await client.performer('Tagged', { tagIds: [gone] });
    await setVideo(video, {
      tag_ids: [gone, parent],
      performer_ids: [performer],
      credits: JSON.stringify([{ performerId: performer, creditedAs: null, tagIds: [gone, stays] }]),
    });
    const marker = await client.create('marker', { videoId: video, startSeconds: 1, primaryTagId: gone, tagIds: [stays] });
    expect(await merged('tag', stays, [gone])).toMatchObject({
      aliases: ['Strand', 'Shore'],
      parents: [{ id: parent }],
      children: [{ id: child }],
      sortName: 'Z',
      videos: 1,
      performers: 1,
      markers: 1,
    });
    expect(await client.row('video', video)).toMatchObject({ tag_ids: [stays, parent], credits: [{ tagIds: [stays] }] });
    expect(await client.row('marker', marker)).toMatchObject({ primary_tag_id: stays, tag_ids: [stays] });
    expect((await client.row('tag', child))['parent_ids']).toEqual([stays]);
  });

  it('leaves no circle where one was above the other', async () => {
    const a = await client.tag('A');
    const b = await client.tag('B', { parentIds: [a] });
    const [c, side] = [await client.tag('C', { parentIds: [b] }), await client.tag('Side')];
    await client.update('tag', a, { parentIds: [side] });
    expect((await client.merge('tag', c, [a])).body).toMatchObject({ parents: [{ id: side }], children: [{ id: b }] });
    expect((await client.row('tag', b))['parent_ids']).toEqual([c]);
  });
});

describe('merging groups', () => {
  it('takes over videos with their places, parts in order, and where they are contained', async () => {
    const [one, two] = [await client.group('One'), await client.group('Two')];
    const stays = await client.group('Saga', { groups: [{ id: one, description: 'Mine' }] });
    const gone = await client.group('The saga', {
      groups: [{ id: two }, { id: one, description: 'Other' }],
      durationSeconds: 60,
      director: 'Dee',
    });
    const whole = await client.group('Whole', { groups: [{ id: gone, description: 'Begin' }, { id: stays }] });
    const [first, second] = [await client.video('g1.mp4'), await client.video('g2.mp4')];
    await setVideo(first, { group_ids: [gone], group_places: { [gone]: 3 } });
    await setVideo(second, { group_ids: [gone, stays], group_places: { [gone]: 5, [stays]: 1 } });
    expect(await merged('group', stays, [gone])).toMatchObject({
      aliases: ['The saga'],
      durationSeconds: 60,
      director: 'Dee',
      parts: [
        { group: { id: one }, description: 'Mine' },
        { group: { id: two }, description: null },
      ],
      containedIn: [{ id: whole }],
      videos: 2,
    });
    expect(await client.row('video', first)).toMatchObject({ group_ids: [stays], group_places: { [stays]: 3 } });
    expect(await client.row('video', second)).toMatchObject({ group_ids: [stays], group_places: { [stays]: 1 } });
    expect(await client.row('group', whole)).toMatchObject({ parts: [{ id: stays, description: 'Begin' }], part_ids: [stays] });
  });
});
