import { existsSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { events, PlaybackClient, type PlaybackReasonCode } from '@reelm/contracts';
import { until } from '@reelm/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodePieces, forward, play, seams } from '../testing/hls.js';
import { TranscodeHouse } from '../testing/transcode.js';
import { PlaybackService } from './playback.service.js';

const root = process.env['REELM_TEST_MEDIA'] ?? '';
const here = root !== '' && existsSync(root);

/** As Chromium on Linux says of itself. */
const client = PlaybackClient.parse({
  containers: ['mp4', 'webm', 'mov'],
  videoCodecs: ['h264', 'vp8', 'vp9', 'av1'],
  audioCodecs: ['aac', 'mp3', 'opus', 'vorbis', 'flac'],
});

const expected: Record<string, PlaybackReasonCode> = {
  'people/again.mkv': 'remux.container',
  'film/friday.mp4': 'direct.playable',
  'film/flower.webm': 'direct.playable',
  'container/nasa_13013.mp4': 'remux.streams',
  'container/av1_video.mkv': 'direct.playable',
  'container/sample.avi': 'transcode.video_codec',
  'container/100_0306.AVI': 'transcode.video_codec',
  'container/sample_with_ssa_subtitles.mkv': 'remux.audio_codec',
  'container/video_desks.3gp': 'transcode.video_codec',
  'container/hevc.ts': 'transcode.video_codec',
  'container/rotate-buck-bunny.mp4': 'direct.playable',
  'container/with-gps.mov': 'direct.playable',
  'container/h265_with_metadata_track.mp4': 'transcode.video_codec',
  'container/hdr10-video-with-sdr-container.mp4': 'transcode.video_codec',
  'container/cursed-vfr.mp4': 'direct.playable',
  'container/sar_2x1.mp4': 'direct.playable',
  'container/gopro-max-heromode.mp4': 'direct.playable',
  'broken/no_duration.webm': 'direct.playable',
  'broken/sample_mdat_too_long.mp4': 'direct.playable',
  'derived/signers-compilation.mp4': 'direct.playable',
  'derived/vfr-face.mp4': 'direct.playable',
  'derived/chapters-tracks-hevc.mkv': 'transcode.video_codec',
  'derived/dup-b-letterbox-640x480.webm': 'direct.playable',
  'derived/notdup-other-part.avi': 'transcode.video_codec',
  'derived/flower.mpg': 'transcode.video_codec',
  'derived/flower.wmv': 'transcode.video_codec',
  'derived/truncated-faststart.mp4': 'direct.playable',
  'derived/webm-renamed.mp4': 'direct.playable',
};

describe.skipIf(!here)(`real files${here ? '' : ' (skipped: REELM_TEST_MEDIA names no folder)'}`, () => {
  let house: TranscodeHouse;
  beforeAll(async () => {
    house = await TranscodeHouse.start();
  });
  afterAll(() => house.stop());

  it.each(Object.entries(expected))('%s is played: %s', async (path, reason) => {
    const name = `${path.replace('/', '-')}`;
    await copyFile(join(root, path), join(house.libraryPath, name));
    const file = await house.stateOnDisk(name);
    await house.publish(events.fileAdded, file);
    await until(`the row of ${basename(path)}`, () => house.stateOf(file.fileId));
    const plan = await house.service.app
      .get(PlaybackService)
      .plan({ fileId: file.fileId, range: null, client, audioTrack: null, player: 'test' });
    expect(plan.reason).toMatchObject({ code: reason });
    expect(plan.refusal).toBeNull();

    // As it was decided, and in the smallest picture.
    const streams = [plan.qualities[0], plan.qualities.at(-1)].flatMap((quality) => quality?.path?.replace('/index.m3u8', '') ?? []);
    expect(streams.length).toBeGreaterThan(0);
    for (const stream of new Set(streams)) {
      const played = await play(`${house.service.url}/streams/${file.fileId}/${stream}`, forward);
      expect(seams(played)).toEqual([]);
      const { complaints, frames } = await decodePieces(house.folder, [played.init, ...played.pieces.values()]);
      expect(complaints).toBe('');
      expect(frames).toBeGreaterThan(0);
    }
  });
});
