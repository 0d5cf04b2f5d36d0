import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '@reelm/service-kit';

/** What is to be looked at. */
export interface PendingRequests {
  seqs: number[];
  folders: string[];
  confirmLoss: boolean;
}

/**
 * Folders that somebody wants looked at. They are rows and not part of the job, so that a request that comes while a scan of the
 * same library runs is not lost: the scan takes it up before it ends, or the next one does.
 */
@Injectable()
export class ScanRequestsRepository {
  constructor(private readonly database: Database) {}

  async add(tx: Tx, libraryId: string, request: { folders: readonly string[]; confirmLoss?: boolean; inSeconds?: number }): Promise<void> {
    await tx.query(
      `INSERT INTO scan_request (library_id, folder, confirm_loss, due_at)
       SELECT $1, folder, $3, now() + make_interval(secs => $4) FROM unnest($2::text[]) AS folder`,
      [libraryId, request.folders, request.confirmLoss ?? false, request.inSeconds ?? 0],
    );
  }

  /** All that is due. */
  async pending(libraryId: string): Promise<PendingRequests> {
    const rows = await this.database.query<{ seq: number; folder: string; confirmLoss: boolean }>(
      'SELECT seq, folder, confirm_loss AS "confirmLoss" FROM scan_request WHERE library_id = $1 AND due_at <= now() ORDER BY seq',
      [libraryId],
    );
    return { seqs: rows.map((row) => row.seq), folders: rows.map((row) => row.folder), confirmLoss: rows.some((row) => row.confirmLoss) };
  }

  async remove(tx: Tx, seqs: readonly number[]): Promise<void> {
    await tx.query('DELETE FROM scan_request WHERE seq = ANY($1::bigint[])', [seqs]);
  }

  /**
   * Libraries with something due that no scan will take up or has taken up: a scan that ended in the very moment of the request, or
   * a follow-up whose time has come. However a scan ends, what it took up is not asked for again.
   */
  async forgotten(): Promise<{ id: string; name: string }[]> {
    return this.database.query(
      `SELECT DISTINCT library.id, library.name FROM library JOIN scan_request request ON request.library_id = library.id
       WHERE library.state <> 'purged' AND request.due_at <= now() AND NOT EXISTS (
         SELECT 1 FROM job WHERE job.kind = 'ingest.scan' AND job.key = library.id::text
           AND (job.state IN ('queued', 'running') OR coalesce(job.started_at, job.finished_at) >= request.due_at))`,
    );
  }
}
