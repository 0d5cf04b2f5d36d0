import { z } from 'zod';
import { Id, Instant, PartialDate } from '../primitives.js';
import { clearable, Described, DescribedUpdate, Link, mostEntries, Name, PerformerIds, PictureLink, Rating, Title } from './entity.js';

/** What galleries and images have in common. */
const Shot = DescribedUpdate.extend({
  title: clearable(Title),
  code: clearable(Name),
  photographer: clearable(Name),
  date: clearable(PartialDate),
  studioId: clearable(Id),
  performerIds: PerformerIds.optional(),
});

const shotCard = {
  id: Id,
  name: z.string().describe('Title, or the name of the file or folder where no title is set'),
  title: z.string().nullable(),
  date: PartialDate.nullable(),
  studio: Link.nullable(),
  rating: Rating.nullable(),
  favourite: z.boolean(),
  version: z.number().int(),
  createdAt: Instant,
  updatedAt: Instant,
};

export const GalleryUpdate = Shot.extend({
  videoIds: z.array(Id).max(mostEntries.videoIds).optional(),
  chapters: z
    .array(z.object({ title: Title, imageIndex: z.number().int().nonnegative() }).strict())
    .max(1000)
    .optional(),
}).strict();
export type GalleryUpdate = z.infer<typeof GalleryUpdate>;

export const GalleryCreate = GalleryUpdate.extend({ title: Title }).strict();
export const GalleryCard = z.object({ ...shotCard, images: z.number().int().nonnegative(), imageUrl: z.string().nullable() });
export type GalleryCard = z.infer<typeof GalleryCard>;
export const Gallery = GalleryCard.extend(Described.shape).extend({
  code: z.string().nullable(),
  photographer: z.string().nullable(),
  performers: z.array(PictureLink),
  videos: z.array(Link),
  chapters: z.array(z.object({ title: z.string(), imageIndex: z.number().int() })),
});
export type Gallery = z.infer<typeof Gallery>;

export const ImageUpdate = Shot.extend({
  galleryIds: z.array(Id).max(mostEntries.galleryIds).optional(),
  counter: z.number().int().nonnegative().optional(),
}).strict();
export const ImageCreate = ImageUpdate.extend({ title: Title }).strict();
export const ImageCard = z.object({
  ...shotCard,
  width: z.number().int().nullable(),
  height: z.number().int().nullable(),
  bytes: z.number().int().nullable(),
  counter: z.number().int().nonnegative(),
});
export type ImageCard = z.infer<typeof ImageCard>;
export const Image = ImageCard.extend(Described.shape).extend({
  code: z.string().nullable(),
  photographer: z.string().nullable(),
  performers: z.array(PictureLink),
  galleries: z.array(Link),
});
export type Image = z.infer<typeof Image>;
