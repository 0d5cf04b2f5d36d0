import { Injectable } from '@nestjs/common';
import { jobs } from '@reelm/contracts';
import { Database, type Tx } from '@reelm/service-kit';

/** Where a file is being put. */
export interface Placement {
  fileId: string;
  libraryId: string;
  path: string;
  bytes: number;
}

const columns = `placement.file_id AS "fileId", placement.library_id AS "libraryId", placement.path, placement.bytes`;

/** The table `placement`: what is being put into libraries. */
@Injectable()
export class PlacementsRepository {
  constructor(private readonly database: Database) {}

  /** Those of an edit, by the ids of their files. */
  async find(editId: string): Promise<Map<string, Placement>> {
    const rows = await this.database.query<Placement>(`SELECT ${columns} FROM placement WHERE edit_id = $1`, [editId]);
    return new Map(rows.map((row) => [row.fileId, row]));
  }

  /** Notes where a file goes, before it appears there. @returns false where another file is being put to that place */
  async note(editId: string, { fileId, libraryId, path, bytes }: Placement): Promise<boolean> {
    const rows = await this.database.query(
      `INSERT INTO placement (file_id, edit_id, library_id, path, bytes) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING RETURNING file_id`,
      [fileId, editId, libraryId, path, bytes],
    );
    return rows.length > 0;
  }

  async forget(tx: Tx, fileIds: readonly string[]): Promise<void> {
    await tx.query('DELETE FROM placement WHERE file_id = ANY ($1::uuid[])', [fileIds]);
  }

  /** Those that no job works on any more, with the folders of their libraries. */
  async abandoned(): Promise<(Placement & { root: string })[]> {
    return this.database.query(
      `SELECT ${columns}, library.path AS root FROM placement JOIN library ON library.id = placement.library_id
       WHERE NOT EXISTS (SELECT FROM job WHERE job.kind = $1 AND job.key = placement.edit_id::text AND job.state IN ('queued', 'running'))`,
      [jobs.placeFiles.kind],
    );
  }
}
