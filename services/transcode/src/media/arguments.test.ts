import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assembleArguments, passArguments, planSeeks, seekArguments, seeksPerRun, type PicturesRequest } from './arguments.js';
import { ffprobeArguments } from './framing.js';
import { probeQuestions } from './probe.js';
import { planPictures } from './sheet.js';

const video = {
  index: 1,
  codec: 'h264',
  codedWidth: 1920,
  codedHeight: 1080,
  interlaced: false,
  hdrTransfer: null,
  fullRange: false,
} as const;
const media = { width: 1920, height: 1080 } as Parameters<typeof planPictures>[0];
const request = (changes: Partial<PicturesRequest> = {}): PicturesRequest => ({
  path: '/films/-y $(id).mkv',
  video,
  durationSeconds: 600,
  cells: 81,
  plan: planPictures(media, 81),
  colours: 'plain',
  spriteQuality: 'normal',
  ...changes,
});
/** The long lists of names are shown as such; they are tested by what they let through. */
const shown = (args: readonly string[]) =>
  args.map((arg, index) => (args[index - 1]?.endsWith('whitelist') && arg.length > 40 ? '<names>' : arg));
const graphOf = (args: readonly string[]) => args[args.indexOf('-filter_complex') + 1] ?? '';

describe('golden command lines', () => {
  it('probe', () => {
    expect(shown(ffprobeArguments('/films/a.mp4', probeQuestions))).toMatchInlineSnapshot(`
      [
        "-hide_banner",
        "-v",
        "error",
        "-max_alloc",
        "536870912",
        "-protocol_whitelist",
        "file,pipe",
        "-format_whitelist",
        "<names>",
        "-codec_whitelist",
        "<names>",
        "-max_streams",
        "64",
        "-probesize",
        "20971520",
        "-analyzeduration",
        "10000000",
        "-show_format",
        "-show_streams",
        "-show_chapters",
        "-of",
        "json",
        "-i",
        "file:/films/a.mp4",
      ]
    `);
  });
  it('keyframe pass', () => {
    expect(shown(passArguments(request(), { kind: 'keyframe-pass' }))).toMatchInlineSnapshot(`
      [
        "-nostdin",
        "-y",
        "-hide_banner",
        "-v",
        "error",
        "-max_alloc",
        "536870912",
        "-filter_complex_threads",
        "1",
        "-protocol_whitelist",
        "file,pipe",
        "-format_whitelist",
        "<names>",
        "-codec_whitelist",
        "<names>",
        "-max_streams",
        "64",
        "-probesize",
        "20971520",
        "-analyzeduration",
        "10000000",
        "-max_pixels",
        "67108864",
        "-threads",
        "1",
        "-skip_frame",
        "nokey",
        "-discard",
        "nokey",
        "-i",
        "file:/films/-y $(id).mkv",
        "-filter_complex",
        "[0:1]settb=1/1000,select='isnan(prev_selected_t)+gt(floor(t/0.308642),floor(prev_selected_t/0.308642))',split=2[small][large];[small]scale=160:90:flags=area:out_range=full,format=yuvj420p,setsar=1,split=2[s][n];[n]scale=32:32:flags=area,format=gray,metadata=mode=add:key=sheet:value=sample,metadata=mode=print:file=-:direct=1[samples];[s]select='isnan(prev_selected_t)+gt(floor(t/7.407407),floor(prev_selected_t/7.407407))',metadata=mode=add:key=sheet:value=sprite,signalstats,metadata=mode=print:file=-:direct=1,split=2[t][cells];[t]tile=9x9[sprite];[large]select='isnan(prev_selected_t)+gt(floor(t/7.407407),floor(prev_selected_t/7.407407))',split=2[c][f];[c]select='isnan(prev_selected_t)+gt(floor(t/100.000000),floor(prev_selected_t/100.000000))',scale=1280:720:flags=area:out_range=full,format=yuvj420p,setsar=1,metadata=mode=add:key=sheet:value=cover,metadata=mode=print:file=-:direct=1[cover];[f]select='isnan(prev_selected_t)+gt(floor(t/37.500000),floor(prev_selected_t/37.500000))',scale=640:360:flags=area:out_range=full,format=yuvj420p,setsar=1,metadata=mode=add:key=sheet:value=frames,metadata=mode=print:file=-:direct=1,tile=4x4[frames]",
        "-map",
        "[sprite]",
        "-fps_mode",
        "passthrough",
        "-frames:v",
        "1",
        "-q:v",
        "5",
        "-threads",
        "1",
        "-flags:v",
        "+bitexact",
        "-fflags",
        "+bitexact",
        "-f",
        "image2",
        "-update",
        "1",
        "sprite.jpg",
        "-map",
        "[cover]",
        "-fps_mode",
        "passthrough",
        "-frames:v",
        "24",
        "-q:v",
        "3",
        "-threads",
        "1",
        "-flags:v",
        "+bitexact",
        "-fflags",
        "+bitexact",
        "-f",
        "image2",
        "cover-%d.jpg",
        "-map",
        "[frames]",
        "-fps_mode",
        "passthrough",
        "-frames:v",
        "1",
        "-q:v",
        "4",
        "-threads",
        "1",
        "-flags:v",
        "+bitexact",
        "-fflags",
        "+bitexact",
        "-f",
        "image2",
        "-update",
        "1",
        "frames.jpg",
        "-map",
        "[cells]",
        "-fps_mode",
        "passthrough",
        "-frames:v",
        "81",
        "-f",
        "rawvideo",
        "cells.yuv",
        "-map",
        "[samples]",
        "-fps_mode",
        "passthrough",
        "-frames:v",
        "1944",
        "-f",
        "rawvideo",
        "samples.grey",
      ]
    `);
  });
  it('two jumps to keyframes', () => {
    const seeks = planSeeks(600, 81, 16).slice(3, 5);
    expect(shown(seekArguments(request(), { kind: 'keyframe-seeks' }, seeks))).toMatchInlineSnapshot(`
      [
        "-nostdin",
        "-y",
        "-hide_banner",
        "-v",
        "error",
        "-max_alloc",
        "536870912",
        "-filter_complex_threads",
        "1",
        "-protocol_whitelist",
        "file,pipe",
        "-format_whitelist",
        "<names>",
        "-codec_whitelist",
        "<names>",
        "-max_streams",
        "64",
        "-probesize",
        "20971520",
        "-analyzeduration",
        "10000000",
        "-max_pixels",
        "67108864",
        "-threads",
        "1",
        "-noaccurate_seek",
        "-skip_frame",
        "nokey",
        "-ss",
        "25.926",
        "-i",
        "file:/films/-y $(id).mkv",
        "-protocol_whitelist",
        "file,pipe",
        "-format_whitelist",
        "<names>",
        "-codec_whitelist",
        "<names>",
        "-max_streams",
        "64",
        "-probesize",
        "20971520",
        "-analyzeduration",
        "10000000",
        "-max_pixels",
        "67108864",
        "-threads",
        "1",
        "-noaccurate_seek",
        "-skip_frame",
        "nokey",
        "-ss",
        "33.333",
        "-i",
        "file:/films/-y $(id).mkv",
        "-filter_complex",
        "[0:1]settb=1/1000,split=1[s0];[s0]scale=160:90:flags=area:out_range=full,format=yuvj420p,setsar=1,metadata=mode=add:key=sheet:value=3,signalstats,metadata=mode=print:file=-:direct=1[sprite0];[1:1]settb=1/1000,split=1[s1];[s1]scale=160:90:flags=area:out_range=full,format=yuvj420p,setsar=1,metadata=mode=add:key=sheet:value=4,signalstats,metadata=mode=print:file=-:direct=1[sprite1]",
        "-map",
        "[sprite0]",
        "-fps_mode",
        "passthrough",
        "-frames:v",
        "1",
        "-f",
        "rawvideo",
        "cell-3.yuv",
        "-map",
        "[sprite1]",
        "-fps_mode",
        "passthrough",
        "-frames:v",
        "1",
        "-f",
        "rawvideo",
        "cell-4.yuv",
      ]
    `);
  });
  it('putting a sheet together', () => {
    expect(shown(assembleArguments({ cell: { width: 160, height: 90 }, columns: 9, rows: 9 }, 'sprite', 'normal'))).toMatchInlineSnapshot(`
      [
        "-nostdin",
        "-y",
        "-hide_banner",
        "-v",
        "error",
        "-max_alloc",
        "536870912",
        "-filter_complex_threads",
        "1",
        "-protocol_whitelist",
        "pipe",
        "-format_whitelist",
        "rawvideo",
        "-f",
        "rawvideo",
        "-pixel_format",
        "yuvj420p",
        "-video_size",
        "160x90",
        "-framerate",
        "1",
        "-i",
        "pipe:0",
        "-filter_complex",
        "[0:v]tile=9x9[sheet]",
        "-map",
        "[sheet]",
        "-fps_mode",
        "passthrough",
        "-frames:v",
        "1",
        "-q:v",
        "5",
        "-threads",
        "1",
        "-flags:v",
        "+bitexact",
        "-fflags",
        "+bitexact",
        "-f",
        "image2",
        "-update",
        "1",
        "sprite.jpg",
      ]
    `);
  });
});

describe('variations', () => {
  it('full decode skips what no other frame needs only when told so', () => {
    expect(passArguments(request(), { kind: 'full-decode', referencesOnly: true })).toEqual(
      expect.arrayContaining(['-skip_frame', 'noref']),
    );
    expect(passArguments(request(), { kind: 'full-decode', referencesOnly: false })).not.toContain('-skip_frame');
  });
  it('HDR is brought down with the transfer function named', () => {
    const hdr = { ...video, hdrTransfer: 'smpte2084' } as const;
    expect(graphOf(passArguments(request({ video: hdr, colours: 'tone-mapped' }), { kind: 'keyframe-pass' }))).toContain(
      'zscale=tin=smpte2084:',
    );
    expect(graphOf(passArguments(request({ video: hdr, colours: 'plain' }), { kind: 'keyframe-pass' }))).not.toContain('zscale');
  });
  it('of an interlaced picture one field is taken', () => {
    expect(graphOf(passArguments(request({ video: { ...video, interlaced: true } }), { kind: 'keyframe-pass' }))).toContain(
      'field=type=top,scale=160:90',
    );
  });
  it('holds fewer decoders open the larger the picture', () => {
    expect([
      seeksPerRun(video),
      seeksPerRun({ ...video, codedWidth: 640, codedHeight: 360 }),
      seeksPerRun({ ...video, codedWidth: 7680, codedHeight: 4320 }),
    ]).toEqual([4, 6, 1]);
  });
});

it('no file name changes anything but the one word that names the input', () => {
  const builders = [
    (path: string) => ffprobeArguments(path, probeQuestions),
    (path: string) => passArguments(request({ path }), { kind: 'keyframe-pass' }),
    (path: string) => seekArguments(request({ path }), { kind: 'accurate-seeks' }, planSeeks(600, 3, 1)),
  ].map((build) => ({ build, plain: build('/films/plain') }));
  fc.assert(
    fc.property(fc.string({ minLength: 1, unit: 'binary-ascii' }), (name) =>
      builders.every(({ build, plain }) => {
        const odd = build(`/films/${name}`);
        return (
          odd.length === plain.length &&
          plain.every((word, index) => odd[index] === (word === 'file:/films/plain' ? `file:/films/${name}` : word))
        );
      }),
    ),
  );
});
