import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { FragmentReader, type TrackRun } from '../streams/fragments.js';
import { streamEpochSeconds } from '../streams/stream-arguments.js';

/** A media playlist as a player reads it. */
export interface MediaPlaylist {
  targetSeconds: number;
  initUri: string;
  segments: readonly { uri: string; seconds: number; startSeconds: number }[];
}

/** Reads a media playlist strictly by RFC 8216. @throws naming what is wrong */
export function readPlaylist(text: string): MediaPlaylist {
  const lines = text.split('\n');
  const wrong = (what: string): never => {
    throw new Error(`the playlist is wrong: ${what}`);
  };
  if (lines[0] !== '#EXTM3U') wrong('it does not begin with #EXTM3U');
  if (lines.at(-1) !== '') wrong('its last line has no end');
  const value = (tag: string): string => {
    const found = lines.filter((line) => line.startsWith(`#${tag}:`));
    return found.length === 1 ? (found[0] ?? '').slice(tag.length + 2) : wrong(`${tag} stands in it ${found.length} times`);
  };
  if (Number(value('EXT-X-VERSION')) < 6) wrong('EXT-X-MAP needs version 6');
  if (value('EXT-X-PLAYLIST-TYPE') !== 'VOD' || value('EXT-X-MEDIA-SEQUENCE') !== '0') wrong('it is not of a whole film');
  const targetSeconds = Number(value('EXT-X-TARGETDURATION'));
  const initUri = /^URI="([^"]+)"$/.exec(value('EXT-X-MAP'))?.[1] ?? wrong('EXT-X-MAP has no address');
  const segments: { uri: string; seconds: number; startSeconds: number }[] = [];
  let startSeconds = 0;
  for (const [index, line] of lines.entries()) {
    const seconds = Number(/^#EXTINF:(\d+\.\d+),$/.exec(line)?.[1] ?? NaN);
    if (line.startsWith('#EXTINF') && Number.isNaN(seconds)) wrong(line);
    if (Number.isNaN(seconds)) continue;
    if (Math.round(seconds) > targetSeconds) wrong(`a segment of ${seconds} s is longer than the target duration`);
    if (seconds <= 0) wrong('a segment without length');
    segments.push({ uri: lines[index + 1] ?? '', seconds, startSeconds });
    startSeconds += seconds;
  }
  const uris = lines.filter((line) => line !== '' && !line.startsWith('#'));
  if (uris.length !== segments.length || segments.some(({ uri }, index) => uri !== uris[index])) wrong('addresses without #EXTINF');
  if (lines.at(-2) !== '#EXT-X-ENDLIST') wrong('it has no end');
  return { targetSeconds, initUri, segments };
}

/** What one segment holds of each kind of track, in seconds of the stream. */
export interface SegmentFacts {
  video: Span;
  audio: Span | null;
}
interface Span {
  /** Of decoding. */
  start: number;
  end: number;
  /** When its first sample is shown. */
  shown: number;
  samples: number;
}

/** @throws when a piece is not what HLS allows */
export function readSegment(init: Buffer, segment: Buffer): SegmentFacts {
  const reader = new FragmentReader();
  const parts = [...reader.push(init), ...reader.push(segment)];
  const runs = parts.flatMap((part) => (part.kind === 'fragment' ? part.runs : []));
  const video = spanOf(runs.filter((run) => run.kind === 'vide'));
  if (video === null) throw new Error('a segment without a picture');
  return { video, audio: spanOf(runs.filter((run) => run.kind === 'soun')) };
}

function spanOf(runs: readonly TrackRun[]): Span | null {
  const [first, last] = [runs[0], runs.at(-1)];
  if (first === undefined || last === undefined) return null;
  return {
    start: first.decodeSeconds - streamEpochSeconds,
    end: last.decodeSeconds + last.durationSeconds - streamEpochSeconds,
    shown: first.showSeconds - streamEpochSeconds,
    samples: runs.reduce((sum, run) => sum + run.samples, 0),
  };
}

/** Frames and complaints of decoding pieces of a stream. */
export async function decodePieces(folder: string, pieces: readonly Buffer[]): Promise<{ frames: number; complaints: string }> {
  const path = join(folder, `pieces-${process.hrtime.bigint()}.mp4`);
  await writeFile(path, Buffer.concat(pieces));
  const { stdout, stderr } = await promisify(execFile)('ffprobe', [
    '-v',
    'error',
    '-count_frames',
    '-show_entries',
    'stream=codec_type,nb_read_frames',
    '-of',
    'csv=p=0',
    path,
  ]);
  return { frames: Number(/video,(\d+)/.exec(stdout)?.[1] ?? 0), complaints: stderr.trim() };
}
