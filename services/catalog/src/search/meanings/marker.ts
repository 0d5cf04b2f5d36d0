import type { FieldName, Lackable } from '@reelm/query-language';
import { has, inArray, inColumn, missing, number, sizeOf, type Meaning, type Of, type Related } from '../meaning.js';
import { filled, known, textIn, times } from './shared.js';

const lackable: Readonly<Record<Lackable<'marker'>, Of>> = {
  title: known('title'),
  length: known('end_seconds'),
  tags: filled('all_tag_ids'),
  performers: filled('performer_ids'),
};

/** Ids of videos for which a condition holds; found once for all rows. */
const ofVideos = (condition: string): string => `SELECT film.id FROM video film WHERE ${condition}`;

/** A marker's performers are its own and those of its video. */
const own = inArray('performer', 'performer_ids');
const performer: Related = {
  to: 'performer',
  has: (row, ids, values) =>
    `(${own.has(row, ids, values)} OR ${row.alias}.video_id IN (${ofVideos(`film.performer_ids <> '{}' AND film.performer_ids && ${ids}`)}))`,
  joins: (row, other, values) =>
    `(${own.joins(row, other, values)} OR ${row.alias}.video_id IN (${ofVideos(`film.performer_ids <> '{}' AND film.performer_ids @> ARRAY[${other}.id]`)}))`,
  any: (row, values) => `(${own.any(row, values)} OR ${row.alias}.video_id IN (${ofVideos(`film.performer_ids <> '{}'`)}))`,
};

const studio: Related = {
  to: 'studio',
  has: ({ alias }, ids) => `${alias}.video_id IN (${ofVideos(`film.studio_id = ANY (${ids})`)})`,
  joins: ({ alias }, other) => `${alias}.video_id IN (${ofVideos(`film.studio_id = ${other}.id`)})`,
  any: ({ alias }) => `${alias}.video_id IN (${ofVideos('film.studio_id IS NOT NULL')})`,
};

export const markerMeanings: Readonly<Record<FieldName<'marker'>, Meaning>> = {
  ...times,
  title: textIn('title'),
  at: number((alias) => `${alias}.start_seconds`, 'double precision'),
  length: number((alias) => `(${alias}.end_seconds - ${alias}.start_seconds)`, 'double precision'),
  primary: inColumn('tag', 'primary_tag_id'),
  tag: inArray('tag', 'all_tag_ids'),
  performer,
  video: inColumn('video', 'video_id'),
  studio,
  tags: sizeOf('all_tag_ids'),
  performers: sizeOf('performer_ids'),
  has: has(lackable),
  missing: missing(lackable),
};
