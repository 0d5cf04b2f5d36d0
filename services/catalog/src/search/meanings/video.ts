import type { ExtraKind } from '@reelm/contracts';
import type { FieldName, Lackable } from '@reelm/query-language';
import {
  cases,
  choice,
  day,
  has,
  hash,
  heldIn,
  inArray,
  inColumn,
  instant,
  keyword,
  missing,
  my,
  myAmount,
  number,
  ownId,
  paths,
  sizeOf,
  text,
  type Meaning,
  type Of,
  type Test,
} from '../meaning.js';
import { columnOf, counted, described, filled, hasExternalId, known, numberIn, rated, tagged, textIn } from './shared.js';

const hasPhash: Of = (alias) => `EXISTS (SELECT FROM video_file file WHERE file.video_id = ${alias}.id AND file.phash IS NOT NULL)`;

/** Made by a job of its own, of the file that is shown. */
const made =
  (kind: ExtraKind): Of =>
  (alias) =>
    `${alias}.made ? '${kind}'`;

const lackable: Readonly<Record<Lackable<'video'>, Of>> = {
  cover: known('cover_key'),
  sprite: known('sprite_key'),
  vtt: known('vtt_key'),
  faces: known('faces'),
  phash: hasPhash,
  preview: made('preview'),
  timeline: made('timeline'),
  subtitles: made('subtitles'),
  cuts: (alias) =>
    `EXISTS (SELECT FROM video_file file WHERE file.id = ${alias}.primary_file_id AND file.analysed AND jsonb_typeof(file.look -> 'cuts') = 'array')`,
  title: known('title'),
  date: known('date'),
  rating: known('rating'),
  details: known('details'),
  code: known('code'),
  director: known('director'),
  url: filled('urls'),
  studio: known('studio_id'),
  tags: filled('tag_ids'),
  performers: filled('performer_ids'),
  groups: filled('group_ids'),
  galleries: (alias) => `EXISTS (SELECT FROM gallery other WHERE other.video_ids <> '{}' AND other.video_ids @> ARRAY[${alias}.id])`,
  markers: counted('markers'),
  externalid: hasExternalId,
};

/** Shares the fingerprint of a file with another video. Found once for all rows. */
const duplicate =
  (column: string): Of =>
  (alias) =>
    `${alias}.id IN (SELECT file.video_id FROM video_file file WHERE file.${column} IN (
      SELECT ${column} FROM video_file WHERE ${column} IS NOT NULL GROUP BY ${column} HAVING count(DISTINCT video_id) > 1))`;

const shapes: Readonly<Record<string, Of>> = {
  landscape: (alias) => `${alias}.width > ${alias}.height`,
  portrait: (alias) => `${alias}.width < ${alias}.height`,
  square: (alias) => `${alias}.width = ${alias}.height`,
};
/** Fields of everything that is a picture. */
export const picture = {
  resolution: numberIn('resolution'),
  width: numberIn('width'),
  height: numberIn('height'),
  orientation: cases(shapes, (alias) => `(${alias}.width IS NOT NULL AND ${alias}.height IS NOT NULL)`),
} as const;

/** By name; `resolve` turns it into the ids of libraries. */
const library: Test = () => {
  throw new Error('Libraries are resolved before they are compiled.');
};

export const videoMeanings: Readonly<Record<FieldName<'video'>, Meaning>> = {
  ...described,
  ...rated,
  ...tagged,
  ...picture,
  id: ownId,
  title: textIn('title', { inWords: true }),
  path: paths,
  details: text(columnOf('details'), { inWords: true }),
  code: textIn('code'),
  director: textIn('director'),
  date: day(columnOf('date_day')),
  modified: instant(columnOf('modified_at')),
  counter: numberIn('counter'),
  studio: inColumn('studio', 'studio_id'),
  performer: inArray('performer', 'performer_ids'),
  group: inArray('group', 'group_ids'),
  gallery: heldIn('gallery', 'video_ids'),
  marker: heldIn('marker', 'video_id', { array: false }),
  library,
  duration: number(columnOf('duration'), 'double precision'),
  size: numberIn('bytes'),
  bitrate: numberIn('bit_rate'),
  framerate: number(columnOf('frame_rate'), 'double precision'),
  codec: keyword(columnOf('codec'), { lowerCase: true }),
  audio: keyword(columnOf('audio_codec'), { lowerCase: true }),
  state: choice(columnOf('state')),
  oshash: hash('oshash', 'text'),
  phash: hash('phash', 'bits'),
  sha256: hash('content_hash', 'text'),
  performers: sizeOf('performer_ids'),
  groups: sizeOf('group_ids'),
  markers: numberIn('markers'),
  files: numberIn('files'),
  faces: numberIn('faces'),
  duplicate: cases({ oshash: duplicate('oshash'), phash: duplicate('phash') }),
  plays: myAmount('plays', 'bigint'),
  playtime: myAmount('play_seconds', 'double precision'),
  resume: my('resume_seconds', (of) => number(of, 'double precision')),
  played: my('last_played_at', instant),
  watchlater: my('watch_later_at', instant),
  has: has(lackable),
  missing: missing(lackable),
};
