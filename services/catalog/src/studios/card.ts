import type { Link, StudioCard } from '@reelm/contracts';
import { commonColumns, linkColumn, pictureUrl, toCommon, type CardSource, type CommonRow } from '../entities/card.js';

export interface StudioRow extends CommonRow {
  name: string;
  parent: Link | null;
  rating: number | null;
  favourite: boolean;
  pictureId: string | null;
  pictureVersion: string | null;
  videos: number;
  galleries: number;
  images: number;
  studios: number;
}

export const studioCard: CardSource<StudioRow, StudioCard> = {
  table: 'studio',
  alias: 's',
  columns: `${commonColumns('s')}, s.name, ${linkColumn('studio', 's.parent_id')} AS parent, s.rating, s.favourite,
    s.picture_id AS "pictureId", s.picture_version AS "pictureVersion", s.videos, s.galleries, s.images, s.studios`,
  toCard: (row) => ({
    ...toCommon(row),
    name: row.name,
    parent: row.parent,
    rating: row.rating,
    favourite: row.favourite,
    imageUrl: pictureUrl(row.pictureId, row.pictureVersion),
    videos: row.videos,
    galleries: row.galleries,
    images: row.images,
    studios: row.studios,
  }),
};
