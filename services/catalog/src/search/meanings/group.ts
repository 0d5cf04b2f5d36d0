import type { FieldName, Lackable } from '@reelm/query-language';
import { day, has, heldIn, inColumn, missing, number, sizeOf, through, type Meaning, type Of } from '../meaning.js';
import { columnOf, counted, described, filled, hasExternalId, known, named, numberIn, rated, tagged, textIn } from './shared.js';

const lackable: Readonly<Record<Lackable<'group'>, Of>> = {
  image: known('picture_id'),
  date: known('date'),
  duration: known('duration'),
  director: known('director'),
  rating: known('rating'),
  details: known('details'),
  url: filled('urls'),
  aliases: filled('aliases'),
  studio: known('studio_id'),
  tags: filled('tag_ids'),
  videos: counted('videos'),
  externalid: hasExternalId,
};

export const groupMeanings: Readonly<Record<FieldName<'group'>, Meaning>> = {
  ...described,
  ...rated,
  ...tagged,
  ...named,
  director: textIn('director'),
  date: day(columnOf('date_day')),
  duration: number(columnOf('duration'), 'double precision'),
  studio: inColumn('studio', 'studio_id'),
  performer: through(
    'performer',
    (values) => `FROM video film WHERE ${values.visible('film')} AND film.performer_ids <> '{}'`,
    'unnest(film.group_ids)',
    'film.performer_ids',
  ),
  parent: heldIn('group', 'part_ids'),
  video: heldIn('video', 'group_ids', { visible: true }),
  videos: numberIn('videos'),
  groups: sizeOf('part_ids'),
  has: has(lackable),
  missing: missing(lackable),
};
