import type { FieldName, Lackable } from '@reelm/query-language';
import { flag, has, heldIn, inArray, missing, number, sizeOf, type Meaning, type Of } from '../meaning.js';
import { columnOf, counted, described, filled, hasChildren, hasExternalId, known, named, numberIn } from './shared.js';

const lackable: Readonly<Record<Lackable<'tag'>, Of>> = {
  image: known('picture_id'),
  details: known('details'),
  url: filled('urls'),
  aliases: filled('aliases'),
  parents: filled('parent_ids'),
  children: hasChildren,
  videos: counted('videos'),
  externalid: hasExternalId,
};

export const tagMeanings: Readonly<Record<FieldName<'tag'>, Meaning>> = {
  ...described,
  ...named,
  parent: inArray('tag', 'parent_ids'),
  child: { ...heldIn('tag', 'parent_ids'), above: true },
  automatch: flag(columnOf('auto_match')),
  videos: numberIn('videos'),
  performers: numberIn('performers'),
  studios: numberIn('studios'),
  groups: numberIn('groups'),
  markers: numberIn('markers'),
  images: numberIn('images'),
  galleries: numberIn('galleries'),
  parents: sizeOf('parent_ids'),
  children: number((alias) => `(SELECT count(*) FROM tag other WHERE other.parent_ids @> ARRAY[${alias}.id])`),
  has: has(lackable),
  missing: missing(lackable),
};
