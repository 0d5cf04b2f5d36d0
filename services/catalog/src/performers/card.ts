import type { Gender, PerformerCard } from '@reelm/contracts';
import { commonColumns, pictureUrl, toCommon, type CardSource, type CommonRow } from '../entities/card.js';

export interface PerformerRow extends CommonRow {
  name: string;
  disambiguation: string | null;
  gender: Gender | null;
  birthDate: string | null;
  country: string | null;
  rating: number | null;
  favourite: boolean;
  pictureId: string | null;
  pictureVersion: string | null;
  videos: number;
  markers: number;
  galleries: number;
  images: number;
}

export const performerCard: CardSource<PerformerRow, PerformerCard> = {
  table: 'performer',
  alias: 'p',
  columns: `${commonColumns('p')}, p.name, p.disambiguation, p.gender, p.birth_date AS "birthDate", p.country, p.rating, p.favourite,
    p.picture_id AS "pictureId", p.picture_version AS "pictureVersion", p.videos, p.markers, p.galleries, p.images`,
  toCard: (row) => ({
    ...toCommon(row),
    name: row.name,
    disambiguation: row.disambiguation,
    gender: row.gender,
    birthDate: row.birthDate,
    country: row.country,
    rating: row.rating,
    favourite: row.favourite,
    imageUrl: pictureUrl(row.pictureId, row.pictureVersion),
    videos: row.videos,
    markers: row.markers,
    galleries: row.galleries,
    images: row.images,
  }),
};
