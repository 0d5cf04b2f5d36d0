import { Injectable } from '@nestjs/common';
import type { FileState, LibraryState } from '@reelm/contracts';
import type { Tx } from '@reelm/service-kit';
import { jsonRows } from '../database/json-rows.js';
import { pathWords } from './path-words.js';

/** A file whose row changed; the video is null while only results, but no state, of the file are known. */
export interface TouchedFile {
  videoId: string | null;
  /** SHA-256 of the bytes that the file has now; null while unknown. */
  contentHash: string | null;
}
export interface Versioned<P> {
  version: number;
  payload: P;
}
export interface Analysis {
  fileId: string;
  bytes: number;
  modifiedAt: string;
  media: object | null;
  problem: object | null;
  artifacts: readonly object[];
  look?: object | undefined;
  seconds?: number | undefined;
}
export interface Faces {
  fileId: string;
  bytes: number;
  modifiedAt: string;
  faces: number;
}
export interface Fingerprint {
  fileId: string;
  bytes: number;
  modifiedAt: string;
  phash: string | null;
  problem: object | null;
  seconds?: number | undefined;
}
export interface MadeOfFile {
  fileId: string;
  bytes: number;
  modifiedAt: string;
  kind: string;
  state: string;
  objects: readonly object[];
  tracks?: readonly object[] | undefined;
  problem: object | null;
  seconds: number;
}
export interface Identity {
  fileId: string;
  bytes: number;
  modifiedAt: string;
  contentHash: string;
}

// A hash counts while the file still has the bytes that it was computed from.
const contentIsKnown = 'f.hashed_bytes = f.bytes AND f.hashed_modified_at = f.modified_at';
const touched = `RETURNING f.video_id AS "videoId", CASE WHEN ${contentIsKnown} THEN f.content_hash END AS "contentHash"`;

/** Writes what events tell. Every method takes a whole batch in one statement and drops what is older than what is known. */
@Injectable()
export class ProjectionRepository {
  /** One batch at a time: batches of different subjects touch the same rows in different order. */
  async lock(tx: Tx): Promise<void> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtext('catalog.projection'))`);
  }

  applyFileStates(tx: Tx, states: readonly (Versioned<FileState> & { videoId: string })[]): Promise<TouchedFile[]> {
    const rows = states.map(({ version, videoId, payload }) => ({ ...payload, ...pathWords(payload.path), version, videoId }));
    return tx.query<TouchedFile>(
      `INSERT INTO video_file AS f (id, video_id, library_id, path, path_words, name_key, bytes, modified_at, oshash, present, trashed, state_version)
       SELECT i."fileId", i."videoId", i."libraryId", i.path, i."pathWords", i."nameKey", i.bytes, i."modifiedAt", i.oshash, i.present, coalesce(i.trashed, false), i.version
       FROM json_to_recordset($1::json) AS i ("fileId" uuid, "videoId" uuid, "libraryId" uuid, path text, "pathWords" text, "nameKey" text, bytes bigint,
         "modifiedAt" timestamptz, oshash text, present boolean, trashed boolean, version bigint)
       WHERE NOT EXISTS (SELECT 1 FROM library l WHERE l.id = i."libraryId" AND l.state = 'purged')
       ON CONFLICT (id) DO UPDATE SET
         video_id = coalesce(f.video_id, EXCLUDED.video_id),
         library_id = EXCLUDED.library_id,
         path = EXCLUDED.path,
         path_words = EXCLUDED.path_words,
         name_key = EXCLUDED.name_key,
         bytes = EXCLUDED.bytes,
         modified_at = EXCLUDED.modified_at,
         oshash = EXCLUDED.oshash,
         present = EXCLUDED.present,
         trashed = EXCLUDED.trashed,
         state_version = EXCLUDED.state_version
       WHERE f.state_version < EXCLUDED.state_version
       ${touched}`,
      [jsonRows(rows)],
    );
  }

  applyIdentities(tx: Tx, identities: readonly Versioned<Identity>[]): Promise<TouchedFile[]> {
    return tx.query<TouchedFile>(
      `INSERT INTO video_file AS f (id, content_hash, hashed_bytes, hashed_modified_at, identified_version)
       SELECT i."fileId", i."contentHash", i.bytes, i."modifiedAt", i.version
       FROM json_to_recordset($1::json) AS i ("fileId" uuid, "contentHash" text, bytes bigint, "modifiedAt" timestamptz, version bigint)
       ON CONFLICT (id) DO UPDATE SET
         content_hash = EXCLUDED.content_hash, hashed_bytes = EXCLUDED.hashed_bytes, hashed_modified_at = EXCLUDED.hashed_modified_at,
         identified_version = EXCLUDED.identified_version
       WHERE f.identified_version < EXCLUDED.identified_version
       ${touched}`,
      [jsonRows(identities.map(({ version, payload }) => ({ ...payload, version })))],
    );
  }

  applyAnalyses(tx: Tx, analyses: readonly Versioned<Analysis>[]): Promise<TouchedFile[]> {
    return tx.query<TouchedFile>(
      `INSERT INTO video_file AS f (id, media, problem, artifacts, look, analysed_bytes, analysed_modified_at, analysis_version, analysis_seconds)
       SELECT i."fileId", i.media, i.problem, i.artifacts, i.look, i.bytes, i."modifiedAt", i.version, i.seconds
       FROM json_to_recordset($1::json) AS i ("fileId" uuid, media jsonb, problem jsonb, artifacts jsonb, look jsonb, bytes bigint, "modifiedAt" timestamptz,
         version bigint, seconds real)
       ON CONFLICT (id) DO UPDATE SET
         media = EXCLUDED.media,
         problem = EXCLUDED.problem,
         artifacts = EXCLUDED.artifacts,
         look = EXCLUDED.look,
         analysed_bytes = EXCLUDED.analysed_bytes,
         analysed_modified_at = EXCLUDED.analysed_modified_at,
         analysis_version = EXCLUDED.analysis_version,
         -- What was found to be there already cost nothing this time.
         analysis_seconds = coalesce(EXCLUDED.analysis_seconds, f.analysis_seconds)
       WHERE f.analysis_version < EXCLUDED.analysis_version
       ${touched}`,
      [jsonRows(analyses.map(({ version, payload }) => ({ ...payload, version })))],
    );
  }

  applyFaces(tx: Tx, detections: readonly Versioned<Faces>[]): Promise<TouchedFile[]> {
    return tx.query<TouchedFile>(
      `INSERT INTO video_file AS f (id, faces, faces_bytes, faces_modified_at, faces_version)
       SELECT i."fileId", i.faces, i.bytes, i."modifiedAt", i.version
       FROM json_to_recordset($1::json) AS i ("fileId" uuid, faces integer, bytes bigint, "modifiedAt" timestamptz, version bigint)
       ON CONFLICT (id) DO UPDATE SET
         faces = EXCLUDED.faces, faces_bytes = EXCLUDED.faces_bytes, faces_modified_at = EXCLUDED.faces_modified_at, faces_version = EXCLUDED.faces_version
       WHERE f.faces_version < EXCLUDED.faces_version
       ${touched}`,
      [jsonRows(detections.map(({ version, payload }) => ({ ...payload, version })))],
    );
  }

  /** Of one file each kind by itself; no two of the same kind. */
  applyMade(tx: Tx, made: readonly Versioned<MadeOfFile>[]): Promise<TouchedFile[]> {
    return tx.query<TouchedFile>(
      `WITH i AS (
         SELECT * FROM json_to_recordset($1::json) AS i ("fileId" uuid, kind text, version bigint, bytes bigint, "modifiedAt" timestamptz, state text,
           objects jsonb, tracks jsonb, problem jsonb, seconds real)
       ), file AS (
         INSERT INTO video_file (id) SELECT DISTINCT "fileId" FROM i ON CONFLICT DO NOTHING
       ), written AS (
         INSERT INTO file_step AS known (file_id, kind, version, bytes, modified_at, state, objects, tracks, problem, seconds)
         SELECT "fileId", kind, version, bytes, "modifiedAt", state, objects, tracks, problem, seconds FROM i
         ON CONFLICT (file_id, kind) DO UPDATE SET
           version = EXCLUDED.version, bytes = EXCLUDED.bytes, modified_at = EXCLUDED.modified_at, state = EXCLUDED.state,
           objects = EXCLUDED.objects, tracks = EXCLUDED.tracks, problem = EXCLUDED.problem, seconds = EXCLUDED.seconds
         WHERE known.version < EXCLUDED.version
         RETURNING file_id
       )
       SELECT f.video_id AS "videoId", NULL AS "contentHash" FROM video_file f WHERE f.id IN (SELECT file_id FROM written)`,
      [jsonRows(made.map(({ version, payload }) => ({ ...payload, version })))],
    );
  }

  /** Returns the files of videos whose fingerprint is news. */
  applyFingerprints(tx: Tx, fingerprints: readonly Versioned<Fingerprint>[]): Promise<{ id: string; videoId: string | null }[]> {
    return tx.query(
      `INSERT INTO video_file AS f (id, told_phash, phash_bytes, phash_modified_at, phash_version, phash_problem, phash_seconds)
       SELECT i."fileId", ('x' || i.phash)::bit(64), i.bytes, i."modifiedAt", i.version, i.problem, i.seconds
       FROM json_to_recordset($1::json) AS i ("fileId" uuid, phash text, bytes bigint, "modifiedAt" timestamptz, version bigint, problem jsonb,
         seconds real)
       ON CONFLICT (id) DO UPDATE SET
         told_phash = EXCLUDED.told_phash, phash_bytes = EXCLUDED.phash_bytes, phash_modified_at = EXCLUDED.phash_modified_at,
         phash_version = EXCLUDED.phash_version, phash_problem = EXCLUDED.phash_problem, phash_seconds = EXCLUDED.phash_seconds
       WHERE f.phash_version < EXCLUDED.phash_version
       RETURNING f.id, f.video_id AS "videoId"`,
      [jsonRows(fingerprints.map(({ version, payload }) => ({ ...payload, version })))],
    );
  }

  /** Returns the libraries whose state is news: a change of name or place alone changes no video. */
  async applyLibraries(tx: Tx, libraries: readonly Versioned<LibraryState>[]): Promise<{ id: string; state: LibraryState['state'] }[]> {
    return tx.query<{ id: string; state: LibraryState['state'] }>(
      `WITH incoming AS (
         SELECT * FROM json_to_recordset($1::json) AS i ("libraryId" uuid, name text, path text, state text, version bigint)
       ), before AS (
         SELECT l.id, l.state FROM library l JOIN incoming i ON i."libraryId" = l.id
       ), written AS (
         INSERT INTO library AS l (id, name, path, state, version)
         SELECT "libraryId", name, path, state, version FROM incoming
         ON CONFLICT (id) DO UPDATE SET name = EXCLUDED.name, path = EXCLUDED.path, state = EXCLUDED.state, version = EXCLUDED.version
         WHERE l.version < EXCLUDED.version
         RETURNING id, state
       )
       SELECT w.id, w.state FROM written w LEFT JOIN before b ON b.id = w.id WHERE w.state <> coalesce(b.state, 'active')`,
      [jsonRows(libraries.map(({ version, payload }) => ({ ...payload, version })))],
    );
  }

  async videosOfLibraries(tx: Tx, libraryIds: readonly string[]): Promise<string[]> {
    const rows = await tx.query<{ id: string }>(
      'SELECT DISTINCT video_id AS id FROM video_file WHERE library_id = ANY($1::uuid[]) AND video_id IS NOT NULL',
      [libraryIds],
    );
    return rows.map((row) => row.id);
  }

  async forgetFilesOfLibraries(tx: Tx, libraryIds: readonly string[]): Promise<{ videoId: string; fileIds: string[] }[]> {
    return tx.query<{ videoId: string; fileIds: string[] }>(
      `WITH gone AS (DELETE FROM video_file WHERE library_id = ANY($1::uuid[]) RETURNING id, video_id)
       SELECT video_id AS "videoId", array_agg(id ORDER BY id) AS "fileIds" FROM gone WHERE video_id IS NOT NULL GROUP BY video_id`,
      [libraryIds],
    );
  }

  /** Deletes the videos that are ranges of files of these libraries. */
  async deletePartsOfLibraries(tx: Tx, libraryIds: readonly string[]): Promise<{ videoId: string; fileIds: string[] }[]> {
    return tx.query<{ videoId: string; fileIds: string[] }>(
      `DELETE FROM video v USING video_file f WHERE v.part_file_id IS NOT NULL AND f.id = v.part_file_id AND f.library_id = ANY($1::uuid[])
       RETURNING v.id AS "videoId", ARRAY[f.id] AS "fileIds"`,
      [libraryIds],
    );
  }

  /** Takes videos that are gone out of galleries. */
  async tidyGalleries(tx: Tx): Promise<void> {
    await tx.query(
      `UPDATE gallery g SET video_ids = ARRAY(
         SELECT given.id FROM unnest(g.video_ids) WITH ORDINALITY AS given (id, place) JOIN video v ON v.id = given.id ORDER BY given.place)
       WHERE g.video_ids <> '{}' AND EXISTS (SELECT 1 FROM unnest(g.video_ids) AS given WHERE NOT EXISTS (SELECT 1 FROM video v WHERE v.id = given))`,
    );
  }

  async deleteVideosWithoutFiles(tx: Tx, videoIds: readonly string[]): Promise<string[]> {
    const rows = await tx.query<{ id: string }>(
      `DELETE FROM video v WHERE v.id = ANY($1::uuid[]) AND NOT EXISTS (SELECT 1 FROM video_file f WHERE f.video_id = v.id) RETURNING v.id`,
      [videoIds],
    );
    return rows.map((row) => row.id);
  }

  /** Groups of videos, oldest first, that hold files with one of these contents. */
  async videosOfSameContent(tx: Tx, contentHashes: readonly string[]): Promise<string[][]> {
    const rows = await tx.query<{ ids: string[] }>(
      `SELECT array_agg(DISTINCT f.video_id ORDER BY f.video_id) AS ids
       FROM video_file f
       WHERE f.content_hash = ANY($1::text[]) AND f.video_id IS NOT NULL AND ${contentIsKnown}
       GROUP BY f.content_hash, f.bytes
       HAVING count(DISTINCT f.video_id) > 1`,
      [contentHashes],
    );
    return rows.map((row) => row.ids);
  }

  /**
   * Makes or refreshes the videos of these ids from their files and edits. The rows are locked first, so that the statement sees edits
   * committed meanwhile. Returns the videos that are new or differ from before.
   *
   * A video shows its best file: one that can be played before one that cannot, the oldest of equals. One that is a range of a file shows
   * that file, and is refreshed with the video that has it.
   */
  async derive(tx: Tx, videoIds: readonly string[]): Promise<{ id: string; created: boolean; fileIds: string[] }[]> {
    const parts = await tx.query<{ id: string }>(
      `SELECT id FROM video WHERE part_file_id IS NOT NULL AND part_file_id IN (SELECT id FROM video_file WHERE video_id = ANY ($1::uuid[]))`,
      [videoIds],
    );
    const ids = parts.length === 0 ? videoIds : [...new Set([...videoIds, ...parts.map((part) => part.id)])];
    await tx.query('SELECT 1 FROM video WHERE id = ANY($1::uuid[]) ORDER BY id FOR UPDATE', [ids]);
    return tx.query<{ id: string; created: boolean; fileIds: string[] }>(
      `WITH shown AS (
         SELECT f.video_id AS shown_by, f.* FROM video_file f WHERE f.video_id = ANY($1::uuid[])
         UNION ALL
         SELECT part.id, f.* FROM video part JOIN video_file f ON f.id = part.part_file_id
         WHERE part.part_file_id IS NOT NULL AND part.id = ANY($1::uuid[])
       ), file AS (
         SELECT f.*, reachable, CASE WHEN reachable THEN f.state ELSE 'missing' END AS shown_state
         FROM shown f
         LEFT JOIN library l ON l.id = f.library_id
         CROSS JOIN LATERAL (SELECT coalesce(l.state, 'active') = 'active' AND NOT f.trashed AS reachable) r
       ), whole AS (
         SELECT shown_by, count(*) AS files, bool_or(reachable) AS listed, array_agg(DISTINCT library_id ORDER BY library_id) AS library_ids,
           string_agg(coalesce(path_words, search_text(path)), '' ORDER BY id) AS paths, array_agg(id ORDER BY id) AS ids
         FROM file GROUP BY shown_by
       ), best AS (
         SELECT DISTINCT ON (shown_by) shown_by, id, path, modified_at, regexp_replace(path, '^.*/', '') AS file_name, name_key, bytes, shown_state,
           CASE WHEN analysed THEN media END AS media,
           CASE WHEN analysed THEN jsonb_path_query_first(artifacts, '$[*] ? (@.kind == "cover")') END AS cover,
           CASE WHEN analysed THEN jsonb_path_query_first(artifacts, '$[*] ? (@.kind == "sprite")') END AS sprite,
           CASE WHEN analysed THEN jsonb_path_query_first(artifacts, '$[*] ? (@.kind == "sprite-vtt")') END AS vtt,
           CASE WHEN analysed THEN look ->> 'placeholder' END AS placeholder,
           CASE WHEN analysed THEN ARRAY(SELECT jsonb_array_elements_text(look -> 'colours')) ELSE '{}' END AS colours,
           CASE WHEN faces_bytes = bytes AND faces_modified_at = modified_at THEN faces END AS faces,
           coalesce((SELECT jsonb_object_agg(step.kind, coalesce(step.objects #>> '{0,version}', '')) FROM file_step step
             WHERE step.file_id = file.id AND step.state = 'ready' AND step.bytes = file.bytes AND step.modified_at = file.modified_at), '{}') AS made
         FROM file
         ORDER BY shown_by, array_position(ARRAY['ready', 'pending', 'failed', 'missing'], shown_state), id
       ), written AS (
         INSERT INTO video AS v (id, created_at, updated_at, listed, library_ids, primary_file_id, name, sort_name, state, duration, width, height, resolution,
           bytes, codec, faces, cover_key, cover_version, placeholder, colours, sprite_key, sprite_version, sprite_layout, vtt_key, vtt_version, made, files, path, modified_at,
           frame_rate, bit_rate, audio_codec, paths, search)
         SELECT best.shown_by, coalesce(uuid_extract_timestamp(best.shown_by), now()), now(), whole.listed, whole.library_ids, best.id,
           coalesce(old.title, file_name || range, file_name), coalesce(natural_key(coalesce(old.title, file_name || range)), name_key, natural_key(file_name)),
           best.shown_state,
           CASE WHEN old.part_start IS NULL THEN whole_duration ELSE greatest(least(old.part_end, whole_duration) - old.part_start, 0) END, (media ->> 'width')::integer, (media ->> 'height')::integer,
           least((media ->> 'width')::integer, (media ->> 'height')::integer),
           best.bytes, media ->> 'videoCodec', best.faces,
           coalesce(old.own_cover_key, cover ->> 'key'), coalesce(old.own_cover_version, cover ->> 'version'),
           CASE WHEN old.own_cover_key IS NULL THEN best.placeholder ELSE old.own_placeholder END, best.colours, sprite ->> 'key', sprite ->> 'version', sprite -> 'layout', vtt ->> 'key', vtt ->> 'version',
           -- The moments of a preview are those of the whole file; that of a range is made when it is asked for.
           CASE WHEN old.part_start IS NULL THEN best.made WHEN sprite IS NULL THEN best.made - 'preview'
             ELSE best.made || jsonb_build_object('preview', left(md5(concat_ws(' ', sprite ->> 'version', old.part_start, old.part_end)), 12)) END, whole.files, best.path, best.modified_at, (media ->> 'frameRate')::real, (media ->> 'bitRate')::bigint, media ->> 'audioCodec',
           whole.paths, concat(search_text(old.title), whole.paths, search_text(old.code), search_text(old.director),
             CASE WHEN old.markers > 0 THEN (SELECT search_text(string_agg(m.title, ' ' ORDER BY m.start_seconds, m.id)) FROM marker m WHERE m.video_id = old.id) END,
             search_text(old.details))
         FROM best
         JOIN whole USING (shown_by)
         LEFT JOIN video old ON old.id = best.shown_by
         CROSS JOIN LATERAL (
           SELECT (media ->> 'durationSeconds')::double precision AS whole_duration,
             ' ' || to_char(make_interval(secs => floor(old.part_start)), 'HH24:MI:SS')
               || '–' || to_char(make_interval(secs => floor(old.part_end)), 'HH24:MI:SS') AS range) AS made
         ON CONFLICT (id) DO UPDATE SET
           updated_at = EXCLUDED.updated_at, listed = EXCLUDED.listed, library_ids = EXCLUDED.library_ids, primary_file_id = EXCLUDED.primary_file_id, name = EXCLUDED.name,
           sort_name = EXCLUDED.sort_name, state = EXCLUDED.state, duration = EXCLUDED.duration, width = EXCLUDED.width, height = EXCLUDED.height,
           resolution = EXCLUDED.resolution, bytes = EXCLUDED.bytes, codec = EXCLUDED.codec, faces = EXCLUDED.faces, cover_key = EXCLUDED.cover_key,
           cover_version = EXCLUDED.cover_version, placeholder = EXCLUDED.placeholder, colours = EXCLUDED.colours, sprite_key = EXCLUDED.sprite_key, sprite_version = EXCLUDED.sprite_version,
           sprite_layout = EXCLUDED.sprite_layout, vtt_key = EXCLUDED.vtt_key, vtt_version = EXCLUDED.vtt_version, made = EXCLUDED.made, files = EXCLUDED.files,
           path = EXCLUDED.path, modified_at = EXCLUDED.modified_at, frame_rate = EXCLUDED.frame_rate, bit_rate = EXCLUDED.bit_rate,
           audio_codec = EXCLUDED.audio_codec, paths = EXCLUDED.paths, search = EXCLUDED.search
         WHERE (v.listed, v.library_ids, v.primary_file_id, v.name, v.state, v.duration, v.width, v.height, v.bytes, v.codec, v.faces, v.cover_key, v.cover_version,
             v.placeholder, v.colours, v.sprite_key, v.sprite_version, v.sprite_layout, v.vtt_key, v.vtt_version, v.made, v.files, v.path, v.modified_at, v.frame_rate, v.bit_rate,
             v.audio_codec, v.paths, v.search)
           IS DISTINCT FROM (EXCLUDED.listed, EXCLUDED.library_ids, EXCLUDED.primary_file_id, EXCLUDED.name, EXCLUDED.state, EXCLUDED.duration, EXCLUDED.width,
             EXCLUDED.height, EXCLUDED.bytes, EXCLUDED.codec, EXCLUDED.faces, EXCLUDED.cover_key, EXCLUDED.cover_version, EXCLUDED.placeholder, EXCLUDED.colours, EXCLUDED.sprite_key,
             EXCLUDED.sprite_version, EXCLUDED.sprite_layout, EXCLUDED.vtt_key, EXCLUDED.vtt_version, EXCLUDED.made, EXCLUDED.files, EXCLUDED.path, EXCLUDED.modified_at,
             EXCLUDED.frame_rate, EXCLUDED.bit_rate, EXCLUDED.audio_codec, EXCLUDED.paths, EXCLUDED.search)
         RETURNING v.id, (xmax = 0) AS created
       )
       SELECT written.id, written.created, whole.ids AS "fileIds" FROM written JOIN whole ON whole.shown_by = written.id`,
      [ids],
    );
  }
}
