import { Injectable } from '@nestjs/common';
import { Portrait, SheetLayout, type Artifact } from '@reelm/contracts';
import type { Tx } from '@reelm/service-kit';
import { z } from 'zod';
import { ObsoleteObjectsRepository } from '../artifacts/obsolete-objects.repository.js';
import type { Content } from '../files/content.js';

/** An analysed file whose frames were looked at. */
export interface LookedAt extends Content {
  libraryId: string;
  path: string;
  portraits: Portrait[];
  /** When its cover shows it; null where nobody noted that. */
  coverSeconds: number | null;
}

interface Row {
  file_id: string;
  library_id: string;
  path: string;
  bytes: number;
  modified_at: Date;
  portraits: unknown;
  layout: unknown;
}

const Portraits = z.array(Portrait);

@Injectable()
export class CoversRepository {
  constructor(private readonly obsolete: ObsoleteObjectsRepository) {}

  /** Notes the frames with faces of a content; those of another content are of no use any more. */
  async note(tx: Tx, { fileId, bytes, modifiedAt }: Content, portraits: readonly Portrait[]): Promise<void> {
    await tx.query('UPDATE media_file SET portraits = $4 WHERE file_id = $1 AND bytes = $2 AND modified_at = $3::timestamptz(3)', [
      fileId,
      bytes,
      modifiedAt,
      JSON.stringify(portraits),
    ]);
  }

  /** Those of some files of whose present content there are both a cover and frames with faces. */
  async lookedAt(tx: Tx, fileIds: readonly string[]): Promise<LookedAt[]> {
    const rows = await tx.query<Row>(
      `SELECT file.file_id, file.library_id, file.path, file.bytes, file.modified_at, file.portraits, cover.layout
       FROM media_file file JOIN artifact cover ON cover.file_id = file.file_id AND cover.kind = 'cover'
         AND cover.source_bytes = file.bytes AND cover.source_modified_at = file.modified_at
       WHERE file.file_id = ANY($1::uuid[]) AND file.state = 'analyzed' AND file.present AND jsonb_array_length(file.portraits) > 0`,
      [fileIds],
    );
    return rows.map((row) => ({
      fileId: row.file_id,
      libraryId: row.library_id,
      path: row.path,
      bytes: row.bytes,
      modifiedAt: row.modified_at.toISOString(),
      portraits: Portraits.parse(row.portraits),
      coverSeconds: SheetLayout.nullable().parse(row.layout)?.times[0] ?? null,
    }));
  }

  /**
   * Puts a cover in the place of another, which is noted for removal.
   * @returns false, with the new one left for removal, when that other is gone
   * @throws AppError `storage.not_found`, retryable, when that took so long that the new one was swept away
   */
  async replace(tx: Tx, fileId: string, before: string, cover: Artifact, placeholder: string): Promise<boolean> {
    const replaced = await tx.query(
      `UPDATE artifact SET key = $3, version = $4, bytes = $5, layout = $6 WHERE file_id = $1 AND kind = 'cover' AND key = $2 RETURNING key`,
      [fileId, before, cover.key, cover.version, cover.bytes, JSON.stringify(cover.layout)],
    );
    if (replaced.length === 0) return false;
    await tx.query(`UPDATE media_file SET look = jsonb_set(look, '{placeholder}', to_jsonb($2::text)) WHERE file_id = $1`, [
      fileId,
      placeholder,
    ]);
    await this.obsolete.take(tx, [cover.key]);
    await tx.query('INSERT INTO obsolete_object (key) SELECT $1 WHERE $1 <> $2 ON CONFLICT DO NOTHING', [before, cover.key]);
    return true;
  }
}
