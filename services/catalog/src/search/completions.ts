import type { EntityKind, Suggested } from '@reelm/contracts';
import { pictureUrl } from '../entities/card.js';
import { coverUrl } from '../videos/card.js';
import type { Question } from './question.js';
import type { Statement } from './statements.js';
import { tables } from './tables.js';
import { Writer } from './writer.js';

/** Things that fit, of which the best are shown: enough for the most used ones of a common beginning to be among them. */
const candidates = 200;

/** What is read of a kind for a completion, of a row under the alias `one`. */
interface Source {
  /** What it is called by: folded texts. */
  names: string;
  detail: string;
  /** How often it is used, which decides between equals. */
  weight: string;
  count: string | null;
  picture: 'picture' | 'cover' | null;
}

const named = (detail: string): Source => ({ names: 'one.names', detail, weight: 'one.videos', count: 'one.videos', picture: 'picture' });

const sources: Readonly<Record<EntityKind, Source>> = {
  performer: named('one.disambiguation'),
  studio: named('(SELECT above.name FROM studio above WHERE above.id = one.parent_id)'),
  tag: named('(SELECT above.name FROM tag above WHERE above.id = one.parent_ids[1])'),
  group: named('left(one.date, 4)'),
  video: { names: 'ARRAY[fold_text(one.name)]', detail: `left(one.date, 4)`, weight: 'one.created_at', count: null, picture: 'cover' },
  marker: {
    names: `ARRAY[fold_text(coalesce(one.title, ''))]`,
    detail: '(SELECT film.name FROM video film WHERE film.id = one.video_id)',
    weight: 'one.created_at',
    count: null,
    picture: null,
  },
  gallery: { names: 'ARRAY[fold_text(one.name)]', detail: 'left(one.date, 4)', weight: 'one.created_at', count: null, picture: null },
  image: { names: 'ARRAY[fold_text(one.name)]', detail: 'left(one.date, 4)', weight: 'one.created_at', count: null, picture: null },
};

export interface SuggestedRow {
  id: string;
  name: string;
  alias: string | null;
  detail: string | null;
  pictureId: string | null;
  version: string | null;
  count: number | null;
}

/**
 * Things of a kind whose name or alias is the text, begins with it, has a word that begins with it, or holds it, in this order; the most used of equals first.
 * `question` tells what may be seen.
 */
export function completionStatement({ kind, ...question }: Question, text: string, exclude: readonly string[], limit: number): Statement {
  const writer = new Writer(question);
  const { name: table } = tables[kind];
  const { names, detail, weight, count, picture } = sources[kind];
  const allowed = writer.allowed({ kind, alias: 'one', outer: null });
  const others = exclude.length === 0 ? 'true' : `one.id <> ALL (${writer.add(exclude)}::uuid[])`;
  const name =
    kind === 'marker' ? `coalesce(one.title, (SELECT first.name FROM tag first WHERE first.id = one.primary_tag_id), '')` : 'one.name';
  const imageId = picture === 'picture' ? 'one.picture_id' : 'NULL::uuid';
  const version = picture === 'picture' ? 'one.picture_version' : picture === 'cover' ? 'one.cover_version' : 'NULL::text';
  const columns = `one.id, ${name} AS name, ${detail} AS detail, ${imageId} AS "pictureId", ${version} AS version, ${count ?? 'NULL::integer'} AS count`;
  const wanted = text.trim();
  if (wanted === '')
    return {
      sql: `SELECT ${columns}, NULL AS alias FROM ${table} one WHERE ${allowed} AND ${others} ORDER BY ${weight} DESC, one.id DESC LIMIT ${writer.add(limit)}`,
      values: writer.values,
    };
  const folded = `fold_text(${writer.add(wanted)})`;
  const isNamed = names === 'one.names' ? `one.names @> ARRAY[${folded}]` : `one.sort_name = natural_key(${writer.add(wanted)})`;
  const select = `SELECT one.id, ${names} AS names, ${weight} AS weight FROM ${table} one WHERE ${allowed} AND ${others}`;
  const rank = `CASE WHEN called = ${folded} THEN 0 WHEN starts_with(called, ${folded}) THEN 1 WHEN strpos(called, ' ' || ${folded}) > 0 THEN 2 WHEN strpos(called, ${folded}) > 0 THEN 3 ELSE 4 END`;
  return {
    // Who is called exactly so may be used too rarely to be among the most used.
    sql: `WITH candidate AS MATERIALIZED (
        (${select} AND ${isNamed} LIMIT ${candidates})
        UNION ALL (${select} AND one.search LIKE search_pattern(${writer.add(wanted)}) ORDER BY ${weight} DESC, one.id DESC LIMIT ${candidates})
      ), best AS (SELECT DISTINCT ON (candidate.id) candidate.id, weight, ${rank} AS rank, called
        FROM candidate CROSS JOIN unnest(names) AS called ORDER BY candidate.id, rank, called),
      shown AS (SELECT * FROM best ${count === null ? '' : 'WHERE rank < 4'} ORDER BY rank, weight DESC, id LIMIT ${writer.add(limit)})
      SELECT ${columns}, (SELECT alias FROM unnest(${count === null ? 'NULL::text[]' : 'one.aliases'}) AS alias
          WHERE fold_text(alias) = shown.called AND fold_text(${name}) <> shown.called LIMIT 1) AS alias
      FROM shown JOIN ${table} one ON one.id = shown.id ORDER BY shown.rank, shown.weight DESC, shown.id`,
    values: writer.values,
  };
}

export const toSuggested =
  (kind: EntityKind) =>
  ({ id, name, alias, detail, pictureId, version, count }: SuggestedRow): Suggested => ({
    kind,
    id,
    name,
    detail: alias ?? detail,
    imageUrl: kind === 'video' ? coverUrl(id, version) : pictureUrl(pictureId, version),
    count,
  });
