import { execFile } from 'node:child_process';
import { readFile, rename, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { buffer, text } from 'node:stream/consumers';
import { events, jobs, rpcs, StoredTimeline, type ExtraKind } from '@reelm/contracts';
import { Bus, Database, JobQueue, newId, ObjectStore } from '@reelm/service-kit';
import { nothingAutomatic, until } from '@reelm/testing';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { VanishedFiles } from '../analysis/vanished-files.js';
import { TidyService } from '../generate/tidy.service.js';
import { ffmpeg, TranscodeHouse } from '../testing/transcode.js';

let house: TranscodeHouse;
let bus: Bus;
let store: ObjectStore;
beforeAll(async () => {
  house = await TranscodeHouse.start();
  bus = house.service.app.get(Bus);
  store = house.service.app.get(ObjectStore);
  await bus.request(rpcs.updateArtifactSettings, nothingAutomatic);
});
afterAll(() => house.stop());

const probe = async (
  bytes: Buffer,
): Promise<{ streams: { codec_name: string; width: number; height: number; nb_read_frames: string }[]; format: { duration: string } }> => {
  const path = join(house.folder, 'probed.mp4');
  await writeFile(path, bytes);
  const { stdout } = await promisify(execFile)('ffprobe', [
    '-v',
    'error',
    '-count_frames',
    '-show_streams',
    '-show_format',
    '-of',
    'json',
    path,
  ]);
  return JSON.parse(stdout);
};

/** Ten seconds, still and silent first, then moving and loud; with two tracks of subtitles. */
async function makeTalkie(name: string): Promise<string> {
  const subtitles = join(house.folder, 'lines.srt');
  await writeFile(
    subtitles,
    '1\n00:00:01,000 --> 00:00:03,000\n<i>Hello</i> <script>alert(1)</script>there\n\n2\n00:00:04,000 --> 00:00:05,000\n{\\an8}Bye\n',
  );
  await ffmpeg([
    '-f',
    'lavfi',
    '-i',
    'color=c=gray:s=320x180:r=25:d=5[still];testsrc2=s=320x180:r=25:d=5[moving];[still][moving]concat',
    '-f',
    'lavfi',
    '-i',
    'aevalsrc=if(lt(t\\,5)\\,0\\,0.5*sin(880*PI*t)):d=10:s=48000',
    '-i',
    subtitles,
    '-i',
    subtitles,
    '-map',
    '0:v',
    '-map',
    '1:a',
    '-map',
    '2',
    '-map',
    '3',
    '-c:v',
    'libx264',
    '-preset',
    'ultrafast',
    '-g',
    '25',
    '-c:a',
    'aac',
    '-c:s',
    'srt',
    '-metadata:s:a:0',
    'language=eng',
    '-metadata:s:s:0',
    'language=eng',
    '-metadata:s:s:1',
    'language=ger',
    '-metadata:s:s:1',
    'title=Untertitel',
    '-disposition:s:1',
    'forced',
    join(house.libraryPath, name),
  ]);
  return name;
}

async function analyzed(name: string) {
  const file = await house.stateOnDisk(name);
  await house.publish(events.fileAdded, file);
  await house.untilTold(events.fileAnalyzed, file.fileId);
  return file;
}

const generate = (fileIds: string[], kinds: ExtraKind[], mode: 'missing' | 'force' = 'missing') =>
  bus.request(rpcs.generateArtifacts, { fileIds, kinds, mode, parentId: null });

const contentOf = ({ fileId, bytes, modifiedAt }: { fileId: string; bytes: number; modifiedAt: string }) => ({ fileId, bytes, modifiedAt });

/** Which of two colours a film is. */
async function meanColour(film: Buffer): Promise<'red' | 'blue'> {
  const [from, to] = [join(house.folder, 'colour.mp4'), join(house.folder, 'colour.rgb')];
  await writeFile(from, film);
  await ffmpeg(['-i', from, '-vf', 'scale=1:1', '-frames:v', '1', '-f', 'rawvideo', '-pix_fmt', 'rgb24', to]);
  const [red = 0, , blue = 0] = await readFile(to);
  return red > blue ? 'red' : 'blue';
}

const made = async (fileId: string, kind: ExtraKind, times = 1) => {
  const told = await until(
    `${kind} of ${fileId}`,
    async () => {
      const found = (await house.told(events.fileMade, fileId)).filter((payload) => payload.kind === kind);
      return found.length >= times ? found : undefined;
    },
    60_000,
  );
  return told.at(-1);
};

describe('a preview', () => {
  it('is a short film of moments, which any browser plays', async () => {
    const file = await analyzed(await house.makeFilm('long.mp4', 'testsrc2=s=640x360:r=25:d=30'));
    await bus.request(rpcs.updateArtifactSettings, { preview: { clips: 4, clipSeconds: 0.5, height: 180, webp: true } });
    await generate([file.fileId], ['preview']);
    const preview = await made(file.fileId, 'preview');
    expect(preview).toMatchObject({ state: 'ready', problem: null, bytes: file.bytes });
    const [mp4, webp] = preview?.objects ?? [];
    expect([mp4?.name, mp4?.contentType, webp?.name]).toEqual(['preview.mp4', 'video/mp4', 'preview.webp']);
    const bytes = await buffer((await store.get(mp4?.key ?? '')).stream);
    expect(bytes.length).toBe(mp4?.bytes);
    const { streams, format } = await probe(bytes);
    expect(streams).toMatchObject([{ codec_name: 'h264', width: 320, height: 180, nb_read_frames: '48' }]);
    expect(Number(format.duration)).toBeCloseTo(2, 1);
    // The index comes first, so that it plays while it loads.
    expect(bytes.indexOf('moov')).toBeLessThan(bytes.indexOf('mdat'));
    expect((await buffer((await store.get(webp?.key ?? '')).stream)).subarray(8, 12).toString()).toBe('WEBP');
  });

  it('has another address once it is another film, and the one before is removed', async () => {
    const file = await analyzed(await house.makeFilm('twice.mp4', 'testsrc2=s=320x180:r=25:d=20'));
    await bus.request(rpcs.updateArtifactSettings, { preview: { clips: 2, webp: false } });
    await generate([file.fileId], ['preview']);
    const first = (await made(file.fileId, 'preview'))?.objects[0];
    await bus.request(rpcs.updateArtifactSettings, { preview: { clips: 3 } });
    expect(await generate([file.fileId], ['preview'])).toEqual({ jobs: 0 });
    expect(await generate([file.fileId], ['preview'], 'force')).toEqual({ jobs: 1 });
    const second = (await made(file.fileId, 'preview', 2))?.objects[0];
    expect(second?.version).not.toBe(first?.version);
    expect(await house.query('SELECT key FROM obsolete_object WHERE key = $1', [first?.key])).toHaveLength(1);
    expect(await house.query(`SELECT key FROM artifact WHERE file_id = $1 AND kind = 'preview/preview.mp4'`, [file.fileId])).toEqual([
      { key: second?.key },
    ]);
    expect(await house.stateOf(file.fileId)).toBe('analyzed');
  });

  it('that cannot be made is known to be so, and is tried again by hand alone', async () => {
    const name = await house.makeFilm('broken.mp4');
    const file = await analyzed(name);
    await house.service.app.get(JobQueue).pause(jobs.preview.kind, true);
    await generate([file.fileId], ['preview']);
    // A file of the same size and time whose content is gone, as a bad disk leaves it.
    await house.query(`UPDATE media_file SET bytes = 5, modified_at = '2026-01-01' WHERE file_id = $1`, [file.fileId]);
    await writeFile(join(house.libraryPath, name), 'words');
    await utimes(join(house.libraryPath, name), new Date('2026-01-01T00:00:00Z'), new Date('2026-01-01T00:00:00Z'));
    await house.service.app.get(JobQueue).pause(jobs.preview.kind, false);
    expect(await generate([file.fileId], ['preview'])).toEqual({ jobs: 1 });
    expect(await made(file.fileId, 'preview')).toMatchObject({ state: 'failed', objects: [], problem: { code: 'media.unreadable' } });
    await until('the job to fail', async () => (await house.jobsOf(file.fileId, jobs.preview)).some((job) => job.state === 'failed'));
    expect(await generate([file.fileId], ['preview'])).toEqual({ jobs: 1 });
  });
});

describe('a timeline', () => {
  it('tells where it is loud and where much moves', async () => {
    const file = await analyzed(await makeTalkie('talkie.mkv'));
    const [{ media } = { media: null }] = await house.told(events.fileAnalyzed, file.fileId);
    expect(media?.audio).toMatchObject([{ codec: 'aac', language: 'eng', channels: 1 }]);
    await generate([file.fileId], ['timeline']);
    const object = (await made(file.fileId, 'timeline'))?.objects[0];
    const { waveform, loudness, motion } = StoredTimeline.parse(JSON.parse(await text((await store.get(object?.key ?? '')).stream)));
    // The sound is a few milliseconds longer than the picture.
    expect([waveform?.length, loudness?.length, motion?.length]).toEqual([101, 11, 11]);
    expect(Math.max(...(waveform?.slice(0, 48) ?? []))).toBeLessThan(10);
    expect(Math.min(...(waveform?.slice(52, 98) ?? []))).toBeGreaterThan(100);
    expect(Math.max(...(loudness?.slice(0, 4) ?? []))).toBeLessThan(Math.min(...(loudness?.slice(6, 9) ?? [])));
    expect(Math.max(...(motion?.slice(0, 4) ?? []))).toBeLessThan(20);
    expect(Math.min(...(motion?.slice(6, 9) ?? []))).toBeGreaterThan(50);
  });
});

describe('a script beside a film', () => {
  it('is told as its pace, along with what is measured', async () => {
    const file = await analyzed(await house.makeFilm('scripted.mp4', 'testsrc2=s=320x180:r=25:d=4'));
    const actions = Array.from({ length: 9 }, (_, at) => ({ at: 2_000 + at * 250, pos: (at % 2) * 100 }));
    await writeFile(join(house.libraryPath, 'scripted.funscript'), JSON.stringify({ actions }));
    await generate([file.fileId], ['timeline']);
    const object = (await made(file.fileId, 'timeline'))?.objects[0];
    const { pace, waveform } = StoredTimeline.parse(JSON.parse(await text((await store.get(object?.key ?? '')).stream)));
    expect([pace, waveform]).toEqual([[0, 0, 100, 100], null]);
  });
});

describe('subtitles', () => {
  it('come out of the file and from beside it, as text without scripts', async () => {
    const file = await analyzed(await makeTalkie('spoken.mkv'));
    const beside = join(house.libraryPath, 'spoken');
    await writeFile(
      `${beside}.fr.forced.srt`,
      Buffer.from('1\n00:00:01,000 --> 00:00:02,000\nD\xe9j\xe0 <b>vu</b><img src=x onerror=alert(1)>\n', 'latin1'),
    );
    await writeFile(
      `${beside}.es.ass`,
      '[Script Info]\nScriptType: v4.00+\n\n[V4+ Styles]\nFormat: Name, Fontname, Fontsize\nStyle: Default,Arial,20\n\n[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\nDialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,{\\i1}Hola{\\i0}\\Nmundo\n',
    );
    await writeFile(`${beside}.it.vtt`, 'WEBVTT\n\n00:01.000 --> 00:02.000 align:start\n<v Anna>Ciao\n');
    await writeFile(`${beside}.pt.srt`, 'not subtitles at all');
    await writeFile(`${beside}.sup`, 'PG');
    await writeFile(join(house.libraryPath, 'other.en.srt'), '1\n00:00:01,000 --> 00:00:02,000\nOf another film\n');
    await generate([file.fileId], ['subtitles']);
    const subtitles = await made(file.fileId, 'subtitles');
    expect(subtitles?.tracks).toMatchObject([
      { id: '0', source: 'embedded', format: 'subrip', language: 'eng', text: true },
      { id: '1', source: 'embedded', format: 'subrip', language: 'ger', title: 'Untertitel', forced: true, text: true },
      { id: '2', source: 'sidecar', format: 'ass', language: 'es', text: true },
      { id: '3', source: 'sidecar', format: 'subrip', language: 'fr', forced: true, text: true },
      { id: '4', source: 'sidecar', format: 'webvtt', language: 'it', text: true },
      { id: '5', source: 'sidecar', format: 'hdmv_pgs_subtitle', text: false },
    ]);
    const texts = await Promise.all((subtitles?.objects ?? []).map(async ({ key }) => text((await store.get(key)).stream)));
    expect(texts).toHaveLength(5);
    // The sound of this file begins 21 milliseconds before its picture, and time with it.
    expect(texts[0]?.replaceAll('021', '000')).toBe(
      'WEBVTT\n\n00:00:01.000 --> 00:00:03.000\n<i>Hello</i> alert(1)there\n\n00:00:04.000 --> 00:00:05.000\nBye\n',
    );
    expect(texts[2]).toBe('WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n<i>Hola</i>\nmundo\n');
    expect(texts[3]).toBe('WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nDéjà <b>vu</b>\n');
    expect(texts[4]).toBe('WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nCiao\n');
  });

  it('of a film that has none are known to be none', async () => {
    const file = await analyzed(await house.makeFilm('silent.mp4'));
    await generate([file.fileId], ['subtitles', 'timeline']);
    expect(await made(file.fileId, 'subtitles')).toMatchObject({ state: 'none', objects: [], tracks: [] });
    expect(await generate([file.fileId], ['subtitles'])).toEqual({ jobs: 0 });
  });
});

it('asks for what is made of each file once it is analysed, and of all when that is chosen', async () => {
  const early = await analyzed(await house.makeFilm('early.mp4'));
  expect(await house.jobsOf(early.fileId, jobs.subtitles)).toEqual([]);
  await bus.request(rpcs.updateArtifactSettings, { subtitles: { automatic: true } });
  await made(early.fileId, 'subtitles');
  const late = await analyzed(await house.makeFilm('late.mp4'));
  await made(late.fileId, 'subtitles');
  expect(await house.jobsOf(late.fileId, jobs.subtitles)).toHaveLength(1);
  await bus.request(rpcs.updateArtifactSettings, { subtitles: { automatic: false } });
});

it('asks for pictures and fingerprints by hand as well, as children of one job', async () => {
  const file = await analyzed(await house.makeFilm('by-hand.mp4'));
  const parentId = newId();
  const ask = (mode: 'missing' | 'force') =>
    bus.request(rpcs.generateArtifacts, { fileIds: [file.fileId, newId()], kinds: ['pictures', 'fingerprint'], mode, parentId });
  expect(await ask('missing')).toEqual({ jobs: 1 });
  await house.untilTold(events.fileFingerprinted, file.fileId);
  expect(await ask('force')).toEqual({ jobs: 2 });
  await house.untilTold(events.fileFingerprinted, file.fileId, 2);
  await house.untilTold(events.fileAnalyzed, file.fileId, 2);
  expect((await house.jobsOf(file.fileId)).at(-1)?.parent_id).toBe(parentId);
  expect((await house.told(events.fileAnalyzed, file.fileId)).at(-1)?.seconds).toBeGreaterThan(0);
});

it('gives a frame at an exact time, for a while', async () => {
  const file = await analyzed(
    await house.makeFilm('frame.mp4', 'color=c=red:s=320x180:r=25:d=2[a];color=c=blue:s=320x180:r=25:d=2[b];[a][b]concat'),
  );
  const colourAt = async (seconds: number) => {
    const { key } = await bus.request(rpcs.takeFrame, { fileId: file.fileId, seconds });
    expect(await house.query('SELECT key FROM obsolete_object WHERE key = $1', [key])).toHaveLength(1);
    return meanColour(await buffer((await store.get(key)).stream));
  };
  expect(await colourAt(1.9)).toBe('red');
  expect(await colourAt(2.1)).toBe('blue');
  await expect(bus.request(rpcs.takeFrame, { fileId: newId(), seconds: 0 })).rejects.toMatchObject({ code: 'video.file_missing' });
  await expect(bus.request(rpcs.takeFrame, { fileId: file.fileId, seconds: 100 })).rejects.toMatchObject({ code: 'media.undecodable' });
});

it('tells how loud a part of a file is, in detail', async () => {
  const talkie = await analyzed(await makeTalkie('listened.mkv'));
  const heard = async (startSeconds: number, endSeconds: number, { fileId } = talkie) =>
    (await bus.request(rpcs.waveformOfFile, { fileId, startSeconds, endSeconds })).waveform;
  const loud = await heard(4, 6);
  // It begins at five seconds, in the middle; a thousandth of a second is two of these.
  expect(loud).toHaveLength(2_000);
  expect(loud?.slice(0, 980).every((peak) => peak < 10)).toBe(true);
  expect(Math.min(...(loud ?? []).slice(1_020, 1_980).map((_, at, all) => Math.max(...all.slice(at, at + 8))))).toBeGreaterThan(100);
  const silent = await analyzed(await house.makeFilm('silent.mp4'));
  expect(await heard(0, 1, silent)).toBeNull();
  await expect(bus.request(rpcs.waveformOfFile, { fileId: newId(), startSeconds: 0, endSeconds: 1 })).rejects.toMatchObject({
    code: 'video.file_missing',
  });
});

it('looks for cuts in files that were looked at before there were any', async () => {
  const file = await analyzed(await house.makeFilm('uncut.mp4'));
  const ask = () =>
    bus.request(rpcs.generateArtifacts, { fileIds: [file.fileId, newId()], kinds: ['cuts'], mode: 'missing', parentId: null });
  expect(await ask()).toEqual({ jobs: 0 });
  await house.query('UPDATE media_file SET look = NULL WHERE file_id = $1', [file.fileId]);
  expect(await ask()).toEqual({ jobs: 1 });
  await house.untilTold(events.fileAnalyzed, file.fileId, 2);
  expect((await house.told(events.fileAnalyzed, file.fileId)).at(-1)?.look).toHaveProperty('cuts');
  expect(await ask()).toEqual({ jobs: 0 });
});

it('makes a sheet of a part of a file, with the frames of its times', async () => {
  const file = await analyzed(
    await house.makeFilm('sheet.mp4', 'color=c=red:s=320x180:r=25:d=20[a];color=c=blue:s=320x180:r=25:d=20[b];[a][b]concat'),
  );
  const layout = { columns: 2, rows: 2, cellWidth: 32, cellHeight: 18, times: [19.5, 19.9, 20.1, 20.5] };
  const { key } = await bus.request(rpcs.sheetOfFile, { fileId: file.fileId, layout });
  expect(await bus.request(rpcs.sheetOfFile, { fileId: file.fileId, layout })).toEqual({ key });
  const sheet = await buffer((await store.get(key)).stream);
  const cell = async (x: number, y: number) => {
    const [from, to] = [join(house.folder, 'sheet.jpg'), join(house.folder, 'cell.jpg')];
    await writeFile(from, sheet);
    await ffmpeg(['-i', from, '-vf', `crop=32:18:${x}:${y}`, to]);
    return meanColour(await readFile(to));
  };
  expect([await cell(0, 0), await cell(32, 0), await cell(0, 18), await cell(32, 18)]).toEqual(['red', 'red', 'blue', 'blue']);
  // A time behind the end shows what came last.
  const late = await bus.request(rpcs.sheetOfFile, { fileId: file.fileId, layout: { ...layout, times: [39, 50] } });
  expect(late.key).not.toBe(key);
});

describe('a clip of a part of a file', () => {
  const redThenBlue = 'color=c=red:s=320x180:r=25:d=20[a];color=c=blue:s=320x180:r=25:d=20[b];[a][b]concat';

  it('shows that part alone, is made once, and stays for a while', async () => {
    const file = await analyzed(await house.makeFilm('parted.mp4', redThenBlue));
    await bus.request(rpcs.updateArtifactSettings, { preview: { clips: 4, clipSeconds: 0.5, height: 180 } });
    const clip = (startSeconds: number, endSeconds: number) =>
      bus.request(rpcs.clipOfFile, { fileId: file.fileId, startSeconds, endSeconds });
    const [first, again, moments] = await Promise.all([clip(21, 22), clip(21, 22), clip(2, 18)]);
    expect(again).toEqual(first);
    expect(moments.key).not.toBe(first.key);
    const [stays] = await house.query<{ days: number }>(
      `SELECT extract(epoch FROM noted_at - now())::float / 86400 AS days FROM obsolete_object WHERE key = $1`,
      [first.key],
    );
    expect(stays?.days).toBeCloseTo(30, 1);
    const film = await buffer((await store.get(first.key)).stream);
    expect((await probe(film)).streams).toMatchObject([{ codec_name: 'h264', width: 320, height: 180, nb_read_frames: '24' }]);
    expect(await meanColour(film)).toBe('blue');
    const spread = await buffer((await store.get(moments.key)).stream);
    expect(Number((await probe(spread)).format.duration)).toBeCloseTo(2, 1);
    expect(await meanColour(spread)).toBe('red');
    await store.put(first.key, Buffer.from('as it was'), { contentType: 'video/mp4' });
    await clip(21, 22);
    expect((await store.stat(first.key)).size).toBe(9);
    await expect(clip(60, 70)).rejects.toMatchObject({ code: 'media.undecodable' });
    await expect(bus.request(rpcs.clipOfFile, { fileId: newId(), startSeconds: 0, endSeconds: 1 })).rejects.toMatchObject({
      code: 'video.file_missing',
    });
  });
});

it('takes a frame with a face as cover where the cover has none, also after pictures were made again', async () => {
  const file = await analyzed(await house.makeFilm('people.mp4', 'testsrc2=s=320x180:r=25:d=10'));
  const [before] = (await house.told(events.fileAnalyzed, file.fileId))[0]?.artifacts ?? [];
  const taken = async (times: number) => (await house.untilTold(events.fileAnalyzed, file.fileId, times)).at(-1);
  await house.publish(events.facesDetected, { ...contentOf(file), faces: 1, frames: 9, portraits: [{ seconds: 7.5, quality: 0.7 }] });
  const after = await taken(2);
  const cover = after?.artifacts.find(({ kind }) => kind === 'cover');
  expect(cover?.layout?.times).toEqual([7.5]);
  expect(cover?.key).not.toBe(before?.key);
  expect(after?.artifacts).toHaveLength(4);
  await store.stat(cover?.key ?? '');
  expect(await house.query('SELECT key FROM obsolete_object WHERE key = $1', [before?.key])).toHaveLength(1);
  // Of the same frame nothing better comes.
  await house.publish(events.facesDetected, { ...contentOf(file), faces: 1, frames: 9, portraits: [{ seconds: 7.5, quality: 0.7 }] });
  await bus.request(rpcs.analyzeFile, { fileId: file.fileId });
  expect((await taken(4))?.artifacts.find(({ kind }) => kind === 'cover')?.key).toBe(cover?.key);
  expect(await house.jobsOf(file.fileId, jobs.cover)).toHaveLength(2);
});

it('is not made of a file that is away, and is made when that is back', async () => {
  const file = await analyzed(await makeTalkie('away.mkv'));
  const path = join(house.libraryPath, 'away.mkv');
  await rename(path, `${path}.away`);
  await house.publish(events.fileMissing, { ...file, present: false });
  await until(
    'the news',
    async () => (await house.query('SELECT FROM media_file WHERE file_id = $1 AND NOT present', [file.fileId])).length > 0,
  );
  const { fileId, bytes, modifiedAt } = file;
  await house.service.app
    .get(Database)
    .transaction((tx) =>
      house.service.app.get(JobQueue).enqueue(tx, jobs.subtitles, [{ payload: { fileId, bytes, modifiedAt }, label: 'x', fileId }]),
    );
  const state = async () => (await house.jobsOf(fileId, jobs.subtitles)).map((job) => [job.state, job.error?.code]);
  await vi.waitFor(async () => expect(await state()).toEqual([['cancelled', 'media.vanished']]), 10_000);
  const vanished = house.service.app.get(VanishedFiles);
  await rename(`${path}.away`, path);
  // It is there, but nobody has said so.
  expect(await vanished.lookForJobs()).toBe(0);
  await house.publish(events.fileRestored, file);
  await until('the news', async () => (await house.query('SELECT FROM media_file WHERE file_id = $1 AND present', [fileId])).length > 0);
  await vanished.lookForJobs();
  expect((await made(fileId, 'subtitles'))?.tracks).toHaveLength(2);
});

describe('settings of pictures', () => {
  it('hold for what is made from then on, under other addresses', async () => {
    const file = await analyzed(await house.makeFilm('fewer.mp4', 'testsrc2=s=320x180:r=25:d=10'));
    const spriteOf = async (times: number) =>
      (await house.untilTold(events.fileAnalyzed, file.fileId, times)).at(-1)?.artifacts.find(({ kind }) => kind === 'sprite');
    const before = await spriteOf(1);
    expect(before?.layout).toMatchObject({ columns: 5, cellWidth: 160 });
    await bus.request(rpcs.updateArtifactSettings, { pictures: { cells: 9, cellWidth: 96, quality: 'small' } });
    await bus.request(rpcs.analyzeFile, { fileId: file.fileId });
    const after = await spriteOf(2);
    expect(after?.layout).toMatchObject({ columns: 3, rows: 3, cellWidth: 96, cellHeight: 54 });
    expect(after?.layout?.times).toHaveLength(9);
    expect(after?.version).not.toBe(before?.version);
    expect(after?.bytes).toBeLessThan(before?.bytes ?? 0);
    await bus.request(rpcs.updateArtifactSettings, { pictures: { cells: 81, cellWidth: 160, quality: 'normal' } });
  });

  it('can be tried on one film', async () => {
    const file = await analyzed(await house.makeFilm('tried.mp4', 'testsrc2=s=320x180:r=25:d=5'));
    const sheet = await bus.request(rpcs.sampleArtifact, { fileId: file.fileId, kind: 'pictures' });
    expect(sheet).toMatchObject({ layout: { cellWidth: 160 }, key: expect.stringMatching(/^samples\/[0-9a-f-]{36}\.jpg$/) });
    expect((await store.stat(sheet.key)).size).toBe(sheet.bytes);
    const film = await bus.request(rpcs.sampleArtifact, { fileId: file.fileId, kind: 'preview' });
    expect(film.layout).toBeNull();
    expect((await probe(await buffer((await store.get(film.key)).stream))).streams).toMatchObject([{ codec_name: 'h264' }]);
    expect(await house.query('SELECT key FROM obsolete_object WHERE key = ANY ($1)', [[sheet.key, film.key]])).toHaveLength(2);
    // Nothing of the file itself changed.
    expect(await house.told(events.fileAnalyzed, file.fileId)).toHaveLength(1);
  });
});

it('finds objects that belong to nothing, and removes them with all others left alone', async () => {
  const file = await analyzed(await house.makeFilm('kept.mp4'));
  const [cover] = (await house.told(events.fileAnalyzed, file.fileId))[0]?.artifacts ?? [];
  const orphan = `files/ab/${newId()}/000000000000/cover.jpg`;
  await store.put(orphan, Buffer.from('x'), { contentType: 'image/jpeg' });
  const seen: number[] = [];
  const work = { signal: new AbortController().signal, progress: ({ done }: { done: number }) => seen.push(done) };
  const tidy = house.service.app.get(TidyService);
  expect(await tidy.tidy(work)).toBe(0);
  expect(await tidy.tidy(work, -60_000)).toBe(1);
  await expect(store.stat(orphan)).rejects.toMatchObject({ code: 'storage.not_found' });
  await store.stat(cover?.key ?? '');
  expect(seen.at(-1)).toBe(256);
  expect(await bus.request(rpcs.tidyArtifacts, {})).toMatchObject({ kind: 'transcode.tidy' });
});
