import { Injectable } from '@nestjs/common';
import type { ExtraKind, MadeObject, MadeState } from '@reelm/contracts';
import type { Tx } from '@reelm/service-kit';
import { ObsoleteObjectsRepository } from '../artifacts/obsolete-objects.repository.js';
import type { Content } from '../files/content.js';

/** An analysed file of which something is to be made. */
export interface FileToWorkOn extends Content {
  libraryId: string;
  path: string;
}

/** Which of them: those of some files, or the next of all; those that failed only where they are to be tried again. */
export interface Wanted {
  fileIds: readonly string[] | null;
  behind: string | null;
  limit: number | null;
  again: 'missing' | 'failed' | 'all';
}

@Injectable()
export class ExtrasRepository {
  constructor(private readonly obsolete: ObsoleteObjectsRepository) {}

  /** Analysed files that are there and whose present content lacks a kind, in the order of their ids. */
  async wanted(tx: Tx, kind: ExtraKind, { fileIds, behind, limit, again }: Wanted): Promise<FileToWorkOn[]> {
    const rows = await tx.query<Omit<FileToWorkOn, 'modifiedAt'> & { modifiedAt: Date }>(
      `SELECT file.file_id AS "fileId", file.library_id AS "libraryId", file.path, file.bytes, file.modified_at AS "modifiedAt"
       FROM media_file file
       WHERE file.state = 'analyzed' AND file.present AND (file.media ->> 'durationSeconds')::double precision > 0
         AND ($2::uuid[] IS NULL OR file.file_id = ANY($2)) AND ($3::uuid IS NULL OR file.file_id > $3)
         AND ($5 = 'all' OR NOT EXISTS (SELECT FROM extra known
           WHERE known.file_id = file.file_id AND known.kind = $1 AND known.bytes = file.bytes AND known.modified_at = file.modified_at
             AND ($5 = 'missing' OR known.state <> 'failed')))
       ORDER BY file.file_id LIMIT $4`,
      [kind, fileIds, behind, limit, again],
    );
    return rows.map((row) => ({ ...row, modifiedAt: row.modifiedAt.toISOString() }));
  }

  /**
   * Stores what became of a kind; objects that it replaces are noted for removal.
   * @returns false, with the new objects left for removal, when the file has other content by now
   * @throws AppError `storage.not_found`, retryable, when that took so long that the new objects were swept away
   */
  async store(tx: Tx, content: Content, kind: ExtraKind, made: { state: MadeState; objects: readonly MadeObject[] }): Promise<boolean> {
    const keys = made.objects.map(({ key }) => key);
    const written = await tx.query(
      `INSERT INTO extra AS known (file_id, kind, state, bytes, modified_at)
       SELECT file_id, $4, $5, bytes, modified_at FROM media_file WHERE file_id = $1 AND bytes = $2 AND modified_at = $3::timestamptz(3)
       ON CONFLICT (file_id, kind) DO UPDATE SET state = EXCLUDED.state, bytes = EXCLUDED.bytes, modified_at = EXCLUDED.modified_at
       RETURNING file_id`,
      [content.fileId, content.bytes, content.modifiedAt, kind, made.state],
    );
    if (written.length === 0) {
      await this.obsolete.giveUp(tx, keys);
      return false;
    }
    await this.obsolete.take(tx, keys);
    await tx.query(
      `WITH gone AS (DELETE FROM artifact WHERE file_id = $1 AND starts_with(kind, $2) RETURNING key)
       INSERT INTO obsolete_object (key) SELECT key FROM gone WHERE key <> ALL($3) ON CONFLICT DO NOTHING`,
      [content.fileId, `${kind}/`, keys],
    );
    await tx.query(
      `INSERT INTO artifact (file_id, kind, key, version, content_type, bytes, source_bytes, source_modified_at)
       SELECT $1, $2 || made.name, made.key, made.version, made."contentType", made.bytes, $3, $4
       FROM json_to_recordset($5::json) AS made (name text, key text, version text, "contentType" text, bytes bigint)`,
      [content.fileId, `${kind}/`, content.bytes, content.modifiedAt, JSON.stringify(made.objects)],
    );
    return true;
  }
}
