import type { FieldName, Lackable } from '@reelm/query-language';
import { day, has, inArray, inColumn, missing, sizeOf, type Meaning, type Of } from '../meaning.js';
import { columnOf, counted, described, filled, hasExternalId, known, numberIn, rated, tagged, textIn } from './shared.js';

/** What galleries and images may both lack. */
export const shotLackable = {
  title: known('title'),
  date: known('date'),
  rating: known('rating'),
  details: known('details'),
  code: known('code'),
  photographer: known('photographer'),
  url: filled('urls'),
  studio: known('studio_id'),
  tags: filled('tag_ids'),
  performers: filled('performer_ids'),
  externalid: hasExternalId,
};

const lackable: Readonly<Record<Lackable<'gallery'>, Of>> = {
  ...shotLackable,
  videos: filled('video_ids'),
  images: counted('images'),
};

/** What galleries and images have in common. */
export const shot = {
  ...described,
  ...rated,
  ...tagged,
  title: textIn('title'),
  path: textIn('path'),
  code: textIn('code'),
  photographer: textIn('photographer'),
  date: day(columnOf('date_day')),
  studio: inColumn('studio', 'studio_id'),
  performer: inArray('performer', 'performer_ids'),
  performers: sizeOf('performer_ids'),
} as const;

export const galleryMeanings: Readonly<Record<FieldName<'gallery'>, Meaning>> = {
  ...shot,
  video: inArray('video', 'video_ids'),
  videos: sizeOf('video_ids'),
  images: numberIn('images'),
  has: has(lackable),
  missing: missing(lackable),
};
