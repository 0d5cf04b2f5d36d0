import { describe, expect, it } from 'vitest';
import { interpretProbe, ProbeOutput } from './probe.js';

const video = {
  index: 0,
  codec_type: 'video',
  codec_name: 'h264',
  width: 1920,
  height: 1080,
  avg_frame_rate: '30000/1001',
  pix_fmt: 'yuv420p',
  disposition: { default: 1 },
};
const probe = (streams: object[], format: object = {}) =>
  interpretProbe(
    ProbeOutput.parse({ format: { format_name: 'mov,mp4', duration: '10.5', bit_rate: '1000', ...format }, streams, chapters: [{}, {}] }),
  );
const rotated = (rotation: number) => ({ ...video, side_data_list: [{ side_data_type: 'Display Matrix', rotation }] });

describe('interpretProbe', () => {
  it('tells what the file holds', () => {
    const { media } = probe([
      { index: 1, codec_type: 'audio', codec_name: 'ac3', disposition: { default: 0 } },
      {
        index: 2,
        codec_type: 'audio',
        codec_name: 'aac',
        channels: 6,
        disposition: { default: 1 },
        tags: { language: 'eng', title: 'Surround' },
      },
      { index: 3, codec_type: 'subtitle', codec_name: 'subrip' },
      { index: 4, codec_type: 'data' },
      video,
    ]);
    expect(media).toEqual({
      container: 'mov,mp4',
      durationSeconds: 10.5,
      bitRate: 1000,
      videoCodec: 'h264',
      width: 1920,
      height: 1080,
      rotation: 0,
      frameRate: 29.97,
      pixelFormat: 'yuv420p',
      hdr: false,
      audioCodec: 'aac',
      audioTracks: 2,
      audio: [
        { index: 1, codec: 'ac3', language: null, title: null, channels: null, default: false },
        { index: 2, codec: 'aac', language: 'eng', title: 'Surround', channels: 6, default: true },
      ],
      subtitleTracks: 1,
      chapters: 2,
    });
  });

  it('tells languages and titles of tracks, but not what programs write there', () => {
    const track = (tags: object, codec_type = 'subtitle') => ({ index: 1, codec_type, codec_name: 'mov_text', tags });
    const of = (tags: object) => probe([video, track(tags)]).subtitles[0];
    expect(of({ language: 'por', title: 'Brasil' })).toEqual({
      index: 1,
      codec: 'mov_text',
      language: 'por',
      title: 'Brasil',
      default: false,
      forced: false,
    });
    expect(of({ language: 'und', handler_name: 'SubtitleHandler' })).toMatchObject({ language: null, title: null });
    expect(of({ language: '<b>' })).toMatchObject({ language: null });
    expect(probe([video, track({ language: 'pt-BR' }, 'audio')]).media.audio).toMatchObject([{ language: 'pt-BR' }]);
  });

  it.each([
    [-90, 90, 1080, 1920],
    [90, 270, 1080, 1920],
    [180, 180, 1920, 1080],
    [-180, 180, 1920, 1080],
    [0, 0, 1920, 1080],
    [-9223372036854775808, 0, 1920, 1080],
  ])('turns a recorded rotation of %d to %d clockwise', (recorded, rotation, width, height) => {
    expect(probe([rotated(recorded)]).media).toMatchObject({ rotation, width, height });
  });

  it.each([
    ['2:1', 3840],
    ['64:45', 2731],
    ['399:400', 1920],
    ['0:1', 1920],
    ['1000:1', 1920],
  ])('applies the sample aspect %s', (sample_aspect_ratio, width) => {
    expect(probe([{ ...video, sample_aspect_ratio }]).media).toMatchObject({ width, height: 1080 });
  });

  it('takes the largest of the default pictures, and never cover art', () => {
    const cover = { ...video, index: 0, codec_name: 'mjpeg', width: 4000, height: 4000, disposition: { attached_pic: 1 } };
    const small = { ...video, index: 1, width: 320, height: 180 };
    const other = { ...video, index: 2, width: 3840, height: 2160, disposition: { default: 0 } };
    expect(probe([cover, small, video, other]).video.index).toBe(0);
    expect(probe([cover, small, other]).video.index).toBe(1);
    expect(probe([cover, other]).video.index).toBe(2);
  });

  it('knows HDR by its transfer function, and Dolby Vision by its record', () => {
    expect(probe([{ ...video, color_transfer: 'smpte2084' }])).toMatchObject({ media: { hdr: true }, video: { hdrTransfer: 'smpte2084' } });
    expect(probe([{ ...video, color_transfer: 'arib-std-b67' }]).media.hdr).toBe(true);
    expect(probe([{ ...video, side_data_list: [{ side_data_type: 'DOVI configuration record' }] }])).toMatchObject({
      media: { hdr: true },
      video: { hdrTransfer: null },
    });
    expect(probe([{ ...video, color_transfer: 'bt709' }]).media.hdr).toBe(false);
  });

  it('knows pictures of all that surrounds the camera', () => {
    const of = (mapping: object, stereo?: string) =>
      probe([
        {
          ...video,
          side_data_list: [
            ...(stereo === undefined ? [] : [{ side_data_type: 'Stereo 3D', type: stereo, inverted: 0 }]),
            { side_data_type: 'Spherical Mapping', yaw: 0, pitch: 0, roll: 0, ...mapping },
          ],
        },
      ]).media.spherical;
    expect(of({ projection: 'equirectangular' }, 'top and bottom')).toEqual({ projection: '360', packing: 'top-bottom' });
    expect(of({ projection: 'equirectangular' }, '2D')).toEqual({ projection: '360', packing: 'mono' });
    expect(of({ projection: 'half equirectangular' }, 'side by side')).toEqual({ projection: '180', packing: 'side-by-side' });
    // A quarter of the whole is missing on each side.
    const half = { projection: 'tiled equirectangular', bound_left: 960, bound_top: 0, bound_right: 960, bound_bottom: 0 };
    expect(of(half)).toEqual({ projection: '180', packing: 'mono' });
    expect(of({ ...half, bound_left: 0, bound_right: 0 })).toBeUndefined();
    expect(of({ projection: 'cubemap', padding: 0 })).toBeUndefined();
    expect(probe([{ ...video, side_data_list: [{ side_data_type: 'Stereo 3D', type: 'side by side' }] }]).media.spherical).toBeUndefined();
  });

  it('leaves open what the file does not say', () => {
    const { media } = probe([{ ...video, avg_frame_rate: '0/0', pix_fmt: undefined }], { duration: undefined, bit_rate: undefined });
    expect(media).toMatchObject({ durationSeconds: null, bitRate: null, frameRate: null, pixelFormat: null, audioCodec: null });
    expect(probe([{ ...video, avg_frame_rate: '1000/1' }]).media.frameRate).toBeNull();
    expect(probe([{ ...video, tags: { DURATION: '01:00:05.500000000' } }], { duration: 'N/A' }).media.durationSeconds).toBe(3605.5);
  });

  it.each([
    ['media.no_video', []],
    [
      'media.no_video',
      [
        { index: 0, codec_type: 'audio', codec_name: 'aac' },
        { ...video, disposition: { attached_pic: 1 } },
      ],
    ],
    ['media.unsupported', [{ ...video, codec_name: 'magicyuv' }]],
    ['media.unsupported', [{ ...video, codec_name: undefined, codec_tag_string: 'XYZ1' }]],
    ['media.undecodable', [{ ...video, width: 0 }]],
    ['media.too_large', [{ ...video, width: 16384, height: 16384 }]],
  ])('refuses with %s', (code, streams) => {
    expect(() => probe(streams)).toThrow(expect.objectContaining({ code }));
  });
});
