import { execFile } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
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

export interface Played {
  init: Buffer;
  pieces: Map<number, Buffer>;
  facts: Map<number, SegmentFacts>;
}

/** Asks for something of a stream. @throws with the answer unless it is 200 */
export async function fetchPiece(address: string): Promise<Buffer> {
  const answer = await fetch(address);
  const body = Buffer.from(await answer.arrayBuffer());
  if (!answer.ok) throw new Error(`${answer.status} ${body.toString()}`);
  return body;
}

/** Plays segments in an order, looking at each. @param folder address of the playlist's folder @param range query that catalog adds to every address */
export async function play(folder: string, order: (count: number) => readonly number[], player = 'test', range = ''): Promise<Played> {
  const playlist = readPlaylist((await fetchPiece(`${folder}/index.m3u8?player=${player}${range}`)).toString());
  const init = await fetchPiece(`${folder}/${playlist.initUri}${range}`);
  const played: Played = { init, pieces: new Map(), facts: new Map() };
  for (const index of order(playlist.segments.length)) {
    const segment = playlist.segments[index];
    if (segment === undefined) throw new Error(`there is no segment ${index}`);
    const piece = await fetchPiece(`${folder}/${segment.uri}${range}`);
    const facts = readSegment(init, piece);
    // At the very start what comes first may be late, but nothing may ever drift.
    const late = facts.video.shown - segment.startSeconds;
    if (late < -0.03 || late > (index === 0 ? 1 : 0.1)) throw new Error(`segment ${index} is ${late} s late`);
    played.pieces.set(index, piece);
    played.facts.set(index, facts);
  }
  return played;
}

/** What is wrong where a segment follows the one before: a gap or a jump in the picture, a gap in the sound or more than one frame twice. */
export const seams = ({ facts }: Played): string[] =>
  [...facts].flatMap(([index, { video, audio }]) => {
    const before = facts.get(index - 1);
    if (before === undefined) return [];
    const picture = video.start - before.video.end;
    const sound = audio === null || before.audio === null ? 0 : audio.start - before.audio.end;
    return [
      ...(Math.abs(picture) > 0.005 ? [`picture ${picture.toFixed(4)} s before segment ${index}`] : []),
      ...(sound > 0.005 || sound < -0.03 ? [`sound ${sound.toFixed(4)} s before segment ${index}`] : []),
    ];
  });

export const forward = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

/** What comes of decoding pieces of a stream: pictures, their size, and ffprobe's complaints. */
export async function decodePieces(
  folder: string,
  pieces: readonly Buffer[],
): Promise<{ frames: number; size: [number, number]; complaints: string }> {
  const path = join(folder, `pieces-${process.hrtime.bigint()}.mp4`);
  await writeFile(path, Buffer.concat(pieces));
  const { stdout, stderr } = await promisify(execFile)('ffprobe', [
    '-v',
    'error',
    '-count_frames',
    '-show_entries',
    'stream=codec_type,width,height,nb_read_frames',
    '-of',
    'csv=p=0',
    path,
  ]);
  const [width = 0, height = 0, frames = 0] = (/^video,(\d+),(\d+),(\d+)/m.exec(stdout) ?? []).slice(1).map(Number);
  await rm(path);
  return { frames, size: [width, height], complaints: stderr.trim() };
}
