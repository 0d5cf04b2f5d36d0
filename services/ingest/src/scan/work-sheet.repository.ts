import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '@reelm/service-kit';
import type { HashedFile } from './files.repository.js';

/** Content that was met at a place where none, or other content, was known. */
export interface SheetArrival {
  libraryId: string;
  path: string;
  bytes: number;
  modifiedMs: number;
  /** Empty where the file is too small to have one. */
  oshash: string;
  /** The file that was known at this path, present or missing. */
  occupant: string | null;
}

export type DepartureReason = 'gone' | 'excluded' | 'emptied' | 'altered';

/** What a scan has noticed but can only decide on when it has seen everything. In the database, so that memory stays flat. */
@Injectable()
export class WorkSheetRepository {
  constructor(private readonly database: Database) {}

  async clear(tx: Tx, libraryId: string): Promise<void> {
    await tx.query('DELETE FROM scan_arrival WHERE library_id = $1', [libraryId]);
    await tx.query('DELETE FROM scan_departure WHERE library_id = $1', [libraryId]);
  }

  async addArrivals(tx: Tx, libraryId: string, arrivals: readonly { file: HashedFile; occupant: string | null }[]): Promise<void> {
    if (arrivals.length === 0) return;
    await tx.query(
      `INSERT INTO scan_arrival (library_id, path, bytes, modified_ms, oshash, occupant)
       SELECT $1, * FROM unnest($2::text[], $3::bigint[], $4::bigint[], $5::text[], $6::uuid[]) ON CONFLICT DO NOTHING`,
      [
        libraryId,
        arrivals.map(({ file }) => file.path),
        arrivals.map(({ file }) => file.bytes),
        arrivals.map(({ file }) => file.modifiedMs),
        arrivals.map(({ file }) => file.oshash ?? ''),
        arrivals.map(({ occupant }) => occupant),
      ],
    );
  }

  async addDepartures(
    tx: Tx,
    libraryId: string,
    departures: readonly { id: string; path: string; reason: DepartureReason }[],
  ): Promise<void> {
    if (departures.length === 0) return;
    await tx.query(
      'INSERT INTO scan_departure (library_id, file_id, path, reason) SELECT $1, * FROM unnest($2::uuid[], $3::text[], $4::text[]) ON CONFLICT DO NOTHING',
      [libraryId, departures.map((one) => one.id), departures.map((one) => one.path), departures.map((one) => one.reason)],
    );
  }

  /** Arrivals after the given one, those of one content together. */
  async arrivalsPage(libraryId: string, after: SheetArrival | undefined, limit: number): Promise<SheetArrival[]> {
    return this.database.query<SheetArrival>(
      `SELECT library_id AS "libraryId", path, bytes, modified_ms AS "modifiedMs", oshash, occupant FROM scan_arrival
       WHERE library_id = $1 AND ($2::text IS NULL OR (oshash, bytes, path) > ($2, $3::bigint, $4)) ORDER BY oshash, bytes, path LIMIT $5`,
      [libraryId, after?.oshash ?? null, after?.bytes ?? 0, after?.path ?? '', limit],
    );
  }

  async removeArrivals(tx: Tx, libraryId: string, paths: readonly string[]): Promise<void> {
    await tx.query('DELETE FROM scan_arrival WHERE library_id = $1 AND path = ANY($2)', [libraryId, paths]);
  }

  /** How many files are to be marked missing, by reason. Those that turned out to have moved do not count. */
  async countDepartures(libraryId: string): Promise<Record<'gone' | 'excluded' | 'emptied', number>> {
    const rows = await this.database.query<{ reason: 'gone' | 'excluded' | 'emptied'; count: number }>(
      `SELECT departure.reason, count(*) AS count FROM scan_departure departure JOIN file ON file.id = departure.file_id
       WHERE departure.library_id = $1 AND departure.reason <> 'altered' AND file.library_id = $1 AND file.path = departure.path AND file.missing_since IS NULL GROUP BY 1`,
      [libraryId],
    );
    const count = (reason: string) => rows.find((row) => row.reason === reason)?.count ?? 0;
    return { gone: count('gone'), excluded: count('excluded'), emptied: count('emptied') };
  }

  /** Takes up to `limit` departures off the sheet. */
  async takeDepartures(tx: Tx, libraryId: string, limit: number): Promise<{ id: string; path: string }[]> {
    return tx.query(
      `DELETE FROM scan_departure WHERE library_id = $1 AND file_id IN (
         SELECT file_id FROM scan_departure WHERE library_id = $1 AND reason <> 'altered' LIMIT $2) RETURNING file_id AS id, path`,
      [libraryId, limit],
    );
  }
}
