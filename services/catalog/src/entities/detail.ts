import type { CustomValues, Described, ExternalId, Link, Picture } from '@reelm/contracts';
import type { z } from 'zod';
import { pictureUrl, tagsColumn, toCommon, type CommonRow } from './card.js';

/** What everything that is described shows on its own page, but for what its card shows already. */
export interface TaglessRow {
  details: string | null;
  urls: string[];
  externalIds: ExternalId[];
  custom: CustomValues;
}
export interface DescribedRow extends CommonRow, TaglessRow {
  rating: number | null;
  favourite: boolean;
  organised: boolean;
  tags: Link[];
}

/** Columns of {@link TaglessRow}. */
export const taglessColumns = (alias: string): string =>
  `${alias}.details, ${alias}.urls, ${alias}.external_ids AS "externalIds", ${alias}.custom`;

/** Columns of {@link DescribedRow} that no card has. */
export const describedColumns = (alias: string): string =>
  `${taglessColumns(alias)}, ${alias}.organised, ${tagsColumn(`${alias}.tag_ids`)} AS tags`;

export const toTagless = ({ details, urls, externalIds, custom }: TaglessRow): TaglessRow => ({ details, urls, externalIds, custom });

export const toDescribed = (row: DescribedRow): z.infer<typeof Described> => ({
  ...toCommon(row),
  ...toTagless(row),
  rating: row.rating,
  favourite: row.favourite,
  organised: row.organised,
  tags: row.tags,
});

/** What performers, studios, tags and groups have besides. */
export interface NamedRow {
  aliases: string[];
  autoMatch: boolean;
  pictures: { id: string; version: string; width: number; height: number }[];
}

/** Columns of {@link NamedRow}. */
export const namedColumns = (alias: string): string =>
  `${alias}.aliases, ${alias}.auto_match AS "autoMatch",
    (SELECT coalesce(json_agg(json_build_object('id', one.id, 'version', one.version, 'width', one.width, 'height', one.height) ORDER BY one.place, one.id), '[]')
     FROM picture one WHERE one.entity_id = ${alias}.id) AS pictures`;

export const toPicture = ({ id, version, width, height }: NamedRow['pictures'][number]): Picture => ({
  id,
  url: pictureUrl(id, version) ?? '',
  width,
  height,
});

export const toNamed = ({ aliases, autoMatch, pictures }: NamedRow) => ({ aliases, autoMatch, pictures: pictures.map(toPicture) });
