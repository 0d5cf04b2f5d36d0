import { Injectable } from '@nestjs/common';
import { AppError, Database, type Tx } from '@reelm/service-kit';

/** The objects of the store that are to be removed: those that nothing refers to any more, and new ones until something does. */
@Injectable()
export class ObsoleteObjectsRepository {
  constructor(private readonly database: Database) {}

  /**
   * Notes keys that are about to be written: they are swept away unless {@link take} is called before long, so that a job that is cancelled
   * or dies leaves nothing behind. Waits for a sweep that is removing them.
   * @param within how long they stay, as PostgreSQL writes an interval
   */
  async announce(keys: readonly string[], within: string): Promise<void> {
    await this.database.query(
      `INSERT INTO obsolete_object (key, noted_at) SELECT key, now() + $2::interval FROM unnest($1::text[]) AS made (key)
       ON CONFLICT (key) DO UPDATE SET noted_at = EXCLUDED.noted_at`,
      [keys, within],
    );
  }

  /**
   * Keeps announced objects, which this transaction refers to.
   * @throws AppError `storage.not_found`, retryable, when that took so long that they were swept away
   */
  async take(tx: Tx, keys: readonly string[]): Promise<void> {
    const there = await tx.query<{ key: string }>('DELETE FROM obsolete_object WHERE key = ANY($1) RETURNING key', [keys]);
    const swept = keys.find((key) => !there.some((row) => row.key === key));
    if (swept !== undefined) throw new AppError('storage.not_found', { key: swept }, { retryable: true });
  }

  /** Announced objects that nothing will refer to go at once. */
  async giveUp(tx: Tx, keys: readonly string[]): Promise<void> {
    await tx.query('UPDATE obsolete_object SET noted_at = now() WHERE key = ANY($1)', [keys]);
  }

  /**
   * Hands keys that were given up at least `graceSeconds` ago to `remove`, and forgets them when that succeeded. Rows stay locked
   * meanwhile, so that {@link announce} and {@link take} wait.
   * @returns how many there were
   */
  async sweep(graceSeconds: number, limit: number, remove: (keys: string[]) => Promise<void>): Promise<number> {
    return this.database.transaction(async (tx) => {
      const rows = await tx.query<{ key: string; used: boolean }>(
        `SELECT key, EXISTS (SELECT 1 FROM artifact WHERE artifact.key = obsolete_object.key) AS used FROM obsolete_object
         WHERE noted_at < now() - make_interval(secs => $1) ORDER BY noted_at LIMIT $2 FOR UPDATE SKIP LOCKED`,
        [graceSeconds, limit],
      );
      if (rows.length === 0) return 0;
      await remove(rows.filter((row) => !row.used).map((row) => row.key));
      await tx.query('DELETE FROM obsolete_object WHERE key = ANY($1)', [rows.map((row) => row.key)]);
      return rows.length;
    });
  }
}
