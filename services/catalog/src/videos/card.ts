import type {
  Activity,
  Credit,
  CustomValues,
  ExternalId,
  FailureReason,
  Link,
  MediaInfo,
  SheetLayout,
  Video,
  VideoCard,
  VideoFile,
  VideoState,
  VideoStep,
} from '@reelm/contracts';
import {
  commonColumns,
  linkColumn,
  linksColumn,
  performersColumn,
  tagsColumn,
  toCommon,
  toPictureLink,
  type CardSource,
  type CommonRow,
  type PictureLinkRow,
} from '../entities/card.js';
import { layoutOfRange, sheetOfRange, versionOfRange } from '../media/range.js';

/** Most performers that a card names. */
const shownPerformers = 8;

/** What the user has done with `video v`, as an {@link ActivityRow}; `user` is an expression of the user's id. */
const activityColumn = (user: string): string =>
  `(SELECT json_build_object('plays', mine.plays, 'playSeconds', mine.play_seconds, 'resumeSeconds', mine.resume_seconds,
      'lastPlayedAt', mine.last_played_at, 'watchLaterAt', mine.watch_later_at)
    FROM activity mine WHERE mine.user_id = ${user} AND mine.video_id = v.id)`;

/** {@link Activity} with instants in PostgreSQL's own form; null where the user has not touched the video. */
type ActivityRow = Activity | null;

export interface SpriteRow {
  id: string;
  /** Where the video is a range of its file only. */
  partStart: number | null;
  duration: number | null;
  spriteVersion: string | null;
  spriteLayout: SheetLayout | null;
  vttVersion: string | null;
}

export interface CardRow extends CommonRow, SpriteRow {
  name: string;
  title: string | null;
  date: string | null;
  rating: number | null;
  favourite: boolean;
  organised: boolean;
  state: VideoState;
  width: number | null;
  height: number | null;
  coverVersion: string | null;
  placeholder: string | null;
  previewVersion: string | null;
  studio: Link | null;
  performers: PictureLinkRow[];
  performerCount: number;
  tagCount: number;
  markerCount: number;
  fileCount: number;
  activity: ActivityRow;
}

export interface DetailRow extends CardRow {
  details: string | null;
  code: string | null;
  director: string | null;
  urls: string[];
  tags: Link[];
  allPerformers: PictureLinkRow[];
  credits: { performerId: string; creditedAs: string | null; tagIds: string[] }[];
  creditTags: Link[];
  groups: Link[];
  groupPlaces: Record<string, number>;
  galleries: Link[];
  chapters: Video['chapters'];
  externalIds: ExternalId[];
  custom: CustomValues;
  counter: number;
  partEnd: number | null;
  colours: string[];
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
  phash: string | null;
  sha256: string | null;
  state: VideoState;
  media: MediaInfo | null;
  problem: FailureReason | null;
  steps: VideoStep[];
}

const versioned = (id: string, name: string, version: string): string => `/api/videos/${id}/${name}?v=${encodeURIComponent(version)}`;

/** Address of a video's cover; it carries the version, so that it may be cached for ever. */
export const coverUrl = (id: string, version: string | null): string | null => (version === null ? null : versioned(id, 'cover', version));

export function spriteOf({ id, partStart, duration, spriteVersion, spriteLayout, vttVersion }: SpriteRow): VideoCard['sprite'] {
  if (spriteVersion === null || vttVersion === null || spriteLayout === null) return null;
  const sprite = (sheet: string, cues: string, layout: SheetLayout) => ({
    url: versioned(id, 'sprite.jpg', sheet),
    vttUrl: versioned(id, 'sprite.vtt', cues),
    layout,
  });
  if (partStart === null) return sprite(spriteVersion, vttVersion, spriteLayout);
  const range = { startSeconds: partStart, endSeconds: partStart + (duration ?? 0) };
  const own = sheetOfRange(spriteLayout, range);
  if (own === null) return sprite(spriteVersion, vttVersion, layoutOfRange(spriteLayout, range));
  const version = versionOfRange(spriteVersion, range);
  return sprite(version, version, own);
}

/** Header of a bitmap of four by three pixels of 24 bits; the pixels come behind it. */
const bitmapOfFourByThree = 'data:image/bmp;base64,Qk1aAAAAAAAAADYAAAAoAAAABAAAAAMAAAABABgAAAAAACQAAAATCwAAEwsAAAAAAAAAAAAA';

export const toCard = (row: CardRow): VideoCard => ({
  ...toCommon(row),
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
  coverUrl: coverUrl(row.id, row.coverVersion),
  placeholder: row.placeholder === null ? null : `${bitmapOfFourByThree}${row.placeholder}`,
  sprite: spriteOf(row),
  previewUrl: row.previewVersion === null ? null : versioned(row.id, 'preview.mp4', row.previewVersion),
  studio: row.studio,
  performers: row.performers.map(toPictureLink),
  counts: { performers: row.performerCount, tags: row.tagCount, markers: row.markerCount, files: row.fileCount },
  resumeSeconds: row.activity?.resumeSeconds ?? null,
  watchLater: row.activity?.watchLaterAt != null,
});

/** Cards of videos as one user sees them; `user` is an expression of the user's id, for example a placeholder. */
export const videoCard = (user: string): CardSource<CardRow, VideoCard> => ({
  table: 'video',
  alias: 'v',
  columns: `${commonColumns('v')}, v.name, v.title, v.date, v.rating, v.favourite, v.organised, v.state, v.duration, v.part_start AS "partStart", v.width, v.height,
    v.cover_version AS "coverVersion", v.placeholder, v.sprite_version AS "spriteVersion", v.sprite_layout AS "spriteLayout", v.vtt_version AS "vttVersion",
    v.made ->> 'preview' AS "previewVersion",
    ${linkColumn('studio', 'v.studio_id')} AS studio,
    CASE WHEN v.performer_ids = '{}' THEN '[]' ELSE ${performersColumn(`v.performer_ids[1:${shownPerformers}]`)} END AS performers,
    cardinality(v.performer_ids) AS "performerCount", cardinality(v.tag_ids) AS "tagCount", v.markers AS "markerCount", v.files AS "fileCount",
    ${activityColumn(user)} AS activity`,
  toCard,
});

/** Columns of {@link DetailRow}. */
export const detailColumns = (user: string): string =>
  `${videoCard(user).columns}, v.details, v.code, v.director, v.urls, v.external_ids AS "externalIds", v.custom, v.counter, v.chapters, v.colours, v.faces,
    v.part_end AS "partEnd", v.credits, v.group_places AS "groupPlaces",
    ${tagsColumn('v.tag_ids')} AS tags, ${performersColumn('v.performer_ids')} AS "allPerformers", ${linksColumn('group', 'v.group_ids')} AS groups,
    ${tagsColumn(`ARRAY(SELECT jsonb_path_query(v.credits, '$[*].tagIds[*]') #>> '{}')::uuid[]`)} AS "creditTags",
    (SELECT coalesce(json_agg(json_build_object('id', one.id, 'name', one.name) ORDER BY one.sort_name, one.id), '[]')
     FROM gallery one WHERE one.video_ids <> '{}' AND one.video_ids @> ARRAY[v.id]) AS galleries`;

const instant = (text: string | null): string | null => (text === null ? null : new Date(text).toISOString());

const untouched: Activity = { plays: 0, playSeconds: 0, resumeSeconds: null, lastPlayedAt: null, watchLaterAt: null };
const toActivity = (row: ActivityRow): Activity =>
  row === null ? untouched : { ...row, lastPlayedAt: instant(row.lastPlayedAt), watchLaterAt: instant(row.watchLaterAt) };

const toCredits = ({ allPerformers, credits, creditTags }: DetailRow): Credit[] => {
  const particulars = new Map(credits.map((credit) => [credit.performerId, credit]));
  return allPerformers.map((performer) => {
    const own = particulars.get(performer.id);
    return {
      performer: toPictureLink(performer),
      creditedAs: own?.creditedAs ?? null,
      tags: creditTags.filter((tag) => own?.tagIds.includes(tag.id)),
    };
  });
};

const toFile = (row: FileRow): VideoFile => ({ ...row, libraryName: row.libraryName ?? '', modifiedAt: row.modifiedAt.toISOString() });

export const toVideo = (row: DetailRow, files: readonly FileRow[]): Video => ({
  ...toCard(row),
  details: row.details,
  code: row.code,
  director: row.director,
  urls: row.urls,
  tags: row.tags,
  credits: toCredits(row),
  groups: row.groups.map((group) => ({ group, place: row.groupPlaces[group.id] ?? null })),
  galleries: row.galleries,
  chapters: row.chapters,
  externalIds: row.externalIds,
  custom: row.custom,
  counter: row.counter,
  activity: toActivity(row.activity),
  part: row.partStart === null || row.partEnd === null ? null : { startSeconds: row.partStart, endSeconds: row.partEnd },
  colours: row.colours,
  faces: row.faces,
  files: files.map(toFile),
});
