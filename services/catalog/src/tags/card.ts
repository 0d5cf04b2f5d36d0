import type { Link, TagCard } from '@reelm/contracts';
import { commonColumns, pictureUrl, tagsColumn, toCommon, type CardSource, type CommonRow } from '../entities/card.js';

export interface TagRow extends CommonRow {
  name: string;
  favourite: boolean;
  pictureId: string | null;
  pictureVersion: string | null;
  videos: number;
  performers: number;
  studios: number;
  groups: number;
  markers: number;
  galleries: number;
  images: number;
  parents: Link[];
}

export const tagCard: CardSource<TagRow, TagCard> = {
  table: 'tag',
  alias: 't',
  columns: `${commonColumns('t')}, t.name, t.favourite, t.picture_id AS "pictureId", t.picture_version AS "pictureVersion",
    t.videos, t.performers, t.studios, t.groups, t.markers, t.galleries, t.images, ${tagsColumn('t.parent_ids')} AS parents`,
  toCard: (row) => ({
    ...toCommon(row),
    name: row.name,
    favourite: row.favourite,
    imageUrl: pictureUrl(row.pictureId, row.pictureVersion),
    videos: row.videos,
    performers: row.performers,
    studios: row.studios,
    groups: row.groups,
    markers: row.markers,
    galleries: row.galleries,
    images: row.images,
    parents: row.parents,
  }),
};
