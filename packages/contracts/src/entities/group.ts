import { z } from 'zod';
import { Id, Instant, PartialDate } from '../primitives.js';
import { Aliases, clearable, Described, DescribedUpdate, Link, Name, Picture, Rating } from './entity.js';
import { VideoCard } from './video.js';

/** A group within a group. */
const GroupPart = z.object({ id: Id, description: z.string().trim().max(500).nullable().default(null) }).strict();

export const GroupUpdate = DescribedUpdate.extend({
  name: Name.optional(),
  aliases: Aliases.optional(),
  autoMatch: z.boolean().optional(),
  director: clearable(Name),
  date: clearable(PartialDate),
  durationSeconds: clearable(z.number().int().nonnegative().max(10_000_000)),
  studioId: clearable(Id),
  groups: z.array(GroupPart).max(500).optional().describe('Groups within it, in order; no circle'),
}).strict();
export type GroupUpdate = z.infer<typeof GroupUpdate>;
export const GroupCreate = GroupUpdate.extend({ name: Name }).strict();

/** A group (film, series, collection) as lists and cards show it. */
export const GroupCard = z.object({
  id: Id,
  name: z.string(),
  date: PartialDate.nullable(),
  director: z.string().nullable(),
  studio: Link.nullable(),
  rating: Rating.nullable(),
  favourite: z.boolean(),
  imageUrl: z.string().nullable().describe('Front; the second picture is the back'),
  videos: z.number().int().nonnegative(),
  groups: z.number().int().nonnegative().describe('Groups directly within it'),
  version: z.number().int(),
  createdAt: Instant,
  updatedAt: Instant,
});
export type GroupCard = z.infer<typeof GroupCard>;

export const Group = GroupCard.extend(Described.shape).extend({
  aliases: z.array(z.string()),
  autoMatch: z.boolean(),
  durationSeconds: z.number().int().nullable(),
  parts: z.array(z.object({ group: GroupCard, description: z.string().nullable() })).describe('Groups within it, in order'),
  containedIn: z.array(Link),
  pictures: z.array(Picture),
});
export type Group = z.infer<typeof Group>;

/** So many videos of a group are shown in its order. */
export const mostGroupVideos = 1000;

/** A video at its place in a group. */
export const GroupVideo = z.object({ video: VideoCard, place: z.number().int().nullable() });
export type GroupVideo = z.infer<typeof GroupVideo>;
