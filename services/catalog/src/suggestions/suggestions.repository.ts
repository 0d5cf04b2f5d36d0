import { Injectable } from '@nestjs/common';
import type { Suggestion, SuggestionState } from '@reelm/contracts';
import { Database, newId, type Tx } from '@reelm/service-kit';
import { jsonRows } from '../database/json-rows.js';
import type { Condition } from '../search/search.service.js';
import type { KnownName } from './name-matcher.js';

type Kind = KnownName['kind'];

/** A video as names are looked for in it, with what it has already. */
export interface SearchedVideo {
  id: string;
  path: string;
  studioId: string | null;
  tagIds: string[];
  performerIds: string[];
}

export interface FoundName {
  videoId: string;
  kind: Kind;
  entityId: string;
  path: string;
  start: number;
  end: number;
}

export interface SuggestionRow extends Omit<Suggestion, 'video' | 'entity' | 'matched' | 'createdAt'> {
  videoId: string;
  videoName: string;
  entityId: string;
  entityName: string;
  createdAt: Date;
}

/** Suggestions that a decision is about. */
export interface Target {
  ids?: readonly string[] | undefined;
  kind?: Kind | undefined;
  entityId?: string | undefined;
  videoId?: string | undefined;
}

const searchedColumns = `v.id, v.path, v.studio_id AS "studioId", v.tag_ids AS "tagIds", v.performer_ids AS "performerIds"`;

/** The three kinds of things under one roof, for their names. */
const named = `(SELECT 'performer' AS kind, id, name FROM performer UNION ALL SELECT 'studio', id, name FROM studio UNION ALL SELECT 'tag', id, name FROM tag)`;

const ofVideos = (visible: Condition | null): string =>
  visible === null ? '' : ` AND EXISTS (SELECT FROM video v WHERE v.id = suggestion.video_id AND ${visible.sql})`;

@Injectable()
export class SuggestionsRepository {
  constructor(private readonly database: Database) {}

  /** Changes whenever a name may have: when it does not, names read before are good. Null while there are none. */
  async namesVersion(tx: Tx): Promise<string | null> {
    const [row] = await tx.query<{ version: string | null }>(
      `SELECT greatest((SELECT max(updated_at) FROM performer), (SELECT max(updated_at) FROM studio), (SELECT max(updated_at) FROM tag))::text AS version`,
    );
    return row?.version ?? null;
  }

  /** Names and aliases of everything that is not left out of matching. */
  names(tx: Tx): Promise<KnownName[]> {
    const namesOf = (kind: Kind) => `SELECT '${kind}' AS kind, id, unnest(aliases || name) AS name FROM ${kind} WHERE auto_match`;
    return tx.query<KnownName>([namesOf('performer'), namesOf('studio'), namesOf('tag')].join(' UNION ALL '));
  }

  /** Names of one thing; none when it is gone or left out of matching. */
  namesOf(tx: Tx, kind: Kind, id: string): Promise<KnownName[]> {
    return tx.query<KnownName>(`SELECT '${kind}' AS kind, id, unnest(aliases || name) AS name FROM ${kind} WHERE id = $1 AND auto_match`, [
      id,
    ]);
  }

  /** Things that are still there and not left out of matching, with what to call them. */
  labels(tx: Tx, kind: Kind, ids: readonly string[]): Promise<{ id: string; name: string }[]> {
    return tx.query(`SELECT id, name FROM ${kind} WHERE id = ANY($1::uuid[]) AND auto_match ORDER BY id`, [ids]);
  }

  videos(tx: Tx, ids: readonly string[]): Promise<SearchedVideo[]> {
    return tx.query<SearchedVideo>(`SELECT ${searchedColumns} FROM video v WHERE v.id = ANY($1::uuid[]) AND v.listed`, [ids]);
  }

  /** Keeps what is new. What was decided stays decided; an open one moves with its file. Returns the new ones. */
  keep(tx: Tx, found: readonly FoundName[]): Promise<{ id: string; videoId: string; kind: Kind }[]> {
    const rows = found.map((one) => ({ id: newId(), ...one }));
    return tx.query(
      `INSERT INTO suggestion AS s (id, video_id, kind, entity_id, path, match_start, match_end)
       SELECT i.id, i."videoId", i.kind, i."entityId", i.path, i.start, i."end"
       FROM json_to_recordset($1::json) AS i (id uuid, "videoId" uuid, kind text, "entityId" uuid, path text, start integer, "end" integer)
       ORDER BY i."videoId", i."entityId"
       ON CONFLICT (video_id, entity_id) DO UPDATE SET path = EXCLUDED.path, match_start = EXCLUDED.match_start, match_end = EXCLUDED.match_end
       WHERE s.state = 'open' AND s.path <> EXCLUDED.path
       RETURNING s.id, s.video_id AS "videoId", s.kind`,
      [jsonRows(rows)],
    );
  }

  /**
   * Suggestions in the order of their ids, of videos that the user may see and things that are still there.
   * @param visible a condition on `v` that starts at placeholder 7
   */
  list(
    { state, kind, entityId, videoId }: Target & { state: SuggestionState },
    after: string | null,
    limit: number,
    visible: Condition,
  ): Promise<SuggestionRow[]> {
    return this.database.query<SuggestionRow>(
      `SELECT s.id, s.kind, s.path, s.match_start AS start, s.match_end AS "end", s.created_at AS "createdAt",
         v.id AS "videoId", v.name AS "videoName", e.id AS "entityId", e.name AS "entityName"
       FROM suggestion s JOIN video v ON v.id = s.video_id AND v.listed AND ${visible.sql}
         JOIN ${named} e ON e.kind = s.kind AND e.id = s.entity_id
       WHERE s.state = $1 AND ($2::text IS NULL OR s.kind = $2) AND ($3::uuid IS NULL OR s.entity_id = $3)
         AND ($4::uuid IS NULL OR s.video_id = $4) AND ($5::uuid IS NULL OR s.id > $5)
       ORDER BY s.id LIMIT $6`,
      [state, kind ?? null, entityId ?? null, videoId ?? null, after, limit, ...visible.values],
    );
  }

  /** @param visible a condition on `v` that starts at placeholder 4; null for who may see all videos */
  summary(
    state: SuggestionState,
    kind: Kind | undefined,
    limit: number,
    visible: Condition | null,
  ): Promise<{ kind: Kind; entityId: string; entityName: string; count: number }[]> {
    return this.database.query(
      `SELECT s.kind, e.id AS "entityId", e.name AS "entityName", s.count
       FROM (SELECT kind, entity_id, count(*) AS count FROM suggestion WHERE state = $1 AND ($2::text IS NULL OR kind = $2)${ofVideos(visible)}
         GROUP BY kind, entity_id) AS s
       JOIN ${named} e ON e.kind = s.kind AND e.id = s.entity_id ORDER BY s.count DESC, e.id LIMIT $3`,
      [state, kind ?? null, limit, ...(visible?.values ?? [])],
    );
  }

  /**
   * Ids of at most `limit` suggestions in this state that a decision is about.
   * @param visible a condition on `v` that starts at placeholder 6; null for who may see all videos
   */
  async meant(tx: Tx, state: SuggestionState, target: Target, limit: number, visible: Condition | null): Promise<string[]> {
    const rows = await tx.query<{ id: string }>(
      `SELECT id FROM suggestion WHERE state = $1 AND ($2::uuid[] IS NULL OR id = ANY($2)) AND ($3::text IS NULL OR kind = $3)
         AND ($4::uuid IS NULL OR entity_id = $4)${ofVideos(visible)} ORDER BY id LIMIT $5`,
      [state, target.ids ?? null, target.kind ?? null, target.entityId ?? null, limit, ...(visible?.values ?? [])],
    );
    return rows.map((row) => row.id);
  }

  /** Returns the ids of those that were in the state `from` still. */
  async move(tx: Tx, ids: readonly string[], from: SuggestionState, to: SuggestionState | 'accepted'): Promise<string[]> {
    const rows = await tx.query<{ id: string }>('UPDATE suggestion SET state = $3 WHERE id = ANY($1::uuid[]) AND state = $2 RETURNING id', [
      ids,
      from,
      to,
    ]);
    return rows.map((row) => row.id);
  }

  /**
   * Gives videos what open suggestions say, as far as it is still there; a studio only to a video without one.
   * Returns the videos that changed.
   */
  async apply(tx: Tx, ids: readonly string[]): Promise<string[]> {
    // Deleting a thing waits for this, or this sees it gone.
    for (const kind of ['performer', 'studio', 'tag'] as const)
      await tx.query(
        `SELECT 1 FROM ${kind} WHERE id IN (SELECT entity_id FROM suggestion WHERE id = ANY($1::uuid[]) AND kind = $2) ORDER BY id FOR KEY SHARE`,
        [ids, kind],
      );
    await tx.query('SELECT 1 FROM video WHERE id IN (SELECT video_id FROM suggestion WHERE id = ANY($1::uuid[])) ORDER BY id FOR UPDATE', [
      ids,
    ]);
    const rows = await tx.query<{ id: string }>(
      `WITH given AS (
         SELECT s.video_id, coalesce(array_agg(s.entity_id ORDER BY s.match_start) FILTER (WHERE s.kind = 'performer'), '{}') AS performer_ids,
           coalesce(array_agg(s.entity_id ORDER BY s.match_start) FILTER (WHERE s.kind = 'tag'), '{}') AS tag_ids,
           (array_agg(s.entity_id ORDER BY s.match_end - s.match_start DESC, s.id) FILTER (WHERE s.kind = 'studio'))[1] AS studio_id
         FROM suggestion s JOIN ${named} e ON e.kind = s.kind AND e.id = s.entity_id
         WHERE s.id = ANY($1::uuid[]) AND s.state = 'open' GROUP BY s.video_id
       ), wanted AS (
         SELECT v.id, coalesce(v.studio_id, g.studio_id) AS studio_id,
           v.performer_ids || ARRAY(SELECT one FROM unnest(g.performer_ids) WITH ORDINALITY AS p (one, place) WHERE one <> ALL (v.performer_ids) ORDER BY place) AS performer_ids,
           v.tag_ids || ARRAY(SELECT one FROM unnest(g.tag_ids) WITH ORDINALITY AS t (one, place) WHERE one <> ALL (v.tag_ids) ORDER BY place) AS tag_ids
         FROM video v JOIN given g ON g.video_id = v.id
       ), changed AS (
         UPDATE video v SET studio_id = w.studio_id, performer_ids = w.performer_ids, tag_ids = w.tag_ids, version = v.version + 1, updated_at = now()
         FROM wanted w WHERE w.id = v.id AND (v.studio_id, v.performer_ids, v.tag_ids) IS DISTINCT FROM (w.studio_id, w.performer_ids, w.tag_ids)
         RETURNING v.id
       )
       SELECT id FROM changed`,
      [ids],
    );
    return rows.map(({ id }) => id);
  }
}
