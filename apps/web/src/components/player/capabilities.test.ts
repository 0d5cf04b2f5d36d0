import { describe, expect, it } from 'vitest';
import { clientOf, playsAsIs } from './capabilities';

/** Says yes to what Chromium without licensed codecs of sound knows. */
const chromium = clientOf((type) => !/quicktime|matroska|hvc1|hev1|ac-3|ec-3|theora/.test(type), false);

describe('what a browser plays', () => {
  it('is told in the server’s names', () => {
    expect(chromium).toEqual({
      containers: ['mp4', 'mov', 'webm', 'ogg'],
      videoCodecs: ['h264', 'vp8', 'vp9', 'av1'],
      audioCodecs: ['aac', 'mp3', 'opus', 'vorbis', 'flac'],
      hdr: false,
      maxHeight: null,
    });
  });

  it('decides at once where there is no doubt', () => {
    const mp4 = {
      container: 'mov,mp4,m4a,3gp,3g2,mj2',
      videoCodec: 'h264',
      audioCodec: 'aac',
      audioTracks: 1,
      pixelFormat: 'yuv420p',
      hdr: false,
    };
    expect(playsAsIs(chromium, mp4)).toBe(true);
    expect(playsAsIs(chromium, { ...mp4, audioCodec: null })).toBe(true);
    expect(playsAsIs(chromium, { ...mp4, videoCodec: 'hevc' })).toBe(false);
    expect(playsAsIs(chromium, { ...mp4, audioCodec: 'ac3' })).toBe(false);
    expect(playsAsIs(chromium, { ...mp4, audioTracks: 2 })).toBe(false);
    expect(playsAsIs(chromium, { ...mp4, pixelFormat: 'yuv420p10le' })).toBe(false);
    expect(playsAsIs(chromium, { ...mp4, container: 'avi' })).toBe(false);
    expect(playsAsIs(chromium, { ...mp4, container: 'matroska,webm', videoCodec: 'vp9', audioCodec: 'opus' })).toBe(true);
  });
});
