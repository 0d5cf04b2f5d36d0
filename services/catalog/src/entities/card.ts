import type { EntityKind, Link, PictureLink } from '@reelm/contracts';

/** How the rows of one kind become its cards: `SELECT ${columns} FROM ${table} ${alias} …`, then `toCard` for each row. */
export interface CardSource<Row, Card> {
  table: string;
  alias: string;
  /** Expressions of the row alone, so they may stand in any statement that has it under its alias. */
  columns: string;
  toCard: (row: Row) => Card;
}

/** What every row of a card has. */
export interface CommonRow {
  id: string;
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

/** Columns of {@link CommonRow}. */
export const commonColumns = (alias: string): string =>
  `${alias}.id, ${alias}.version, ${alias}.created_at AS "createdAt", ${alias}.updated_at AS "updatedAt"`;

export const toCommon = ({ id, version, createdAt, updatedAt }: CommonRow) => ({
  id,
  version,
  createdAt: createdAt.toISOString(),
  updatedAt: updatedAt.toISOString(),
});

/** The table of each kind. */
export const tableOf = {
  video: 'video',
  performer: 'performer',
  studio: 'studio',
  tag: 'tag',
  group: 'video_group',
  marker: 'marker',
  gallery: 'gallery',
  image: 'image',
} as const satisfies Record<EntityKind, string>;

type LinkedKind = Exclude<EntityKind, 'marker'>;

/** {@link Link} to the entity whose id is `id`, an expression; null where there is none. */
export const linkColumn = (kind: LinkedKind, id: string): string =>
  `(SELECT json_build_object('id', one.id, 'name', one.name) FROM ${tableOf[kind]} one WHERE one.id = ${id})`;

/** {@link Link}s to the entities of an array of ids, in its order. */
export const linksColumn = (kind: LinkedKind, ids: string): string =>
  `(SELECT coalesce(json_agg(json_build_object('id', one.id, 'name', one.name) ORDER BY given.place), '[]')
    FROM unnest(${ids}) WITH ORDINALITY AS given (id, place) JOIN ${tableOf[kind]} one ON one.id = given.id)`;

/** Tags as {@link Link}s, in the order in which lists of tags show them. */
export const tagsColumn = (ids: string): string =>
  `(SELECT coalesce(json_agg(json_build_object('id', one.id, 'name', one.name) ORDER BY one.sort_name), '[]') FROM tag one WHERE one.id = ANY (${ids}))`;

/** A link whose picture has yet to become an address. */
export interface PictureLinkRow extends Link {
  pictureId: string | null;
  pictureVersion: string | null;
}

/** {@link PictureLinkRow}s to the performers of an array of ids, in its order. */
export const performersColumn = (ids: string): string =>
  `(SELECT coalesce(json_agg(json_build_object('id', one.id, 'name', one.name, 'pictureId', one.picture_id, 'pictureVersion', one.picture_version)
      ORDER BY given.place), '[]')
    FROM unnest(${ids}) WITH ORDINALITY AS given (id, place) JOIN performer one ON one.id = given.id)`;

/** Address of a picture; it carries the version, so that it may be cached for ever. */
export const pictureUrl = (id: string | null, version: string | null): string | null =>
  id === null || version === null ? null : `/api/pictures/${id}?v=${encodeURIComponent(version)}`;

export const toPictureLink = ({ id, name, pictureId, pictureVersion }: PictureLinkRow): PictureLink => ({
  id,
  name,
  imageUrl: pictureUrl(pictureId, pictureVersion),
});
