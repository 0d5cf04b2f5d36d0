import type { AudioTrack, MediaInfo, Spherical } from '@reelm/contracts';
import { AppError } from '@reelm/service-kit';
import { z } from 'zod';
import { isDecodable } from './formats.js';
import { maxPixels } from './framing.js';

export const probeQuestions: readonly string[] = ['-show_format', '-show_streams', '-show_chapters', '-of', 'json'];

const Stream = z.object({
  index: z.number().int(),
  codec_type: z.string().optional(),
  codec_name: z.string().optional(),
  codec_tag_string: z.string().optional(),
  width: z.number().int().optional(),
  height: z.number().int().optional(),
  pix_fmt: z.string().optional(),
  field_order: z.string().optional(),
  sample_aspect_ratio: z.string().optional(),
  channels: z.number().int().optional(),
  avg_frame_rate: z.string().optional(),
  duration: z.string().optional(),
  color_transfer: z.string().optional(),
  color_range: z.string().optional(),
  disposition: z.record(z.string(), z.number()).optional(),
  tags: z.record(z.string(), z.string()).optional(),
  side_data_list: z.array(z.looseObject({ side_data_type: z.string().optional(), rotation: z.number().optional() })).optional(),
});
type Stream = z.infer<typeof Stream>;

export const ProbeOutput = z.object({
  format: z.object({ format_name: z.string(), duration: z.string().optional(), bit_rate: z.string().optional() }),
  streams: z.array(Stream).default([]),
  chapters: z.array(z.unknown()).default([]),
});
export type ProbeOutput = z.infer<typeof ProbeOutput>;

/** What the next steps need to know of the picture, beyond what is told to others. */
export interface VideoStream {
  index: number;
  codec: string;
  /** Stored size in pixels, before rotation and aspect. */
  codedWidth: number;
  codedHeight: number;
  interlaced: boolean;
  /** Transfer function of an HDR picture, else null. */
  hdrTransfer: 'smpte2084' | 'arib-std-b67' | null;
  fullRange: boolean;
}

/** Subtitles inside of the file. */
export interface SubtitleStream {
  index: number;
  codec: string;
  language: string | null;
  title: string | null;
  default: boolean;
  forced: boolean;
}

export interface Probe {
  media: MediaInfo;
  video: VideoStream;
  subtitles: SubtitleStream[];
}

/** @throws AppError media.no_video, media.unsupported or media.too_large */
export function interpretProbe(output: ProbeOutput): Probe {
  const stream = pickVideo(output.streams);
  if (stream === undefined) throw new AppError('media.no_video', { streams: describeStreams(output.streams) });
  const codec = stream.codec_name ?? stream.codec_tag_string ?? 'unknown';
  if (!isDecodable(codec)) throw new AppError('media.unsupported', { format: codec });
  const codedWidth = stream.width ?? 0;
  const codedHeight = stream.height ?? 0;
  if (codedWidth < 1 || codedHeight < 1) throw new AppError('media.undecodable', { problem: 'the size of the picture is not known' });
  if (codedWidth * codedHeight > maxPixels) throw new AppError('media.too_large', { width: codedWidth, height: codedHeight });

  const rotation = rotationOf(stream);
  const [width, height] = displaySize(codedWidth, codedHeight, ratio(stream.sample_aspect_ratio, ':') ?? 1, rotation);
  const hdrTransfer = hdrTransferOf(stream);
  const audio = output.streams.filter((candidate) => candidate.codec_type === 'audio');
  const defaultAudio = audio.find((candidate) => candidate.disposition?.default === 1) ?? audio[0];
  return {
    media: {
      container: output.format.format_name,
      durationSeconds: positive(output.format.duration) ?? positive(stream.duration) ?? taggedDuration(stream),
      bitRate: positive(output.format.bit_rate),
      videoCodec: codec,
      width,
      height,
      rotation,
      frameRate: frameRateOf(stream),
      pixelFormat: stream.pix_fmt ?? null,
      hdr: hdrTransfer !== null || hasSideData(stream, 'DOVI configuration record'),
      ...sphericalOf(stream),
      audioCodec: defaultAudio?.codec_name ?? null,
      audioTracks: audio.length,
      audio: audio.map(audioTrack),
      subtitleTracks: output.streams.filter((candidate) => candidate.codec_type === 'subtitle').length,
      chapters: output.chapters.length,
    },
    video: {
      index: stream.index,
      codec,
      codedWidth,
      codedHeight,
      interlaced: ['tt', 'bb', 'tb', 'bt'].includes(stream.field_order ?? ''),
      hdrTransfer,
      fullRange: stream.color_range === 'pc',
    },
    subtitles: output.streams.filter((candidate) => candidate.codec_type === 'subtitle').map(subtitleStream),
  };
}

const audioTrack = (stream: Stream): AudioTrack => ({
  index: stream.index,
  codec: stream.codec_name ?? null,
  language: languageOf(stream),
  title: titleOf(stream),
  channels: stream.channels !== undefined && stream.channels > 0 ? stream.channels : null,
  default: stream.disposition?.default === 1,
});

const subtitleStream = (stream: Stream): SubtitleStream => ({
  index: stream.index,
  codec: stream.codec_name ?? stream.codec_tag_string ?? 'unknown',
  language: languageOf(stream),
  title: titleOf(stream),
  default: stream.disposition?.default === 1,
  forced: stream.disposition?.forced === 1,
});

/** `und` is how mp4 leaves it out. Broken files hold anything. */
function languageOf({ tags }: Stream): string | null {
  const language = tags?.language?.trim() ?? '';
  return /^[a-z]{2,3}(-[a-z0-9]{1,8})*$/i.test(language) && language !== 'und' ? language : null;
}

/** mp4 names each track by what wrote it. */
function titleOf({ tags }: Stream): string | null {
  const title = (tags?.title ?? tags?.handler_name ?? '').trim().slice(0, 200);
  return title === '' || /handler|^(core ?media|mainconcept|gpac|iso media)/i.test(title) ? null : title;
}

const notMovingPicture = ['attached_pic', 'timed_thumbnails', 'still_image'];

/** The picture that a player shows: of those marked as default, else of all, the largest; never cover art. */
function pickVideo(streams: readonly Stream[]): Stream | undefined {
  const area = (stream: Stream) => (stream.width ?? 0) * (stream.height ?? 0);
  const videos = streams.filter(
    (stream) => stream.codec_type === 'video' && !notMovingPicture.some((flag) => stream.disposition?.[flag] === 1),
  );
  const defaults = videos.filter((stream) => stream.disposition?.default === 1);
  return (defaults.length > 0 ? defaults : videos).toSorted((a, b) => area(b) - area(a) || a.index - b.index)[0];
}

function describeStreams(streams: readonly Stream[]): string {
  if (streams.length === 0) return 'nothing that is known';
  const kind = (stream: Stream) => (stream.codec_type === 'video' ? 'cover picture' : (stream.codec_type ?? 'unknown'));
  return [...new Set(streams.map((stream) => `${kind(stream)} (${stream.codec_name ?? stream.codec_tag_string ?? 'unknown'})`))].join(', ');
}

const hasSideData = (stream: Stream, type: string) => stream.side_data_list?.some((data) => data.side_data_type === type) ?? false;

/** Names that ffprobe has for how two eyes share a picture; what interleaves them is nothing that one could watch. */
const packings: Readonly<Record<string, Spherical['packing']>> = { 'side by side': 'side-by-side', 'top and bottom': 'top-bottom' };

/** What the file says of a picture that surrounds the camera; nothing for cubes, lenses and other projections. */
function sphericalOf(stream: Stream): { spherical?: Spherical } {
  const sideData = (type: string) => stream.side_data_list?.find((data) => data.side_data_type === type);
  const mapping = sideData('Spherical Mapping');
  const projection = projectionOf(mapping ?? {}, stream.width ?? 0);
  if (projection === null) return {};
  return { spherical: { projection, packing: packings[String(sideData('Stereo 3D')?.['type'])] ?? 'mono' } };
}

/** Half a sphere is told as such by newer tools, by older ones as a part of a whole whose other parts are as wide as itself. */
function projectionOf(
  { projection, bound_left: left, bound_right: right }: Record<string, unknown>,
  width: number,
): Spherical['projection'] | null {
  if (projection === 'equirectangular') return '360';
  if (projection === 'half equirectangular') return '180';
  const missing = Number(left) + Number(right);
  return projection === 'tiled equirectangular' && Math.abs(missing / width - 1) < 0.05 ? '180' : null;
}

/** ffprobe tells the counter-clockwise turn that was recorded; broken files hold any number there. */
function rotationOf(stream: Stream): MediaInfo['rotation'] {
  const recorded = stream.side_data_list?.find((data) => data.rotation !== undefined)?.rotation ?? 0;
  if (Math.abs(recorded) > 360) return 0;
  const clockwise = (((Math.round(-recorded / 90) * 90) % 360) + 360) % 360;
  return clockwise === 90 || clockwise === 180 || clockwise === 270 ? clockwise : 0;
}

function displaySize(width: number, height: number, sampleAspect: number, rotation: number): [number, number] {
  // Aspects beyond 1:8 come from broken headers; those within a hundredth of square from rounding when the film was scaled.
  const plausible = sampleAspect >= 1 / 8 && sampleAspect <= 8 && Math.abs(sampleAspect - 1) > 0.01;
  const aspect = plausible ? sampleAspect : 1;
  const shownWidth = Math.max(1, Math.round(width * aspect));
  return rotation === 90 || rotation === 270 ? [height, shownWidth] : [shownWidth, height];
}

function hdrTransferOf(stream: Stream): VideoStream['hdrTransfer'] {
  return stream.color_transfer === 'smpte2084' || stream.color_transfer === 'arib-std-b67' ? stream.color_transfer : null;
}

/** A rate of a thousand and more is the time base of a header without a rate. */
function frameRateOf(stream: Stream): number | null {
  const rate = ratio(stream.avg_frame_rate, '/');
  return rate === null || rate >= 1_000 ? null : Math.round(rate * 1_000) / 1_000;
}

/** Matroska keeps the duration of a track as a tag: `DURATION=00:00:05.043000000`. */
function taggedDuration(stream: Stream): number | null {
  const [hours, minutes, seconds] = (stream.tags?.DURATION ?? '').split(':').map(Number);
  if (hours === undefined || minutes === undefined || seconds === undefined) return null;
  return positive(String(hours * 3_600 + minutes * 60 + seconds));
}

function positive(text: string | undefined): number | null {
  const value = Number(text);
  return text !== undefined && Number.isFinite(value) && value > 0 ? value : null;
}

function ratio(text: string | undefined, separator: string): number | null {
  const [above, below] = (text ?? '').split(separator).map(Number);
  if (above === undefined || below === undefined || !(above > 0) || !(below > 0)) return null;
  return above / below;
}
