import { z } from 'zod';
import { Id, Instant } from '../primitives.js';
import { Aliases, clearable, Described, DescribedUpdate, Link, mostEntries, Name, Picture } from './entity.js';

export const TagUpdate = DescribedUpdate.omit({ tagIds: true, rating: true, organised: true })
  .extend({
    name: Name.optional(),
    sortName: clearable(Name).describe('Where it stands in lists, when not by its name'),
    aliases: Aliases.optional(),
    autoMatch: z.boolean().optional().describe('Whether names found in paths suggest it'),
    parentIds: z.array(Id).max(mostEntries.parentIds).optional().describe('Tags that include it; there may be several, but no circle'),
  })
  .strict();
export type TagUpdate = z.infer<typeof TagUpdate>;
export const TagCreate = TagUpdate.extend({ name: Name }).strict();

/** A tag as lists and cards show it. Counts are of itself, without the tags below it. */
export const TagCard = z.object({
  id: Id,
  name: z.string(),
  favourite: z.boolean(),
  imageUrl: z.string().nullable(),
  videos: z.number().int().nonnegative(),
  performers: z.number().int().nonnegative(),
  studios: z.number().int().nonnegative(),
  groups: z.number().int().nonnegative(),
  markers: z.number().int().nonnegative(),
  galleries: z.number().int().nonnegative(),
  images: z.number().int().nonnegative(),
  parents: z.array(Link),
  version: z.number().int(),
  createdAt: Instant,
  updatedAt: Instant,
});
export type TagCard = z.infer<typeof TagCard>;

export const Tag = TagCard.extend(Described.omit({ tags: true, rating: true, organised: true }).shape).extend({
  sortName: z.string().nullable(),
  aliases: z.array(z.string()),
  autoMatch: z.boolean(),
  children: z.array(TagCard),
  videosBelow: z.number().int().nonnegative().describe('Videos of it and of all tags below it'),
  videosBelowExact: z.boolean().describe('False where there are more, which are not counted to the end'),
  pictures: z.array(Picture),
});
export type Tag = z.infer<typeof Tag>;
