import { expect, it } from 'vitest';
import { runArguments, type RunRequest } from './stream-arguments.js';
import { softwareEncoder } from './encoder.js';
import type { StreamDetails } from './stream-details.js';
import { convertedTimeline } from './timeline.js';

const video = {
  stream: 0,
  codec: 'h264',
  frameRate: 25,
  width: 1280,
  height: 720,
  interlaced: false,
  hdrTransfer: null,
} as StreamDetails['video'];
const details: StreamDetails = { container: 'matroska,webm', startSeconds: 1.5, durationSeconds: 60, bitRate: null, video, audio: [] };
const request: RunRequest = {
  path: '/films/-y.mkv',
  details,
  timeline: convertedTimeline({ startSeconds: 0, endSeconds: 60 }),
  from: 0,
  untilSeconds: null,
  rung: null,
  sound: { kind: 'none' },
  encoder: softwareEncoder(2),
  canToneMap: true,
  threads: 2,
};
const rung = { side: 360, width: 640, height: 360, bitRate: 1_000_000 };
const after = (args: readonly string[], name: string): string | undefined => args[args.lastIndexOf(name) + 1];

it('opens the file behind the fences, as a file and nothing else', () => {
  const args = runArguments(request);
  const input = args.indexOf('-i');
  expect(args[input + 1]).toBe('file:/films/-y.mkv');
  for (const fence of ['-protocol_whitelist', '-format_whitelist', '-codec_whitelist', '-max_pixels'])
    expect(args.indexOf(fence)).toBeLessThan(input);
  expect(args.slice(-3)).toEqual(['-f', 'mp4', 'pipe:1']);
});

it('begins before a cut where the picture is passed on, and at it where it is converted', () => {
  expect(runArguments(request)).not.toContain('-ss');
  expect(after(runArguments({ ...request, from: 5 }), '-ss')).toBe('4.000000');
  expect(after(runArguments({ ...request, from: 5, rung }), '-ss')).toBe('5.000000');
});

it('puts every stream on one clock, whatever that of the file says', () => {
  expect(after(runArguments(request), '-output_ts_offset')).toBe('8.500000');
  const part = { ...request, timeline: convertedTimeline({ startSeconds: 20, endSeconds: 30 }), untilSeconds: 30 };
  expect(after(runArguments(part), '-output_ts_offset')).toBe('-11.500000');
  expect(after(runArguments(part), '-t')).toBe('11.000000');
});

it('forces a keyframe at each cut, counted from the first picture', () => {
  expect(after(runArguments({ ...request, from: 5, rung }), '-force_key_frames')).toBe('expr:gte(t,-0.021000+n_forced*1)');
});

it('lays converted sound on one grid of frames', () => {
  const sounding = { ...request, rung, from: 5, sound: { kind: 'aac' as const, stream: 1 } };
  const first = /first_pts=(\d+)/.exec(after(runArguments(sounding), '-af') ?? '')?.[1];
  expect(Number(first) % 1_024).toBe(0);
  expect(Number(first) / 48_000).toBeCloseTo(6.5, 1);
});

it('brings HDR down where this ffmpeg can', () => {
  const hdr = { ...request, rung, details: { ...details, video: { ...video, hdrTransfer: 'smpte2084' as const } } };
  expect(after(runArguments(hdr), '-vf')).toContain('tonemap');
  expect(after(runArguments({ ...hdr, canToneMap: false }), '-vf')).not.toContain('tonemap');
});

it('tags HEVC as players want it', () => {
  const hevc = { ...request, details: { ...details, video: { ...video, codec: 'hevc' } } };
  expect(after(runArguments(hevc), '-tag:v')).toBe('hvc1');
});
