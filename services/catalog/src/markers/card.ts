import type { Link, Marker } from '@reelm/contracts';
import {
  commonColumns,
  linkColumn,
  performersColumn,
  tagsColumn,
  toCommon,
  toPictureLink,
  type CardSource,
  type CommonRow,
  type PictureLinkRow,
} from '../entities/card.js';
import { coverUrl, spriteOf, type SpriteRow } from '../videos/card.js';
import { clipOf } from './clip.js';

export interface MarkerRow extends CommonRow {
  title: string | null;
  start: number;
  end: number | null;
  video: Link & SpriteRow & { coverVersion: string | null };
  primaryTag: Link | null;
  tags: Link[];
  performers: PictureLinkRow[];
}

const previewUrlOf = ({ id, start, end, video }: MarkerRow): string | null => {
  const clip = clipOf({ start, end, ...video });
  return clip === null ? null : `/api/markers/${id}/preview.mp4?v=${clip.version}`;
};

export const markerCard: CardSource<MarkerRow, Marker> = {
  table: 'marker',
  alias: 'm',
  columns: `${commonColumns('m')}, m.title, m.start_seconds AS start, m.end_seconds AS end,
    (SELECT json_build_object('id', one.id, 'name', one.name, 'coverVersion', one.cover_version, 'spriteVersion', one.sprite_version,
      'spriteLayout', one.sprite_layout, 'vttVersion', one.vtt_version, 'duration', one.duration, 'partStart', one.part_start)
     FROM video one WHERE one.id = m.video_id) AS video,
    ${linkColumn('tag', 'm.primary_tag_id')} AS "primaryTag", ${tagsColumn('m.tag_ids')} AS tags, ${performersColumn('m.performer_ids')} AS performers`,
  toCard: (row) => ({
    ...toCommon(row),
    name: row.title ?? row.primaryTag?.name ?? '',
    title: row.title,
    startSeconds: row.start,
    endSeconds: row.end,
    previewUrl: previewUrlOf(row),
    video: {
      id: row.video.id,
      name: row.video.name,
      coverUrl: coverUrl(row.video.id, row.video.coverVersion),
      sprite: spriteOf(row.video),
      durationSeconds: row.video.duration,
    },
    primaryTag: row.primaryTag,
    tags: row.tags,
    performers: row.performers.map(toPictureLink),
  }),
};
