import { execFile } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { events, FileEdit, jobs, rpcs, type FileState, type TimeRange } from '@reelm/contracts';
import { Bus, JobQueue, newId, ObjectStore } from '@reelm/service-kit';
import { until } from '@reelm/testing';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { z } from 'zod';
import { ffmpeg, TranscodeHouse } from '../testing/transcode.js';
import { ConversionsRepository } from './conversions.repository.js';
import { EditsService } from './edits.service.js';
import { effortOf } from './estimate.js';

// Films are made, cut and decoded again, on machines that may have other work.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 120_000 });

let house: TranscodeHouse;
beforeAll(async () => {
  house = await TranscodeHouse.start();
});
afterAll(() => house.stop());

const frameRate = 24;
/** Coded as films are: frames that refer to later ones, a keyframe every two seconds. */
const coding = '-c:v libx264 -preset ultrafast -bf 2 -g 48 -keyint_min 48 -sc_threshold 0 -pix_fmt yuv420p'.split(' ');

const add = async (name: string, seconds: number, args: readonly string[], size = '160x90'): Promise<FileState> => {
  const inputs = [
    '-f',
    'lavfi',
    '-i',
    `testsrc2=s=${size}:r=${frameRate}:d=${seconds}`,
    '-f',
    'lavfi',
    '-i',
    `sine=f=440:r=48000:d=${seconds}`,
  ];
  return addFilm(name, [...inputs, ...args]);
};
const addFilm = async (name: string, args: readonly string[]): Promise<FileState> => {
  await ffmpeg([...args, join(house.libraryPath, name)]);
  const file = await house.stateOnDisk(name);
  await house.publish(events.fileAdded, file);
  await until(`the row of ${name}`, () => house.stateOf(file.fileId));
  return file;
};

const edits = () => house.service.app.get(EditsService);
const plan = (file: FileState, edit: z.input<typeof FileEdit>, behind: string[] = []) =>
  edits().plan(file.fileId, FileEdit.parse(edit), { behind });

/** Has an edit done; the results as files, in order. */
async function done(
  file: FileState,
  given: z.input<typeof FileEdit>,
  behind: string[] = [],
): Promise<{ path: string; pieces: TimeRange[] }[]> {
  const edit = FileEdit.parse(given);
  const { results } = await plan(file, edit, behind);
  const wanted = results.map(({ pieces }, at) => ({ fileId: newId(), suffix: ` - ${at + 1}`, pieces }));
  const editId = newId();
  const job = await edits().start({ editId, fileId: file.fileId, edit, behind, original: 'keep', results: wanted });
  const edited = await until(
    'the results',
    async () => {
      const [failed] = await house.query<{ error: unknown }>(`SELECT error FROM job WHERE id = $1 AND state = 'failed'`, [job.id]);
      if (failed) throw new Error(JSON.stringify(failed.error));
      return (await house.told(events.fileEdited, file.fileId)).find((one) => one.editId === editId);
    },
    150_000,
  );
  expect(edited).toMatchObject({ jobId: job.id, libraryId: house.libraryId, original: 'keep', label: file.path });
  expect(edited.results.map(({ fileId, suffix }) => ({ fileId, suffix }))).toEqual(
    wanted.map(({ fileId, suffix }) => ({ fileId, suffix })),
  );
  const paths: string[] = [];
  for (const { key, extension, bytes } of edited.results) {
    const path = join(house.folder, `${newId()}.${extension}`);
    await pipeline((await house.service.app.get(ObjectStore).get(key)).stream, createWriteStream(path));
    expect((await stat(path)).size).toBe(bytes);
    paths.push(path);
  }
  return paths.map((path, at) => ({ path, pieces: results[at]?.pieces ?? [] }));
}

/** Frames as they are shown: when, and what. */
async function framesOf(path: string): Promise<{ seconds: number; hash: string }[]> {
  const args = ['-v', 'error', '-i', path, '-map', '0:v', '-fps_mode', 'passthrough', '-enc_time_base', '1/90000', '-f', 'framemd5', '-'];
  const { stdout, stderr } = await promisify(execFile)('ffmpeg', args, { maxBuffer: 2 ** 26 });
  expect(stderr).toBe('');
  return stdout
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split(/,\s*/))
    .map(([, , time, , , hash = '']) => ({ seconds: Number(time) / 90_000, hash }));
}

const probe = async (
  path: string,
): Promise<{ streams: { codec_type: string; codec_name: string; duration?: string; height?: number }[]; format: { duration: string } }> =>
  JSON.parse((await promisify(execFile)('ffprobe', ['-v', 'error', '-of', 'json', '-show_streams', '-show_format', path])).stdout);

/** Seconds of sound that can be heard. */
async function soundSeconds(path: string): Promise<number> {
  const { stdout } = await promisify(execFile)(
    'ffmpeg',
    ['-v', 'error', '-i', path, '-map', '0:a', '-ac', '1', '-ar', '8000', '-f', 's16le', '-'],
    {
      maxBuffer: 2 ** 26,
      encoding: 'buffer',
    },
  );
  const samples = new Int16Array(stdout.buffer, stdout.byteOffset, stdout.length / 2);
  return samples.filter((sample, at) => Math.abs(sample) > 100 || Math.abs(samples[at + 3] ?? 0) > 100).length / 8_000;
}

/** Frames come one after the other, each as long as the others. */
const steady = (frames: readonly { seconds: number }[]): number[] =>
  frames.flatMap(({ seconds }, at) => {
    const step = seconds - (frames[at - 1]?.seconds ?? seconds - 1 / frameRate);
    return Math.abs(step - 1 / frameRate) > 0.003 ? [seconds] : [];
  });

describe.each([
  ['mp4', 'film.mp4', [...coding, '-c:a', 'aac']],
  ['Matroska', 'film.mkv', [...coding, '-c:a', 'libopus']],
  ['a transport stream', 'film.ts', [...coding, '-c:a', 'mp2']],
  ['WebM', 'film.webm', ['-c:v', 'libvpx', '-deadline', 'realtime', '-cpu-used', '8', '-g', '48', '-keyint_min', '48', '-c:a', 'libopus']],
])('a film in %s cut at keyframes', (_, name, args) => {
  const seconds = 12;
  let film: FileState;
  let original: { seconds: number; hash: string }[];
  const hashes = (from: number, to: number) => original.slice(from * frameRate, to * frameRate).map(({ hash }) => hash);
  beforeAll(async () => {
    film = await add(name, seconds, args);
    original = await framesOf(join(house.libraryPath, name));
    expect(original).toHaveLength(seconds * frameRate);
  });

  it('is planned where the cuts will be', async () => {
    const { results, encodedSeconds, bytes } = await plan(film, { kind: 'cut', parts: [{ startSeconds: 3.1, endSeconds: 7.3 }] });
    const [piece] = results[0]?.pieces ?? [];
    expect(piece?.startSeconds).toBeCloseTo(4, 1);
    expect(piece?.endSeconds).toBeCloseTo(8, 1);
    expect(encodedSeconds).toBe(0);
    expect(bytes / film.bytes).toBeCloseTo(1 / 3, 1);
  });

  it('gives parts that together are the film, frame by frame', async () => {
    const parts = [
      { startSeconds: 0, endSeconds: 4 },
      { startSeconds: 4, endSeconds: 10 },
      { startSeconds: 10, endSeconds: seconds },
    ];
    const results = await done(film, { kind: 'cut', parts });
    const frames = await Promise.all(results.map(({ path }) => framesOf(path)));
    expect(frames.map(({ length }) => length)).toEqual([96, 144, 48]);
    expect(frames.flat().map(({ hash }) => hash)).toEqual(original.map(({ hash }) => hash));
    for (const part of frames) expect(steady(part)).toEqual([]);
    const sound = await Promise.all(results.map(({ path }) => soundSeconds(path)));
    expect(sound.reduce((sum, one) => sum + one, 0)).toBeGreaterThan(seconds - 0.3);
    expect(Math.abs((sound[1] ?? 0) - 6)).toBeLessThan(0.15);
  });

  it('gives one film of several parts', async () => {
    const parts = [
      { startSeconds: 8, endSeconds: 10 },
      { startSeconds: 2, endSeconds: 6 },
    ];
    const [result] = await done(film, { kind: 'cut', parts, joined: true });
    const frames = await framesOf(result?.path ?? '');
    expect(frames.map(({ hash }) => hash)).toEqual([...hashes(8, 10), ...hashes(2, 6)]);
    expect(steady(frames)).toEqual([]);
    expect(Math.abs((await soundSeconds(result?.path ?? '')) - 6)).toBeLessThan(0.2);
  });
});

describe('a film cut exactly', () => {
  let film: FileState;
  let original: { seconds: number; hash: string }[];
  beforeAll(async () => {
    film = await add('exact.mp4', 12, [...coding, '-c:a', 'aac']);
    original = await framesOf(join(house.libraryPath, 'exact.mp4'));
  });

  it('is encoded anew around the cuts alone', async () => {
    const edit = { kind: 'cut' as const, precision: 'exact' as const, parts: [{ startSeconds: 3.5, endSeconds: 9.25 }] };
    const { results, encodedSeconds } = await plan(film, edit);
    expect(results[0]?.pieces).toEqual([{ startSeconds: 3.5, endSeconds: 9.25 }]);
    expect(encodedSeconds).toBeCloseTo(1.75, 2);
    const [result] = await done(film, edit);
    const frames = await framesOf(result?.path ?? '');
    expect(frames).toHaveLength(5.75 * frameRate);
    expect(steady(frames)).toEqual([]);
    // From 4 s to 8 s it is what it was.
    expect(frames.slice(12, 12 + 96).map(({ hash }) => hash)).toEqual(original.slice(96, 192).map(({ hash }) => hash));
    expect(Math.abs((await soundSeconds(result?.path ?? '')) - 5.75)).toBeLessThan(0.15);
  });

  it('is encoded as a whole where no keyframe lies in it, and joined with what is copied', async () => {
    const parts = [
      { startSeconds: 2.5, endSeconds: 3.5 },
      { startSeconds: 6, endSeconds: 8 },
      { startSeconds: 10.5, endSeconds: 12 },
    ];
    const [result] = await done(film, { kind: 'cut', precision: 'exact', joined: true, parts });
    const frames = await framesOf(result?.path ?? '');
    expect(frames).toHaveLength(4.5 * frameRate);
    expect(steady(frames)).toEqual([]);
    expect(frames.slice(24, 72).map(({ hash }) => hash)).toEqual(original.slice(144, 192).map(({ hash }) => hash));
  });

  it('is H.264 where its own codec cannot be mixed', async () => {
    const other = await add('other.webm', 4, ['-c:v', 'libvpx', '-deadline', 'realtime', '-cpu-used', '8', '-c:a', 'libopus']);
    const [result] = await done(other, { kind: 'cut', precision: 'exact', parts: [{ startSeconds: 0.5, endSeconds: 2 }] });
    expect(result?.path).toMatch(/mkv$/);
    expect(await framesOf(result?.path ?? '')).toHaveLength(1.5 * frameRate);
  });
});

describe('a film converted', () => {
  it('has the codec, the size and the length that were asked for', async () => {
    const film = await add('convert.mkv', 4, [...coding, '-c:a', 'libopus'], '320x180');
    const edit = { kind: 'convert', codec: 'hevc', container: 'mp4', height: 144, quality: 'small' } as const;
    const { encodedSeconds, bytes, seconds } = await plan(film, edit);
    expect(encodedSeconds).toBeCloseTo(4, 0);
    expect([bytes > 0, seconds > 0]).toEqual([true, true]);
    const [result] = await done(film, edit);
    const { streams, format } = await probe(result?.path ?? '');
    expect(streams.map(({ codec_name }) => codec_name)).toEqual(['hevc', 'opus']);
    expect(streams[0]?.height).toBe(144);
    expect(Number(format.duration)).toBeCloseTo(4, 0);
  });

  it('is as large as was told after some seconds of it were converted', async () => {
    // What is easy to encode and what is hard, one behind the other.
    const picture = `testsrc2=s=320x180:r=${frameRate}:d=16[a];testsrc2=s=320x180:r=${frameRate}:d=16,noise=alls=40:allf=t[b];[a][b]concat`;
    const film = await addFilm('mixed.mp4', [
      '-f',
      'lavfi',
      '-i',
      picture,
      '-f',
      'lavfi',
      '-i',
      'sine=r=48000:d=32',
      ...coding,
      '-c:a',
      'aac',
    ]);
    const edit = { kind: 'convert', codec: 'h264' } as const;
    const told = await edits().plan(film.fileId, FileEdit.parse(edit), { sample: true });
    expect(told.basis).toBe('sample');
    const [result] = await done(film, edit);
    const { size } = await stat(result?.path ?? '');
    expect(size / told.bytes, `${size} bytes, and ${told.bytes} were told`).toBeGreaterThan(1 / 1.5);
    expect(size / told.bytes, `${size} bytes, and ${told.bytes} were told`).toBeLessThan(1.5);
    expect(told.bytesBetween.low).toBeLessThan(size);
    expect(told.bytesBetween.high).toBeGreaterThan(size);
  });

  it('takes as long as others took on this machine', async () => {
    const film = await add('slow.mp4', 20, [...coding, '-c:a', 'aac'], '640x360');
    const edit = FileEdit.parse({ kind: 'convert', codec: 'av1' });
    await house.query('DELETE FROM conversion');
    const guess = await plan(film, edit);
    expect([guess.basis, guess.secondsBetween.high > 3 * guess.secondsBetween.low]).toEqual(['guess', true]);
    // A machine that is ten times slower than the one of the figures.
    const conversions = house.service.app.get(ConversionsRepository);
    const seconds = 10 * (guess.seconds - 1);
    for (const factor of [1, 0.9, 1.1]) {
      const effort = effortOf(
        { codec: 'av1', quality: 'normal' },
        { width: 640, height: 360, frameRate },
        { width: 640, height: 360, frameRate },
        20,
      );
      await conversions.note({ ...effort, seconds: factor * seconds });
    }
    const known = await plan(film, edit);
    expect(known.basis).toBe('machine');
    expect(known.seconds / (10 * guess.seconds)).toBeGreaterThan(0.5);
    expect(known.seconds / (10 * guess.seconds)).toBeLessThan(2);
    expect(known.secondsBetween.high / known.secondsBetween.low).toBeLessThan(2.5);
  });

  it('is remembered with what it cost', async () => {
    await house.query('DELETE FROM conversion');
    const film = await add('remembered.mp4', 20, [...coding, '-c:a', 'aac'], '640x360');
    await done(film, { kind: 'convert', codec: 'h264', quality: 'fine' });
    const [noted] = await house.query('SELECT codec, quality, decoded, encoded, seconds FROM conversion');
    const pixels = 640 * 360 * frameRate * 20;
    expect(noted).toEqual({ codec: 'h264', quality: 'fine', decoded: pixels, encoded: pixels, seconds: expect.any(Number) });
    expect((await plan(film, { kind: 'convert', codec: 'h264', quality: 'fine' })).basis).toBe('machine');
  });

  it('is remembered where it is encoded around exact cuts, and to join it', async () => {
    await house.query('DELETE FROM conversion');
    // Of pictures that are quickly encoded.
    const bars = (name: string, size: string, seconds: number, codec = coding) =>
      addFilm(name, ['-f', 'lavfi', '-i', `smptebars=s=${size}:r=${frameRate}:d=${seconds}`, ...codec]);
    const film = await bars('cut and joined.mp4', '640x360', 12);
    const other = await bars('of another size.mp4', '320x180', 12);
    const cut = (endSeconds: number) => ({ kind: 'cut' as const, precision: 'exact' as const, parts: [{ startSeconds: 1, endSeconds }] });
    const both = { kind: 'join' as const, videoIds: [other.fileId] };
    expect([(await plan(film, cut(11))).basis, (await plan(film, both, [other.fileId])).basis]).toEqual(['guess', 'guess']);
    await done(film, both, [other.fileId]);
    // What lies around the cuts of a small film is too short to tell anything; one whose codec cannot be mixed is encoded as a whole.
    const whole = await bars('whole.mp4', '640x360', 20, ['-c:v', 'mpeg4']);
    await done(whole, cut(19.5));
    const perSecond = 640 * 360 * frameRate;
    expect(await house.query('SELECT quality, decoded, encoded FROM conversion ORDER BY id')).toEqual([
      { quality: 'fine', decoded: 15 * perSecond, encoded: 24 * perSecond },
      { quality: 'cut', decoded: 18.5 * perSecond, encoded: 18.5 * perSecond },
    ]);
    expect([(await plan(film, cut(11))).basis, (await plan(film, both, [other.fileId])).basis]).toEqual(['machine', 'machine']);
  });

  it('to sound alone keeps the track, or encodes it', async () => {
    const film = await add('sound.mp4', 3, [...coding, '-c:a', 'aac']);
    const [copied] = await done(film, { kind: 'audio' });
    expect(copied?.path).toMatch(/m4a$/);
    expect((await probe(copied?.path ?? '')).streams.map(({ codec_name }) => codec_name)).toEqual(['aac']);
    const [encoded] = await done(film, { kind: 'audio', format: 'mp3' });
    expect((await probe(encoded?.path ?? '')).streams.map(({ codec_name }) => codec_name)).toEqual(['mp3']);
    await expect(plan(film, { kind: 'audio', track: 7 })).rejects.toMatchObject({ code: 'edit.no_audio' });
  });
});

describe('films joined', () => {
  const hashes = async (path: string) => (await framesOf(path)).map(({ hash }) => hash);
  const join2 = (videoIds: string[]) => ({ kind: 'join' as const, videoIds });

  it('are copied where they are alike', async () => {
    const one = await add('alike one.mp4', 4, [...coding, '-c:a', 'aac']);
    const two = await add('alike two.mkv', 6, [...coding, '-crf', '30', '-c:a', 'libopus']);
    expect(await plan(one, join2([two.fileId]), [two.fileId])).toMatchObject({ encodedSeconds: 0, extension: 'mp4' });
    const [result] = await done(one, join2([two.fileId]), [two.fileId]);
    const frames = await framesOf(result?.path ?? '');
    const expected = [...(await hashes(join(house.libraryPath, one.path))), ...(await hashes(join(house.libraryPath, two.path)))];
    expect(frames.map(({ hash }) => hash)).toEqual(expected);
    expect(steady(frames)).toEqual([]);
    expect(Math.abs((await soundSeconds(result?.path ?? '')) - 10)).toBeLessThan(0.2);
  });

  it('are encoded in the form of the first where they are not', async () => {
    const one = await add('form one.mp4', 3, [...coding, '-an'], '320x180');
    const two = await add('form two.webm', 2, ['-c:v', 'libvpx', '-deadline', 'realtime', '-cpu-used', '8', '-c:a', 'libopus'], '120x160');
    const { encodedSeconds } = await plan(one, join2([two.fileId]), [two.fileId]);
    expect(encodedSeconds).toBeCloseTo(5, 0);
    const [result] = await done(one, join2([two.fileId]), [two.fileId]);
    const { streams } = await probe(result?.path ?? '');
    expect(streams.map(({ codec_name, height }) => [codec_name, height])).toEqual([
      ['h264', 180],
      ['aac', undefined],
    ]);
    const frames = await framesOf(result?.path ?? '');
    expect(Math.abs(frames.length - 5 * frameRate)).toBeLessThanOrEqual(1);
    expect(steady(frames)).toEqual([]);
    expect(Math.abs((await soundSeconds(result?.path ?? '')) - 2)).toBeLessThan(0.2);
  });
});

describe('a film with other chapters', () => {
  const chapters = [
    { startSeconds: 4, title: 'The = end; #1 \\ of\nit' },
    { startSeconds: 0.5, endSeconds: 2, title: 'Sea' },
    { startSeconds: 50, title: 'Never' },
  ];
  const chaptersIn = async (path: string) => {
    const { stdout } = await promisify(execFile)('ffprobe', ['-v', 'error', '-of', 'json', '-show_chapters', path]);
    const told = (JSON.parse(stdout) as { chapters: { start_time: string; end_time: string; tags: { title: string } }[] }).chapters;
    return told.map(({ start_time, end_time, tags }) => [Number(start_time), Math.round(Number(end_time)), tags.title]);
  };
  const hashes = async (path: string) => (await framesOf(path)).map(({ hash }) => hash);

  it('is the same film', async () => {
    const film = await add('chapters.mkv', 6, [...coding, '-c:a', 'libopus']);
    const [result] = await done(film, { kind: 'chapters', chapters });
    expect(await chaptersIn(result?.path ?? '')).toEqual([
      [0.5, 2, 'Sea'],
      [4, 6, 'The = end; #1 \\ of\nit'],
    ]);
    expect(await hashes(result?.path ?? '')).toEqual(await hashes(join(house.libraryPath, 'chapters.mkv')));
  });

  it('has them at their times in MP4 too, where they begin with the film', async () => {
    const film = await add('chapters.mp4', 6, [...coding, '-c:a', 'aac']);
    const [result] = await done(film, { kind: 'chapters', chapters });
    expect(await chaptersIn(result?.path ?? '')).toMatchObject([
      [0, expect.any(Number), 'Start'],
      [0.5, expect.any(Number), 'Sea'],
      [4, 6, 'The = end; #1 \\ of\nit'],
    ]);
    expect(await hashes(result?.path ?? '')).toEqual(await hashes(join(house.libraryPath, 'chapters.mp4')));
  });
});

/** Folders of what is being made. */
const runs = async (): Promise<string[]> =>
  (await readdir(join(house.folder, 'data', 'scratch')).catch(() => [])).filter((name) => name.startsWith('run-'));

describe('an edit', () => {
  it('of which nothing would be left is refused before it begins', async () => {
    const film = await add('short.mp4', 4, [...coding, '-c:a', 'aac']);
    await expect(plan(film, { kind: 'cut', parts: [{ startSeconds: 1.9, endSeconds: 2.2 }] })).rejects.toMatchObject({
      code: 'edit.nothing_left',
    });
    await expect(plan(film, { kind: 'cut', precision: 'exact', parts: [{ startSeconds: 50, endSeconds: 60 }] })).rejects.toMatchObject({
      code: 'edit.nothing_left',
    });
  });

  it('is not tried any longer when nobody waits for what it costs', async () => {
    // So large that its samples take their time.
    const film = await addFilm('tried.mp4', ['-f', 'lavfi', '-i', `testsrc2=s=1280x720:r=${frameRate}:d=9`, ...coding]);
    const leaving = new AbortController();
    const edit = FileEdit.parse({ kind: 'convert', codec: 'hevc', quality: 'fine' });
    const question = { fileId: film.fileId, edit, sample: true };
    const refused = expect(house.service.app.get(Bus).request(rpcs.planFileEdit, question, leaving.signal)).rejects.toMatchObject({
      code: 'request.left',
    });
    await until('ffmpeg to work', async () => (await runs()).length > 0);
    leaving.abort();
    await refused;
    await until('the folder to be removed', async () => (await runs()).length === 0);
  });

  it('that is cancelled leaves nothing behind', async () => {
    const film = await add('long.mp4', 60, [...coding, '-c:a', 'aac'], '320x180');
    const edit = FileEdit.parse({ kind: 'convert', codec: 'hevc', quality: 'fine' });
    const { results } = await plan(film, edit);
    const wanted = results.map(({ pieces }) => ({ fileId: newId(), suffix: '', pieces }));
    const job = await edits().start({ editId: newId(), fileId: film.fileId, edit, original: 'keep', results: wanted });
    await until('ffmpeg to work', async () => (await runs()).length > 0);
    await house.service.app.get(JobQueue).cancel(job.id);
    await until('the job to end', async () => (await house.jobsOf(film.fileId, jobs.editFile))[0]?.state === 'cancelled');
    // Those of other jobs, which still run, among them.
    await until('the folders to be removed', async () => (await runs()).length === 0, 60_000);
    expect(await house.told(events.fileEdited, film.fileId)).toEqual([]);
  }, 120_000);
});
