import { Injectable } from '@nestjs/common';
import type { Gallery, Link } from '@reelm/contracts';
import { Database } from '@reelm/service-kit';
import { performersColumn, toPictureLink, type PictureLinkRow } from '../entities/card.js';
import { describedColumns, toDescribed, type DescribedRow } from '../entities/detail.js';
import type { Condition } from '../search/search.service.js';
import { galleryCard, type GalleryRow } from './card.js';

interface GalleryDetailRow extends GalleryRow, DescribedRow, Pick<Gallery, 'code' | 'photographer' | 'chapters'> {
  version: number;
  performers: PictureLinkRow[];
  videos: Link[];
}

/** Videos in the order of the gallery; `visible` is a condition on `video v`. */
const videosColumn = (visible: string): string =>
  `(SELECT coalesce(json_agg(json_build_object('id', v.id, 'name', v.name) ORDER BY given.place), '[]')
    FROM unnest(a.video_ids) WITH ORDINALITY AS given (id, place) JOIN video v ON v.id = given.id WHERE ${visible})`;

const columns = (visible: string): string => `${galleryCard.columns}, ${describedColumns('a')}, a.code, a.photographer, a.chapters,
  ${performersColumn('a.performer_ids')} AS performers, ${videosColumn(visible)} AS videos`;

@Injectable()
export class GalleriesRepository {
  constructor(private readonly database: Database) {}

  /** @param visible condition on `video v` with placeholders from `$2` on */
  async find(id: string, visible: Condition): Promise<Gallery | undefined> {
    const [row] = await this.database.query<GalleryDetailRow>(`SELECT ${columns(visible.sql)} FROM gallery a WHERE a.id = $1`, [
      id,
      ...visible.values,
    ]);
    if (row === undefined) return undefined;
    return {
      ...galleryCard.toCard(row),
      ...toDescribed(row),
      code: row.code,
      photographer: row.photographer,
      performers: row.performers.map(toPictureLink),
      videos: row.videos,
      chapters: row.chapters,
    };
  }

  /** Videos of a gallery that `visible` (as for `find`) hides, in order. */
  async hiddenVideos(id: string, visible: Condition): Promise<string[]> {
    const rows = await this.database.query<{ id: string }>(
      `SELECT v.id FROM gallery a, unnest(a.video_ids) WITH ORDINALITY AS given (id, place) JOIN video v ON v.id = given.id
       WHERE a.id = $1 AND (${visible.sql}) IS NOT TRUE ORDER BY given.place`,
      [id, ...visible.values],
    );
    return rows.map((row) => row.id);
  }
}
