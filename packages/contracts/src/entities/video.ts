import { z } from 'zod';
import { FailureReason, Id, Instant, PartialDate } from '../primitives.js';
import { Activity } from './activity.js';
import { clearable, CustomValues, ExternalId, Link, PictureLink, Rating } from './entity.js';
import { MediaInfo, SheetLayout } from './media.js';

/** How far a video is: `pending` and `analysing` fill in live, `failed` has a reason on its file, `missing` has no reachable file. */
export const VideoState = z.enum(['pending', 'ready', 'failed', 'missing']);
export type VideoState = z.infer<typeof VideoState>;

/** A video as lists and cards show it. */
export const VideoCard = z.object({
  id: Id,
  name: z.string().describe('Title, or the name of the file where no title is set'),
  title: z.string().nullable(),
  date: PartialDate.nullable(),
  rating: Rating.nullable(),
  favourite: z.boolean(),
  organised: z.boolean(),
  state: VideoState,
  durationSeconds: z.number().nullable(),
  width: z.number().int().nullable(),
  height: z.number().int().nullable(),
  coverUrl: z.string().nullable().describe('Carries its version, so it may be cached for ever'),
  sprite: z.object({ url: z.string(), vttUrl: z.string(), layout: SheetLayout }).nullable(),
  studio: Link.nullable(),
  performers: z.array(PictureLink).describe('At most eight, in the order of the credits'),
  counts: z.object({
    performers: z.number().int().nonnegative(),
    tags: z.number().int().nonnegative(),
    markers: z.number().int().nonnegative(),
    files: z.number().int().nonnegative(),
  }),
  resumeSeconds: z.number().nullable().describe('Where the asking user stopped'),
  watchLater: z.boolean(),
  version: z.number().int().describe('Also the ETag; send it as If-Match to edit safely'),
  createdAt: Instant,
  updatedAt: Instant,
});
export type VideoCard = z.infer<typeof VideoCard>;

export const VideoFile = z.object({
  id: Id,
  libraryId: Id,
  libraryName: z.string(),
  path: z.string().describe('Path below the library folder'),
  bytes: z.number().int().nonnegative(),
  modifiedAt: Instant,
  oshash: z.string().nullable(),
  state: VideoState,
  media: MediaInfo.nullable(),
  problem: FailureReason.nullable(),
});
export type VideoFile = z.infer<typeof VideoFile>;

/** A performer's part in one video. */
export const Credit = z.object({
  performer: PictureLink,
  creditedAs: z.string().nullable(),
  tags: z.array(Link).describe('Tags of this performer in this video alone'),
});
export type Credit = z.infer<typeof Credit>;

export const Chapter = z.object({ startSeconds: z.number().nonnegative(), title: z.string() });

export const Video = VideoCard.extend({
  details: z.string().nullable(),
  code: z.string().nullable().describe('What its publisher calls it'),
  director: z.string().nullable(),
  urls: z.array(z.string()),
  tags: z.array(Link),
  credits: z.array(Credit),
  groups: z.array(z.object({ group: Link, place: z.number().int().nullable() })),
  galleries: z.array(Link),
  chapters: z.array(Chapter),
  externalIds: z.array(ExternalId),
  custom: CustomValues,
  counter: z.number().int().nonnegative(),
  activity: Activity,
  part: z.object({ startSeconds: z.number(), endSeconds: z.number() }).nullable().describe('Where the video is a range of its file only'),
  files: z.array(VideoFile),
  faces: z.number().int().nullable().describe('Faces found on sampled frames; null where detection has not run'),
});
export type Video = z.infer<typeof Video>;

/** Only what is given is changed; null clears. */
export const VideoUpdate = z
  .object({
    title: clearable(z.string().trim().min(1).max(500)),
    details: clearable(z.string().trim().min(1).max(20_000)),
    date: clearable(PartialDate),
    rating: clearable(Rating),
    favourite: z.boolean().optional(),
    organised: z.boolean().optional(),
  })
  .strict();
export type VideoUpdate = z.infer<typeof VideoUpdate>;

export const VideoSort = z.enum([
  'added',
  '-added',
  'name',
  '-name',
  'date',
  '-date',
  'duration',
  '-duration',
  'rating',
  '-rating',
  'size',
  '-size',
  'resolution',
  '-resolution',
]);
export type VideoSort = z.infer<typeof VideoSort>;

/** A face found on a sampled frame; the box is in parts of the displayed picture (0 to 1). */
export const FaceBox = z.object({
  timeSeconds: z.number().nonnegative(),
  x: z.number(),
  y: z.number(),
  width: z.number(),
  height: z.number(),
  score: z.number().min(0).max(1),
});
export type FaceBox = z.infer<typeof FaceBox>;
