import { Injectable } from '@nestjs/common';
import type { TrashContent, TrashedFile, TrashSettings } from '@reelm/contracts';
import { Database, type Tx } from '@reelm/service-kit';

/** A trashed file with the folder of its library. */
export type TrashRow = TrashedFile & { root: string };

const lying = `FROM trash JOIN file ON file.id = trash.file_id JOIN library ON library.id = file.library_id
       WHERE NOT trash.purged AND file.missing_since IS NOT NULL AND library.state IN ('active', 'unavailable')`;

export const shown = ({ fileId, libraryId, path, bytes, trashedAt }: TrashRow): TrashedFile => ({
  fileId,
  libraryId,
  path,
  bytes,
  trashedAt,
});

/** The tables `trash` and `trash_settings`. */
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

  /** What lies in the trash of libraries in use. */
  async content(): Promise<TrashContent> {
    const rows = await this.rows('true ORDER BY trash.trashed_at DESC, file.id DESC LIMIT 1000', []);
    const [sum] = await this.database.query<{ total: number; bytes: number }>(
      `SELECT count(*)::int AS total, coalesce(sum(file.bytes), 0)::float8 AS bytes ${lying}`,
    );
    return { items: rows.map(shown), total: sum?.total ?? 0, bytes: sum?.bytes ?? 0 };
  }

  async find(fileId: string): Promise<TrashRow | undefined> {
    const [row] = await this.rows('file.id = $1', [fileId]);
    return row;
  }

  /** What was put there up to an instant, the oldest first, without that of some libraries. */
  upTo(until: string, exceptLibraries: readonly string[], limit: number): Promise<TrashRow[]> {
    return this.rows('trash.trashed_at <= $1 AND library.id <> ALL ($2::uuid[]) ORDER BY trash.trashed_at, file.id LIMIT $3', [
      until,
      exceptLibraries,
      limit,
    ]);
  }

  async countUpTo(until: string): Promise<number> {
    const [row] = await this.database.query<{ count: number }>(`SELECT count(*)::int AS count ${lying} AND trash.trashed_at <= $1`, [
      until,
    ]);
    return row?.count ?? 0;
  }

  private async rows(condition: string, params: readonly unknown[]): Promise<TrashRow[]> {
    const rows = await this.database.query<Omit<TrashRow, 'trashedAt'> & { trashedAt: Date }>(
      `SELECT file.id AS "fileId", file.library_id AS "libraryId", file.path, file.bytes, trash.trashed_at AS "trashedAt", library.path AS root
       ${lying} AND ${condition}`,
      params,
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

  async settings(): Promise<TrashSettings> {
    const [row] = await this.database.query<TrashSettings>('SELECT keep_days AS "keepDays" FROM trash_settings');
    return row ?? { keepDays: null };
  }

  async saveSettings({ keepDays }: TrashSettings): Promise<void> {
    await this.database.query(
      'INSERT INTO trash_settings (keep_days) VALUES ($1) ON CONFLICT (one) DO UPDATE SET keep_days = EXCLUDED.keep_days',
      [keepDays],
    );
  }
}
