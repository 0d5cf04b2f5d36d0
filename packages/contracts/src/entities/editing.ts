import { z } from 'zod';
import { Id, Instant } from '../primitives.js';
import { Job } from './job.js';

/** Seconds of the video that is edited; one that is a range of its file begins at 0 too. */
const Seconds = z.number().nonnegative().max(1_000_000);
export const TimeRange = z.object({ startSeconds: Seconds, endSeconds: Seconds }).strict();
export type TimeRange = z.infer<typeof TimeRange>;
const Part = TimeRange.refine((part) => part.endSeconds > part.startSeconds, 'the end must come after the start');

/** `keyframe` copies what is there and cuts where that can be done; `exact` cuts at the very frame and encodes anew what lies around the cut. */
export const CutPrecision = z.enum(['keyframe', 'exact']);
export type CutPrecision = z.infer<typeof CutPrecision>;

export const ConvertCodec = z.enum(['h264', 'hevc', 'av1']);
export type ConvertCodec = z.infer<typeof ConvertCodec>;
export const ConvertQuality = z.enum(['small', 'normal', 'fine']);
export type ConvertQuality = z.infer<typeof ConvertQuality>;

/** A chapter as it is written into a file; one without an end goes to the next, or to the end of the film. */
const FileChapter = z
  .object({ startSeconds: Seconds, endSeconds: Seconds.nullable().default(null), title: z.string().trim().min(1).max(500) })
  .strict();
export type FileChapter = z.infer<typeof FileChapter>;

/** What is made of the file of a video. The file itself stays as it is. */
export const FileEdit = z.discriminatedUnion('kind', [
  z
    .object({
      kind: z.literal('cut'),
      parts: z.array(Part).min(1).max(100).describe('What is kept, in this order'),
      precision: CutPrecision.default('keyframe'),
      joined: z.boolean().default(false).describe('One file of all parts, where they are not to be a file each'),
    })
    .strict(),
  z
    .object({
      kind: z.literal('convert'),
      codec: ConvertCodec,
      container: z.enum(['mp4', 'mkv']).default('mp4'),
      height: z.number().int().min(144).max(4_320).nullable().default(null).describe('Most lines of the picture; null keeps its size'),
      quality: ConvertQuality.default('normal'),
    })
    .strict(),
  z
    .object({
      kind: z.literal('audio'),
      track: z
        .number()
        .int()
        .min(0)
        .max(1_000)
        .nullable()
        .default(null)
        .describe('Number among the streams of the file; null for the default one'),
      format: z.enum(['copy', 'aac', 'mp3']).default('copy'),
    })
    .strict()
    .describe('A file of sound alone beside the file; it is no video'),
  z
    .object({
      kind: z.literal('chapters'),
      chapters: z.array(FileChapter).min(1).max(2_000),
    })
    .strict()
    .describe('A copy of the file with these chapters in place of its own'),
  z
    .object({ kind: z.literal('join'), videoIds: z.array(Id).min(1).max(50).describe('What comes behind it, in this order') })
    .strict()
    .describe('One file of several; the originals are kept'),
]);
export type FileEdit = z.infer<typeof FileEdit>;

/** What becomes of the file that was edited. */
export const OriginalFate = z.enum(['keep', 'trash']);
export type OriginalFate = z.infer<typeof OriginalFate>;

export const FileEditRequest = z
  .object({
    fileId: Id.optional().describe('Which file of the video; the one that is shown where left out'),
    edit: FileEdit,
    original: OriginalFate.default('keep'),
  })
  .strict();
export type FileEditRequest = z.infer<typeof FileEditRequest>;

/** One file that an edit makes. */
export const PlannedResult = z.object({
  pieces: z.array(TimeRange).describe('What of the video it holds, as it will really be cut'),
  durationSeconds: z.number().nonnegative(),
  bytes: z.number().nonnegative().describe('About how large it will be'),
});
export type PlannedResult = z.infer<typeof PlannedResult>;

/** A number that is not known for sure lies most likely between these. */
export const Spread = z.object({ low: z.number().nonnegative(), high: z.number().nonnegative() });
export type Spread = z.infer<typeof Spread>;

/** How what an edit costs is known. */
export const EstimateBasis = z
  .enum(['copy', 'guess', 'machine', 'sample'])
  .describe(
    'copy: by the size of the file; guess: by figures of another machine; machine: the time by what was encoded here before, the size is a guess; sample: some seconds of this film were converted to see',
  );
export type EstimateBasis = z.infer<typeof EstimateBasis>;

export const FileEditPlanRequest = FileEditRequest.extend({
  sample: z
    .boolean()
    .default(false)
    .describe('Convert some seconds of the film first, to know better what it will cost; takes up to half a minute'),
});
export type FileEditPlanRequest = z.infer<typeof FileEditPlanRequest>;

/** What an edit will make, told before it is done. */
export const FileEditPlan = z.object({
  results: z.array(PlannedResult),
  extension: z.string().describe('Ending of the names of the results'),
  encodedSeconds: z.number().nonnegative().describe('How much of the film is encoded anew; the rest is copied as it is'),
  seconds: z.number().nonnegative().describe('About how long the work takes on this machine'),
  bytes: z.number().nonnegative(),
  secondsBetween: Spread,
  bytesBetween: Spread,
  basis: EstimateBasis,
  freeBytes: z.number().nonnegative().describe('Room on the disk of the library'),
});
export type FileEditPlan = z.infer<typeof FileEditPlan>;

export const FileEditStarted = z.object({
  job: Job,
  videoIds: z.array(Id).describe('Under which the results will be found when they are there, in order; none for files of sound'),
});
export type FileEditStarted = z.infer<typeof FileEditStarted>;

/** A file that was put into the trash of its library, with all that is known of it. */
export const TrashedFile = z.object({
  fileId: Id,
  libraryId: Id,
  path: z.string().describe('Where it was, below the library folder'),
  bytes: z.number().int().nonnegative(),
  trashedAt: Instant,
});
export type TrashedFile = z.infer<typeof TrashedFile>;

/** The trash of all libraries in use. */
export const TrashContent = z.object({
  items: z.array(TrashedFile).describe('The newest first, a thousand at most'),
  total: z.number().int().nonnegative(),
  bytes: z.number().nonnegative().describe('Of all files in it'),
});
export type TrashContent = z.infer<typeof TrashContent>;

/** Shorter than this nobody could notice and put a file back. */
const keepDays = z
  .number()
  .int()
  .min(1)
  .max(3_650)
  .nullable()
  .describe('Files are deleted for good after so many days in the trash; null keeps them');
export const TrashSettings = z.object({ keepDays }).strict();
export type TrashSettings = z.infer<typeof TrashSettings>;
