import { Injectable } from '@nestjs/common';
import type { Tx } from '@reelm/service-kit';
import type { Content } from '../files/content.js';

/** An analysed file whose present content has no hash. */
export interface FileWithoutHash {
  fileId: string;
  libraryId: string;
  path: string;
  bytes: number;
  modifiedAt: Date;
  durationSeconds: number;
}

@Injectable()
export class FingerprintsRepository {
  /**
   * Analysed files of some length without a hash, in the order of their ids: those of some, or the next of all.
   * @param again whether those count of which none can be had, or that have one
   */
  missing(
    tx: Tx,
    fileIds: readonly string[] | null,
    { behind, limit }: { behind: string | null; limit: number | null } = { behind: null, limit: null },
    again: 'missing' | 'failed' | 'all' = 'missing',
  ): Promise<FileWithoutHash[]> {
    return tx.query<FileWithoutHash>(
      `SELECT file.file_id AS "fileId", file.library_id AS "libraryId", file.path, file.bytes, file.modified_at AS "modifiedAt",
         (file.media ->> 'durationSeconds')::double precision AS "durationSeconds"
       FROM media_file file
       WHERE file.state = 'analyzed' AND (file.media ->> 'durationSeconds')::double precision > 0
         AND ($1::uuid[] IS NULL OR file.file_id = ANY($1)) AND ($2::uuid IS NULL OR file.file_id > $2)
         AND ($4 = 'all' OR NOT EXISTS (SELECT FROM fingerprint known
           WHERE known.file_id = file.file_id AND known.bytes = file.bytes AND known.modified_at = file.modified_at
             AND ($4 = 'missing' OR known.phash IS NOT NULL)))
       ORDER BY file.file_id LIMIT $3`,
      [fileIds, behind, limit, again],
    );
  }

  /** @param phash null where the recipe gives none. @returns false when the file has other content by now */
  async store(tx: Tx, { fileId, bytes, modifiedAt }: Content, phash: string | null): Promise<boolean> {
    const rows = await tx.query(
      `INSERT INTO fingerprint AS known (file_id, phash, bytes, modified_at)
       SELECT file_id, $4, bytes, modified_at FROM media_file WHERE file_id = $1 AND bytes = $2 AND modified_at = $3::timestamptz(3)
       ON CONFLICT (file_id) DO UPDATE SET phash = EXCLUDED.phash, bytes = EXCLUDED.bytes, modified_at = EXCLUDED.modified_at
       RETURNING file_id`,
      [fileId, bytes, modifiedAt, phash],
    );
    return rows.length > 0;
  }
}
