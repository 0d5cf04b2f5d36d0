import type { ImageCard, Link } from '@reelm/contracts';
import { commonColumns, linkColumn, toCommon, type CardSource, type CommonRow } from '../entities/card.js';

export interface ImageRow extends CommonRow {
  name: string;
  title: string | null;
  date: string | null;
  studio: Link | null;
  rating: number | null;
  favourite: boolean;
  width: number | null;
  height: number | null;
  bytes: number | null;
  counter: number;
}

export const imageCard: CardSource<ImageRow, ImageCard> = {
  table: 'image',
  alias: 'i',
  columns: `${commonColumns('i')}, i.name, i.title, i.date, ${linkColumn('studio', 'i.studio_id')} AS studio, i.rating, i.favourite, i.width, i.height,
    i.bytes, i.counter`,
  toCard: (row) => ({
    ...toCommon(row),
    name: row.name,
    title: row.title,
    date: row.date,
    studio: row.studio,
    rating: row.rating,
    favourite: row.favourite,
    width: row.width,
    height: row.height,
    bytes: row.bytes,
    counter: row.counter,
  }),
};
