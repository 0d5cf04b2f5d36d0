import type { ProcessLimits } from '@reelm/service-kit';
import { decoders, demuxers } from './formats.js';

/** Largest picture that is decoded, in pixels: a square of 8,192, which leaves room for 8K and large 360° video. */
export const maxPixels = 8_192 * 8_192;

const maxAllocBytes = 512 * 1024 ** 2;
const probeBytes = 20 * 1024 ** 2;
const analyzeMicroseconds = 10_000_000;
const maxStreams = 64;

/** `file:` and an absolute path: neither a leading dash nor `concat:` in a name can mean anything but a name. */
export const fileUrl = (path: string): string => `file:${path}`;

const fences = (formats: readonly string[], protocols: string): string[] => [
  '-protocol_whitelist',
  protocols,
  '-format_whitelist',
  formats.join(','),
];

/** What stands before the input of every run over a user's file. */
const inputFrame = (): string[] => [
  ...fences(demuxers, 'file,pipe'),
  '-codec_whitelist',
  decoders.join(','),
  '-max_streams',
  String(maxStreams),
  '-probesize',
  String(probeBytes),
  '-analyzeduration',
  String(analyzeMicroseconds),
];

const quiet = ['-hide_banner', '-v', 'error'];

/** ffprobe over a user's file; `questions` say what to show. */
export const ffprobeArguments = (path: string, questions: readonly string[]): string[] => [
  ...quiet,
  '-max_alloc',
  String(maxAllocBytes),
  ...inputFrame(),
  ...questions,
  '-i',
  fileUrl(path),
];

/** Start of every ffmpeg command line. One thread per filter graph: parallelism comes from working on several files. */
export const ffmpegPreamble = (): string[] => [
  '-nostdin',
  '-y',
  ...quiet,
  '-max_alloc',
  String(maxAllocBytes),
  '-filter_complex_threads',
  '1',
];

/** A user's file as input of ffmpeg; `options` (seeking, skipping) apply to it alone. */
export const ffmpegInput = (path: string, options: readonly string[] = []): string[] => [
  ...inputFrame(),
  '-max_pixels',
  String(maxPixels),
  '-threads',
  '1',
  ...options,
  '-i',
  fileUrl(path),
];

/** Raw pictures that we wrote ourselves, from stdin. */
export const rawInput = (width: number, height: number): string[] => [
  ...fences(['rawvideo'], 'pipe'),
  '-f',
  'rawvideo',
  '-pixel_format',
  'yuvj420p',
  '-video_size',
  `${width}x${height}`,
  '-framerate',
  '1',
  '-i',
  'pipe:0',
];

/** What we wrote ourselves, or read as text, from stdin, in a format that is said and not guessed. */
export const pipedInput = (format: 'mpegts' | 'srt' | 'ass' | 'webvtt'): string[] => [
  ...fences([format], 'pipe'),
  '-codec_whitelist',
  decoders.join(','),
  '-f',
  format,
  '-i',
  'pipe:0',
];

/** Pieces of a film that we wrote ourselves, in the folder of the run, one behind the other as a list says. */
export const ownPieces = (list: string): string[] => [
  ...fences(['concat', 'mov', 'matroska', 'webm'], 'file'),
  '-codec_whitelist',
  decoders.join(','),
  '-f',
  'concat',
  '-i',
  fileUrl(list),
];

/** Chapters that we wrote ourselves, in the folder of the run. */
export const ownChapters = (name: string): string[] => [...fences(['ffmetadata'], 'file'), '-f', 'ffmetadata', '-i', fileUrl(name)];

/** Niceness: whoever watches a film while it is converted goes before everything that is made of files. */
export const standsBack = 10;

/** Kernel limits of one run: memory for an 8K decode with one thread, sheets of a few megabytes, and CPU for no longer than the run may take. */
export const runLimits = (timeoutMs: number): ProcessLimits => ({
  addressSpaceBytes: 3 * 1024 ** 3,
  cpuSeconds: Math.ceil(timeoutMs / 1_000),
  fileBytes: 256 * 1024 ** 2,
});
