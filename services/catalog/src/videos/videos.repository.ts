import { Injectable } from '@nestjs/common';
import type { BodyOf, http } from '@reelm/contracts';
import { Database, type Tx } from '@reelm/service-kit';
import { detailColumns, type DetailRow, type FileRow } from './card.js';

export type VideoPart = BodyOf<typeof http.createVideoPart>;

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
         CASE WHEN coalesce(l.state, 'active') = 'active' THEN f.state ELSE 'missing' END AS state,
         CASE WHEN f.analysed THEN f.media END AS media, CASE WHEN f.analysed THEN f.problem END AS problem
       FROM video v JOIN video_file f ON f.video_id = v.id OR f.id = v.part_file_id LEFT JOIN library l ON l.id = f.library_id
       WHERE v.id = $1 ORDER BY f.id <> v.primary_file_id, f.id`,
      [videoId],
    );
  }

  async primaryFile(videoId: string): Promise<string | undefined> {
    const [row] = await this.database.query<{ id: string }>('SELECT primary_file_id AS id FROM video WHERE id = $1', [videoId]);
    return row?.id;
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
