import { execFile } from 'node:child_process';
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { http, jobs, type Video } from '@reelm/contracts';
import { startStack, type Stack } from '@reelm/local';
import { ApiClient, nothingAutomatic, temporaryFolder, until, type TemporaryFolder } from '@reelm/testing';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expected, sameContent, type Expected } from './expected.js';

const run = promisify(execFile);
const byText = (a: string, b: string) => (a < b ? -1 : 1);
const mediaFolder = process.env['REELM_TEST_MEDIA'];
const account = { username: 'owner', password: 'a long enough password' };

/** Without the test media: a few files made on the spot, so that the path itself is always walked. */
const generated: Record<string, Expected> = {
  'films/bars.mp4': { state: 'ready', codec: 'h264', size: [320, 180], seconds: 4 },
  'films/waves.webm': { state: 'ready', codec: 'vp9', size: [160, 120], seconds: 2 },
  'films/copy of waves.webm': { state: 'ready', codec: 'vp9', size: [160, 120], seconds: 2 },
  'broken/empty.mp4': { state: 'failed', code: 'media.empty' },
  'broken/text.mp4': { state: 'failed', code: 'media.unreadable' },
  'broken/tone.mp4': { state: 'failed', code: 'media.no_video' },
};

const services = ['catalog', 'ingest', 'transcode', 'faces', 'stashbox'];
const settledFiles = `SELECT 1 FROM catalog.video_file WHERE state IN ('ready', 'failed')`;
/** Asked of the owners: the page of jobs learns what there is to do a moment later. */
const openWork = services
  .map(
    (name) =>
      `SELECT 1 FROM ${name}.job WHERE state IN ('queued', 'running') UNION ALL SELECT 1 FROM ${name}.outbox WHERE published_at IS NULL`,
  )
  .join(' UNION ALL ');

const generate = async (root: string) => {
  const make = (name: string, ...args: string[]) => run('ffmpeg', ['-nostdin', '-v', 'error', ...args, join(root, name)]);
  await Promise.all(['films', 'broken'].map((name) => mkdir(join(root, name), { recursive: true })));
  await make('films/bars.mp4', '-f', 'lavfi', '-i', 'testsrc2=s=320x180:d=4', '-c:v', 'libx264', '-pix_fmt', 'yuv420p');
  await make('films/waves.webm', '-f', 'lavfi', '-i', 'mandelbrot=s=160x120', '-t', '2', '-c:v', 'libvpx-vp9', '-cpu-used', '8');
  await cp(join(root, 'films/waves.webm'), join(root, 'films/copy of waves.webm'));
  await make('broken/tone.mp4', '-f', 'lavfi', '-i', 'sine=d=2', '-c:a', 'aac');
  await writeFile(join(root, 'broken/empty.mp4'), '');
  await writeFile(join(root, 'broken/text.mp4'), 'this is not a film at all');
};

const table = mediaFolder === undefined ? generated : expected;
const twins = mediaFolder === undefined ? (['films/waves.webm', 'films/copy of waves.webm'] as const) : sameContent;

describe(`from a folder to a library, on ${mediaFolder === undefined ? 'generated media (REELM_TEST_MEDIA is not set)' : 'the test media'}`, () => {
  let folder: TemporaryFolder;
  let stack: Stack;
  let api: ApiClient;
  let files: Map<string, { video: Video; file: Video['files'][number] }>;

  const rows = async (sql: string): Promise<Record<string, unknown>[]> => {
    const client = new pg.Client({ connectionString: stack.adminDatabaseUrl });
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(sql)).rows;
    } finally {
      await client.end();
    }
  };

  beforeAll(async () => {
    folder = await temporaryFolder();
    const library = join(folder.path, 'library');
    await mkdir(library);
    if (mediaFolder === undefined) await generate(library);
    else {
      for (const path of Object.keys(expected)) {
        await mkdir(dirname(join(library, path)), { recursive: true });
        await cp(join(mediaFolder, path), join(library, path), { preserveTimestamps: true });
      }
    }
    stack = await startStack({ dataDirectory: join(folder.path, 'data'), web: 'none' });
    api = new ApiClient(stack.url);
    await api.setUp(stack.setupToken() ?? '', account);
    // Their own tests compute fingerprints; of all these files they would cost more than everything else.
    await api.call(http.updateArtifactSettings, { body: nothingAutomatic });
    await api.call(http.createLibrary, { body: { name: 'Everything', path: library } });
    await until('every file to be in a final state', async () => (await rows(settledFiles)).length >= Object.keys(table).length, 600_000);
    await until('all work to be done and told', async () => (await rows(openWork)).length === 0, 60_000);
    files = new Map();
    for (const card of (await api.call(http.listVideos, { query: { limit: 200 } })).items) {
      const video = await api.call(http.getVideo, { params: { id: card.id } });
      for (const file of video.files) files.set(file.path, { video, file });
    }
  }, 900_000);

  afterAll(async () => {
    await stack?.stop();
    await folder?.remove();
  }, 60_000);

  test.each(Object.entries(table))('%s', async (path, want) => {
    const found = files.get(path);
    if (found === undefined) throw new Error('not in the library');
    const { video, file } = found;
    if (want.state === 'failed') {
      expect({ state: file.state, code: file.problem?.code }).toEqual({ state: 'failed', code: want.code });
      expect(file.problem?.message).not.toMatch(/\{|undefined/);
      return;
    }
    expect({ state: file.state, codec: file.media?.videoCodec, size: [file.media?.width, file.media?.height] }).toEqual({
      state: 'ready',
      codec: want.codec,
      size: want.size,
    });
    if (want.seconds !== null) expect(Math.abs((file.media?.durationSeconds ?? 0) - want.seconds)).toBeLessThan(0.1);

    if (video.coverUrl === null || video.sprite === null) throw new Error('no pictures');
    const cover = await api.fetch(video.coverUrl);
    expect(cover.headers.get('cache-control')).toContain('immutable');
    const [coverWidth, coverHeight] = await pictureSize(cover);
    expect(coverWidth / coverHeight).toBeCloseTo(want.size[0] / want.size[1], 1);

    const { layout } = video.sprite;
    const sheet = await pictureSize(await api.fetch(video.sprite.url));
    expect(sheet).toEqual([layout.columns * layout.cellWidth, layout.rows * layout.cellHeight]);
    const cues = parseVtt(await (await api.fetch(video.sprite.vttUrl)).text());
    expect(cues).toHaveLength(layout.times.length);
    for (const [index, cue] of cues.entries()) {
      expect(cue.end).toBeGreaterThan(cue.start);
      expect(cue.start).toBeGreaterThanOrEqual(cues[index - 1]?.end ?? 0);
      expect(cue.x + cue.w).toBeLessThanOrEqual(sheet[0]);
      expect(cue.y + cue.h).toBeLessThanOrEqual(sheet[1]);
    }
    expect([...layout.times].sort((a, b) => a - b)).toEqual(layout.times);
    if (want.seconds !== null) expect(Math.max(...layout.times)).toBeLessThanOrEqual(want.seconds + 0.1);
  });

  test('the same content at two places is one video with two files', async () => {
    const [one, other] = twins;
    await until(
      'the two files to come together',
      async () => {
        const video = await api.call(http.getVideo, { params: { id: files.get(one)?.video.id ?? '' } }).catch(() => undefined);
        const twin = await api.call(http.getVideo, { params: { id: files.get(other)?.video.id ?? '' } }).catch(() => undefined);
        const paths = (video ?? twin)?.files.map((file) => file.path).sort(byText);
        return JSON.stringify(paths) === JSON.stringify([one, other].sort(byText));
      },
      30_000,
    );
  });

  test('bytes come by ranges, exactly', async () => {
    const { video } = files.get(Object.keys(table)[0] ?? '') ?? {};
    const whole = Buffer.from(await (await api.fetch(`/api/videos/${video?.id}/stream`)).arrayBuffer());
    expect(whole.length).toBe(video?.files[0]?.bytes);
    const part = await api.fetch(`/api/videos/${video?.id}/stream`, { headers: { range: 'bytes=100-199' } });
    expect(part.status).toBe(206);
    expect(part.headers.get('content-range')).toBe(`bytes 100-199/${whole.length}`);
    expect(Buffer.from(await part.arrayBuffer())).toEqual(whole.subarray(100, 200));
  });

  test('only files that cannot become a video have a failed job, and nothing is stuck or undelivered', async () => {
    const failing = Object.values(table).filter((want) => want.state === 'failed');
    const failed = async () => (await api.call(http.listJobs, { query: { state: 'failed', limit: 200 } })).items;
    await until('the failed jobs to be on the page of jobs', async () => (await failed()).length >= failing.length);
    const codes = (await failed()).map((job) => job.error?.code ?? 'none').sort(byText);
    expect(codes).toEqual(failing.map((want) => (want.state === 'failed' ? want.code : '')).sort(byText));
    expect((await api.call(http.listDeadLetters)).items).toEqual([]);
  });

  test('a second scan does nothing', async () => {
    const facts = () => rows(`SELECT count(*)::int AS facts FROM ingest.outbox WHERE subject LIKE 'ingest.file.%'`);
    // Covers with faces may still be taken meanwhile.
    const analyses = () =>
      rows(`SELECT count(*)::int AS jobs, sum(attempt)::int AS attempts FROM transcode.job WHERE kind = '${jobs.analyze.kind}'`);
    const before = [await facts(), await analyses()];
    const [library] = (await api.call(http.listLibraries)).items;
    const scan = await api.call(http.scanLibrary, { params: { id: library?.id ?? '' } });
    await until('the scan', async () => (await api.call(http.getJob, { params: { id: scan.id } })).state === 'succeeded', 30_000);
    expect([await facts(), await analyses()]).toEqual(before);
  });

  test('faces are found where models are configured, and missed with a remedy where they are not', async () => {
    const status = (await api.call(http.systemStatus)).services.find((service) => service.service === 'faces');
    const models = process.env['REELM_FACE_MODELS'];
    if (models === undefined) {
      expect(status?.warnings.map((warning) => warning.code)).toContain('faces.models_missing');
      return;
    }
    expect(status?.warnings).toEqual([]);
    if (mediaFolder === undefined) return;
    const faces = async (path: string) =>
      (await api.call(http.videoFaces, { params: { id: files.get(path)?.video.id ?? '' } })).items.length;
    await until('the face of one reader', async () => (await faces('people/book.mkv')) > 0);
    await until('the faces of all signers', async () => (await faces('derived/signers-compilation.mp4')) > 3);
    expect(await faces('film/flower.mp4')).toBe(0);
  });
});

/** Width and height out of a JPEG's frame header. */
async function pictureSize(answer: Response): Promise<[number, number]> {
  expect(answer.status).toBe(200);
  const bytes = Buffer.from(await answer.arrayBuffer());
  expect(bytes.readUInt16BE(0)).toBe(0xffd8);
  for (let at = 2; at < bytes.length - 9; at += 2 + bytes.readUInt16BE(at + 2)) {
    const marker = bytes.readUInt8(at + 1);
    // SOF0 to SOF2 hold the size; others in this range are tables.
    if (marker >= 0xc0 && marker <= 0xc2) return [bytes.readUInt16BE(at + 7), bytes.readUInt16BE(at + 5)];
  }
  throw new Error('no frame header');
}

function parseVtt(text: string) {
  expect(text.startsWith('WEBVTT')).toBe(true);
  const seconds = (stamp: string) => stamp.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
  return [...text.matchAll(/([\d:.]+) --> ([\d:.]+)\n\S*#xywh=(\d+),(\d+),(\d+),(\d+)/g)].map(([, start, end, ...box]) => {
    const [x = NaN, y = NaN, w = NaN, h = NaN] = box.map(Number);
    return { start: seconds(start ?? ''), end: seconds(end ?? ''), x, y, w, h };
  });
}
