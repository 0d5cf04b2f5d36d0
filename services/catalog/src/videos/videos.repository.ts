import { Injectable } from '@nestjs/common';
import { ExtraKind, GeneratedKind, type BodyOf, type http } from '@reelm/contracts';
import { Database, type Tx } from '@reelm/service-kit';
import { detailColumns, type DetailRow, type FileRow } from './card.js';

/** A cover that somebody chose. */
export interface ChosenCover {
  key: string;
  version: string;
  /** Its pixels, as those of a cover that is made of the file. */
  placeholder: string;
}

export type VideoPart = BodyOf<typeof http.createVideoPart>;

const stepKinds = [...GeneratedKind.options, 'faces'];
const extraKinds = ExtraKind.options.map((kind) => `'${kind}'`).join(', ');
const quoted = stepKinds.map((kind) => `'${kind}'`).join(', ');

/** What was made of the present bytes of `video_file f`, as {@link VideoStep}s. */
const stepsColumn = `(SELECT json_agg(json_build_object('kind', made.kind, 'state', coalesce(made.state, 'missing'), 'seconds', made.seconds,
      'problem', made.problem) ORDER BY array_position(ARRAY[${quoted}], made.kind))
    FROM (
      SELECT 'pictures' AS kind, CASE WHEN f.analysed THEN CASE WHEN f.problem IS NULL THEN 'ready' ELSE 'failed' END END AS state,
        CASE WHEN f.analysed THEN f.analysis_seconds END AS seconds, CASE WHEN f.analysed THEN f.problem END AS problem
      UNION ALL
      SELECT 'fingerprint', CASE WHEN known.yes THEN CASE WHEN f.told_phash IS NOT NULL THEN 'ready' ELSE 'failed' END END,
        CASE WHEN known.yes THEN f.phash_seconds END, CASE WHEN known.yes THEN f.phash_problem END
      FROM (SELECT f.phash_bytes = f.bytes AND f.phash_modified_at = f.modified_at AS yes) AS known
      UNION ALL
      SELECT wanted.kind, step.state, step.seconds, step.problem
      FROM unnest(ARRAY[${extraKinds}]) AS wanted (kind) LEFT JOIN file_step step
        ON step.file_id = f.id AND step.kind = wanted.kind AND step.bytes = f.bytes AND step.modified_at = f.modified_at
      UNION ALL
      SELECT 'faces', CASE WHEN f.faces_bytes = f.bytes AND f.faces_modified_at = f.modified_at THEN 'ready' END, NULL, NULL
    ) AS made)`;

@Injectable()
export class VideosRepository {
  constructor(private readonly database: Database) {}

  /** A video as a user sees it; null is nobody. */
  async find(id: string, userId: string | null = null, tx: Tx = this.database): Promise<DetailRow | undefined> {
    const [row] = await tx.query<DetailRow>(`SELECT ${detailColumns('$2::uuid')} FROM video v WHERE v.id = $1`, [id, userId]);
    return row;
  }

  /** The files of a video, the one that is shown and played first. */
  files(videoId: string, tx: Tx = this.database): Promise<FileRow[]> {
    return tx.query<FileRow>(
      `SELECT f.id, f.library_id AS "libraryId", l.name AS "libraryName", f.path, f.bytes, f.modified_at AS "modifiedAt", f.oshash,
         lpad(to_hex(f.phash::bigint), 16, '0') AS phash,
         CASE WHEN f.hashed_bytes = f.bytes AND f.hashed_modified_at = f.modified_at THEN f.content_hash END AS sha256,
         CASE WHEN coalesce(l.state, 'active') = 'active' THEN f.state ELSE 'missing' END AS state,
         CASE WHEN f.analysed THEN f.media END AS media, CASE WHEN f.analysed THEN f.problem END AS problem, ${stepsColumn} AS steps
       FROM video v JOIN video_file f ON f.video_id = v.id OR f.id = v.part_file_id LEFT JOIN library l ON l.id = f.library_id
       WHERE v.id = $1 ORDER BY f.id <> v.primary_file_id, f.id`,
      [videoId],
    );
  }

  async primaryFile(videoId: string): Promise<string | undefined> {
    const [row] = await this.database.query<{ id: string }>('SELECT primary_file_id AS id FROM video WHERE id = $1', [videoId]);
    return row?.id;
  }

  /** The file that a video shows, of which it may be a range. */
  async shownFile(videoId: string): Promise<{ fileId: string; duration: number | null; partStart: number | null } | undefined> {
    const [row] = await this.database.query<{ fileId: string; duration: number | null; partStart: number | null }>(
      'SELECT primary_file_id AS "fileId", duration, part_start AS "partStart" FROM video WHERE id = $1',
      [videoId],
    );
    return row;
  }

  /** Returns the key of the chosen cover before. */
  async setCover(tx: Tx, videoId: string, cover: ChosenCover | null): Promise<string | null> {
    const [row] = await tx.query<{ key: string | null }>(
      `UPDATE video v SET own_cover_key = $2, own_cover_version = $3, own_placeholder = $4, version = v.version + 1
       FROM (SELECT id, own_cover_key AS key FROM video WHERE id = $1) AS before WHERE v.id = before.id RETURNING before.key`,
      [videoId, cover?.key ?? null, cover?.version ?? null, cover?.placeholder ?? null],
    );
    return row?.key ?? null;
  }

  /** Those of some keys of objects that are covers of videos. */
  async knownCovers(keys: readonly string[]): Promise<Set<string>> {
    const rows = await this.database.query<{ key: string }>(
      'SELECT own_cover_key AS key FROM video WHERE own_cover_key IS NOT NULL AND own_cover_key = ANY ($1)',
      [keys],
    );
    return new Set(rows.map(({ key }) => key));
  }

  /** A file that videos may be made of, kept as it is until the end of the transaction; the duration is null until it is analysed. */
  async file(tx: Tx, fileId: string): Promise<{ duration: number | null } | undefined> {
    const [row] = await tx.query<{ duration: number | null }>(
      `SELECT CASE WHEN analysed THEN (media ->> 'durationSeconds')::double precision END AS duration
       FROM video_file WHERE id = $1 AND video_id IS NOT NULL FOR SHARE`,
      [fileId],
    );
    return row;
  }

  /** Adds a video that is a range of a file; all that is shown of it is to be derived. */
  async insertPart(tx: Tx, id: string, { fileId, title, startSeconds, endSeconds }: VideoPart): Promise<void> {
    await tx.query(
      `INSERT INTO video (id, title, part_file_id, primary_file_id, part_start, part_end, created_at, updated_at, listed, library_ids, name, sort_name, state,
         bytes, paths, search)
       VALUES ($1, $2, $3, $3, $4, $5, now(), now(), false, '{}', '', '', 'pending', 0, '', '')`,
      [id, title ?? null, fileId, startSeconds, endSeconds],
    );
  }

  /** Locks videos; `isPart` tells those that are ranges of files. */
  async lock(tx: Tx, ids: readonly string[]): Promise<Map<string, { isPart: boolean }>> {
    const rows = await tx.query<{ id: string; isPart: boolean }>(
      `SELECT id, part_file_id IS NOT NULL AS "isPart" FROM video WHERE id = ANY ($1::uuid[]) ORDER BY id FOR UPDATE`,
      [ids],
    );
    return new Map(rows.map((row) => [row.id, row]));
  }
}
