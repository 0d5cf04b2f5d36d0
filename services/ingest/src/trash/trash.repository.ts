import { Injectable } from '@nestjs/common';
import type { TrashedFile } from '@reelm/contracts';
import { Database, type Tx } from '@reelm/service-kit';

/** A trashed file with the folder of its library. */
export type TrashRow = TrashedFile & { root: string };

/** The table `trash`. */
@Injectable()
export class TrashRepository {
  constructor(private readonly database: Database) {}

  inTransaction<R>(work: (tx: Tx) => Promise<R>): Promise<R> {
    return this.database.transaction(work);
  }

  async add(tx: Tx, fileId: string): Promise<void> {
    await tx.query(
      'INSERT INTO trash (file_id) VALUES ($1) ON CONFLICT (file_id) DO UPDATE SET trashed_at = EXCLUDED.trashed_at, purged = false',
      [fileId],
    );
  }

  /** Files that lie in the trash of libraries in use, the newest first. */
  async list(fileId: string | null = null): Promise<TrashRow[]> {
    const rows = await this.database.query<Omit<TrashRow, 'trashedAt'> & { trashedAt: Date }>(
      `SELECT file.id AS "fileId", file.library_id AS "libraryId", file.path, file.bytes, trash.trashed_at AS "trashedAt", library.path AS root
       FROM trash JOIN file ON file.id = trash.file_id JOIN library ON library.id = file.library_id
       WHERE NOT trash.purged AND file.missing_since IS NOT NULL AND library.state IN ('active', 'unavailable') AND ($1::uuid IS NULL OR file.id = $1)
       ORDER BY trash.trashed_at DESC, file.id DESC LIMIT 1000`,
      [fileId],
    );
    return rows.map((row) => ({ ...row, trashedAt: row.trashedAt.toISOString() }));
  }

  async remove(tx: Tx, fileId: string): Promise<void> {
    await tx.query('DELETE FROM trash WHERE file_id = $1', [fileId]);
  }

  /** It is gone for good; that it was deleted on purpose is remembered. */
  async markPurged(tx: Tx, fileId: string): Promise<void> {
    await tx.query('UPDATE trash SET purged = true WHERE file_id = $1', [fileId]);
  }
}
