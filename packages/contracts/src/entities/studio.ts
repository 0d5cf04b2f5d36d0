import { z } from 'zod';
import { Id, Instant } from '../primitives.js';
import { Aliases, clearable, Described, DescribedUpdate, Link, Name, Picture, Rating } from './entity.js';

export const StudioUpdate = DescribedUpdate.extend({
  name: Name.optional(),
  aliases: Aliases.optional(),
  autoMatch: z.boolean().optional().describe('Whether names found in paths suggest it'),
  parentId: clearable(Id).describe('The studio or network that it belongs to'),
}).strict();
export type StudioUpdate = z.infer<typeof StudioUpdate>;
export const StudioCreate = StudioUpdate.extend({ name: Name }).strict();

/** A studio as lists and cards show it. Counts are of itself, without the studios below it. */
export const StudioCard = z.object({
  id: Id,
  name: z.string(),
  parent: Link.nullable(),
  rating: Rating.nullable(),
  favourite: z.boolean(),
  imageUrl: z.string().nullable(),
  videos: z.number().int().nonnegative(),
  galleries: z.number().int().nonnegative(),
  images: z.number().int().nonnegative(),
  studios: z.number().int().nonnegative().describe('Studios directly below it'),
  version: z.number().int(),
  createdAt: Instant,
  updatedAt: Instant,
});
export type StudioCard = z.infer<typeof StudioCard>;

export const Studio = StudioCard.extend(Described.shape).extend({
  aliases: z.array(z.string()),
  autoMatch: z.boolean(),
  ancestors: z.array(Link).describe('From the top of the tree down to its parent'),
  children: z.array(StudioCard),
  videosBelow: z.number().int().nonnegative().describe('Videos of it and of all studios below it'),
  pictures: z.array(Picture),
});
export type Studio = z.infer<typeof Studio>;
