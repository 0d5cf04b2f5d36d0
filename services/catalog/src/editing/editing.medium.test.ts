import { http, LeftMessage, leftSubject, rpcs, type FileState, type RpcInput, type Video } from '@reelm/contracts';
import { AppError, newId } from '@reelm/service-kit';
import { until } from '@reelm/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, codeOf, send, signIn, startCatalog, type RunningCatalog } from '../testing/catalog.js';
import { entityClient } from '../testing/entities.js';
import { jobOf } from '../testing/job.js';
import { analysis, fileState, libraryState, message, projectionOf } from '../testing/library.js';
import { answerFor } from '../testing/other-services.js';
import { videoIdFor } from '../videos/video-id.js';

let catalog: RunningCatalog;
let anna: { cookie: string };
let client: ReturnType<typeof entityClient>;
/** What transcode was asked for. */
let asked: RpcInput<typeof rpcs.startFileEdit>[] = [];
/** Samples that were begun, and questions whose answers nobody waits for. */
let sampling = 0;
const left: string[] = [];
let freeBytes = 1e12;
let refusal: AppError | null = null;
const projection = projectionOf();

beforeAll(async () => {
  catalog = await startCatalog();
  anna = await signIn(catalog.url);
  client = entityClient(catalog.url, anna, catalog.database);
  await catalog.database.transaction((tx) => projection.libraries(tx, [message(libraryState())]));
  const fileOfMinute = { startSeconds: 0, endSeconds: 60 };
  catalog.bus.subscribeCore(leftSubject('transcode'), (data) => left.push(LeftMessage.parse(data).question));
  answerFor(catalog.bus, rpcs.planFileEdit, ({ edit, behind, sample }) => {
    if (sample) {
      sampling += 1;
      return new Promise<never>(() => undefined);
    }
    // Keyframes at even seconds.
    const parts =
      edit.kind === 'cut'
        ? edit.parts.map((part) => ({
            startSeconds: 2 * Math.round(part.startSeconds / 2),
            endSeconds: 2 * Math.round(part.endSeconds / 2),
          }))
        : [fileOfMinute, ...(behind ?? []).map(() => fileOfMinute)];
    const results = (edit.kind === 'join' || (edit.kind === 'cut' && edit.joined) ? [parts] : parts.map((part) => [part])).map(
      (pieces) => ({
        pieces,
        durationSeconds: 1,
        bytes: 100,
      }),
    );
    const bytes = 100 * results.length;
    const spreads = { bytesBetween: { low: bytes, high: bytes }, secondsBetween: { low: 3, high: 3 } };
    return { results, extension: 'mp4', encodedSeconds: 0, seconds: 3, bytes, ...spreads, basis: 'copy' as const };
  });
  answerFor(catalog.bus, rpcs.freeSpace, () => ({ freeBytes, path: '/films' }));
  answerFor(catalog.bus, rpcs.startFileEdit, (input) => {
    if (refusal !== null) throw refusal;
    asked.push(input);
    return jobOf({ kind: 'transcode.edit', service: 'transcode' });
  });
});
afterAll(() => catalog.stop());

const analysed = async (file: FileState): Promise<string> => {
  await catalog.database.transaction(async (tx) => {
    await projection.fileStates(tx, [message(file)]);
    await projection.analysed(tx, [message(analysis(file))]);
  });
  return videoIdFor(file.fileId);
};
const film = (path: string) => analysed(fileState({ path, fileId: newId() }));
const get = (id: string): Promise<Video> => call(catalog.url, http.getVideo, anna, undefined, id);
const edit = (id: string, body: object) => send(catalog.url, 'POST', `/api/videos/${id}/file-edits`, anna, body);
const cut = (...parts: [number, number][]) => ({
  kind: 'cut',
  parts: parts.map(([startSeconds, endSeconds]) => ({ startSeconds, endSeconds })),
});
const started = async (id: string, body: object): Promise<{ videoIds: string[]; fileIds: string[] }> => {
  asked = [];
  const answer = await edit(id, body);
  expect(answer.status, JSON.stringify(answer.body)).toBe(202);
  return {
    videoIds: (answer.body as { videoIds: string[] }).videoIds,
    fileIds: asked.flatMap(({ results }) => results.map(({ fileId }) => fileId)),
  };
};

describe('a video that is cut', () => {
  it('leaves its parts what is known of it, with markers and chapters where they belong', async () => {
    const id = await film('films/harbour.mp4');
    const [tag, performer] = [await client.tag('Sea'), await client.performer('Ada')];
    await client.update('video', id, {
      title: 'Harbour',
      details: 'Waves',
      tagIds: [tag],
      performerIds: [performer],
      rating: 80,
      counter: 3,
      externalIds: [{ endpoint: 'https://box.example', id: '1' }],
      chapters: [
        { startSeconds: 0, title: 'Out' },
        { startSeconds: 30, title: 'Home' },
      ],
    });
    for (const [title, startSeconds, endSeconds] of [
      ['first', 5, null],
      ['over the cut', 18, 44],
      ['second', 41, 45],
    ] as const)
      await client.create('marker', { videoId: id, startSeconds, endSeconds, title, tagIds: [tag] });

    const { videoIds, fileIds } = await started(id, { edit: cut([0, 20.4], [39.7, 60]) });
    expect(videoIds).toEqual(fileIds.map(videoIdFor));
    expect(asked[0]?.results.map(({ suffix, pieces }) => [suffix, pieces])).toEqual([
      [' - part 1', [{ startSeconds: 0, endSeconds: 20 }]],
      [' - part 2', [{ startSeconds: 40, endSeconds: 60 }]],
    ]);
    for (const [at, fileId] of fileIds.entries()) await analysed(fileState({ fileId, path: `films/harbour - part ${at + 1}.mp4` }));

    const [one, two] = await Promise.all(videoIds.map(get));
    expect(one).toMatchObject({
      name: 'Harbour (1)',
      details: 'Waves',
      rating: 80,
      counter: 0,
      externalIds: [],
      tags: [{ id: tag }],
      performers: [{ id: performer }],
      chapters: [{ startSeconds: 0, title: 'Out' }],
      counts: { markers: 2 },
    });
    expect(two).toMatchObject({ name: 'Harbour (2)', chapters: [{ startSeconds: 0, title: 'Home' }] });
    const markers = async (videoId: string) =>
      (await call(catalog.url, http.videoMarkers, anna, undefined, videoId)).items.map(({ title, startSeconds, endSeconds, tags }) => [
        title,
        startSeconds,
        endSeconds,
        tags.length,
      ]);
    expect(await markers(videoIds[0] ?? '')).toEqual([
      ['first', 5, null, 1],
      ['over the cut', 18, 20, 1],
    ]);
    expect(await markers(videoIds[1] ?? '')).toEqual([
      ['over the cut', 0, 4, 1],
      ['second', 1, 5, 1],
    ]);
    // The film itself is as it was, and a search finds the parts.
    expect(await markers(id)).toHaveLength(3);
    const found = await send(catalog.url, 'GET', `/api/videos?q=${encodeURIComponent('tag:Sea')}`, anna);
    expect((found.body as { items: Video[] }).items.map((video) => video.id).toSorted()).toEqual([id, ...videoIds].toSorted());
  });

  it('of which nothing is known any more leaves nothing, and no harm is done', async () => {
    const id = await film('films/brief.mp4');
    const { videoIds, fileIds } = await started(id, { edit: cut([0, 10]) });
    await catalog.database.query('DELETE FROM video_file WHERE video_id = $1', [id]);
    await catalog.database.query('DELETE FROM video WHERE id = $1', [id]);
    await analysed(fileState({ fileId: fileIds[0] ?? '', path: 'films/brief - cut.mp4' }));
    expect(await get(videoIds[0] ?? '')).toMatchObject({ name: 'brief - cut.mp4', tags: [] });
  });

  it('and joined with another leaves one film what is known of both', async () => {
    const [one, two] = [await film('films/one.mp4'), await film('films/two.mp4')];
    const [tag, other] = [await client.tag('Shore'), await client.tag('Hill')];
    await client.update('video', one, { title: 'One', tagIds: [tag], chapters: [{ startSeconds: 0, title: 'First' }] });
    await client.update('video', two, { title: 'Two', details: 'Wind', tagIds: [other], chapters: [{ startSeconds: 5, title: 'Last' }] });
    for (const videoId of [one, two]) await client.create('marker', { videoId, startSeconds: 7, title: 'Seven' });
    expect(codeOf(await edit(one, { edit: { kind: 'join', videoIds: [two] }, original: 'trash' }))).toBe('request.invalid');
    const { videoIds, fileIds } = await started(one, { edit: { kind: 'join', videoIds: [two] } });
    expect(asked[0]?.behind).toHaveLength(1);
    await analysed(fileState({ fileId: fileIds[0] ?? '', path: 'films/one - joined.mp4' }));
    expect(await get(videoIds[0] ?? '')).toMatchObject({
      title: 'One',
      details: 'Wind',
      tags: [{ id: other }, { id: tag }],
      chapters: [
        { startSeconds: 0, title: 'First' },
        { startSeconds: 65, title: 'Last' },
      ],
    });
    const { items } = await call(catalog.url, http.videoMarkers, anna, undefined, videoIds[0] ?? '');
    expect(items.map(({ startSeconds }) => startSeconds)).toEqual([7, 67]);
  });

  it('into ranges of its file leaves them the same', async () => {
    const file = fileState({ fileId: newId(), path: 'films/ranges.mp4' });
    const id = await analysed(file);
    const tag = await client.tag('Ranges');
    await client.update('video', id, { title: 'Ranges', details: 'Wind', tagIds: [tag], chapters: [{ startSeconds: 0, title: 'One' }] });
    for (const startSeconds of [5, 15]) await client.create('marker', { videoId: id, startSeconds, title: `At ${startSeconds}` });
    const part = async (body: object) => {
      const { status, body: made } = await send(catalog.url, 'POST', '/api/videos', anna, { fileId: file.fileId, ...body });
      expect(status, JSON.stringify(made)).toBe(201);
      return made as Video;
    };
    const markersOf = async (videoId: string) =>
      (await call(catalog.url, http.videoMarkers, anna, undefined, videoId)).items.map(({ title, startSeconds }) => [title, startSeconds]);
    const half = await part({ startSeconds: 10, endSeconds: 30, title: 'Half', videoId: id });
    expect(half).toMatchObject({ title: 'Half', details: 'Wind', tags: [{ id: tag }], chapters: [{ startSeconds: 0, title: 'One' }] });
    expect(await markersOf(half.id)).toEqual([['At 15', 5]]);
    // Of a range too, whose own time begins with it.
    const quarter = await part({ startSeconds: 14, endSeconds: 20, title: 'Quarter', videoId: half.id });
    expect(await markersOf(quarter.id)).toEqual([['At 15', 1]]);
    const other = await film('films/no range of it.mp4');
    const refused = await send(catalog.url, 'POST', '/api/videos', anna, {
      fileId: file.fileId,
      startSeconds: 0,
      endSeconds: 5,
      videoId: other,
    });
    expect(codeOf(refused)).toBe('entity.reference_missing');
  });

  it('and is a range of a file is cut by its own time', async () => {
    const file = fileState({ fileId: newId(), path: 'films/whole.mp4' });
    await analysed(file);
    const made = await send(catalog.url, 'POST', '/api/videos', anna, { fileId: file.fileId, startSeconds: 10, endSeconds: 30 });
    const { id } = made.body as Video;
    const plan = await send(catalog.url, 'POST', `/api/videos/${id}/file-edits/plan`, anna, { edit: cut([2, 8], [12, 40]) });
    expect(plan).toMatchObject({
      status: 200,
      body: { results: [{ pieces: [{ startSeconds: 2, endSeconds: 8 }] }, { pieces: [{ startSeconds: 12, endSeconds: 20 }] }], freeBytes },
    });
    await started(id, { edit: cut([2, 8]) });
    expect(asked[0]).toMatchObject({ edit: { parts: [{ startSeconds: 12, endSeconds: 18 }] } });
    for (const body of [{ edit: cut([2, 8]), original: 'trash' }, { edit: { kind: 'audio' } }])
      expect(codeOf(await edit(id, body))).toBe('video.is_part');
  });
});

describe('an edit', () => {
  it('for which there is no room is refused', async () => {
    const id = await film('films/large.mp4');
    freeBytes = 10;
    const answer = await edit(id, { edit: cut([0, 10]) });
    freeBytes = 1e12;
    expect([answer.status, codeOf(answer)]).toEqual([507, 'edit.no_space']);
  });

  it('that is refused is not waited for', async () => {
    const id = await film('films/refused.mp4');
    refusal = new AppError('edit.no_space', { path: '/x', needed: 1, free: 0 });
    const before = await catalog.database.query('SELECT FROM file_edit_result');
    expect(codeOf(await edit(id, { edit: cut([0, 10]) }))).toBe('edit.no_space');
    refusal = null;
    expect(await catalog.database.query('SELECT FROM file_edit_result')).toHaveLength(before.length);
  });

  it('is not tried for a client that left', async () => {
    const id = await film('films/tried.mp4');
    const leaving = new AbortController();
    const answer = fetch(`${catalog.url}/api/videos/${id}/file-edits/plan`, {
      method: 'POST',
      headers: { cookie: anna.cookie, 'content-type': 'application/json' },
      body: JSON.stringify({ edit: { kind: 'convert', codec: 'h264' }, sample: true }),
      signal: leaving.signal,
    });
    await until('the question', () => sampling === 1);
    leaving.abort();
    await expect(answer).rejects.toThrow();
    await until('transcode to learn that nobody waits', () => left.length === 1);
  });

  it('of a video that is not there is refused', async () => {
    const answer = await edit(newId(), { edit: { kind: 'audio' } });
    expect([answer.status, codeOf(answer)]).toEqual([404, 'video.not_found']);
  });
});

it('a video whose file is in the trash is shown nowhere until it is restored', async () => {
  const file = fileState({ fileId: newId(), path: 'films/thrown away.mp4' });
  const id = await analysed(file);
  const listed = async () =>
    ((await send(catalog.url, 'GET', `/api/videos?q=${encodeURIComponent('"thrown away"')}`, anna)).body as { items: Video[] }).items.map(
      (one) => one.id,
    );
  const tell = (state: Partial<FileState>) =>
    catalog.database.transaction((tx) => projection.fileStates(tx, [message({ ...file, ...state })]));
  expect(await listed()).toEqual([id]);
  await tell({ present: false, trashed: true });
  expect(await listed()).toEqual([]);
  await tell({ present: true, trashed: false });
  expect(await listed()).toEqual([id]);
});
