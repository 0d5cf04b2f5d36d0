import { z } from 'zod';
import { FailureReason, Id, Instant, PartialDate } from '../primitives.js';
import { Activity } from './activity.js';
import { VideoStep } from './artifacts.js';
import { clearable, CustomValues, DescribedUpdate, ExternalId, Link, Name, PictureLink, Rating, Title } from './entity.js';
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
  placeholder: z.string().nullable().describe('A picture of few pixels as data URL, to show until the cover is there'),
  sprite: z.object({ url: z.string(), vttUrl: z.string(), layout: SheetLayout }).nullable(),
  previewUrl: z.string().nullable().describe('A short silent film (mp4); carries its version, so it may be cached for ever'),
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
  phash: z.string().nullable().describe('Perceptual hash as stash-boxes compute it, 16 hex digits; null while there is none'),
  sha256: z.string().nullable().describe('Of the whole file, hex; null where nobody read it in full'),
  state: VideoState,
  media: MediaInfo.nullable(),
  problem: FailureReason.nullable(),
  steps: z.array(VideoStep).describe('What was made of its present bytes, and how that went'),
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
  colours: z.array(z.string()).describe('Colours that fill most of the film, as `#rrggbb`; empty where nobody looked'),
  faces: z.number().int().nullable().describe('Faces found on sampled frames; null where detection has not run'),
});
export type Video = z.infer<typeof Video>;

const distinctBy =
  <T>(key: (item: T) => string) =>
  (items: readonly T[]) =>
    new Set(items.map(key)).size === items.length;

/** Only what is given is changed; null clears. */
export const VideoUpdate = DescribedUpdate.extend({
  title: clearable(Title),
  date: clearable(PartialDate),
  code: clearable(Name),
  director: clearable(Name),
  studioId: clearable(Id),
  credits: z
    .array(
      z
        .object({
          performerId: Id,
          creditedAs: Name.nullable().default(null),
          tagIds: z.array(Id).max(100).default([]),
        })
        .strict(),
    )
    .max(200)
    .refine(
      distinctBy(({ performerId }: { performerId: string }) => performerId),
      'a performer stands here twice',
    )
    .optional()
    .describe('Replaces all; see performerIds to change only who appears'),
  performerIds: z.array(Id).max(200).optional().describe('Who appears; names and tags of those that stay are kept'),
  groups: z
    .array(z.object({ groupId: Id, place: z.number().int().min(0).max(100_000).nullable().default(null) }).strict())
    .max(100)
    .refine(
      distinctBy(({ groupId }: { groupId: string }) => groupId),
      'a group stands here twice',
    )
    .optional(),
  chapters: z
    .array(z.object({ startSeconds: z.number().nonnegative().max(1_000_000), title: Title }).strict())
    .max(2000)
    .optional(),
  counter: z.number().int().min(0).max(1_000_000).optional(),
}).strict();
export type VideoUpdate = z.infer<typeof VideoUpdate>;

/** Makes a video of a range of a file that another video shows. */
export const VideoPartCreate = z
  .object({
    fileId: Id,
    startSeconds: z.number().nonnegative(),
    endSeconds: z.number().positive(),
    title: clearable(Title),
    videoId: Id.optional().describe('A video of this file: what is known of it goes along, with its markers and chapters there'),
  })
  .strict()
  .refine((part) => part.endSeconds > part.startSeconds, 'the end must come after the start');

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
