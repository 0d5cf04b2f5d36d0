import type { FileChapter, FileEdit, TimeRange } from '@reelm/contracts';
import { ffmpegInput, ffmpegPreamble, fileUrl, ownChapters, ownPieces } from '../media/framing.js';
import { toneMapping } from '../streams/stream-arguments.js';
import type { StreamDetails } from '../streams/stream-details.js';
import type { Container } from './container.js';
import { dropOf, type PacketTable } from './packet-table.js';

/** What is taken over of a file, by the numbers of its streams. */
export interface Streams {
  video: number | null;
  audio: readonly number[];
  subtitles: readonly number[];
}

/** ffmpeg tells how far it is on stdout. */
const reporting = ['-nostats', '-progress', 'pipe:1'];
const maps = ({ video, audio, subtitles }: Streams): string[] =>
  [...(video === null ? [] : [video]), ...audio, ...subtitles].flatMap((stream) => ['-map', `0:${stream}`]);

/** Written so that it plays while it loads; `-fs` would cut it off silently, so the limit is the kernel's. */
const written = ({ format }: Pick<Container, 'format'>, name: string): string[] => [
  '-max_muxing_queue_size',
  '4096',
  ...(format === 'mp4' || format === 'mov' ? ['-movflags', '+faststart'] : []),
  '-f',
  format,
  fileUrl(name),
];

/** Less than half a frame, so that rounding loses none. */
const marginSeconds = 0.0005;

export interface CopyRequest {
  /** Absolute. */
  path: string;
  streams: Streams;
  range: TimeRange;
  /** Whether it goes to the end of the film. */
  toEnd: boolean;
  /** Says which packets of the film it is made of. */
  packets: Pick<PacketTable, 'picture' | 'within'>;
  codec: string;
  container: Container;
  /** Absolute. */
  to: string;
  /** Pieces that are put together share one clock, and each tells a decoder all that it must know. */
  piece: boolean;
}

/** Copies a stretch that begins at a keyframe and ends before one (or has no picture). All before it is read and thrown away. */
export function copyArguments({ path, streams, range, toEnd, packets, codec, container, to, piece }: CopyRequest): string[] {
  const { video, audio, subtitles } = streams;
  const pictureFilters = video === null ? [] : [dropOf(packets.picture(video, range)), ...(piece && codec === 'h264' ? inPassing : [])];
  const filters = (kind: 'v' | 'a' | 's', at: number, chain: readonly (string | null)[]) => {
    const wanted = chain.filter((filter) => filter !== null);
    return wanted.length === 0 ? [] : [`-bsf:${kind}:${at}`, wanted.join(',')];
  };
  return [
    ...ffmpegPreamble(),
    ...reporting,
    ...ffmpegInput(path),
    ...maps(streams),
    '-c',
    'copy',
    // Packets are counted from the very first one.
    '-copyinkf',
    // A little later it is sure to be over.
    ...(toEnd ? [] : ['-t', (range.endSeconds + 2).toFixed(6)]),
    ...filters('v', 0, pictureFilters),
    ...audio.flatMap((stream, at) => filters('a', at, [dropOf(packets.within(stream, range, toEnd))])),
    ...subtitles.flatMap((stream, at) => filters('s', at, [dropOf(packets.within(stream, range, toEnd))])),
    ...(range.startSeconds <= marginSeconds ? [] : ['-output_ts_offset', (-range.startSeconds).toFixed(6)]),
    ...(piece ? ['-map_chapters', '-1', '-video_track_timescale', '90000'] : ['-map_metadata', '0', '-map_chapters', '-1']),
    ...(codec === 'hevc' && container.format === 'mp4' ? ['-tag:v', 'hvc1'] : []),
    ...written(container, to),
  ];
}

/** What a decoder must know stands before each keyframe, so that it may have been told otherwise before. */
const inPassing = ['h264_mp4toannexb', 'dump_extra=freq=keyframe'];

export interface EncodeRequest {
  path: string;
  video: StreamDetails['video'];
  range: TimeRange;
  container: Container;
  to: string;
  threads: number;
}

/** Encodes a stretch anew, silent, so that it can stand before or behind what is copied of an H.264 film: as fine as nobody can tell them apart. */
export const encodeArguments = ({ path, video, range, container, to, threads }: EncodeRequest): string[] => [
  ...ffmpegPreamble(),
  ...reporting,
  ...ffmpegInput(path, [
    '-threads',
    String(threads),
    // How it is turned for display is told beside the picture, as in what is copied.
    '-noautorotate',
    '-ss',
    Math.max(0, range.startSeconds - marginSeconds).toFixed(6),
  ]),
  '-map',
  `0:${video.stream}`,
  '-t',
  (range.endSeconds - range.startSeconds).toFixed(6),
  '-c:v',
  'libx264',
  '-preset',
  'veryfast',
  '-crf',
  '16',
  '-threads',
  String(threads),
  '-pix_fmt',
  video.pixelFormat ?? 'yuv420p',
  ...(video.interlaced ? ['-flags', '+ildct+ilme'] : []),
  '-fps_mode',
  'passthrough',
  '-map_chapters',
  '-1',
  '-video_track_timescale',
  '90000',
  ...written(container, to),
];

/** Pieces of ours, one behind the other. */
export const pieceList = (pieces: readonly { name: string; seconds: number }[]): string =>
  ['ffconcat version 1.0', ...pieces.flatMap(({ name, seconds }) => [`file ${name}`, `duration ${seconds.toFixed(6)}`]), ''].join('\n');

export interface JoinRequest {
  /** The film whose title and the like are kept; absolute. */
  path: string;
  /** Lists of pieces of the picture, and of all else where there is any. */
  lists: readonly string[];
  codec: string;
  container: Container;
  to: string;
  sound: 'copy' | 'aac';
}

/** Puts pieces together: the picture of one list, sound and subtitles of the other. */
export const joinArguments = ({ path, lists, codec, container, to, sound }: JoinRequest): string[] => [
  ...ffmpegPreamble(),
  ...reporting,
  ...lists.flatMap(ownPieces),
  ...ffmpegInput(path),
  ...lists.flatMap((_, list) => ['-map', String(list)]),
  '-c',
  'copy',
  ...(sound === 'aac' ? ['-c:a', 'aac', '-b:a', '192k'] : []),
  '-map_metadata',
  String(lists.length),
  '-map_chapters',
  '-1',
  ...(codec === 'hevc' && container.format === 'mp4' ? ['-tag:v', 'hvc1'] : []),
  ...written(container, to),
];

type Convert = FileEdit & { kind: 'convert' };

const encoders: Record<Convert['codec'], { name: string; preset: string; factors: Record<Convert['quality'], number> }> = {
  h264: { name: 'libx264', preset: 'fast', factors: { small: 27, normal: 23, fine: 19 } },
  hevc: { name: 'libx265', preset: 'fast', factors: { small: 30, normal: 26, fine: 21 } },
  av1: { name: 'libsvtav1', preset: '9', factors: { small: 42, normal: 34, fine: 26 } },
};

/** Sound that every player knows in such a container need not be encoded anew. */
const keptSound: Record<Convert['container'], readonly string[]> = {
  mp4: ['aac', 'mp3', 'ac3', 'eac3', 'opus'],
  mkv: ['aac', 'mp3', 'ac3', 'eac3', 'opus', 'vorbis', 'flac', 'dts'],
};

export interface ConvertRequest {
  path: string;
  details: StreamDetails;
  /** Text alone: pictures of text cannot be turned into it. */
  subtitles: readonly number[];
  edit: Convert;
  container: Container;
  to: string;
  threads: number;
  canToneMap: boolean;
  /** Less than the whole film. */
  range?: TimeRange;
}

/** The whole film anew, or a part of it. */
export function convertArguments({ path, details, subtitles, edit, container, to, threads, canToneMap, range }: ConvertRequest): string[] {
  const { video, audio } = details;
  const { name, preset, factors } = encoders[edit.codec];
  const toned = video.hdrTransfer !== null && edit.codec === 'h264' && canToneMap;
  const lines = edit.height !== null && edit.height < video.height ? 2 * Math.floor(edit.height / 2) : null;
  const filters = [
    ...(video.interlaced ? ['yadif'] : []),
    lines === null ? 'scale=trunc(iw/2)*2:trunc(ih/2)*2' : `scale=-2:${lines}`,
    ...(toned ? toneMapping(video) : []),
    `format=${video.hdr && !toned && edit.codec !== 'h264' ? 'yuv420p10le' : 'yuv420p'}`,
  ];
  return [
    ...ffmpegPreamble(),
    ...reporting,
    ...ffmpegInput(path, ['-threads', String(threads), ...(range ? ['-ss', range.startSeconds.toFixed(6)] : [])]),
    ...(range ? ['-t', (range.endSeconds - range.startSeconds).toFixed(6)] : []),
    ...maps({ video: video.stream, audio: audio.map(({ stream }) => stream), subtitles }),
    '-vf',
    filters.join(','),
    '-c:v',
    name,
    '-preset',
    preset,
    '-crf',
    String(factors[edit.quality]),
    ...(edit.codec === 'h264' ? ['-threads', String(threads)] : []),
    ...(edit.codec === 'hevc' ? ['-x265-params', `pools=${threads}:log-level=error`] : []),
    ...(edit.codec === 'hevc' && edit.container === 'mp4' ? ['-tag:v', 'hvc1'] : []),
    ...audio.flatMap(({ codec }, track) =>
      keptSound[edit.container].includes(codec) ? [`-c:a:${track}`, 'copy'] : [`-c:a:${track}`, 'aac', `-b:a:${track}`, '192k'],
    ),
    ...(subtitles.length === 0 ? [] : ['-c:s', edit.container === 'mp4' ? 'mov_text' : 'copy']),
    '-map_metadata',
    '0',
    ...written(container, to),
  ];
}

export interface SoundRequest {
  path: string;
  stream: number;
  format: (FileEdit & { kind: 'audio' })['format'];
  container: Container;
  to: string;
}

/** One sound track alone. */
export const soundArguments = ({ path, stream, format, container, to }: SoundRequest): string[] => [
  ...ffmpegPreamble(),
  ...reporting,
  ...ffmpegInput(path),
  '-map',
  `0:${stream}`,
  ...(format === 'copy' ? ['-c:a', 'copy'] : ['-c:a', format === 'mp3' ? 'libmp3lame' : 'aac', '-b:a', '192k']),
  '-map_metadata',
  '0',
  '-map_chapters',
  '-1',
  ...written(container, to),
];

/**
 * Chapters as ffmpeg reads them. Each ends where the next begins, where it does not say or would go on. MP4 keeps them as a track that begins
 * with the film: were there nothing before a first one that comes later, all of them would be read as many seconds too early.
 */
export function chapterList(chapters: readonly FileChapter[], filmSeconds: number, { format }: Pick<Container, 'format'>): string {
  const given = chapters.filter(({ startSeconds }) => startSeconds < filmSeconds).toSorted((a, b) => a.startSeconds - b.startSeconds);
  const late = (format === 'mp4' || format === 'mov') && (given[0]?.startSeconds ?? 0) > 0;
  const ordered = late ? [{ startSeconds: 0, endSeconds: null, title: 'Start' }, ...given] : given;
  const sections = ordered.map(({ startSeconds, endSeconds, title }, at) => {
    const next = ordered[at + 1]?.startSeconds ?? filmSeconds;
    const end = Math.max(startSeconds, Math.min(endSeconds ?? next, next));
    const times = [`START=${Math.round(startSeconds * 1_000)}`, `END=${Math.round(end * 1_000)}`];
    return ['[CHAPTER]', 'TIMEBASE=1/1000', ...times, `title=${title.replace(/[=;#\\\n]/g, '\\$&')}`].join('\n');
  });
  return [';FFMETADATA1', ...sections, ''].join('\n');
}

export interface ChaptersRequest {
  path: string;
  streams: Streams;
  /** Name of what {@link chapterList} gave. */
  list: string;
  codec: string;
  container: Container;
  to: string;
}

/** The film as it is, with other chapters. */
export const chaptersArguments = ({ path, streams, list, codec, container, to }: ChaptersRequest): string[] => [
  ...ffmpegPreamble(),
  ...reporting,
  ...ffmpegInput(path),
  ...ownChapters(list),
  ...maps(streams),
  '-c',
  'copy',
  '-map_metadata',
  '0',
  '-map_chapters',
  '1',
  ...(codec === 'hevc' && container.format === 'mp4' ? ['-tag:v', 'hvc1'] : []),
  ...written(container, to),
];

export interface FittedRequest {
  path: string;
  details: StreamDetails;
  /** The film that this one is to look like. */
  like: StreamDetails['video'];
  container: Container;
  to: string;
  threads: number;
  canToneMap: boolean;
}

/** The picture of a film in the size and at the rate of another, with black where its shape differs. */
export function fittedArguments({ path, details, like, container, to, threads, canToneMap }: FittedRequest): string[] {
  const { video, durationSeconds } = details;
  const size = `${2 * Math.floor(like.width / 2)}:${2 * Math.floor(like.height / 2)}`;
  const filters = [
    ...(video.interlaced ? ['yadif'] : []),
    `scale=${size}:force_original_aspect_ratio=decrease:force_divisible_by=2`,
    ...(canToneMap ? toneMapping(video) : []),
    'setsar=1',
    `pad=${size}:(ow-iw)/2:(oh-ih)/2`,
    `fps=${like.frameRate ?? 25}`,
    'format=yuv420p',
  ];
  return [
    ...ffmpegPreamble(),
    ...reporting,
    ...ffmpegInput(path, ['-threads', String(threads)]),
    '-map',
    `0:${video.stream}`,
    ...(durationSeconds === null ? [] : ['-t', durationSeconds.toFixed(6)]),
    '-vf',
    filters.join(','),
    '-c:v',
    'libx264',
    '-preset',
    'fast',
    '-crf',
    '20',
    '-threads',
    String(threads),
    '-map_chapters',
    '-1',
    '-video_track_timescale',
    '90000',
    ...written(container, to),
  ];
}

/** Sound of a film, or silence, as long as its picture, in a form that fits that of any other. */
export const evenSoundArguments = ({
  path,
  stream,
  seconds,
  to,
}: {
  path: string;
  stream: number | null;
  seconds: number;
  to: string;
}): string[] => [
  ...ffmpegPreamble(),
  ...reporting,
  ...(stream === null ? ['-f', 'lavfi', '-i', 'anullsrc=r=48000:cl=stereo'] : ffmpegInput(path)),
  '-map',
  stream === null ? '0:a' : `0:${stream}`,
  '-af',
  `aresample=48000:async=1000:first_pts=0,aformat=channel_layouts=stereo:sample_fmts=s16,apad,atrim=end=${seconds.toFixed(6)}`,
  '-c:a',
  'flac',
  '-map_chapters',
  '-1',
  ...written({ format: 'matroska' }, to),
];
