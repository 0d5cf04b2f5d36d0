import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { http, rpcs, type PlaybackPlan } from '@reelm/contracts';
import { until } from '@reelm/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { call, codeOf, send, signIn, startCatalog, type Caller, type RunningCatalog } from '../testing/catalog.js';
import { analysis, fileState, libraryState, message, projectionOf } from '../testing/library.js';
import { answerFor } from '../testing/other-services.js';
import { videoIdFor } from '../videos/video-id.js';

let catalog: RunningCatalog;
let transcode: Server;
let anna: Caller;
const file = fileState();
const other = fileState({ path: 'other.mp4' });
const videoId = videoIdFor(file.fileId);
let partId: string;
/** What transcode was asked over HTTP, and whether the asker left before the answer. */
let asked: { url: URL; left: boolean }[] = [];
let questions: unknown[] = [];

const plan: PlaybackPlan = {
  way: 'remux',
  reason: { code: 'remux.container', message: 'Because.' },
  type: 'hls',
  version: 'abc',
  path: 'master.m3u8?sound=copy-0&qualities=copy,720p',
  durationSeconds: 61.5,
  width: 1920,
  height: 1080,
  frameRate: 25,
  hdr: false,
  qualities: [
    { id: 'original', way: 'remux', width: 1920, height: 1080, bitRate: 1, keepsUp: true, path: 'copy/copy-0/index.m3u8' },
    { id: '720p', way: 'transcode', width: 1280, height: 720, bitRate: 1, keepsUp: true, path: '720p/aac-0/index.m3u8' },
  ],
  audioTracks: [],
  audioTrack: null,
  keepsUp: true,
  suggestedQuality: null,
  refusal: null,
};

beforeAll(async () => {
  transcode = createServer((request: IncomingMessage, response) => {
    const seen = { url: new URL(request.url ?? '/', 'http://transcode'), left: false };
    asked.push(seen);
    response.on('close', () => (seen.left = !response.writableFinished));
    if (seen.url.pathname.endsWith('/7.m4s')) return;
    if (seen.url.pathname.endsWith('/8.m4s')) {
      const error = { code: 'stream.machine_full', message: 'Full.', details: { running: 2 }, correlationId: 'x' };
      response.writeHead(503, { 'content-type': 'application/json' }).end(JSON.stringify({ error }));
    } else response.writeHead(200, { 'content-type': 'video/mp4', 'content-length': '5' }).end('bytes');
  });
  await new Promise<void>((resolve) => transcode.listen(0, '127.0.0.1', resolve));
  catalog = await startCatalog({ REELM_TRANSCODE_URL: `http://127.0.0.1:${(transcode.address() as AddressInfo).port}` });
  anna = await signIn(catalog.url);
  const projection = projectionOf();
  await catalog.database.transaction(async (tx) => {
    await projection.libraries(tx, [message(libraryState())]);
    await projection.fileStates(tx, [message(file), message(other)]);
    await projection.analysed(tx, [message(analysis(file))]);
  });
  partId = (await call(catalog.url, http.createVideoPart, anna, { fileId: file.fileId, startSeconds: 4, endSeconds: 12 })).id;
  answerFor(catalog.bus, rpcs.planPlayback, (question) => {
    questions.push(question);
    return plan;
  });
});
beforeEach(() => {
  asked = [];
  questions = [];
});
afterAll(async () => {
  await catalog.stop();
  transcode.closeAllConnections();
  transcode.close();
});

const stream = (id: string, below: string) => `/api/videos/${id}/hls/${file.fileId}/${below}`;

describe('a player that asks how to play', () => {
  it('is given addresses that carry the version, itself and where it begins', async () => {
    const playback = await call(catalog.url, http.playVideo, anna, { client: { videoCodecs: ['h264'] }, startSeconds: 30 }, videoId);
    expect(questions).toMatchObject([
      { fileId: file.fileId, range: null, audioTrack: null, client: { videoCodecs: ['h264'], containers: ['mp4'] } },
    ]);
    expect(playback).toMatchObject({ fileId: file.fileId, way: 'remux', type: 'hls' });
    const url = new URL(playback.url, catalog.url);
    expect(url.pathname).toBe(stream(videoId, 'master.m3u8'));
    expect(Object.fromEntries(url.searchParams)).toMatchObject({ sound: 'copy-0', qualities: 'copy,720p', v: 'abc', at: '30' });
    expect(url.searchParams.get('player')).toMatch(/^[\w-]{10,64}$/);
    expect(playback.qualities[1]?.url).toContain(stream(videoId, '720p/aac-0/index.m3u8?v=abc'));
  });

  it('names a part of a file', async () => {
    await call(catalog.url, http.playVideo, anna, {}, partId);
    expect(questions).toMatchObject([{ fileId: file.fileId, range: { startSeconds: 4, endSeconds: 12 } }]);
  });

  it('is not told of a file of another video', async () => {
    const answer = await send(catalog.url, 'POST', `/api/videos/${videoId}/playback`, anna, { fileId: other.fileId });
    expect([answer.status, codeOf(answer)]).toEqual([404, 'video.not_found']);
  });
});

describe('a piece of a stream', () => {
  it('comes from transcode, and may be kept under its version alone', async () => {
    const versioned = await send(catalog.url, 'GET', stream(videoId, 'copy/copy-0/3.m4s?v=abc&player=p'), anna);
    expect([versioned.status, versioned.body]).toEqual([200, 'bytes']);
    expect(versioned.headers.get('cache-control')).toBe('private, max-age=86400, immutable');
    expect(versioned.headers.get('content-length')).toBe('5');
    expect(asked[0]?.url.pathname).toBe(`/streams/${file.fileId}/copy/copy-0/3.m4s`);
    expect(Object.fromEntries(asked[0]?.url.searchParams ?? [])).toEqual({ v: 'abc', player: 'p' });
    for (const below of ['copy/copy-0/3.m4s', 'copy/copy-0/index.m3u8?v=abc', 'master.m3u8?v=abc&sound=none&qualities=copy'])
      expect((await send(catalog.url, 'GET', stream(videoId, below), anna)).headers.get('cache-control')).toBe('private, no-cache');
  });

  it('of a part of a file is asked for with its range, whatever the player says', async () => {
    await send(catalog.url, 'GET', stream(partId, 'copy/none/0.m4s?start=0&end=999'), anna);
    expect(Object.fromEntries(asked[0]?.url.searchParams ?? [])).toMatchObject({ start: '4', end: '12' });
    await send(catalog.url, 'GET', stream(videoId, 'copy/none/0.m4s?start=0&end=999'), anna);
    expect(asked[1]?.url.searchParams.has('start')).toBe(false);
  });

  it('that is refused says why, and is not kept', async () => {
    const answer = await send(catalog.url, 'GET', stream(videoId, 'copy/none/8.m4s?v=abc'), anna);
    expect([answer.status, codeOf(answer)]).toEqual([503, 'stream.machine_full']);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('retry-after')).toBe('2');
  });

  it('is not made for a client that left', async () => {
    const leaving = new AbortController();
    const answer = fetch(catalog.url + stream(videoId, 'copy/none/7.m4s'), {
      headers: { cookie: anna.cookie ?? '' },
      signal: leaving.signal,
    });
    await until('the question', () => asked.length === 1);
    leaving.abort();
    await expect(answer).rejects.toThrow();
    await until('transcode to learn that nobody waits', () => asked[0]?.left);
  });

  it.each(['copy/none/x.m4s', 'copy/none/1.m4s%3fstart=1', '..%2f..%2fhealth/none/index.m3u8', 'copy/evil/index.m3u8'])(
    'is not %s',
    async (below) => {
      const answer = await send(catalog.url, 'GET', stream(videoId, below), anna);
      expect(answer.status).toBe(400);
      expect(asked).toEqual([]);
    },
  );

  it('waits for no service that is away', async () => {
    await catalog.restart({ REELM_TRANSCODE_URL: 'http://127.0.0.1:9' });
    const answer = await send(catalog.url, 'GET', stream(videoId, 'copy/none/0.m4s'), await signIn(catalog.url));
    expect([answer.status, codeOf(answer)]).toEqual([503, 'service.unavailable']);
  });
});
