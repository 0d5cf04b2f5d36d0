import type { FieldName, Lackable } from '@reelm/query-language';
import { has, inArray, missing, sizeOf, type Meaning, type Of } from '../meaning.js';
import { shot, shotLackable } from './gallery.js';
import { filled, numberIn } from './shared.js';
import { picture } from './video.js';

const lackable: Readonly<Record<Lackable<'image'>, Of>> = {
  ...shotLackable,
  galleries: filled('gallery_ids'),
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
