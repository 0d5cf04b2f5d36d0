import { Injectable } from '@nestjs/common';
import type { VideoUpdate } from '@reelm/contracts';
import { Database, type Tx } from '@reelm/service-kit';
import { Parameters } from '../search/parameters.js';
import { detailColumns, type DetailRow, type FileRow } from './card.js';

/** The columns that users edit, by their name in the contract. */
const editable = {
  title: 'title',
  details: 'details',
  date: 'date',
  rating: 'rating',
  favourite: 'favourite',
  organised: 'organised',
} as const satisfies Record<keyof VideoUpdate, string>;

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
         CASE WHEN coalesce(l.state, 'active') = 'active' THEN f.state ELSE 'missing' END AS state,
         CASE WHEN f.analysed THEN f.media END AS media, CASE WHEN f.analysed THEN f.problem END AS problem
       FROM video_file f JOIN video v ON v.id = f.video_id LEFT JOIN library l ON l.id = f.library_id
       WHERE f.video_id = $1 ORDER BY f.id <> v.primary_file_id, f.id`,
      [videoId],
    );
  }

  async primaryFile(videoId: string): Promise<string | undefined> {
    const [row] = await this.database.query<{ id: string }>('SELECT primary_file_id AS id FROM video WHERE id = $1', [videoId]);
    return row?.id;
  }

  /**
   * Writes an edit where the version is among the accepted ones (any, when null).
   * @returns whether a row was changed
   */
  async update(tx: Tx, id: string, change: VideoUpdate, versions: readonly number[] | null): Promise<boolean> {
    const parameters = new Parameters();
    const names = Object.keys(editable) as (keyof typeof editable)[];
    const assignments = names
      .filter((name) => change[name] !== undefined)
      .map((name) => `${editable[name]} = ${parameters.add(change[name])}`);
    const rows = await tx.query(
      `UPDATE video SET ${[...assignments, 'version = version + 1', 'updated_at = now()'].join(', ')}
       WHERE id = ${parameters.add(id)} AND version = ANY(coalesce(${parameters.add(versions)}::integer[], ARRAY[version])) RETURNING id`,
      parameters.values,
    );
    return rows.length > 0;
  }
}
