import { Injectable } from '@nestjs/common';
import type { FileState } from '@reelm/contracts';
import { Database, type Tx } from '@reelm/service-kit';
import type { KnownFile } from './diff.js';
import type { Lost } from './moves.js';
import type { SeenFile } from './entries.js';

/** A file as this service knows it. */
export interface FileRow {
  id: string;
  libraryId: string;
  path: string;
  bytes: number;
  modifiedMs: number;
  oshash: string | null;
  present: boolean;
  /** It lies in the trash, or went from there for good. */
  trashed: boolean;
}

/** A seen file with its oshash; null where it is too small to have one. */
export interface HashedFile extends SeenFile {
  oshash: string | null;
}

export const toFileState = (row: FileRow, scanJobId: string | null): FileState => ({
  fileId: row.id,
  libraryId: row.libraryId,
  path: row.path,
  bytes: row.bytes,
  modifiedAt: new Date(row.modifiedMs).toISOString(),
  oshash: row.oshash,
  present: row.present,
  scanJobId,
  trashed: row.trashed,
});

const columns = `file.id, file.library_id AS "libraryId", file.path, file.bytes, file.modified_ms AS "modifiedMs", file.oshash, file.missing_since IS NULL AS present,
  file.missing_since IS NOT NULL AND EXISTS (SELECT FROM trash WHERE trash.file_id = file.id) AS trashed`;
// The first path after all that begin with `folder/`: the slash is followed by the zero.
const rangeOf = (folder: string): [string, string | null] => (folder === '' ? ['', null] : [`${folder}/`, `${folder}0`]);

/** The table `file`. Writes happen in the caller's transaction, together with the events that tell of them. */
@Injectable()
export class FilesRepository {
  constructor(private readonly database: Database) {}

  /** Known files below a folder in path order, one for each path: the present one, else the one that went missing last. What lies in the trash has left its place. */
  async knownPage(page: { libraryId: string; folder: string; after: string | undefined; limit: number }): Promise<KnownFile[]> {
    const [from, to] = rangeOf(page.folder);
    return this.database.query<KnownFile>(
      `SELECT DISTINCT ON (path) id, path, bytes, modified_ms AS "modifiedMs", oshash, missing_since IS NULL AS present FROM file
       WHERE library_id = $1 AND path > $2 AND ($3::text IS NULL OR path < $3)
         AND (missing_since IS NULL OR NOT EXISTS (SELECT FROM trash WHERE trash.file_id = file.id)) ORDER BY path, missing_since DESC NULLS FIRST LIMIT $4`,
      [page.libraryId, page.after ?? from, to, page.limit],
    );
  }

  async countPresent(libraryId: string): Promise<number> {
    const [row] = await this.database.query<{ count: number }>(
      'SELECT count(*) AS count FROM file WHERE library_id = $1 AND missing_since IS NULL',
      [libraryId],
    );
    return row?.count ?? 0;
  }

  /** Present files spread over the library, the same ones at each call. */
  async sample(libraryId: string, limit: number): Promise<FileRow[]> {
    return this.database.query<FileRow>(
      `SELECT ${columns} FROM file WHERE library_id = $1 AND missing_since IS NULL ORDER BY md5(id::text) LIMIT $2`,
      [libraryId, limit],
    );
  }

  async find(id: string): Promise<(FileRow & { contentHash: string | null; root: string }) | undefined> {
    const [row] = await this.database.query<FileRow & { contentHash: string | null; root: string }>(
      `SELECT ${columns}, file.content_hash AS "contentHash", library.path AS root FROM file JOIN library ON library.id = file.library_id WHERE file.id = $1`,
      [id],
    );
    return row;
  }

  /** Present files with the same size and oshash as this one, without it; oldest first. */
  async twins(file: FileRow, limit: number): Promise<(FileRow & { contentHash: string | null; root: string })[]> {
    return this.database.query(
      `SELECT ${columns}, file.content_hash AS "contentHash", library.path AS root FROM file JOIN library ON library.id = file.library_id
       WHERE library.state = 'active' AND file.oshash = $1 AND file.bytes = $2 AND file.id <> $3 AND file.missing_since IS NULL ORDER BY file.id LIMIT $4`,
      [file.oshash, file.bytes, file.id, limit],
    );
  }

  /** Which of these contents any file has or had. */
  async knownIdentities(tx: Tx, contents: readonly { bytes: number; oshash: string }[]): Promise<{ bytes: number; oshash: string }[]> {
    return tx.query(
      `SELECT wanted.bytes, wanted.oshash FROM unnest($1::bigint[], $2::text[]) AS wanted (bytes, oshash)
       WHERE EXISTS (SELECT 1 FROM file WHERE file.oshash = wanted.oshash AND file.bytes = wanted.bytes)`,
      [contents.map((one) => one.bytes), contents.map((one) => one.oshash)],
    );
  }

  /** Adds files; one that was put there by this service gets the id that it was promised, and what somebody else added meanwhile is left out. */
  async insert(tx: Tx, libraryId: string, files: readonly (HashedFile & { id: string })[]): Promise<FileRow[]> {
    return tx.query<FileRow>(
      `INSERT INTO file (id, library_id, path, bytes, modified_ms, oshash)
       SELECT coalesce(placement.file_id, added.id), $1, added.path, added.bytes, added.modified_ms, added.oshash
       FROM unnest($2::uuid[], $3::text[], $4::bigint[], $5::bigint[], $6::text[]) AS added (id, path, bytes, modified_ms, oshash)
       LEFT JOIN placement ON placement.library_id = $1 AND placement.path = added.path AND placement.bytes = added.bytes
       ON CONFLICT DO NOTHING RETURNING ${columns}`,
      [
        libraryId,
        files.map((one) => one.id),
        files.map((one) => one.path),
        files.map((one) => one.bytes),
        files.map((one) => one.modifiedMs),
        files.map((one) => one.oshash),
      ],
    );
  }

  /** Gives files, which count as present from then on, a place, a time and a content. */
  async place(tx: Tx, libraryId: string, files: readonly (HashedFile & { id: string })[]): Promise<FileRow[]> {
    return tx.query<FileRow>(
      `UPDATE file SET library_id = $1, path = placed.path, bytes = placed.bytes, modified_ms = placed.modified_ms, oshash = placed.oshash, missing_since = NULL,
         content_hash = CASE WHEN file.bytes = placed.bytes AND file.oshash = placed.oshash THEN file.content_hash END
       FROM unnest($2::uuid[], $3::text[], $4::bigint[], $5::bigint[], $6::text[]) AS placed (id, path, bytes, modified_ms, oshash)
       WHERE file.id = placed.id RETURNING ${columns}`,
      [
        libraryId,
        files.map((one) => one.id),
        files.map((one) => one.path),
        files.map((one) => one.bytes),
        files.map((one) => one.modifiedMs),
        files.map((one) => one.oshash),
      ],
    );
  }

  /** Marks files missing that are still known at these places; returns those that were present. */
  async markMissing(tx: Tx, libraryId: string, files: readonly { id: string; path: string }[]): Promise<FileRow[]> {
    return tx.query<FileRow>(
      `UPDATE file SET missing_since = now() FROM unnest($2::uuid[], $3::text[]) AS left_place (id, path)
       WHERE file.id = left_place.id AND file.library_id = $1 AND file.path = left_place.path AND file.missing_since IS NULL RETURNING ${columns}`,
      [libraryId, files.map((one) => one.id), files.map((one) => one.path)],
    );
  }

  /** Marks up to `limit` present files of a library missing. */
  async markAnyMissing(tx: Tx, libraryId: string, limit: number): Promise<FileRow[]> {
    return tx.query<FileRow>(
      `UPDATE file SET missing_since = now() WHERE id IN (SELECT id FROM file WHERE library_id = $1 AND missing_since IS NULL LIMIT $2) RETURNING ${columns}`,
      [libraryId, limit],
    );
  }

  async deleteSome(tx: Tx, libraryId: string, limit: number): Promise<number> {
    const rows = await tx.query('DELETE FROM file WHERE id IN (SELECT id FROM file WHERE library_id = $1 LIMIT $2) RETURNING id', [
      libraryId,
      limit,
    ]);
    return rows.length;
  }

  /** Files of these contents that are missing, whose library was taken out, or that the scan at hand did not find at their place. */
  async lost(tx: Tx, libraryId: string, contents: readonly { bytes: number; oshash: string }[], limitEach: number): Promise<Lost[]> {
    return tx.query<Lost>(
      `SELECT file.* FROM unnest($2::bigint[], $3::text[]) AS wanted (bytes, oshash) CROSS JOIN LATERAL (
         SELECT file.id, file.library_id AS "libraryId", file.path, file.bytes, file.oshash, file.missing_since IS NOT NULL AS "wasMissing" FROM file JOIN library ON library.id = file.library_id
         WHERE file.oshash = wanted.oshash AND file.bytes = wanted.bytes AND library.state <> 'purged' AND (file.missing_since IS NOT NULL OR library.state = 'removed' OR EXISTS (
           SELECT 1 FROM scan_departure departure WHERE departure.library_id = $1 AND departure.file_id = file.id AND departure.path = file.path AND file.library_id = $1))
         ORDER BY file.missing_since NULLS FIRST, file.id LIMIT $4) AS file`,
      [libraryId, contents.map((one) => one.bytes), contents.map((one) => one.oshash), limitEach],
    );
  }

  /** Present files of these contents that the scan at hand did not look for: in other libraries, or outside of its folders. */
  async beyond(
    scope: { libraryId: string; folders: readonly string[] },
    contents: readonly { bytes: number; oshash: string }[],
    limitEach: number,
  ): Promise<(FileRow & { root: string; rootMark: string | null })[]> {
    return this.database.query(
      `SELECT file.* FROM unnest($2::bigint[], $3::text[]) AS wanted (bytes, oshash) CROSS JOIN LATERAL (
         SELECT ${columns}, library.path AS root, library.root_mark AS "rootMark" FROM file JOIN library ON library.id = file.library_id
         WHERE file.oshash = wanted.oshash AND file.bytes = wanted.bytes AND file.missing_since IS NULL AND library.state IN ('active', 'unavailable')
           AND (file.library_id <> $1 OR NOT EXISTS (SELECT 1 FROM unnest($4::text[]) AS folder WHERE folder = '' OR starts_with(file.path, folder || '/')))
         LIMIT $5) AS file`,
      [scope.libraryId, contents.map((one) => one.bytes), contents.map((one) => one.oshash), scope.folders, limitEach],
    );
  }

  /** Of these files, which share their content with another present file. */
  async withTwin(tx: Tx, ids: readonly string[]): Promise<FileRow[]> {
    return tx.query<FileRow>(
      `SELECT ${columns} FROM file WHERE file.id = ANY($1::uuid[]) AND EXISTS (
         SELECT 1 FROM file twin WHERE twin.oshash = file.oshash AND twin.bytes = file.bytes AND twin.id <> file.id AND twin.missing_since IS NULL)`,
      [ids],
    );
  }

  /** Files of a library that are there and were never read in full, in the order of their ids: the next behind one. */
  async unread(tx: Tx, libraryId: string, behind: string | null, limit: number): Promise<FileRow[]> {
    return tx.query<FileRow>(
      `SELECT ${columns} FROM file WHERE file.library_id = $1 AND file.content_hash IS NULL AND file.missing_since IS NULL
         AND ($2::uuid IS NULL OR file.id > $2) ORDER BY file.id LIMIT $3`,
      [libraryId, behind, limit],
    );
  }

  /** Of these files, which are still known at these places, missing or not. */
  async stillAt(tx: Tx, libraryId: string, files: readonly { id: string; path: string }[]): Promise<{ id: string }[]> {
    return tx.query(
      `SELECT file.id FROM file JOIN unnest($2::uuid[], $3::text[]) AS known (id, path) ON known.id = file.id AND known.path = file.path WHERE file.library_id = $1`,
      [libraryId, files.map((one) => one.id), files.map((one) => one.path)],
    );
  }

  /** Stores a full hash if the content is still the one that was read; returns whether it was. */
  async setContentHash(tx: Tx, file: FileRow, contentHash: string): Promise<boolean> {
    const rows = await tx.query(
      'UPDATE file SET content_hash = $2 WHERE id = $1 AND bytes = $3 AND modified_ms = $4 AND missing_since IS NULL RETURNING id',
      [file.id, contentHash, file.bytes, file.modifiedMs],
    );
    return rows.length > 0;
  }
}
