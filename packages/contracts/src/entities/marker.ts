import { z } from 'zod';
import { Id, Instant } from '../primitives.js';
import { clearable, Link, PerformerIds, PictureLink, TagIds, Title } from './entity.js';
import { VideoCard } from './video.js';

const Seconds = z.number().nonnegative().max(1_000_000);
const inOrder = (marker: { startSeconds?: number | undefined; endSeconds?: number | null | undefined }) =>
  marker.startSeconds === undefined || marker.endSeconds == null || marker.endSeconds > marker.startSeconds;

const fields = z
  .object({
    title: clearable(Title),
    startSeconds: Seconds.optional(),
    endSeconds: clearable(Seconds),
    primaryTagId: clearable(Id),
    tagIds: TagIds.optional(),
    performerIds: PerformerIds.optional(),
  })
  .strict();
export const MarkerUpdate = fields.refine(inOrder, 'the end must come after the start');
export type MarkerUpdate = z.infer<typeof MarkerUpdate>;
export const MarkerCreate = fields
  .extend({ videoId: Id, startSeconds: Seconds })
  .strict()
  .refine(inOrder, 'the end must come after the start');

/** A place or range of a video. Its name is the title, or that of its primary tag. */
export const Marker = z.object({
  id: Id,
  name: z.string(),
  title: z.string().nullable(),
  startSeconds: z.number(),
  endSeconds: z.number().nullable(),
  video: Link.extend({
    coverUrl: z.string().nullable(),
    sprite: VideoCard.shape.sprite.describe('Shows the moment itself'),
    durationSeconds: z.number().nullable(),
  }),
  previewUrl: z.string().nullable().describe('A short silent film (mp4) of it, made when it is asked for; carries its version'),
  primaryTag: Link.nullable(),
  tags: z.array(Link),
  performers: z.array(PictureLink),
  version: z.number().int(),
  createdAt: Instant,
  updatedAt: Instant,
});
export type Marker = z.infer<typeof Marker>;
