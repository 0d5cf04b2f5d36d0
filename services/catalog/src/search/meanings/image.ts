import type { FieldName, Lackable } from '@reelm/query-language';
import { has, inArray, missing, sizeOf, type Meaning, type Of } from '../meaning.js';
import { shot } from './gallery.js';
import { filled, hasExternalId, known, numberIn } from './shared.js';
import { picture } from './video.js';

const lackable: Readonly<Record<Lackable<'image'>, Of>> = {
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
  galleries: filled('gallery_ids'),
  externalid: hasExternalId,
};

export const imageMeanings: Readonly<Record<FieldName<'image'>, Meaning>> = {
  ...shot,
  ...picture,
  counter: numberIn('counter'),
  gallery: inArray('gallery', 'gallery_ids'),
  galleries: sizeOf('gallery_ids'),
  size: numberIn('bytes'),
  has: has(lackable),
  missing: missing(lackable),
};
