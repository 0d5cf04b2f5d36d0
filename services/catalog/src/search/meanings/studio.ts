import type { FieldName, Lackable } from '@reelm/query-language';
import { flag, has, heldIn, inColumn, missing, number, type Meaning, type Of } from '../meaning.js';
import { columnOf, counted, described, filled, hasExternalId, known, named, numberIn, rated, tagged } from './shared.js';

const lackable: Readonly<Record<Lackable<'studio'>, Of>> = {
  image: known('picture_id'),
  parent: known('parent_id'),
  rating: known('rating'),
  details: known('details'),
  url: filled('urls'),
  aliases: filled('aliases'),
  tags: filled('tag_ids'),
  videos: counted('videos'),
  externalid: hasExternalId,
};

export const studioMeanings: Readonly<Record<FieldName<'studio'>, Meaning>> = {
  ...described,
  ...rated,
  ...tagged,
  ...named,
  parent: inColumn('studio', 'parent_id'),
  automatch: flag(columnOf('auto_match')),
  video: heldIn('video', 'studio_id', { array: false, visible: true }),
  videos: numberIn('videos'),
  studios: numberIn('studios'),
  performers: (clause, { alias }, values) =>
    number(
      () => `(SELECT count(DISTINCT one.id) FROM video film CROSS JOIN unnest(film.performer_ids) AS one (id)
        WHERE film.studio_id = ${alias}.id AND ${values.visible('film')})`,
    )(clause, { kind: 'studio', alias, outer: null }, values),
  galleries: numberIn('galleries'),
  images: numberIn('images'),
  has: has(lackable),
  missing: missing(lackable),
};
