import { Injectable } from '@nestjs/common';
import type { Image, Link } from '@reelm/contracts';
import { Database } from '@reelm/service-kit';
import { linksColumn, performersColumn, toPictureLink, type PictureLinkRow } from '../entities/card.js';
import { describedColumns, toDescribed, type DescribedRow } from '../entities/detail.js';
import { imageCard, type ImageRow } from './card.js';

interface ImageDetailRow extends ImageRow, DescribedRow, Pick<Image, 'code' | 'photographer'> {
  version: number;
  performers: PictureLinkRow[];
  galleries: Link[];
}

const columns = `${imageCard.columns}, ${describedColumns('i')}, i.code, i.photographer,
  ${performersColumn('i.performer_ids')} AS performers, ${linksColumn('gallery', 'i.gallery_ids')} AS galleries`;

@Injectable()
export class ImagesRepository {
  constructor(private readonly database: Database) {}

  async find(id: string): Promise<Image | undefined> {
    const [row] = await this.database.query<ImageDetailRow>(`SELECT ${columns} FROM image i WHERE i.id = $1`, [id]);
    if (row === undefined) return undefined;
    return {
      ...imageCard.toCard(row),
      ...toDescribed(row),
      code: row.code,
      photographer: row.photographer,
      performers: row.performers.map(toPictureLink),
      galleries: row.galleries,
    };
  }
}
