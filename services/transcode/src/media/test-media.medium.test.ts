import { existsSync, readdirSync } from 'node:fs';
import { extname, join } from 'node:path';
import { AppError } from '@reelm/service-kit';
import { temporaryFolder, type TemporaryFolder } from '@reelm/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FfmpegRepository } from './ffmpeg.repository.js';
import { ToolsRepository } from './tools.repository.js';

const root = process.env['REELM_TEST_MEDIA'] ?? '';
const here = root !== '' && existsSync(root);

/** Codec, displayed size, rotation, length in seconds (null: not told), and how many sprite cells there must at least be. */
type Playable = [codec: string, size: string, rotation: number, seconds: number | null, cells: number];
/** Code of the error, and what its details must hold. */
type Refused = [code: string, details?: object];

const people: [string, number][] = [
  ['again', 2.6],
  ['help', 1.93],
  ['student', 1.73],
  ['milk', 1.73],
  ['please', 2.43],
  ['sorry', 2.47],
  ['book', 3.67],
  ['school', 2.43],
  ['eat', 1.57],
  ['sister', 2.93],
];

const playable: Record<string, Playable> = {
  ...Object.fromEntries(
    people.map(([name, seconds]): [string, Playable] => [`people/${name}.mkv`, ['h264', '640x480', 0, seconds, Math.floor(seconds * 2)]]),
  ),
  'film/tears-of-steel-battle-clip-medium.webm': ['vp8', '800x332', 0, 70.54, 81],
  'film/friday.mp4': ['h264', '640x480', 0, 6.17, 12],
  'film/flower.mp4': ['h264', '960x540', 0, 5.05, 10],
  'film/flower.webm': ['vp8', '960x540', 0, 5.06, 10],
  'film/rabbit320.webm': ['vp8', '320x240', 0, 7.8, 15],
  'container/nasa_13013.mp4': ['h264', '480x270', 0, 16.57, 26],
  'container/av1_video.mkv': ['av1', '640x360', 0, 5, 10],
  'container/sample.avi': ['mpeg4', '960x400', 0, 4.09, 8],
  'container/100_0306.AVI': ['mjpeg', '320x240', 0, 2.73, 5],
  'container/sample_with_ssa_subtitles.mkv': ['h264', '1080x720', 0, 1.14, 2],
  'container/video_desks.3gp': ['h263', '384x288', 0, 5.13, 10],
  'container/hevc.ts': ['hevc', '1920x1080', 0, 5.01, 10],
  'container/rotate-buck-bunny.mp4': ['h264', '1080x1920', 90, 2.01, 4],
  'container/with-gps.mov': ['h264', '320x568', 90, 4, 8],
  'container/h265_with_metadata_track.mp4': ['hevc', '1080x1920', 90, 0.1, 1],
  'container/hdr10-video-with-sdr-container.mp4': ['hevc', '1920x1080', 0, 1.02, 2],
  'container/cursed-vfr.mp4': ['h264', '3026x1386', 0, 8.73, 9],
  'container/sar_2x1.mp4': ['h264', '1280x360', 0, 5, 10],
  'container/gopro-max-heromode.mp4': ['h264', '848x480', 0, 10.52, 21],
  'broken/no_duration.webm': ['vp9', '1280x720', 0, null, 9],
  'broken/sample_mdat_too_long.mp4': ['h264', '1080x720', 0, 1.02, 2],
  'broken/no_timescale.mp4': ['h264', '320x240', 0, 6.04, 8],
  'broken/video_rotation_90.mp4': ['h264', '60x100', 90, 0.04, 1],
  'broken/minimal.mp4': ['h264', '320x240', 0, 0.06, 1],
  'derived/signers-compilation.mp4': ['h264', '640x480', 0, 23.48, 46],
  'derived/head-pose-face-detection-female-and-male.mp4': ['h264', '480x270', 0, 4.67, 9],
  'derived/head-pose-face-detection-male.mov': ['h264', '480x270', 0, 5.17, 10],
  'derived/portrait-rotated.mp4': ['h264', '360x480', 90, 2.4, 4],
  'derived/vfr-face.mp4': ['h264', '640x480', 0, 2.9, 5],
  'derived/chapters-tracks-hevc.mkv': ['hevc', '800x332', 0, 30.02, 60],
  'derived/dup-a-480.mp4': ['h264', '480x200', 0, 30, 60],
  'derived/dup-b-letterbox-640x480.webm': ['vp9', '640x480', 0, 30, 60],
  'derived/notdup-other-part.avi': ['mpeg4', '480x200', 0, 20.04, 40],
  'derived/flower.mpg': ['mpeg2video', '960x540', 0, 5.02, 10],
  'derived/flower.wmv': ['wmv2', '640x360', 0, 5.12, 10],
  'derived/flower-av1-noaudio.mp4': ['av1', '480x270', 0, 5, 10],
  'derived/truncated-faststart.mp4': ['h264', '960x540', 0, 5.05, 4],
  'derived/garbage-middle.mp4': ['h264', '960x540', 0, 5.05, 8],
  'derived/webm-renamed.mp4': ['vp8', '960x540', 0, 5.06, 10],
};

const refused: Record<string, Refused> = {
  'broken/zero_empty_stsc.mp4': ['media.undecodable'],
  'derived/audio-only.m4a.mp4': ['media.no_video', { streams: 'audio (aac)' }],
  'derived/truncated-no-moov.mp4': ['media.unreadable', { problem: 'moov atom not found' }],
  'derived/zero-bytes.mp4': ['media.empty'],
  'derived/text-renamed.mp4': ['media.unreadable'],
};

const notVideo = ['.json', '.vtt', '.md'];
const videoFolders = ['people', 'film', 'container', 'broken', 'derived'];

describe.skipIf(!here)(`real files${here ? '' : ' (skipped: REELM_TEST_MEDIA names no folder)'}`, () => {
  let folder: TemporaryFolder;
  let repository: FfmpegRepository;
  const tools = new ToolsRepository();
  beforeAll(async () => {
    folder = await temporaryFolder();
    repository = new FfmpegRepository(tools, folder.path);
  });
  afterAll(() => folder.remove());

  it('are all in the table', () => {
    const files = videoFolders.flatMap((name) => readdirSync(join(root, name)).map((file) => `${name}/${file}`));
    expect(files.filter((file) => !notVideo.includes(extname(file))).toSorted()).toEqual(
      [...Object.keys(playable), ...Object.keys(refused)].toSorted(),
    );
  });

  it.each(Object.entries(playable))('%s becomes pictures', async (file, [codec, size, rotation, seconds, cells]) => {
    const probe = await repository.probe(join(root, file));
    const { media } = probe;
    expect([media.videoCodec, `${media.width}x${media.height}`, media.rotation]).toEqual([codec, size, rotation]);
    if (seconds === null) expect(media.durationSeconds).toBeNull();
    else expect(media.durationSeconds).toBeCloseTo(seconds, 1);

    const { cover, sprite, frames } = await repository.pictures(join(root, file), probe);
    for (const jpeg of [cover.jpeg, sprite.jpeg, frames.jpeg]) expect(jpeg.subarray(0, 2).toString('hex')).toBe('ffd8');
    expect(sprite.layout.times.length).toBeGreaterThanOrEqual(cells);
    expect(frames.layout.times.length).toBeGreaterThanOrEqual(1);
    expect(sprite.layout.cellWidth / sprite.layout.cellHeight).toBeCloseTo(media.width / media.height, 0);
  });

  it('cuts are found where clips were put together', async () => {
    const path = join(root, 'derived/signers-compilation.mp4');
    const { look } = await repository.pictures(path, await repository.probe(path));
    const joins = [2.6, 4.32, 8, 9.56, 11.48, 13.92, 16.36, 19.28, 21];
    const late = look.cuts?.map(({ seconds }, at) => seconds - (joins[at] ?? 0));
    expect(late).toHaveLength(joins.length);
    // Five frames a second are looked at.
    expect(late?.every((seconds) => seconds > -0.01 && seconds < 0.25)).toBe(true);
  });

  it.each(Object.entries(refused))('%s is refused', async (file, [code, details]) => {
    const path = join(root, file);
    const problem = await repository
      .probe(path)
      .then((probe) => repository.pictures(path, probe))
      .catch((error: unknown) => error);
    expect(problem).toBeInstanceOf(AppError);
    expect(problem).toMatchObject({ code, ...(details === undefined ? {} : { details }) });
  });
});
