import type { GalleryCard, Link } from '@reelm/contracts';
import { commonColumns, linkColumn, toCommon, type CardSource, type CommonRow } from '../entities/card.js';

export interface GalleryRow extends CommonRow {
  name: string;
  title: string | null;
  date: string | null;
  studio: Link | null;
  rating: number | null;
  favourite: boolean;
  images: number;
}

export const galleryCard: CardSource<GalleryRow, GalleryCard> = {
  table: 'gallery',
  alias: 'a',
  columns: `${commonColumns('a')}, a.name, a.title, a.date, ${linkColumn('studio', 'a.studio_id')} AS studio, a.rating, a.favourite, a.images`,
  toCard: (row) => ({
    ...toCommon(row),
    name: row.name,
    title: row.title,
    date: row.date,
    studio: row.studio,
    rating: row.rating,
    favourite: row.favourite,
    images: row.images,
    // Images have no bytes to show until they are scanned.
    imageUrl: null,
  }),
};
