import { readdirSync, readFileSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { events, PlaybackClient, type FileState } from '@reelm/contracts';
import { until } from '@reelm/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodePieces, fetchPiece, forward, play, readPlaylist, seams } from '../testing/hls.js';
import { ffmpeg, TranscodeHouse } from '../testing/transcode.js';
import { PlaybackService, type PlaybackQuestion } from './playback.service.js';
import { SegmentStore } from './segment-store.repository.js';

let house: TranscodeHouse;
const browser = PlaybackClient.parse({
  containers: ['mp4', 'webm'],
  videoCodecs: ['h264', 'vp8', 'vp9', 'av1'],
  audioCodecs: ['aac', 'mp3', 'opus', 'vorbis'],
});

/** Coded as films are: frames that refer to later ones, a keyframe in 48. */
const coding = '-c:v libx264 -preset ultrafast -bf 2 -g 48 -keyint_min 48 -sc_threshold 0 -pix_fmt yuv420p'.split(' ');
const picture = (seconds: number, size = '640x360', rate = 24) => ['-f', 'lavfi', '-i', `testsrc2=s=${size}:r=${rate}:d=${seconds}`];
const sound = (seconds: number, hertz = 440) => ['-f', 'lavfi', '-i', `sine=f=${hertz}:r=48000:d=${seconds}`];

const add = async (name: string, args: readonly string[]): Promise<FileState> => {
  await ffmpeg([...args, `${house.libraryPath}/${name}`]);
  const file = await house.stateOnDisk(name);
  await house.publish(events.fileAdded, file);
  await until(`the row of ${name}`, () => house.stateOf(file.fileId));
  return file;
};
const plan = (fileId: string, question: Partial<PlaybackQuestion> = {}) =>
  house.service.app.get(PlaybackService).plan({ fileId, range: null, client: browser, audioTrack: null, player: 'test', ...question });
const folder = (fileId: string, stream: string) => `${house.service.url}/streams/${fileId}/${stream}`;

/** ffmpeg processes that make streams. */
const streaming = (): number[] =>
  readdirSync('/proc').flatMap((pid) => {
    if (!/^\d+$/.test(pid)) return [];
    try {
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      return command.includes('frag_keyframe') && command.includes(house.libraryPath) ? [Number(pid)] : [];
    } catch {
      return [];
    }
  });

let film: FileState;
beforeAll(async () => {
  house = await TranscodeHouse.start();
  film = await add('film.mkv', [...picture(20), ...sound(20), ...coding, '-c:a', 'aac']);
});
afterAll(() => house.stop());

describe.each([
  ['copied', 'copy/copy-0'],
  ['copied with converted sound', 'copy/aac-0'],
  ['converted', '240p/aac-0'],
])('a stream that is %s', (_, kind) => {
  it('is complete, continuous and can be decoded', async () => {
    const played = await play(folder(film.fileId, kind), forward);
    expect(seams(played)).toEqual([]);
    const all = await decodePieces(house.folder, [played.init, ...played.pieces.values()]);
    expect(all.complaints).toBe('');
    // Sound ends a little after the picture; what is converted shows the last picture until then.
    expect([480, 481]).toContain(all.frames);
  });

  it('is the same from wherever it was begun, and each segment stands alone', async () => {
    await house.service.app.get(SegmentStore).clear();
    const jumps = await play(folder(film.fileId, kind), (count) => [count - 1, 2, 0, count - 2, 1, ...forward(count)], 'jumping');
    expect(seams(jumps)).toEqual([]);
    for (const piece of jumps.pieces.values()) {
      const { frames, complaints } = await decodePieces(house.folder, [jumps.init, piece]);
      expect(complaints).toBe('');
      expect(frames).toBeGreaterThan(0);
    }
  });
});

describe('what a file is like', () => {
  it.each<[string, string, string[], string, [number, number]]>([
    [
      'an uneven rate',
      'uneven.mkv',
      [...picture(8), '-vf', "select='not(between(n,30,140))'", '-fps_mode', 'passthrough', ...coding],
      '240p/none',
      [426, 240],
    ],
    ['an odd size', 'odd.mkv', ['-f', 'lavfi', '-i', 'testsrc=s=641x361:r=24:d=5', '-c:v', 'ffv1'], '361p/none', [642, 362]],
    ['10 bit', 'ten.mkv', [...picture(5), '-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p10le'], '240p/none', [426, 240]],
    ['few pictures a second', 'slow.mkv', [...picture(6, '320x240', 5), ...coding], '240p/none', [320, 240]],
    ['wide pixels', 'wide.mkv', [...picture(4, '320x240'), '-vf', 'setsar=2', ...coding], '240p/none', [640, 240]],
  ])('may be %s', async (_, name, args, stream, size) => {
    const file = await add(name, args);
    const played = await play(folder(file.fileId, stream), forward);
    expect(seams(played)).toEqual([]);
    const whole = await decodePieces(house.folder, [played.init, ...played.pieces.values()]);
    expect(whole).toMatchObject({ complaints: '', size });
    expect(whole.frames).toBeGreaterThan(50);
  });

  it('may be turned: it is shown upright', async () => {
    await ffmpeg([...picture(4, '320x180'), ...coding, `${house.folder}/lying.mp4`]);
    const file = await add('turned.mp4', ['-i', `${house.folder}/lying.mp4`, '-c', 'copy', '-metadata:s:v', 'rotate=90']);
    const answer = await plan(file.fileId, { client: { ...browser, videoCodecs: [] } });
    expect([answer.width, answer.height, answer.qualities[0]?.id]).toEqual([180, 320, '180p']);
    const played = await play(folder(file.fileId, '180p/none'), forward);
    expect(await decodePieces(house.folder, [played.init, ...played.pieces.values()])).toMatchObject({ size: [180, 320], complaints: '' });
  });

  it('may be several languages', async () => {
    const languages = [
      '-map',
      '0',
      '-map',
      '1',
      '-map',
      '2',
      '-metadata:s:a:0',
      'language=eng',
      '-metadata:s:a:1',
      'language=deu',
      '-metadata:s:a:1',
      'handler_name=Kommentar',
    ];
    const file = await add('languages.mp4', [
      ...picture(6),
      ...sound(6),
      ...sound(6, 880),
      ...languages,
      ...coding,
      '-c:a',
      'aac',
      '-disposition:a:1',
      '0',
    ]);
    const english = await plan(file.fileId);
    expect(english).toMatchObject({ way: 'direct', path: null, audioTrack: 0, reason: { code: 'direct.playable' } });
    expect(english.audioTracks.map(({ language, title, isDefault }) => [language, title, isDefault])).toEqual([
      ['eng', null, true],
      ['deu', 'Kommentar', false],
    ]);
    const german = await plan(file.fileId, { audioTrack: 1 });
    expect(german).toMatchObject({ way: 'remux', audioTrack: 1, reason: { code: 'remux.audio_track' } });
    expect(german.qualities[0]?.path).toBe('copy/copy-1/index.m3u8');
    const played = await play(folder(file.fileId, 'copy/copy-1'), forward);
    expect(seams(played)).toEqual([]);
  });
});

it('of a part of a file is a film of its own', async () => {
  const range = { startSeconds: 5.3, endSeconds: 11.8 };
  const answer = await plan(film.fileId, { range });
  expect(answer).toMatchObject({ way: 'transcode', reason: { code: 'transcode.part' } });
  expect(answer.durationSeconds).toBeCloseTo(6.5);
  const played = await play(folder(film.fileId, '240p/aac-0'), forward, 'test', '&start=5.3&end=11.8');
  expect(seams(played)).toEqual([]);
  const shown = (await decodePieces(house.folder, [played.init, ...played.pieces.values()])).frames;
  expect(Math.abs(shown - 6.5 * 24)).toBeLessThanOrEqual(1);

  const atKeyframe = await plan(film.fileId, { range: { startSeconds: 4, endSeconds: 13 } });
  expect(atKeyframe).toMatchObject({ way: 'remux', reason: { code: 'remux.container' } });
  const copied = await play(folder(film.fileId, 'copy/copy-0'), forward, 'test', '&start=4&end=13');
  expect(seams(copied)).toEqual([]);
  const frames = (await decodePieces(house.folder, [copied.init, ...copied.pieces.values()])).frames;
  expect(Math.abs(frames - 9 * 24)).toBeLessThan(4);
});

it('is made by one run for all who watch the same, and by none when they have left', async () => {
  const long = await add('long.mkv', [...picture(300, '160x90'), ...coding]);
  const place = folder(long.fileId, 'copy/none');
  const { segments } = readPlaylist((await fetchPiece(`${place}/index.m3u8`)).toString());
  const ask = (index: number, player: string) => fetchPiece(`${place}/${index}.m4s?player=${player}`);
  await Promise.all(['a', 'b', 'c'].map((player) => ask(0, player)));
  expect(streaming()).toHaveLength(1);
  const last = segments.length - 1;
  await ask(last - 20, 'a');
  await until('a second run', () => streaming().length === 2);
  // Whoever watches elsewhere now is not counted where they were.
  await Promise.all([ask(last - 20, 'b'), ask(last - 20, 'c')]);
  await until('the first run to end', () => streaming().length === 1);
  await until('the last run to end when nobody asks', () => streaming().length === 0, 45_000);
}, 90_000);

it('is begun where a player says that it will begin, before it asks for pictures', async () => {
  const announced = await add('announced.mkv', [...picture(300, '160x90'), ...coding]);
  const place = folder(announced.fileId, 'copy/none');
  const { segments } = readPlaylist((await fetchPiece(`${place}/index.m3u8?player=a&at=150`)).toString());
  await until('a run', () => streaming().length === 1);
  const run = streaming();
  await fetchPiece(`${place}/${Math.floor(segments.length / 2)}.m4s?player=a`);
  expect(streaming()).toEqual(run);
});

it('is refused where the machine is full, with a word why', async () => {
  const heavy = await add('heavy.mkv', [...picture(45, '1920x1080', 60), ...coding]);
  const players = Array.from({ length: 5 }, (_, player) => `p${player}`);
  const asked = players.map((player, place) =>
    fetch(`${folder(heavy.fileId, '1080p/none')}/${place * 10}.m4s?player=${player}`).then(async (answer) => ({
      player,
      status: answer.status,
      body: await answer.text(),
    })),
  );
  // A refusal comes at once, while what fills the machine is still being made.
  const { player: refusedPlayer } = await Promise.any(
    asked.map((one) => one.then((answer) => (answer.status === 503 ? answer : Promise.reject(new Error(answer.player))))),
  );
  const unable = { ...browser, videoCodecs: ['vp8'] };
  const refusals = await Promise.all(
    players.map((player) => plan(heavy.fileId, { client: unable, player }).then(({ refusal }) => refusal)),
  );
  expect(refusals[players.indexOf(refusedPlayer)]).toMatchObject({ code: 'stream.machine_full' });
  // Whoever already watches takes their own place.
  expect(refusals).toContain(null);
  const answers = await Promise.all(asked);
  const refused = answers.filter(({ status }) => status === 503);
  expect(refused.length).toBeGreaterThan(0);
  expect(JSON.parse(refused[0]?.body ?? '')).toMatchObject({ error: { code: 'stream.machine_full' } });
  expect(answers.some(({ status }) => status === 200)).toBe(true);
}, 240_000);

it('ends in a plain word when the file goes', async () => {
  const gone = await add('gone.mkv', [...picture(10), ...coding]);
  const place = folder(gone.fileId, 'copy/none');
  await fetchPiece(`${place}/0.m4s`);
  await rename(`${house.libraryPath}/gone.mkv`, `${house.folder}/gone.mkv`);
  await expect(fetchPiece(`${place}/1.m4s`)).rejects.toThrow(/404.*video.file_missing/);
});

it('is refused under an old version, and past its end', async () => {
  const place = folder(film.fileId, 'copy/copy-0');
  await expect(fetchPiece(`${place}/index.m3u8?v=old`)).rejects.toThrow(/404.*stream.changed/);
  await expect(fetchPiece(`${place}/999.m4s`)).rejects.toThrow(/404.*stream.segment_missing/);
  await expect(fetchPiece(`${folder(film.fileId, '1080p/none')}/index.m3u8`)).rejects.toThrow(/400.*request.invalid/);
  await expect(fetchPiece(`${folder(film.fileId, '..%2f..%2fx/none')}/index.m3u8`)).rejects.toThrow(/400/);
});
