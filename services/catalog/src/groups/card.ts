import type { GroupCard, Link } from '@reelm/contracts';
import { commonColumns, linkColumn, pictureUrl, toCommon, type CardSource, type CommonRow } from '../entities/card.js';

export interface GroupRow extends CommonRow {
  name: string;
  date: string | null;
  director: string | null;
  studio: Link | null;
  rating: number | null;
  favourite: boolean;
  pictureId: string | null;
  pictureVersion: string | null;
  videos: number;
  groups: number;
}

export const groupCard: CardSource<GroupRow, GroupCard> = {
  table: 'video_group',
  alias: 'g',
  columns: `${commonColumns('g')}, g.name, g.date, g.director, ${linkColumn('studio', 'g.studio_id')} AS studio, g.rating, g.favourite,
    g.picture_id AS "pictureId", g.picture_version AS "pictureVersion", g.videos, cardinality(g.part_ids) AS groups`,
  toCard: (row) => ({
    ...toCommon(row),
    name: row.name,
    date: row.date,
    director: row.director,
    studio: row.studio,
    rating: row.rating,
    favourite: row.favourite,
    imageUrl: pictureUrl(row.pictureId, row.pictureVersion),
    videos: row.videos,
    groups: row.groups,
  }),
};
