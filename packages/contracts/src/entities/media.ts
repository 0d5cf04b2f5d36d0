import { z } from 'zod';

/** A sound track, in the order of the file. */
export const AudioTrack = z.object({
  index: z.number().int().nonnegative().describe('Number among all streams of the file'),
  codec: z.string().nullable(),
  language: z.string().nullable().describe('As the file says, mostly a code of ISO 639-2; null where it does not say'),
  title: z.string().nullable(),
  channels: z.number().int().positive().nullable(),
  default: z.boolean(),
});
export type AudioTrack = z.infer<typeof AudioTrack>;

/** A picture of what surrounds the camera, equirectangular: half of it in front, or all. */
export const Spherical = z.object({
  projection: z.enum(['180', '360']),
  packing: z.enum(['mono', 'side-by-side', 'top-bottom']).describe('Where the pictures of the two eyes lie; that of the left eye first'),
});
export type Spherical = z.infer<typeof Spherical>;

/** What the probe found out about a media file. Null where the file does not say. */
export const MediaInfo = z.object({
  container: z.string().describe('ffprobe format name, for example `mov,mp4,m4a,3gp,3g2,mj2`'),
  durationSeconds: z.number().nonnegative().nullable(),
  bitRate: z.number().nonnegative().nullable().describe('Bits per second, whole file'),
  videoCodec: z.string(),
  width: z.number().int().positive().describe('Displayed width in pixels: rotation and sample aspect applied'),
  height: z.number().int().positive().describe('Displayed height in pixels: rotation and sample aspect applied'),
  rotation: z.union([z.literal(0), z.literal(90), z.literal(180), z.literal(270)]).describe('Clockwise turn needed for display, degrees'),
  frameRate: z.number().positive().nullable().describe('Average frames per second'),
  pixelFormat: z.string().nullable(),
  hdr: z.boolean(),
  spherical: Spherical.optional().describe('Missing where the file does not say that it is for the VR view'),
  audioCodec: z.string().nullable().describe('Codec of the default audio track'),
  audioTracks: z.number().int().nonnegative(),
  audio: z.array(AudioTrack).optional().describe('Missing where the file was probed before this was told'),
  subtitleTracks: z.number().int().nonnegative(),
  chapters: z.number().int().nonnegative(),
});
export type MediaInfo = z.infer<typeof MediaInfo>;

/** Kinds of derived files. `frames` is the sheet of larger pictures that face detection reads. */
export const ArtifactKind = z.enum(['cover', 'sprite', 'sprite-vtt', 'frames']);
export type ArtifactKind = z.infer<typeof ArtifactKind>;

/** Geometry of a sheet of pictures; cell `i` is at column `i % columns`, row `floor(i / columns)`, and shows `times[i]`. */
export const SheetLayout = z.object({
  columns: z.number().int().positive(),
  rows: z.number().int().positive(),
  cellWidth: z.number().int().positive(),
  cellHeight: z.number().int().positive(),
  times: z.array(z.number().nonnegative()).describe('True presentation time of each cell, seconds'),
  first: z.number().int().nonnegative().optional().describe('Cell of the first of the times, where they are those of a part of the sheet'),
});
export type SheetLayout = z.infer<typeof SheetLayout>;

export const Artifact = z.object({
  kind: ArtifactKind,
  key: z.string().describe('Object-store key; immutable, a changed artifact has a new key'),
  version: z.string().describe('Short content version, used in URLs'),
  contentType: z.string(),
  bytes: z.number().int().nonnegative(),
  layout: SheetLayout.optional(),
});
export type Artifact = z.infer<typeof Artifact>;

/** A moment from which on the picture is another one. */
export const SceneCut = z.object({
  seconds: z.number().nonnegative().describe('True time of the first frame looked at that shows the new picture'),
  strength: z.number().int().min(0).max(100).describe('How different it is from the one before'),
});
export type SceneCut = z.infer<typeof SceneCut>;

/** What the pictures of a film look like, found out in the same reading that gives its artifacts. */
export const Look = z.object({
  placeholder: z.string().describe('Four by three pixels of the cover: blue, green, red, rows from the bottom, as Base64'),
  colours: z
    .array(z.string().regex(/^#[0-9a-f]{6}$/))
    .max(5)
    .describe('Those that fill most of the film, the first most of all'),
  hashes: z.array(z.string().length(16)).describe('Perceptual hash of each cell of the sprite sheet, hex; not the one of stash-boxes'),
  cuts: z.array(SceneCut).nullable().describe('In the order of time; null where the frames looked at lie too far apart'),
});
export type Look = z.infer<typeof Look>;
