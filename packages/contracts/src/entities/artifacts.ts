import { z } from 'zod';
import { BulkTarget } from './bulk.js';
import { SceneCut } from './media.js';
import { FailureReason, Id } from '../primitives.js';

/** What a job of its own makes of an analysed file. */
export const ExtraKind = z.enum(['preview', 'timeline', 'subtitles']);
export type ExtraKind = z.infer<typeof ExtraKind>;

/**
 * All that transcode makes of a file; `pictures` are cover, sprite sheet and the frames that faces are looked for on. Scene cuts (`cuts`) come
 * with them: asked for by themselves, the pictures of files that were looked at before are made once more.
 */
export const GeneratedKind = z.enum(['pictures', 'cuts', 'fingerprint', ...ExtraKind.options]);
export type GeneratedKind = z.infer<typeof GeneratedKind>;

/** `none`: the film was looked at and has no such thing, for example no sound. */
export const MadeState = z.enum(['ready', 'none', 'failed']);
export type MadeState = z.infer<typeof MadeState>;

/** How far a step is for the bytes that a file has now. */
export const VideoStep = z.object({
  kind: z.enum([...GeneratedKind.options, 'faces']),
  state: z.enum([...MadeState.options, 'missing']).describe('`missing`: not done yet, or not asked for'),
  seconds: z.number().nonnegative().nullable().describe('How long the work took; null where nobody measured it'),
  problem: FailureReason.nullable(),
});
export type VideoStep = z.infer<typeof VideoStep>;

/** An object that was made of a file. */
export const MadeObject = z.object({
  name: z.string().describe('Tells it from the others of its kind, for example `preview.mp4`'),
  key: z.string().describe('Object-store key; immutable, other content has another key'),
  version: z.string().describe('Short content version, used in URLs'),
  contentType: z.string(),
  bytes: z.number().int().nonnegative(),
});
export type MadeObject = z.infer<typeof MadeObject>;

/** Subtitles of a film, inside of its file or in a file beside it. */
export const SubtitleTrack = z.object({
  id: z
    .string()
    .regex(/^\d{1,3}$/)
    .describe('Number among those of the film'),
  source: z.enum(['embedded', 'sidecar']),
  format: z.string().describe('As ffprobe calls it, for example `subrip`, `ass` or `hdmv_pgs_subtitle`'),
  language: z.string().nullable().describe('As the file says, mostly a code of ISO 639, for example `eng` or `pt-BR`'),
  title: z.string().nullable(),
  default: z.boolean(),
  forced: z.boolean().describe('Only for what is spoken in another language'),
  text: z.boolean().describe('False for pictures of text, which can only be listed'),
});
export type SubtitleTrack = z.infer<typeof SubtitleTrack>;

/**
 * What happens when in a film. Each list covers the whole film in equal parts: entry `i` of `n` tells of the time from `i / n` to
 * `(i + 1) / n` of `durationSeconds`. Null where it is not made, or the film has no such thing.
 */
export const VideoTimeline = z.object({
  durationSeconds: z.number().nonnegative(),
  waveform: z
    .array(z.number().int().min(0).max(255))
    .nullable()
    .describe('Loudest sample of each part, 255 is full scale; at most 2,000 parts'),
  loudness: z
    .array(z.number().int().min(0).max(100))
    .nullable()
    .describe('Mean power of each part: 0 is -60 dB or less, 100 is full scale'),
  motion: z
    .array(z.number().int().min(0).max(100))
    .nullable()
    .describe('How much changes in the picture, as a share of what the busiest parts of this film have'),
  pace: z
    .array(z.number().int().min(0).max(100))
    .nullable()
    .default(null)
    .describe('How fast the movements are that a funscript beside the file describes; 100 is four full strokes a second'),
  watched: z.array(z.number().nonnegative()).nullable().describe('Seconds that all users watched of each part; null where nobody watched'),
  cuts: z.array(SceneCut).nullable().describe('Where the picture becomes another one; null where nobody looked, or could tell'),
});
export type VideoTimeline = z.infer<typeof VideoTimeline>;

/** The sound of a part of a film in detail, cut in equal parts as {@link VideoTimeline} is. */
export const VideoWaveform = z.object({
  startSeconds: z.number().nonnegative(),
  endSeconds: z.number().positive(),
  waveform: VideoTimeline.shape.waveform,
});
export type VideoWaveform = z.infer<typeof VideoWaveform>;

/** What is stored of a timeline; who watched, and where cuts are, is known elsewhere. */
export const StoredTimeline = VideoTimeline.omit({ watched: true, cuts: true });
export type StoredTimeline = z.infer<typeof StoredTimeline>;

/** `missing` leaves alone what is there, and tries again what failed. */
export const GenerateMode = z.enum(['missing', 'force']);
export type GenerateMode = z.infer<typeof GenerateMode>;

export const GenerateRequest = z
  .object({
    kinds: z
      .array(GeneratedKind)
      .min(1)
      .refine((kinds) => new Set(kinds).size === kinds.length, 'a kind stands here twice'),
    target: z.union([...BulkTarget.options, z.object({ libraryId: Id }).strict()]),
    mode: GenerateMode.default('missing'),
  })
  .strict();
export type GenerateRequest = z.infer<typeof GenerateRequest>;

const Count = z.number().int().nonnegative();
/** How many videos have a kind of artifact. The states add up to `total`. */
export const ArtifactCoverage = z.object({
  kind: VideoStep.shape.kind,
  total: Count,
  ready: Count,
  none: Count,
  failed: Count,
  missing: Count,
  bytes: z.number().nonnegative().nullable().describe('Room that they take in the store; null where it is not known'),
  q: z.string().describe('A search for the videos that do not have it'),
});
export type ArtifactCoverage = z.infer<typeof ArtifactCoverage>;
