import { ffmpegInput, ffmpegPreamble, pipedInput } from './framing.js';
import type { SubtitleStream } from './probe.js';

const textCodecs = new Set(['subrip', 'srt', 'ass', 'ssa', 'mov_text', 'webvtt', 'text']);
/** Others are pictures of text, or need a decoder that few builds have. */
export const isText = ({ codec }: Pick<SubtitleStream, 'codec'>): boolean => textCodecs.has(codec);

export const trackFile = (id: number | string): string => `${id}.vtt`;

const webVtt = ['-c:s', 'webvtt', '-f', 'webvtt'];

/** All text of a file in one reading; `tracks` are pairs of stream and number of the file that is written. */
export const extractArguments = (path: string, tracks: readonly { stream: number; id: number }[]): string[] => [
  ...ffmpegPreamble(),
  ...ffmpegInput(path),
  ...tracks.flatMap(({ stream, id }) => ['-map', `0:${stream}`, ...webVtt, trackFile(id)]),
];

/** Text from stdin as WebVTT. */
export const convertArguments = (format: 'srt' | 'ass' | 'webvtt', id: number): string[] => [
  ...ffmpegPreamble(),
  ...pipedInput(format),
  '-map',
  '0:s:0',
  ...webVtt,
  trackFile(id),
];
