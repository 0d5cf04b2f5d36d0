import { z } from 'zod';
import { interpretProbe, ProbeOutput } from '../media/probe.js';

/** What ffprobe tells of a file that only playing it needs. */
const PlayableOutput = z.object({
  format: z.object({ start_time: z.string().optional() }),
  streams: z.array(
    z.object({
      index: z.number().int(),
      codec_type: z.string().optional(),
      codec_name: z.string().optional(),
      profile: z.string().optional(),
      level: z.number().optional(),
      channels: z.number().int().optional(),
      disposition: z.record(z.string(), z.number()).optional(),
      tags: z.record(z.string(), z.string()).optional(),
    }),
  ),
});
type Stream = z.infer<typeof PlayableOutput>['streams'][number];

const AudioTrack = z.object({
  /** Number of the stream in the file. */
  stream: z.number().int(),
  codec: z.string(),
  profile: z.string().nullable(),
  channels: z.number().int(),
  language: z.string().nullable(),
  title: z.string().nullable(),
  isDefault: z.boolean(),
});
export type AudioTrack = z.infer<typeof AudioTrack>;

/** What playing a file needs to know of it; kept in the database, so it has a schema. */
export const StreamDetails = z.object({
  container: z.string(),
  /** Time stamp at which the file begins; all other times count from it. */
  startSeconds: z.number(),
  durationSeconds: z.number().nullable(),
  bitRate: z.number().nullable(),
  video: z.object({
    stream: z.number().int(),
    /** Whether a player that chooses by itself shows this picture. */
    isFirst: z.boolean(),
    codec: z.string(),
    profile: z.string().nullable(),
    level: z.number().nullable(),
    pixelFormat: z.string().nullable(),
    codedWidth: z.number().int(),
    codedHeight: z.number().int(),
    width: z.number().int(),
    height: z.number().int(),
    rotation: z.number().int(),
    frameRate: z.number().nullable(),
    interlaced: z.boolean(),
    hdr: z.boolean(),
    hdrTransfer: z.enum(['smpte2084', 'arib-std-b67']).nullable(),
    fullRange: z.boolean(),
  }),
  audio: z.array(AudioTrack),
});
export type StreamDetails = z.infer<typeof StreamDetails>;

/** @param json what ffprobe answered to `probeQuestions`. @throws AppError media.no_video, media.unsupported, media.too_large */
export function interpretDetails(json: unknown): StreamDetails {
  const { media, video } = interpretProbe(ProbeOutput.parse(json));
  const output = PlayableOutput.parse(json);
  const pictures = output.streams.filter((stream) => stream.codec_type === 'video' && stream.disposition?.['attached_pic'] !== 1);
  const picture = output.streams.find((stream) => stream.index === video.index);
  const sounds = output.streams.filter((stream) => stream.codec_type === 'audio');
  const byDefault = sounds.find((stream) => stream.disposition?.['default'] === 1) ?? sounds[0];
  const start = Number(output.format.start_time);
  return {
    container: media.container,
    startSeconds: Number.isFinite(start) ? start : 0,
    durationSeconds: media.durationSeconds,
    bitRate: media.bitRate,
    video: {
      stream: video.index,
      isFirst: pictures[0]?.index === video.index,
      codec: video.codec,
      profile: picture?.profile ?? null,
      level: picture?.level ?? null,
      pixelFormat: media.pixelFormat,
      codedWidth: video.codedWidth,
      codedHeight: video.codedHeight,
      width: media.width,
      height: media.height,
      rotation: media.rotation,
      frameRate: media.frameRate,
      interlaced: video.interlaced,
      hdr: media.hdr,
      hdrTransfer: video.hdrTransfer,
      fullRange: video.fullRange,
    },
    audio: sounds.map((stream) => audioTrack(stream, stream === byDefault)),
  };
}

const audioTrack = (stream: Stream, isDefault: boolean): AudioTrack => ({
  stream: stream.index,
  codec: stream.codec_name ?? 'unknown',
  profile: stream.profile ?? null,
  channels: stream.channels ?? 0,
  language: known(stream.tags?.['language']),
  title: known(stream.tags?.['title'] ?? stream.tags?.['handler_name']),
  isDefault,
});

/** Files are full of words that say nothing. */
const known = (text: string | undefined): string | null =>
  text === undefined || /^(und|unknown|.*handler.*)?$/i.test(text.trim()) ? null : text.trim();
