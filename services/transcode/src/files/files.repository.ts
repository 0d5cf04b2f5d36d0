import { Injectable } from '@nestjs/common';
import { jobs, MediaInfo, type EventMessage, type FileState, type PayloadOf, type events } from '@reelm/contracts';
import { AppError, Database, type Tx } from '@reelm/service-kit';
import { TranscodePrisma } from '../prisma.js';

/** A file whose content can be looked at now. */
export interface FileToAnalyze {
  fileId: string;
  libraryId: string;
  /** Folder of the library. */
  root: string;
  /** Below the root. */
  path: string;
  bytes: number;
  modifiedAt: string;
}

/** A file as it is known, with where it lies. */
export interface KnownFile extends FileToAnalyze {
  present: boolean;
  /** As the analysis found it; null before, and of files that give no pictures. */
  durationSeconds: number | null;
}

/** Of files that are to be analysed by hand: all, those without pictures, or those whose pictures were made before cuts were looked for. */
export type Analyzable = 'all' | 'unseen' | 'cutless';
const analyzable: Record<Analyzable, string> = {
  all: 'true',
  unseen: `file.state <> 'analyzed'`,
  cutless: `file.state = 'analyzed' AND (file.look ? 'cuts') IS NOT TRUE`,
};

interface FileRow {
  file_id: string;
  library_id: string;
  root: string;
  path: string;
  bytes: number;
  modified_at: Date;
}

@Injectable()
export class FilesRepository {
  constructor(
    private readonly prisma: TranscodePrisma,
    private readonly database: Database,
  ) {}

  /** Until the end of the transaction: many may note files of a library at once, but not while the library itself changes. */
  async lockLibraries(tx: Tx, libraryIds: readonly string[], kind: 'shared' | 'exclusive'): Promise<void> {
    const lock = kind === 'shared' ? 'pg_advisory_xact_lock_shared' : 'pg_advisory_xact_lock';
    // In one order, so that two transactions never wait for each other.
    await tx.query(`SELECT ${lock}(hashtextextended(id, 0)) FROM (SELECT DISTINCT unnest($1::text[]) AS id ORDER BY 1) AS library`, [
      libraryIds,
    ]);
  }

  /** Folders of those of the libraries that are in use. */
  async activeRoots(tx: Tx, libraryIds: readonly string[]): Promise<Map<string, string>> {
    const rows = await tx.query<{ library_id: string; path: string }>(
      `SELECT library_id, path FROM library_root WHERE library_id = ANY($1::uuid[]) AND state = 'active'`,
      [libraryIds],
    );
    return new Map(rows.map((row) => [row.library_id, row.path]));
  }

  /**
   * Notes the state of files (each at most once per call) unless something newer is known. Other content than before has to be analysed
   * anew. A file that nothing was known of is noted as queued where `queued` says so: most are, and writing them twice costs twice.
   * @returns the files that were written, and whether they are new
   */
  async upsertFiles(
    tx: Tx,
    messages: readonly EventMessage<FileState>[],
    queued: (file: FileState) => boolean,
  ): Promise<{ fileId: string; isNew: boolean }[]> {
    const files = messages.map(({ payload }) => payload);
    return tx.query<{ fileId: string; isNew: boolean }>(
      `INSERT INTO media_file AS known (file_id, library_id, path, bytes, modified_at, present, version, state)
       SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::bigint[], $5::timestamptz[], $6::boolean[], $7::bigint[], $8::text[])
       ON CONFLICT (file_id) DO UPDATE SET
         library_id = EXCLUDED.library_id, path = EXCLUDED.path, bytes = EXCLUDED.bytes, modified_at = EXCLUDED.modified_at,
         present = EXCLUDED.present, version = EXCLUDED.version,
         state = CASE WHEN (known.bytes, known.modified_at) = (EXCLUDED.bytes, EXCLUDED.modified_at) THEN known.state ELSE 'waiting' END,
         problem = CASE WHEN (known.bytes, known.modified_at) = (EXCLUDED.bytes, EXCLUDED.modified_at) THEN known.problem END
       WHERE known.version < EXCLUDED.version
       RETURNING file_id AS "fileId", xmax = 0 AS "isNew"`,
      [
        files.map((file) => file.fileId),
        files.map((file) => file.libraryId),
        files.map((file) => file.path),
        files.map((file) => file.bytes),
        files.map((file) => file.modifiedAt),
        files.map((file) => file.present),
        messages.map(({ version }) => version),
        files.map((file) => (queued(file) ? 'queued' : 'waiting')),
      ],
    );
  }

  /** Marks files that wait, are there, and lie in a known library as queued, and returns them. Replicas get different ones. */
  async takeWaiting(tx: Tx, which: { fileIds?: readonly string[]; libraryId?: string; limit?: number }): Promise<FileToAnalyze[]> {
    const rows = await tx.query<FileRow>(
      `UPDATE media_file AS file SET state = 'queued', problem = NULL FROM library_root AS library
       WHERE library.library_id = file.library_id AND file.file_id IN (
         SELECT waiting.file_id FROM media_file AS waiting JOIN library_root USING (library_id)
         WHERE waiting.state = 'waiting' AND waiting.present AND library_root.state = 'active'
           AND ($1::uuid[] IS NULL OR waiting.file_id = ANY($1)) AND ($2::uuid IS NULL OR waiting.library_id = $2)
         ORDER BY waiting.file_id LIMIT $3 FOR UPDATE OF waiting SKIP LOCKED)
       RETURNING file.file_id, file.library_id, library.path AS root, file.path, file.bytes, file.modified_at`,
      [which.fileIds ?? null, which.libraryId ?? null, which.limit ?? null],
    );
    return rows.map(toFile).toSorted((a, b) => (a.fileId < b.fileId ? -1 : 1));
  }

  /** Files that wait because they were away when they were looked for, behind a file in the order of ids. */
  async vanished(behind: string | null, limit: number): Promise<FileToAnalyze[]> {
    const rows = await this.database.query<FileRow>(
      `SELECT file.file_id, file.library_id, library.path AS root, file.path, file.bytes, file.modified_at
       FROM media_file file JOIN library_root library USING (library_id)
       WHERE file.state = 'waiting' AND file.present AND library.state = 'active' AND file.problem ->> 'code' = 'media.vanished'
         AND ($1::uuid IS NULL OR file.file_id > $1)
       ORDER BY file.file_id LIMIT $2`,
      [behind, limit],
    );
    return rows.map(toFile);
  }

  /** Jobs that ended because their file was away, behind a job in the order of ids, with the files as they are known now. */
  async jobsOfVanished(behind: string | null, limit: number): Promise<(FileToAnalyze & { jobId: string })[]> {
    const rows = await this.database.query<FileRow & { job_id: string }>(
      `SELECT job.id AS job_id, file.file_id, file.library_id, library.path AS root, file.path, file.bytes, file.modified_at
       FROM job JOIN media_file file USING (file_id) JOIN library_root library ON library.library_id = file.library_id
       WHERE job.state = 'cancelled' AND job.error ->> 'code' = 'media.vanished' AND job.kind <> $3
         AND file.present AND library.state = 'active' AND ($1::uuid IS NULL OR job.id > $1)
       ORDER BY job.id LIMIT $2`,
      // Those are asked for anew.
      [behind, limit, jobs.analyze.kind],
    );
    return rows.map((row) => ({ ...toFile(row), jobId: row.job_id }));
  }

  /** Those of some files that are there and in use, of the kind that is wanted. */
  async analyzable(tx: Tx, fileIds: readonly string[], which: Analyzable): Promise<FileToAnalyze[]> {
    const rows = await tx.query<FileRow>(
      `SELECT file.file_id, file.library_id, library.path AS root, file.path, file.bytes, file.modified_at
       FROM media_file file JOIN library_root library USING (library_id)
       WHERE file.file_id = ANY($1::uuid[]) AND file.present AND library.state = 'active' AND ${analyzable[which]}
       ORDER BY file.file_id`,
      [fileIds],
    );
    return rows.map(toFile);
  }

  async upsertLibrary(tx: Tx, { version, payload }: EventMessage<PayloadOf<typeof events.libraryChanged>>): Promise<void> {
    if (payload.state === 'purged') {
      await tx.query('DELETE FROM library_root WHERE library_id = $1 AND version < $2', [payload.libraryId, version]);
      return;
    }
    await tx.query(
      `INSERT INTO library_root AS known (library_id, path, state, version) VALUES ($1, $2, $3, $4)
       ON CONFLICT (library_id) DO UPDATE SET path = EXCLUDED.path, state = EXCLUDED.state, version = EXCLUDED.version WHERE known.version < EXCLUDED.version`,
      [payload.libraryId, payload.path, payload.state, version],
    );
  }

  /** Forgets the files of a library; their pictures are removed later. */
  async forgetFiles(tx: Tx, libraryId: string): Promise<void> {
    await tx.query(
      `INSERT INTO obsolete_object (key) SELECT key FROM artifact JOIN media_file USING (file_id) WHERE library_id = $1 ON CONFLICT DO NOTHING`,
      [libraryId],
    );
    await tx.query('DELETE FROM media_file WHERE library_id = $1', [libraryId]);
  }

  /** A file with the folder of its library; null when it is unknown or its library is not in use. */
  async find(fileId: string): Promise<KnownFile | null> {
    const file = await this.prisma.mediaFile.findUnique({ where: { fileId } });
    const library = file === null ? null : await this.prisma.libraryRoot.findUnique({ where: { libraryId: file.libraryId } });
    if (file === null || library === null || library.state !== 'active') return null;
    const { libraryId, path, present } = file;
    return {
      fileId,
      libraryId,
      root: library.path,
      path,
      present,
      bytes: Number(file.bytes),
      modifiedAt: file.modifiedAt.toISOString(),
      durationSeconds: MediaInfo.safeParse(file.media).data?.durationSeconds ?? null,
    };
  }

  /** A file that can be read now. @throws AppError `video.file_missing` */
  async findPresent(fileId: string): Promise<KnownFile> {
    const file = await this.find(fileId);
    if (file === null || !file.present) throw new AppError('video.file_missing', { path: file?.path ?? fileId });
    return file;
  }
}

const toFile = (row: FileRow): FileToAnalyze => ({
  fileId: row.file_id,
  libraryId: row.library_id,
  root: row.root,
  path: row.path,
  bytes: row.bytes,
  modifiedAt: row.modified_at.toISOString(),
});
