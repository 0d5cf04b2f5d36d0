import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { http, rpcs, type FileState, type PayloadOf, type RpcInput, type events } from '@reelm/contracts';
import { createLogger, Log, newId, type ObjectStore } from '@reelm/service-kit';
import { until } from '@reelm/testing';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, codeOf, send, signIn, startCatalog, type RunningCatalog } from '../testing/catalog.js';
import { analysis, fileState, libraryState, message, projectionOf } from '../testing/library.js';
import { answerFor } from '../testing/other-services.js';
import { CoversSweeper } from '../videos/covers-sweeper.js';
import { videoIdFor } from '../videos/video-id.js';
import { VideosRepository } from '../videos/videos.repository.js';

type MadeOfFile = PayloadOf<typeof events.fileMade>;

let catalog: RunningCatalog;
let cookie: { cookie: string };
const projection = projectionOf();
const asked: RpcInput<typeof rpcs.generateArtifacts>[] = [];
const files = ['beach.mp4', 'lake.mp4', 'hill.mp4'].map((path) => fileState({ path, libraryId: libraryState().libraryId }));
const [beach, lake, hill] = files as [FileState, FileState, FileState];
const [beachId, lakeId, hillId] = [beach, lake, hill].map((file) => videoIdFor(file.fileId)) as [string, string, string];

const made = (file: FileState, given: Pick<MadeOfFile, 'kind'> & Partial<MadeOfFile>): MadeOfFile => ({
  fileId: file.fileId,
  bytes: file.bytes,
  modifiedAt: file.modifiedAt,
  state: 'ready',
  objects: [],
  problem: null,
  seconds: 1.5,
  ...given,
});
const tell = (...payloads: MadeOfFile[]) =>
  catalog.database.transaction((tx) =>
    projection.made(
      tx,
      payloads.map((payload) => message(payload)),
    ),
  );

async function stored(file: FileState, name: string, contentType: string, body: string, version = 'v1') {
  const key = `files/${file.fileId}/${version}/${name}`;
  const path = join(catalog.folder, 'objects', key);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, body);
  return { name, key, version, contentType, bytes: body.length };
}

const get = (path: string, headers: Record<string, string> = {}) => send(catalog.url, 'GET', path, { ...cookie, headers });
const found = async (q: string) =>
  http.listVideos.response.parse((await get(`/api/videos?q=${encodeURIComponent(q)}`)).body).items.map(({ id }) => id);

beforeAll(async () => {
  catalog = await startCatalog();
  cookie = await signIn(catalog.url);
  answerFor(catalog.bus, rpcs.generateArtifacts, (request) => {
    asked.push(request);
    return { jobs: request.fileIds.length * request.kinds.length };
  });
  await catalog.database.transaction(async (tx) => {
    await projection.libraries(tx, [message(libraryState())]);
    await projection.fileStates(
      tx,
      files.map((file) => message(file)),
    );
    await projection.analysed(tx, [message({ ...analysis(beach, { durationSeconds: 100 }), seconds: 2.5 }), message(analysis(lake))]);
  });
});
afterAll(() => catalog.stop());

describe('what was made of a file', () => {
  it('shows on its video, in searches, and as a step', async () => {
    const preview = await stored(beach, 'preview.mp4', 'video/mp4', 'a short film');
    await tell(
      made(beach, { kind: 'preview', objects: [preview] }),
      made(beach, { kind: 'timeline', state: 'none' }),
      made(beach, { kind: 'subtitles', state: 'failed', problem: { code: 'media.undecodable', message: 'Broken.' } }),
    );
    const video = await call(catalog.url, http.getVideo, cookie, undefined, beachId);
    expect(video.previewUrl).toBe(`/api/videos/${beachId}/preview.mp4?v=v1`);
    expect(video.files[0]?.steps).toEqual([
      { kind: 'pictures', state: 'ready', seconds: 2.5, problem: null },
      { kind: 'fingerprint', state: 'missing', seconds: null, problem: null },
      { kind: 'preview', state: 'ready', seconds: 1.5, problem: null },
      { kind: 'timeline', state: 'none', seconds: 1.5, problem: null },
      { kind: 'subtitles', state: 'failed', seconds: 1.5, problem: { code: 'media.undecodable', message: 'Broken.' } },
      { kind: 'faces', state: 'missing', seconds: null, problem: null },
    ]);
    expect(await found('has:preview')).toEqual([beachId]);
    expect((await found('missing:timeline')).toSorted()).toEqual([beachId, lakeId, hillId].toSorted());
  });

  it('is sent in parts to players that ask for them', async () => {
    const whole = await get(`/api/videos/${beachId}/preview.mp4?v=v1`);
    expect([whole.status, whole.headers.get('content-type'), whole.headers.get('accept-ranges')]).toEqual([200, 'video/mp4', 'bytes']);
    expect(whole.headers.get('cache-control')).toContain('immutable');
    const part = await get(`/api/videos/${beachId}/preview.mp4?v=v1`, { range: 'bytes=2-6' });
    expect([part.status, part.headers.get('content-range'), part.headers.get('content-length')]).toEqual([206, 'bytes 2-6/12', '5']);
    expect((await get(`/api/videos/${beachId}/preview.mp4`, { range: 'bytes=12-' })).status).toBe(416);
    expect(codeOf(await get(`/api/videos/${beachId}/preview.webp`))).toBe('artifact.not_found');
    expect(codeOf(await get(`/api/videos/${newId()}/preview.mp4`))).toBe('video.not_found');
  });

  it('is newest-wins, and counts for the bytes alone that it was made of', async () => {
    const [older, newer] = [
      message(made(lake, { kind: 'timeline', state: 'failed' })),
      message(made(lake, { kind: 'timeline', state: 'none' })),
    ];
    await catalog.database.transaction((tx) => projection.made(tx, [newer]));
    await catalog.database.transaction((tx) => projection.made(tx, [older]));
    await tell(made(lake, { kind: 'preview', bytes: 1, objects: [await stored(lake, 'preview.mp4', 'video/mp4', 'old')] }));
    const video = await call(catalog.url, http.getVideo, cookie, undefined, lakeId);
    expect(video.files[0]?.steps.map(({ kind, state }) => [kind, state])).toEqual(
      expect.arrayContaining([
        ['timeline', 'none'],
        ['preview', 'missing'],
      ]),
    );
    expect(video.previewUrl).toBeNull();
  });

  it('may come before its file is told of', async () => {
    const late = fileState({ path: 'late.mp4' });
    await tell(made(late, { kind: 'preview', objects: [await stored(late, 'preview.mp4', 'video/mp4', 'x')] }));
    await catalog.database.transaction((tx) => projection.fileStates(tx, [message(late)]));
    expect((await call(catalog.url, http.getVideo, cookie, undefined, videoIdFor(late.fileId))).previewUrl).not.toBeNull();
    await catalog.database.query('DELETE FROM video WHERE id = $1', [videoIdFor(late.fileId)]).catch(() => undefined);
  });
});

describe('a timeline', () => {
  it('tells what is measured and what was watched most, of a range only what lies in it', async () => {
    const stored100 = JSON.stringify({
      durationSeconds: 100,
      waveform: Array.from({ length: 200 }, (_, at) => at),
      loudness: Array.from({ length: 100 }, (_, at) => at),
      motion: null,
    });
    await tell(made(beach, { kind: 'timeline', objects: [await stored(beach, 'timeline.json', 'application/json', stored100)] }));
    await call(catalog.url, http.reportPlay, cookie, { playId: newId(), positionSeconds: 12, playedSeconds: 2 }, beachId);
    const whole = await call(catalog.url, http.videoTimeline, cookie, undefined, beachId);
    expect(whole).toMatchObject({ durationSeconds: 100, motion: null });
    expect([whole.waveform?.length, whole.watched?.length, whole.watched?.slice(9, 13)]).toEqual([200, 100, [0, 1, 1, 0]]);
    const part = await call(catalog.url, http.createVideoPart, cookie, { fileId: beach.fileId, startSeconds: 50, endSeconds: 60 });
    const ofPart = await call(catalog.url, http.videoTimeline, cookie, undefined, part.id);
    expect([ofPart.durationSeconds, ofPart.loudness, ofPart.waveform?.[0]]).toEqual([10, [50, 51, 52, 53, 54, 55, 56, 57, 58, 59], 100]);
    await call(catalog.url, http.deleteVideo, cookie, undefined, part.id);
  });

  it('is empty where nothing was measured', async () => {
    expect(await call(catalog.url, http.videoTimeline, cookie, undefined, hillId)).toEqual({
      durationSeconds: 0,
      waveform: null,
      loudness: null,
      motion: null,
      pace: null,
      watched: null,
      cuts: null,
    });
  });
});

describe('the look of a file', () => {
  const look = {
    placeholder: Buffer.alloc(36, 7).toString('base64'),
    colours: ['#101010', '#c08040'],
    hashes: ['00000000000000ff'],
    cuts: [
      { seconds: 12.5, strength: 90 },
      { seconds: 55.25, strength: 60 },
    ],
  };
  const video = (id: string) => call(catalog.url, http.getVideo, cookie, undefined, id);

  it('is shown by its video, and its cuts along the film', async () => {
    await catalog.database.transaction((tx) =>
      projection.analysed(tx, [message({ ...analysis(beach, { durationSeconds: 100 }), look, seconds: 2.5 })]),
    );
    const { placeholder, colours } = await video(beachId);
    expect(colours).toEqual(look.colours);
    const bitmap = Buffer.from(placeholder?.replace('data:image/bmp;base64,', '') ?? '', 'base64');
    expect([
      bitmap.toString('latin1', 0, 2),
      bitmap.length,
      bitmap.readUInt32LE(2),
      bitmap.readInt32LE(18),
      bitmap.readInt32LE(22),
    ]).toEqual(['BM', 90, 90, 4, 3]);
    expect((await call(catalog.url, http.videoTimeline, cookie, undefined, beachId)).cuts).toEqual(look.cuts);
    expect(await video(lakeId)).toMatchObject({ placeholder: null, colours: [] });
  });

  it('is told apart from that of films whose cuts nobody looked for, and of those that gave none', async () => {
    const cuts = async () => (await call(catalog.url, http.artifactCoverage, cookie)).items.find(({ kind }) => kind === 'cuts');
    expect(await cuts()).toMatchObject({ ready: 1, none: 0, missing: 3, q: 'missing:cuts' });
    expect(await found('missing:cuts')).toEqual(expect.arrayContaining([lakeId, hillId]));
    expect(await found('missing:cuts')).not.toContain(beachId);
    await catalog.database.transaction((tx) => projection.analysed(tx, [message({ ...analysis(lake), look: { ...look, cuts: null } })]));
    expect(await cuts()).toMatchObject({ ready: 1, none: 1, missing: 2 });
    expect(await found('has:cuts')).toEqual([beachId]);
  });

  it('gives way to that of a chosen cover', async () => {
    const body = await sharp({ create: { width: 64, height: 36, channels: 3, background: '#ff8000' } })
      .jpeg()
      .toBuffer();
    await fetch(`${catalog.url}/api/videos/${beachId}/cover`, {
      method: 'POST',
      headers: { cookie: cookie.cookie, 'content-type': 'image/jpeg' },
      body: new Uint8Array(body),
    });
    const pixels = Buffer.from((await video(beachId)).placeholder?.split(',')[1] ?? '', 'base64').subarray(54);
    // Blue, green, red.
    expect(pixels[0]).toBeLessThan(10);
    expect(pixels[2]).toBeGreaterThan(245);
    expect((await call(catalog.url, http.resetVideoCover, cookie, undefined, beachId)).placeholder).toContain(look.placeholder);
  });
});

describe('a video that is a range of a file, and a marker', () => {
  const clips: RpcInput<typeof rpcs.clipOfFile>[] = [];
  beforeAll(() => {
    answerFor(catalog.bus, rpcs.clipOfFile, async (request) => {
      clips.push(request);
      const { key } = await stored(beach, `${request.startSeconds}.mp4`, 'video/mp4', `from ${request.startSeconds}`);
      return { key };
    });
  });

  it('have previews of their own, made when they are asked for', async () => {
    const part = await call(catalog.url, http.createVideoPart, cookie, { fileId: beach.fileId, startSeconds: 20, endSeconds: 60 });
    expect(part.previewUrl).toMatch(new RegExp(`^/api/videos/${part.id}/preview\\.mp4\\?v=[0-9a-f]{12}$`));
    const sent = await get(part.previewUrl ?? '');
    expect([sent.status, sent.body, sent.headers.get('cache-control')]).toEqual([200, 'from 20', expect.stringContaining('immutable')]);
    const marker = await call(catalog.url, http.createMarker, cookie, { videoId: part.id, startSeconds: 5, title: 'Wave' });
    const moment = await get(marker.previewUrl ?? '');
    expect([moment.status, moment.body, moment.headers.get('cache-control')]).toEqual([
      200,
      'from 25',
      expect.stringContaining('immutable'),
    ]);
    expect(clips).toEqual([
      { fileId: beach.fileId, startSeconds: 20, endSeconds: 60 },
      { fileId: beach.fileId, startSeconds: 25, endSeconds: 31 },
    ]);
    const onHill = await call(catalog.url, http.createMarker, cookie, { videoId: hillId, startSeconds: 5, title: 'Top' });
    expect(onHill.previewUrl).toBeNull();
    expect(codeOf(await get(`/api/markers/${onHill.id}/preview.mp4`))).toBe('artifact.not_found');
    await call(catalog.url, http.deleteVideo, cookie, undefined, part.id);
  });

  it('show pictures and subtitles of the range, by its own time', async () => {
    const track = { source: 'embedded', format: 'subrip', language: 'eng', title: null, default: true, forced: false, text: true } as const;
    const cues = 'WEBVTT\n\n00:00:05.000 --> 00:00:06.000\nBefore\n\n00:00:25.000 --> 00:00:26.000\nIn it\n';
    await tell(
      made(beach, { kind: 'subtitles', tracks: [{ ...track, id: '0' }], objects: [await stored(beach, '0.vtt', 'text/vtt', cues)] }),
    );
    await stored(beach, 'sprite.vtt', 'text/vtt', 'WEBVTT\n\n00:00:00.000 --> 00:00:30.000\nsprite.jpg#xywh=0,0,160,90\n\n00:00:30.000 --> 00:01:40.000\nsprite.jpg#xywh=160,0,160,90\n'); // prettier-ignore
    const part = await call(catalog.url, http.createVideoPart, cookie, { fileId: beach.fileId, startSeconds: 20, endSeconds: 60 });
    // The sheet of the file has one picture of it.
    expect(part.sprite).toMatchObject({
      url: `/api/videos/${part.id}/sprite.jpg?v=v1-20000-60000`,
      layout: { columns: 5, rows: 5, times: expect.arrayContaining([0.8, 39.2]) },
    });
    answerFor(catalog.bus, rpcs.sheetOfFile, async ({ fileId, layout }) => {
      expect([fileId, layout.times[0], layout.times.at(-1)]).toEqual([beach.fileId, 20.8, 59.2]);
      return { key: (await stored(beach, 'sheet.jpg', 'image/jpeg', 'a sheet')).key };
    });
    const sheet = await get(part.sprite?.url ?? '');
    expect([sheet.status, sheet.headers.get('content-type'), sheet.headers.get('cache-control')]).toEqual([
      200,
      'image/jpeg',
      expect.stringContaining('immutable'),
    ]);
    const { items } = await call(catalog.url, http.videoSubtitles, cookie, undefined, part.id);
    expect((await get(items[0]?.url ?? '')).body).toBe('WEBVTT\n\n00:00:05.000 --> 00:00:06.000\nIn it\n');
    expect((await get(part.sprite?.vttUrl ?? '')).body).toMatch(
      /^WEBVTT\n\n00:00:00.000 --> 00:00:01.600\nsprite.jpg\?v=v1-20000-60000#xywh=0,0,160,90\n\n/,
    );
    expect((await call(catalog.url, http.videoTimeline, cookie, undefined, part.id)).cuts).toEqual([{ seconds: 35.25, strength: 60 }]);
    answerFor(catalog.bus, rpcs.waveformOfFile, (request) => {
      expect(request).toEqual({ fileId: beach.fileId, startSeconds: 25, endSeconds: 27.5 });
      return { waveform: [0, 255] };
    });
    const detail = await get(`/api/videos/${part.id}/waveform?from=5&to=7.5`);
    expect([detail.status, detail.body]).toEqual([200, { startSeconds: 5, endSeconds: 7.5, waveform: [0, 255] }]);
    expect((await get(`/api/videos/${part.id}/waveform?from=7.5&to=5`)).status).toBe(400);
    expect((await get(`/api/videos/${part.id}/waveform?from=0&to=601`)).status).toBe(400);
    await call(catalog.url, http.deleteVideo, cookie, undefined, part.id);
  });
});

it('subtitles are listed with their addresses, pictures without', async () => {
  const track = { source: 'embedded', format: 'subrip', language: 'eng', title: null, default: true, forced: false } as const;
  await tell(
    made(lake, {
      kind: 'subtitles',
      tracks: [
        { ...track, id: '0', text: true },
        { ...track, id: '1', format: 'hdmv_pgs_subtitle', text: false },
      ],
      objects: [await stored(lake, '0.vtt', 'text/vtt; charset=utf-8', 'WEBVTT\n')],
    }),
  );
  const { items } = await call(catalog.url, http.videoSubtitles, cookie, undefined, lakeId);
  expect(items).toMatchObject([
    { id: '0', language: 'eng', url: `/api/videos/${lakeId}/subtitles/0?v=v1` },
    { id: '1', url: null },
  ]);
  const text = await get(items[0]?.url ?? '');
  expect([text.status, text.headers.get('content-type'), text.headers.get('x-content-type-options'), text.body]).toEqual([
    200,
    'text/vtt; charset=utf-8',
    'nosniff',
    'WEBVTT\n',
  ]);
  expect(codeOf(await get(`/api/videos/${lakeId}/subtitles/1`))).toBe('artifact.not_found');
  expect(codeOf(await get(`/api/videos/${lakeId}/subtitles/..%2F0`))).toBe('request.invalid');
  expect((await call(catalog.url, http.videoSubtitles, cookie, undefined, hillId)).items).toEqual([]);
});

describe('asking for artifacts', () => {
  const asks = async (body: object): Promise<typeof asked> => {
    asked.length = 0;
    const job = await call(catalog.url, http.generateArtifacts, cookie, body);
    await until('the job to end', async () => {
      const [row] = await catalog.database.query<{ state: string }>('SELECT state FROM job WHERE id = $1', [job.id]);
      return row?.state === 'succeeded';
    });
    expect(asked.every(({ parentId }) => parentId === job.id)).toBe(true);
    return [...asked];
  };
  const filesOf = (requests: typeof asked) => requests.flatMap(({ fileIds }) => fileIds).toSorted();

  it('of some videos, of a search, or of a library names their files', async () => {
    expect(await asks({ kinds: ['preview', 'subtitles'], target: { ids: [beachId, newId()] }, mode: 'force' })).toMatchObject([
      { kinds: ['preview', 'subtitles'], mode: 'force', fileIds: [beach.fileId] },
    ]);
    expect(filesOf(await asks({ kinds: ['timeline'], target: { q: 'path:lake' } }))).toEqual([lake.fileId]);
    const everything = await asks({ kinds: ['timeline'], target: { libraryId: libraryState().libraryId } });
    expect(filesOf(everything)).toEqual(expect.arrayContaining([beach.fileId, hill.fileId, lake.fileId]));
    expect(filesOf(await asks({ kinds: ['timeline'], target: { q: 'path:mp4', except: [beachId] } }))).not.toContain(beach.fileId);
  });

  it('says what is wrong with a search', async () => {
    const body = { kinds: ['preview'], target: { q: 'rating>abc' } };
    const wrong = await send(catalog.url, 'POST', '/api/artifacts/generate', cookie, body);
    expect(codeOf(wrong)).toBe('query.invalid');
  });
});

describe('a cover that somebody chose', () => {
  const picture = (colour: string) =>
    sharp({ create: { width: 64, height: 36, channels: 3, background: colour } })
      .jpeg()
      .toBuffer();
  const upload = async (body: Buffer, id = beachId) => {
    const response = await fetch(`${catalog.url}/api/videos/${id}/cover`, {
      method: 'POST',
      headers: { cookie: cookie.cookie, 'content-type': 'image/jpeg' },
      body: new Uint8Array(body),
    });
    return { status: response.status, body: (await response.json()) as { coverUrl?: string; error?: { code: string } } };
  };
  const shown = async () => (await call(catalog.url, http.getVideo, cookie, undefined, beachId)).coverUrl;

  it('wins over the one that is made, at once and for good, and can be taken back', async () => {
    const automatic = await shown();
    const first = await upload(await picture('red'));
    expect(first.status).toBe(200);
    expect([first.body.coverUrl, await shown()]).toEqual([await shown(), first.body.coverUrl]);
    expect(first.body.coverUrl).not.toBe(automatic);
    const sent = await get(first.body.coverUrl ?? '');
    expect([sent.status, sent.headers.get('content-type')]).toEqual([200, 'image/webp']);
    const second = await upload(await picture('blue'));
    expect(second.body.coverUrl).not.toBe(first.body.coverUrl);
    await catalog.database.transaction((tx) => projection.analysed(tx, [message(analysis(beach, { durationSeconds: 100 }, 'v2'))]));
    expect(await shown()).toBe(second.body.coverUrl);
    expect((await call(catalog.url, http.resetVideoCover, cookie, undefined, beachId)).coverUrl).toBe(`/api/videos/${beachId}/cover?v=v2`);
    expect(await readdir(join(catalog.folder, 'objects', 'covers', beachId)).catch(() => [])).toEqual([]);
  });

  it('may be any frame of the film', async () => {
    answerFor(catalog.bus, rpcs.takeFrame, async ({ fileId, seconds }) => {
      expect([fileId, seconds]).toEqual([beach.fileId, 12.5]);
      await mkdir(join(catalog.folder, 'objects', 'frames'), { recursive: true });
      await writeFile(join(catalog.folder, 'objects', 'frames', 'one.jpg'), await picture('green'));
      return { key: 'frames/one.jpg' };
    });
    const before = await shown();
    const { coverUrl } = await call(catalog.url, http.takeVideoCover, cookie, { seconds: 12.5 }, beachId);
    expect([coverUrl === before, await shown()]).toEqual([false, coverUrl]);
    expect(codeOf(await send(catalog.url, 'POST', `/api/videos/${beachId}/cover/frame`, cookie, { seconds: 1_000 }))).toBe(
      'video.range_invalid',
    );
  });

  it('goes along when its video is merged, and is left alone by the sweeper, which removes what is of no video', async () => {
    const { body } = await upload(await picture('yellow'), hillId);
    const version = (body.coverUrl ?? '').split('?v=')[1];
    await call(catalog.url, http.mergeVideos, cookie, { from: [hillId] }, lakeId);
    const { coverUrl } = await call(catalog.url, http.getVideo, cookie, undefined, lakeId);
    expect(coverUrl).toBe(`/api/videos/${lakeId}/cover?v=${version}`);
    const [row] = await catalog.database.query<{ key: string }>('SELECT cover_key AS key FROM video WHERE id = $1', [lakeId]);
    const [kept, lost, young] = [row?.key ?? '', `covers/${newId()}/lost.webp`, `covers/${newId()}/young.webp`];
    const removed: string[] = [];
    const store = {
      list: () => Readable.from([kept, lost, young].map((key) => ({ key, size: 1, modifiedAt: new Date(key === young ? 2_000 : 0) }))),
      remove: (keys: readonly string[]) => Promise.resolve(void removed.push(...keys)),
    } as Partial<ObjectStore> as ObjectStore;
    const log = new Log(createLogger('catalog', 'silent'));
    await new CoversSweeper(new VideosRepository(catalog.database), store, log).sweep(new Date(1_000));
    expect(removed).toEqual([lost]);
  });

  it('is refused where it is no picture, or of no video', async () => {
    expect((await upload(Buffer.from('<script>'))).body.error?.code).toBe('picture.not_image');
    expect((await upload(await picture('red'), newId())).body.error?.code).toBe('video.not_found');
  });
});

it('a sample of the settings can be looked at by administrators', async () => {
  const name = `${newId()}.jpg`;
  answerFor(catalog.bus, rpcs.sampleArtifact, async ({ fileId, kind }) => {
    expect([fileId, kind]).toEqual([beach.fileId, 'pictures']);
    await mkdir(join(catalog.folder, 'objects', 'samples'), { recursive: true });
    await writeFile(join(catalog.folder, 'objects', 'samples', name), 'a sheet');
    return { key: `samples/${name}`, bytes: 7, seconds: 1.5, layout: null };
  });
  const sample = await call(catalog.url, http.sampleArtifact, cookie, { videoId: beachId, kind: 'pictures' });
  expect(sample).toEqual({ url: `/api/artifacts/sample/${name}`, bytes: 7, seconds: 1.5, layout: null, videos: expect.any(Number) });
  const sent = await get(sample.url);
  expect([sent.status, sent.body]).toEqual([200, 'a sheet']);
  expect(codeOf(await get(`/api/artifacts/sample/${newId()}.mp4`))).toBe('artifact.not_found');
  expect(codeOf(await get('/api/artifacts/sample/..%2Fcovers'))).toBe('request.invalid');
  expect(codeOf(await send(catalog.url, 'POST', '/api/artifacts/sample', cookie, { videoId: newId(), kind: 'preview' }))).toMatch(
    /not_found|missing/,
  );
});

it('coverage counts every video once for each kind', async () => {
  const { items } = await call(catalog.url, http.artifactCoverage, cookie);
  for (const { total, ready, none, failed, missing } of items) expect(ready + none + failed + missing).toBe(total);
  expect(items.find(({ kind }) => kind === 'preview')).toMatchObject({ failed: 0, q: 'missing:preview', bytes: expect.any(Number) });
  expect(items.find(({ kind }) => kind === 'subtitles')).toMatchObject({ ready: 2, failed: 0 });
  expect(items.find(({ kind }) => kind === 'pictures')).toMatchObject({ ready: 2 });
});
