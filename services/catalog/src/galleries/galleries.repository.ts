import { Injectable } from '@nestjs/common';
import type { Gallery, Link } from '@reelm/contracts';
import { Database } from '@reelm/service-kit';
import { linksColumn, performersColumn, toPictureLink, type PictureLinkRow } from '../entities/card.js';
import { describedColumns, toDescribed, type DescribedRow } from '../entities/detail.js';
import { galleryCard, type GalleryRow } from './card.js';

interface GalleryDetailRow extends GalleryRow, DescribedRow, Pick<Gallery, 'code' | 'photographer' | 'chapters'> {
  version: number;
  performers: PictureLinkRow[];
  videos: Link[];
}

const columns = `${galleryCard.columns}, ${describedColumns('a')}, a.code, a.photographer, a.chapters,
  ${performersColumn('a.performer_ids')} AS performers, ${linksColumn('video', 'a.video_ids')} AS videos`;

@Injectable()
export class GalleriesRepository {
  constructor(private readonly database: Database) {}

  async find(id: string): Promise<Gallery | undefined> {
    const [row] = await this.database.query<GalleryDetailRow>(`SELECT ${columns} FROM gallery a WHERE a.id = $1`, [id]);
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
}
