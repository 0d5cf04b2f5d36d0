import { ffmpegInput, ffmpegPreamble } from '../media/framing.js';
import { encoderArguments, encoderDevice, encoderFormat, type Encoder } from './encoder.js';
import { outputFrameRate, type Rung } from './ladder.js';
import type { StreamDetails } from './stream-details.js';
import { convertedSegmentSeconds, segmentStart, type Timeline } from './timeline.js';

/** One run of ffmpeg: a stream from one of its segments on. */
export interface RunRequest {
  path: string;
  details: StreamDetails;
  timeline: Timeline;
  /** First segment that is wanted; what comes out before it is thrown away. */
  from: number;
  /** Where the video ends, in seconds from the start of the file; null for its end. */
  untilSeconds: number | null;
  /** Null to pass the picture on unchanged. */
  rung: Rung | null;
  sound: { kind: 'none' } | { kind: 'copy' | 'aac'; stream: number };
  encoder: Encoder;
  canToneMap: boolean;
  threads: number;
}

/**
 * Time stamp at which every stream begins. Pictures that are decoded before they are shown have time stamps of decoding before 0 at the start
 * of a film, which MP4 cannot hold.
 */
export const streamEpochSeconds = 10;

const frameSamples = 1_024;
const sampleRate = 48_000;
/** Room before a cut, so that sound is under way and the demuxer sure of its time stamps where the wanted segment begins. */
const leadSeconds = 1;

/** ffmpeg that writes the stream as fragmented MP4 to stdout, a fragment for each keyframe. */
export function runArguments(request: RunRequest): string[] {
  const { path, details, timeline, from, rung, sound, encoder, threads, untilSeconds } = request;
  const startsAt = timeline.originSeconds + segmentStart(timeline, from);
  // Into the segment before where the picture is only passed on.
  const wanted = rung === null ? startsAt - leadSeconds : startsAt;
  const seek = wanted > 0.001 ? wanted : null;
  const first = details.startSeconds + (seek ?? 0);
  const last = details.startSeconds + timeline.originSeconds + timeline.endSeconds;
  const hardware = rung !== null && encoder.decoder !== null ? ['-hwaccel', encoder.decoder] : [];
  return [
    ...ffmpegPreamble(),
    ...(rung === null ? [] : encoderDevice(encoder)),
    ...ffmpegInput(path, [
      '-threads',
      String(rung === null ? 1 : threads),
      ...hardware,
      ...(seek === null ? [] : ['-ss', seek.toFixed(6)]),
      ...(rung !== null || untilSeconds === null ? [] : ['-t', (untilSeconds - (seek ?? 0)).toFixed(6)]),
    ]),
    '-copyts',
    '-map',
    `0:${details.video.stream}`,
    ...(sound.kind === 'none' ? [] : ['-map', `0:${sound.stream}`]),
    ...(rung === null ? copiedPicture(details) : convertedPicture(request, rung, first, last)),
    ...soundArguments(sound, first, rung === null ? null : last),
    '-map_metadata',
    '-1',
    '-map_chapters',
    '-1',
    '-fflags',
    '+bitexact',
    '-flags:v',
    '+bitexact',
    '-flags:a',
    '+bitexact',
    '-output_ts_offset',
    (streamEpochSeconds - details.startSeconds - timeline.originSeconds).toFixed(6),
    '-avoid_negative_ts',
    'disabled',
    '-max_muxing_queue_size',
    '4096',
    '-video_track_timescale',
    '90000',
    '-use_editlist',
    '0',
    '-movflags',
    '+frag_keyframe+delay_moov+default_base_moof+frag_discont+skip_trailer',
    '-flush_packets',
    '1',
    '-f',
    'mp4',
    'pipe:1',
  ];
}

const copiedPicture = ({ video }: StreamDetails): string[] => ['-c:v', 'copy', ...(video.codec === 'hevc' ? ['-tag:v', 'hvc1'] : [])];

function convertedPicture({ details, encoder, canToneMap, threads }: RunRequest, rung: Rung, first: number, last: number): string[] {
  const { video } = details;
  const frameRate = outputFrameRate(video.frameRate);
  const gridStart = Math.round(first * frameRate) / frameRate;
  const filters = [
    ...(video.interlaced ? ['yadif'] : []),
    // Pictures at an even rate, counted from zero, so that every run has them at the same times and every segment has some.
    `fps=fps=${frameRate}:start_time=${first.toFixed(6)}`,
    // To the end that the playlist promises, whatever the file lacks.
    `tpad=stop=-1:stop_mode=clone,trim=end=${last.toFixed(6)}`,
    `scale=${rung.width}:${rung.height}:flags=fast_bilinear:out_range=tv`,
    ...(canToneMap ? toneMapping(video) : []),
    'setsar=1',
    encoderFormat(encoder),
  ];
  return [
    '-vf',
    filters.join(','),
    ...encoderArguments(encoder, rung),
    ...(encoder.name === 'libx264' ? ['-threads', String(threads)] : []),
    '-fps_mode',
    'passthrough',
    '-force_key_frames',
    // Times here count from the first picture, which lies on the grid, not always exactly at the cut.
    `expr:gte(t,${(first - gridStart - 0.001).toFixed(6)}+n_forced*${convertedSegmentSeconds})`,
  ];
}

/** HDR is brought to 100 nits of BT.709 after scaling, where it costs less. Inputs are named: files often leave them out. */
export const toneMapping = ({ hdrTransfer }: StreamDetails['video']): string[] =>
  hdrTransfer === null
    ? []
    : [
        `zscale=tin=${hdrTransfer}:pin=2020:min=2020_ncl:rin=limited:t=linear:npl=100`,
        'format=gbrpf32le',
        'zscale=p=709',
        'tonemap=tonemap=hable:desat=0',
        'zscale=t=709:m=709:r=limited',
      ];

/**
 * Sound that is converted lies on one grid of frames however a run begins, with silence where the file has none, and is stretched by less than
 * one can hear to keep to its time stamps.
 */
function soundArguments(sound: RunRequest['sound'], first: number, last: number | null): string[] {
  switch (sound.kind) {
    case 'none':
      return [];
    case 'copy':
      return ['-c:a', 'copy'];
    case 'aac': {
      // The encoder puts one frame before the first, so that together they begin before the picture.
      const sample = Math.ceil((first * sampleRate) / frameSamples) * frameSamples;
      return [
        '-af',
        `aresample=${sampleRate},aresample=async=1000:first_pts=${sample}${last === null ? '' : `,apad,atrim=end=${last.toFixed(6)}`}`,
        '-c:a',
        'aac',
        '-b:a',
        '160k',
        '-ac',
        '2',
        '-ar',
        String(sampleRate),
      ];
    }
  }
}
