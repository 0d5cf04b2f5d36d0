import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { http, type FileState, type Video } from '@reelm/contracts';
import { newId } from '@reelm/service-kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, codeOf, send, signIn, startCatalog, type RunningCatalog } from '../testing/catalog.js';
import { entityClient } from '../testing/entities.js';
import { analysis, fileState, identity256, libraryState, message, projectionOf } from '../testing/library.js';
import { videoIdFor } from './video-id.js';

let catalog: RunningCatalog;
let cookie: { cookie: string };
let client: ReturnType<typeof entityClient>;
const projection = projectionOf();
beforeAll(async () => {
  catalog = await startCatalog();
  cookie = await signIn(catalog.url);
  client = entityClient(catalog.url, cookie, catalog.database);
  await catalog.database.transaction((tx) => projection.libraries(tx, [message(libraryState({ path: join(catalog.folder, 'films') }))]));
});
afterAll(() => catalog.stop());

const get = (id: string): Promise<Video> => call(catalog.url, http.getVideo, cookie, undefined, id);
const analysed = async (file: FileState, media = {}): Promise<string> => {
  await catalog.database.transaction(async (tx) => {
    await projection.fileStates(tx, [message(file)]);
    await projection.analysed(tx, [message(analysis(file, media))]);
  });
  return videoIdFor(file.fileId);
};
const merge = (id: string, from: string[]) => send(catalog.url, 'POST', `/api/videos/${id}/merge`, cookie, { from });
const part = (body: object) => send(catalog.url, 'POST', '/api/videos', cookie, body);
const toldOf = async (id: string) => {
  const rows = await catalog.database.query<{ subject: string; payload: object }>(
    `SELECT subject, payload FROM outbox WHERE payload ->> 'videoId' = $1 ORDER BY seq`,
    [id],
  );
  return rows;
};

describe('the metadata of a video', () => {
  it('is what an edit says, and what its card counts', async () => {
    const id = await client.video('metadata.mp4');
    const [beach, red] = [await client.tag('Beach'), await client.tag('Red')];
    const [ann, bob] = [await client.performer('Ann'), await client.performer('Bob')];
    const studio = await client.studio('Studio');
    const [saga, box] = [await client.group('Saga'), await client.group('Box')];
    await client.create('marker', { videoId: id, startSeconds: 3, title: 'Lighthouse' });
    await send(catalog.url, 'POST', '/api/custom-fields', cookie, { kind: 'video', key: 'place', label: 'Place', type: 'text' });
    const gallery = await client.create('gallery', { title: 'Stills', videoIds: [id] });
    const edited = await client.update('video', id, {
      title: 'Harbour',
      details: 'Waves',
      code: 'XB-12',
      director: 'Dee',
      studioId: studio,
      urls: ['https://a.example/'],
      tagIds: [red, beach],
      credits: [{ performerId: bob, creditedAs: 'Bobby', tagIds: [red] }, { performerId: ann }],
      groups: [{ groupId: saga, place: 2 }, { groupId: box }],
      chapters: [{ startSeconds: 0, title: 'Opening' }],
      externalIds: [{ endpoint: 'https://box.example', id: '1' }],
      custom: { place: 'Rome' },
      counter: 4,
    });
    expect(edited).toMatchObject({ status: 200, body: { version: 2, name: 'Harbour' } });
    expect(await get(id)).toMatchObject({
      studio: { id: studio, name: 'Studio' },
      performers: [{ id: bob, name: 'Bob', imageUrl: null }, { id: ann }],
      counts: { performers: 2, tags: 2, markers: 1, files: 1 },
      code: 'XB-12',
      director: 'Dee',
      urls: ['https://a.example/'],
      tags: [{ id: beach }, { id: red }],
      credits: [
        { performer: { id: bob }, creditedAs: 'Bobby', tags: [{ id: red, name: 'Red' }] },
        { performer: { id: ann }, creditedAs: null, tags: [] },
      ],
      groups: [
        { group: { id: saga, name: 'Saga' }, place: 2 },
        { group: { id: box }, place: null },
      ],
      galleries: [{ id: gallery, name: 'Stills' }],
      chapters: [{ startSeconds: 0, title: 'Opening' }],
      custom: { place: 'Rome' },
      counter: 4,
      part: null,
      activity: { plays: 0, resumeSeconds: null },
    });
    expect((await client.row('video', id))['search']).toBe(' harbour metadata mp4 xb 12 dee lighthouse waves');
    for (const [kind, other] of [['tag', beach], ['performer', ann], ['studio', studio], ['group', saga]] as const)
      expect([kind, (await client.row(kind, other))['videos']]).toEqual([kind, 1]); // prettier-ignore
  });

  it('keeps what is particular to those who stay when only who appears is changed', async () => {
    const id = await client.video('who.mp4');
    const [cleo, dan, eve] = [await client.performer('Cleo'), await client.performer('Dan'), await client.performer('Eve')];
    await client.update('video', id, {
      credits: [
        { performerId: cleo, creditedAs: 'Miss C' },
        { performerId: dan, creditedAs: 'D' },
      ],
    });
    await client.update('video', id, { performerIds: [eve, cleo] });
    expect((await get(id)).credits).toMatchObject([
      { performer: { id: eve }, creditedAs: null },
      { performer: { id: cleo }, creditedAs: 'Miss C' },
    ]);
    expect((await client.row('video', id))['credits']).toEqual([{ performerId: cleo, creditedAs: 'Miss C', tagIds: [] }]);
  });

  it('is refused where it names what is not there', async () => {
    const id = await client.video('refused.mp4');
    const lost = newId();
    for (const body of [{ studioId: lost }, { tagIds: [lost] }, { performerIds: [lost] }, { credits: [{ performerId: lost }] }, { groups: [{ groupId: lost }] }])
      expect(codeOf(await client.update('video', id, body))).toBe('entity.reference_missing'); // prettier-ignore
    const ann = await client.performer('Fay');
    expect(codeOf(await client.update('video', id, { credits: [{ performerId: ann, tagIds: [lost] }] }))).toBe('entity.reference_missing');
    expect(codeOf(await client.update('video', id, { credits: [{ performerId: ann }, { performerId: ann }] }))).toBe('request.invalid');
    expect(await client.row('video', id)).toMatchObject({ version: 1, performer_ids: [] });
  });

  it('is found by the titles of its markers for as long as they are there', async () => {
    const id = await client.video('words.mp4');
    const marker = await client.create('marker', { videoId: id, startSeconds: 3, title: 'Windmill' });
    const found = async (q: string) => (await send(catalog.url, 'GET', `/api/videos?q=${q}`, cookie)).body as { items: { id: string }[] };
    expect((await found('windmill')).items).toMatchObject([{ id, counts: { markers: 1 } }]);
    await client.update('marker', marker, { title: 'Tower' });
    expect((await found('windmill')).items).toEqual([]);
    expect((await found('tower')).items).toHaveLength(1);
    await client.remove('marker', marker);
    expect((await found('tower')).items).toEqual([]);
  });

  it('holds what its file tells', async () => {
    const id = await analysed(fileState({ path: 'folder/facts.mp4' }), { frameRate: 23.976, bitRate: 5_000_000, audioCodec: 'opus' });
    expect(await client.row('video', id)).toMatchObject({
      path: 'folder/facts.mp4',
      modified_at: new Date('2026-01-31T08:15:00.000Z'),
      frame_rate: 23.976,
      bit_rate: 5_000_000,
      audio_codec: 'opus',
      files: 1,
    });
  });
});

describe('a video that is a range of a file', () => {
  const file = fileState({ path: 'long/Tape 1.mp4', bytes: 10 });
  let whole: string;
  beforeAll(async () => {
    await mkdir(join(catalog.folder, 'films', 'long'), { recursive: true });
    await writeFile(join(catalog.folder, 'films', file.path), '0123456789');
    whole = await analysed(file, { durationSeconds: 3600 });
  });

  it('shows its file, and is as long as the range', async () => {
    const made = await part({ fileId: file.fileId, startSeconds: 60, endSeconds: 150.5 });
    expect(made).toMatchObject({
      status: 201,
      body: {
        name: 'Tape 1.mp4 00:01:00–00:02:30',
        title: null,
        state: 'ready',
        durationSeconds: 90.5,
        part: { startSeconds: 60, endSeconds: 150.5 },
        files: [{ id: file.fileId, path: 'long/Tape 1.mp4' }],
        counts: { files: 1 },
        coverUrl: expect.any(String),
      },
    });
    const { id } = made.body as Video;
    expect((await toldOf(id)).map(({ subject }) => subject)).toEqual(['catalog.video.created.v1']);
    expect((await get(whole)).files).toHaveLength(1);
    const bytes = await send(catalog.url, 'GET', `/api/videos/${id}/stream`, cookie);
    expect([bytes.status, bytes.body]).toEqual([200, '0123456789']);
    const listed = await send(catalog.url, 'GET', '/api/videos?q=tape&sort=name', cookie);
    expect(listed.body).toMatchObject({ items: [{ id: whole }, { id }] });
  });

  it('follows what becomes of the file', async () => {
    const other = fileState({ path: 'long/other.mp4' });
    await analysed(other, { durationSeconds: 100 });
    const { id } = (await part({ fileId: other.fileId, startSeconds: 90, endSeconds: 99, title: 'End' })).body as Video;
    const moved = { ...other, path: 'long/moved.mp4' };
    await analysed(moved, { durationSeconds: 95 });
    expect(await get(id)).toMatchObject({ name: 'End', durationSeconds: 5, files: [{ path: 'long/moved.mp4' }] });
    await catalog.database.transaction((tx) => projection.fileStates(tx, [message({ ...moved, present: false })]));
    expect(await get(id)).toMatchObject({ state: 'missing' });
  });

  it('lies within the file', async () => {
    const beyond = await part({ fileId: file.fileId, startSeconds: 3599, endSeconds: 3601 });
    expect([beyond.status, codeOf(beyond)]).toEqual([422, 'video.range_invalid']);
    expect(codeOf(await part({ fileId: file.fileId, startSeconds: 5, endSeconds: 5 }))).toBe('request.invalid');
    expect(codeOf(await part({ fileId: newId(), startSeconds: 5, endSeconds: 6 }))).toBe('entity.reference_missing');
  });

  it('is deleted by itself; other videos go with their files', async () => {
    const { id } = (await part({ fileId: file.fileId, startSeconds: 1, endSeconds: 2 })).body as Video;
    const gallery = await client.create('gallery', { title: 'Stills', videoIds: [id, whole] });
    await client.create('marker', { videoId: id, startSeconds: 1 });
    expect(codeOf(await send(catalog.url, 'DELETE', `/api/videos/${whole}`, cookie))).toBe('video.has_files');
    expect(await send(catalog.url, 'DELETE', `/api/videos/${id}`, cookie)).toMatchObject({ status: 204 });
    expect(codeOf(await send(catalog.url, 'GET', `/api/videos/${id}`, cookie))).toBe('video.not_found');
    expect((await client.row('gallery', gallery))['video_ids']).toEqual([whole]);
    expect((await toldOf(id)).at(-1)).toMatchObject({ subject: 'catalog.video.deleted.v1', payload: { fileIds: [file.fileId] } });
  });

  it('is not merged', async () => {
    const { id } = (await part({ fileId: file.fileId, startSeconds: 1, endSeconds: 2 })).body as Video;
    expect(codeOf(await merge(whole, [id]))).toBe('video.is_part');
    expect(codeOf(await merge(id, [whole]))).toBe('video.is_part');
  });

  it('goes with the library', async () => {
    const libraryId = '01900000-0000-7000-8000-00000000000a';
    const lost = fileState({ path: 'lost.mp4', libraryId });
    await catalog.database.transaction((tx) => projection.libraries(tx, [message(libraryState({ libraryId, name: 'Lost' }))]));
    const owner = await analysed(lost);
    const { id } = (await part({ fileId: lost.fileId, startSeconds: 1, endSeconds: 2 })).body as Video;
    const gallery = await client.create('gallery', { title: 'Stills', videoIds: [id, whole, owner] });
    await catalog.database.transaction((tx) =>
      projection.libraries(tx, [message(libraryState({ libraryId, name: 'Lost', state: 'purged' }))]),
    );
    expect(codeOf(await send(catalog.url, 'GET', `/api/videos/${id}`, cookie))).toBe('video.not_found');
    expect((await client.row('gallery', gallery))['video_ids']).toEqual([whole]);
  });
});

describe('merging videos', () => {
  const userOf = async (): Promise<string> => {
    const [row] = await catalog.database.query<{ id: string }>('SELECT id FROM user_account LIMIT 1');
    return row?.id ?? '';
  };
  /** Two videos of which the second knows much that the first does not. */
  const pair = async (name: string) => {
    // Of the same content the older video stays: that with the lower id.
    const files = [fileState({ path: `${name}/one.mp4` }), fileState({ path: `${name}/two.mp4` })];
    const [first, second] = files.sort((a, b) => (videoIdFor(a.fileId) < videoIdFor(b.fileId) ? -1 : 1)) as [FileState, FileState];
    const [stays, gone] = [await analysed(first), await analysed(second)];
    const [own, other] = [await client.tag(`${name} own`), await client.tag(`${name} other`)];
    const [ann, bob] = [await client.performer(`${name} Ann`), await client.performer(`${name} Bob`)];
    const [studio, group] = [await client.studio(name), await client.group(name)];
    await client.update('video', stays, {
      title: 'Mine',
      tagIds: [own],
      performerIds: [ann],
      counter: 1,
      chapters: [{ startSeconds: 9, title: 'Late' }],
    });
    await client.update('video', gone, {
      title: 'Other',
      details: 'Kept',
      date: '2020-02',
      rating: 70,
      favourite: true,
      code: 'C',
      director: 'D',
      studioId: studio,
      tagIds: [other, own],
      credits: [{ performerId: ann, creditedAs: 'A.', tagIds: [other] }, { performerId: bob }],
      groups: [{ groupId: group, place: 4 }],
      chapters: [{ startSeconds: 1, title: 'Early' }],
      urls: ['https://a.example/'],
      externalIds: [{ endpoint: 'https://box.example', id: name }],
      counter: 2,
    });
    const marker = await client.create('marker', { videoId: gone, startSeconds: 5, title: `${name} dive` });
    const gallery = await client.create('gallery', { title: name, videoIds: [gone] });
    const user = await userOf();
    await catalog.database.query(
      `INSERT INTO activity (user_id, video_id, plays, play_seconds, resume_seconds, last_played_at, watch_later_at)
       VALUES ($1, $2, 1, 10, 5, '2026-01-01', NULL), ($1, $3, 2, 20.5, 7, '2026-02-01', '2026-03-01')`,
      [user, stays, gone],
    );
    await catalog.database.query(
      `INSERT INTO suggestion (id, video_id, kind, entity_id, path, match_start, match_end, state) VALUES ($1, $2, 'tag', $3, 'x', 0, 1, 'rejected')`,
      [newId(), gone, other],
    );
    await catalog.database.query('INSERT INTO play (user_id, id, video_id, played_seconds) VALUES ($1, $2, $3, 20.5)', [
      user,
      newId(),
      gone,
    ]);
    return { first, second, stays, gone, own, other, ann, bob, studio, group, marker, gallery };
  };
  const expectAll = async ({
    first,
    second,
    stays,
    gone,
    own,
    other,
    ann,
    bob,
    studio,
    group,
    marker,
    gallery,
  }: Awaited<ReturnType<typeof pair>>) => {
    const video = await get(stays);
    expect(video).toMatchObject({
      title: 'Mine',
      details: 'Kept',
      date: '2020-02',
      rating: 70,
      favourite: true,
      code: 'C',
      director: 'D',
      studio: { id: studio },
      tags: [{ id: other }, { id: own }],
      credits: [
        { performer: { id: ann }, creditedAs: 'A.', tags: [{ id: other }] },
        { performer: { id: bob }, creditedAs: null },
      ],
      groups: [{ group: { id: group }, place: 4 }],
      galleries: [{ id: gallery }],
      chapters: [{ title: 'Early' }, { title: 'Late' }],
      urls: ['https://a.example/'],
      counter: 3,
      counts: { markers: 1, files: 2 },
      activity: {
        plays: 3,
        playSeconds: 30.5,
        resumeSeconds: 7,
        lastPlayedAt: '2026-02-01T00:00:00.000Z',
        watchLaterAt: '2026-03-01T00:00:00.000Z',
      },
    });
    expect(video.externalIds).toHaveLength(1);
    expect(video.files.map((file) => file.id).sort()).toEqual([first.fileId, second.fileId].sort());
    expect(await client.get('marker', marker)).toMatchObject({ video: { id: stays } });
    expect((await client.row('video', stays))['search']).toContain(' dive');
    expect(await catalog.database.query('SELECT 1 FROM play WHERE video_id = $1', [stays])).toHaveLength(1);
    expect(await catalog.database.query('SELECT state FROM suggestion WHERE video_id = $1 AND entity_id = $2', [stays, other])).toEqual([
      { state: 'rejected' },
    ]);
    expect((await get(gone)).id).toBe(stays);
    expect(await client.row('tag', own)).toMatchObject({ videos: 1 });
    expect(await client.row('studio', studio)).toMatchObject({ videos: 1 });
  };

  it('by hand loses nothing', async () => {
    const both = await pair('hand');
    expect(await merge(both.stays, [both.gone])).toMatchObject({ status: 200, body: { id: both.stays, version: 3 } });
    await expectAll(both);
    expect((await toldOf(both.gone)).at(-1)).toMatchObject({
      subject: 'catalog.video.deleted.v1',
      payload: { fileIds: [both.second.fileId], mergedInto: both.stays },
    });
    expect((await toldOf(both.stays)).at(-1)).toMatchObject({ subject: 'catalog.video.updated.v1' });
  });

  it('of the same content loses nothing', async () => {
    const both = await pair('content');
    await catalog.database.transaction((tx) =>
      projection.identities(tx, [message(identity256(both.first, 'same')), message(identity256(both.second, 'same'))]),
    );
    await expectAll(both);
  });

  it('is refused into itself, and of what is not there', async () => {
    const id = await client.video('alone.mp4');
    expect(codeOf(await merge(id, [id]))).toBe('entity.merge_itself');
    expect(codeOf(await merge(id, [newId()]))).toBe('entity.reference_missing');
    expect(codeOf(await merge(newId(), [id]))).toBe('video.not_found');
  });
});
