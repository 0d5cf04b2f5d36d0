import type { MediaInfo, SheetLayout, Video, VideoCard, VideoFile, VideoState, FailureReason } from '@reelm/contracts';

/** Columns of `video v` that a card needs, under the names of {@link CardRow}. */
export const cardColumns = `v.id, v.name, v.title, v.date, v.rating, v.favourite, v.organised, v.state, v.duration, v.width, v.height,
  v.cover_version AS "coverVersion", v.sprite_version AS "spriteVersion", v.sprite_layout AS "spriteLayout", v.vtt_version AS "vttVersion",
  v.created_at AS "createdAt", v.updated_at AS "updatedAt"`;

export interface CardRow {
  id: string;
  name: string;
  title: string | null;
  date: string | null;
  rating: number | null;
  favourite: boolean;
  organised: boolean;
  state: VideoState;
  duration: number | null;
  width: number | null;
  height: number | null;
  coverVersion: string | null;
  spriteVersion: string | null;
  spriteLayout: SheetLayout | null;
  vttVersion: string | null;
  createdAt: Date;
  updatedAt: Date;
}

export interface DetailRow extends CardRow {
  details: string | null;
  version: number;
  faces: number | null;
}

export interface FileRow {
  id: string;
  libraryId: string;
  libraryName: string | null;
  path: string;
  bytes: number;
  modifiedAt: Date;
  oshash: string | null;
  state: VideoState;
  media: MediaInfo | null;
  problem: FailureReason | null;
}

const versioned = (id: string, name: string, version: string): string => `/api/videos/${id}/${name}?v=${encodeURIComponent(version)}`;

const spriteOf = (row: CardRow): VideoCard['sprite'] =>
  row.spriteVersion === null || row.vttVersion === null || row.spriteLayout === null
    ? null
    : {
        url: versioned(row.id, 'sprite.jpg', row.spriteVersion),
        vttUrl: versioned(row.id, 'sprite.vtt', row.vttVersion),
        layout: row.spriteLayout,
      };

export const toCard = (row: CardRow): VideoCard => ({
  id: row.id,
  name: row.name,
  title: row.title,
  date: row.date,
  rating: row.rating,
  favourite: row.favourite,
  organised: row.organised,
  state: row.state,
  durationSeconds: row.duration,
  width: row.width,
  height: row.height,
  coverUrl: row.coverVersion === null ? null : versioned(row.id, 'cover', row.coverVersion),
  sprite: spriteOf(row),
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
});

const toFile = (row: FileRow): VideoFile => ({ ...row, libraryName: row.libraryName ?? '', modifiedAt: row.modifiedAt.toISOString() });

export const toVideo = (row: DetailRow, files: readonly FileRow[]): Video => ({
  ...toCard(row),
  details: row.details,
  version: row.version,
  faces: row.faces,
  files: files.map(toFile),
});
