import type { ArtifactSettings, MediaInfo } from '@reelm/contracts';
import { jpeg, picture, raw, type Colours } from './arguments.js';
import { ffmpegInput, ffmpegPreamble, pipedInput } from './framing.js';
import type { Packet } from './keyframes.js';
import type { VideoStream } from './probe.js';
import { fit, type Size } from './sheet.js';

type PreviewSettings = ArtifactSettings['preview'];

export interface PreviewPlan {
  /** Where each clip begins, seconds. */
  starts: number[];
  clipSeconds: number;
  size: Size;
  /** Constant rate factor of x264: less is finer. */
  rateFactor: number;
}

const rateFactors: Record<PreviewSettings['quality'], number> = { small: 31, normal: 27, fine: 22 };
const framesPerSecond = 24;
const webpFramesPerSecond = 12;

/** Titles and credits at the ends show little. */
const margin = 0.05;

/**
 * A jump to the very time of a keyframe lands on the one before it: ffmpeg aims up to 3/23 s early in files with reordered frames. With this
 * much more it costs four frames, without it a whole group of pictures.
 */
const behindKeyframe = 0.17;
/** Keyframes further away than this say that the times of the file do not begin at zero. */
const farthestKeyframe = 30;

/** Moments evenly spread over the film; a film that is hardly longer than they are is shown from its beginning. */
export function planPreview(media: MediaInfo, durationSeconds: number, settings: PreviewSettings): PreviewPlan {
  const { clips, clipSeconds, height, quality } = settings;
  const wanted = clips * clipSeconds;
  const whole = durationSeconds < 1.5 * wanted;
  const step = ((1 - 2 * margin) * durationSeconds) / clips;
  return {
    starts: whole ? [0] : Array.from({ length: clips }, (_, clip) => margin * durationSeconds + clip * step),
    clipSeconds: whole ? Math.min(wanted, durationSeconds) : clipSeconds,
    size: fit(media, { width: Math.round((height * 16) / 9), height }),
    rateFactor: rateFactors[quality],
  };
}

/** ffprobe questions for the keyframe before each of some times. */
export const keyframeQuestions = (stream: number, times: readonly number[]): string[] => [
  '-select_streams',
  String(stream),
  '-show_entries',
  'packet=pts_time,flags',
  '-read_intervals',
  times.map((time) => `${time.toFixed(3)}%+#1`).join(','),
  '-of',
  'csv=p=0',
];

/**
 * Moves each start back to the keyframe before it, where the film can be entered cheaply; not two to the same, and none out of what is shown.
 */
export function atKeyframes(starts: readonly number[], packets: readonly Packet[], notBefore = 0): number[] {
  const keyframes = packets.flatMap(({ key, time }) => (key ? [time] : [])).toSorted((a, b) => b - a);
  let last = -1;
  return starts.map((start) => {
    // Every film begins with a keyframe, and some end soon after it.
    if (start === 0) return 0;
    const keyframe = keyframes.find((time) => time <= start);
    if (keyframe === undefined || keyframe < notBefore || keyframe <= last || start - keyframe > farthestKeyframe) return start;
    last = keyframe;
    return keyframe + behindKeyframe;
  });
}

/** One moment, by itself as a transport stream: such files can simply be put one behind the other. */
export const clipArguments = (path: string, video: VideoStream, plan: PreviewPlan, clip: number, colours: Colours): string[] => [
  ...ffmpegPreamble(),
  ...ffmpegInput(path, ['-ss', (plan.starts[clip] ?? 0).toFixed(3)]),
  '-filter_complex',
  // Frames that are left out need not be scaled.
  `[0:${video.index}]fps=${framesPerSecond}:start_time=0,${picture(plan.size, video, colours, 'limited')}[clip]`,
  '-map',
  '[clip]',
  '-t',
  plan.clipSeconds.toFixed(3),
  '-c:v',
  'libx264',
  '-preset',
  'veryfast',
  '-crf',
  String(plan.rateFactor),
  '-threads',
  '1',
  '-output_ts_offset',
  // Frames are stored out of order: with less the first ones had to be moved, and clips would overlap.
  (1 + clip * plan.clipSeconds).toFixed(3),
  '-muxdelay',
  '0',
  '-muxpreload',
  '0',
  '-f',
  'mpegts',
  clipName(clip),
];

export const clipName = (clip: number): string => `clip-${clip}.ts`;
export const previewNames = { mp4: 'preview.mp4', webp: 'preview.webp' } as const;

/** Clips from stdin as one film that plays while it loads. */
export const joinArguments = (): string[] => [
  ...ffmpegPreamble(),
  ...pipedInput('mpegts'),
  '-map',
  '0:v:0',
  '-c',
  'copy',
  '-movflags',
  '+faststart',
  '-flags',
  '+bitexact',
  '-fflags',
  '+bitexact',
  '-f',
  'mp4',
  previewNames.mp4,
];

/** The same clips as an animated picture. */
export const webpArguments = (): string[] => [
  ...ffmpegPreamble(),
  ...pipedInput('mpegts'),
  '-map',
  '0:v:0',
  '-vf',
  `fps=${webpFramesPerSecond}`,
  '-c:v',
  'libwebp_anim',
  '-quality',
  '60',
  '-compression_level',
  '3',
  '-loop',
  '0',
  '-f',
  'webp',
  previewNames.webp,
];

export const stillNames = { jpeg: 'still.jpg', placeholder: 'still.bgr' } as const;

/** One frame at an exact time, as large as covers are, and in few pixels: rows from the bottom, as bitmaps have them. */
export const stillArguments = (path: string, video: VideoStream, size: Size, seconds: number, colours: Colours): string[] => [
  ...ffmpegPreamble(),
  ...ffmpegInput(path, ['-ss', seconds.toFixed(3)]),
  '-filter_complex',
  `[0:${video.index}]${picture(size, video, colours)},split=2[still][s];[s]scale=4:3:flags=area,vflip,format=bgr24[pixels]`,
  ...jpeg('still', 2, 1, stillNames.jpeg),
  ...raw('pixels', stillNames.placeholder),
];
