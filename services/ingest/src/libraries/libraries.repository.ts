import { Injectable } from '@nestjs/common';
import type { FailureReason, Library } from '@reelm/contracts';
import { FailureReason as FailureReasonSchema } from '@reelm/contracts';
import { Database, type Tx } from '@reelm/service-kit';
import type { Library as LibraryRow } from '../generated/prisma/client.js';
import { IngestPrisma } from '../prisma.js';

export type LibraryInDatabase = Pick<LibraryRow, 'id' | 'name' | 'path' | 'exclude' | 'watch' | 'hash' | 'rootMark'> & {
  state: 'active' | 'unavailable' | 'removed' | 'purged';
};

/** What somebody chooses for a library. */
export type LibrarySettings = Pick<LibraryInDatabase, 'id' | 'name' | 'path' | 'exclude' | 'watch' | 'hash'>;

const isLibraryState = (state: string): state is Library['state'] => state === 'active' || state === 'unavailable' || state === 'removed';
const isUniqueViolation = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === '23505';
const columns = `id, name, path, exclude, watch, hash, state, root_mark AS "rootMark"`;

/** The table `library`. */
@Injectable()
export class LibrariesRepository {
  constructor(
    private readonly prisma: IngestPrisma,
    private readonly database: Database,
  ) {}

  /** All libraries but those being purged, with what is in them, by name. */
  async list(ids?: readonly string[]): Promise<Library[]> {
    const [rows, contents] = await Promise.all([
      this.prisma.library.findMany({
        where: { state: { not: 'purged' }, ...(ids === undefined ? {} : { id: { in: [...ids] } }) },
        orderBy: { name: 'asc' },
      }),
      this.database.query<{ id: string; files: number; bytes: number }>(
        `SELECT library_id AS id, count(*) AS files, sum(bytes)::float8 AS bytes FROM file WHERE missing_since IS NULL AND ($1::uuid[] IS NULL OR library_id = ANY($1)) GROUP BY library_id`,
        [ids ?? null],
      ),
    ]);
    return rows.flatMap((row) => {
      if (!isLibraryState(row.state)) return [];
      const content = contents.find((one) => one.id === row.id);
      const problem = FailureReasonSchema.nullable().catch(null);
      return {
        id: row.id,
        name: row.name,
        path: row.path,
        exclude: row.exclude,
        watch: row.watch,
        hash: row.hash,
        state: row.state,
        problem: problem.parse(row.problem) ?? problem.parse(row.watchProblem),
        files: content?.files ?? 0,
        bytes: content?.bytes ?? 0,
        lastScanAt: row.lastScanAt?.toISOString() ?? null,
        createdAt: row.createdAt.toISOString(),
      };
    });
  }

  inTransaction<R>(work: (tx: Tx) => Promise<R>): Promise<R> {
    return this.database.transaction(work);
  }

  async isEmpty(): Promise<boolean> {
    return (await this.prisma.library.count()) === 0;
  }

  async watched(): Promise<LibraryInDatabase[]> {
    return this.database.query(`SELECT ${columns} FROM library WHERE watch AND state IN ('active', 'unavailable')`);
  }

  async find(id: string): Promise<LibraryInDatabase | undefined> {
    const [row] = await this.database.query<LibraryInDatabase>(`SELECT ${columns} FROM library WHERE id = $1`, [id]);
    return row;
  }

  /** Lets nobody else add or move a library until the transaction ends; returns those that are in use. */
  async lockAll(tx: Tx): Promise<LibraryInDatabase[]> {
    await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', ['ingest libraries']);
    return tx.query(`SELECT ${columns} FROM library WHERE state IN ('active', 'unavailable')`);
  }

  /** @returns false when the name is taken. */
  async insert(tx: Tx, library: LibrarySettings): Promise<boolean> {
    const rows = await tx.query(
      `INSERT INTO library (id, name, path, exclude, watch, hash, state) VALUES ($1, $2, $3, $4, $5, $6, 'active')
       ON CONFLICT (lower(name)) WHERE state IN ('active', 'unavailable') DO NOTHING RETURNING id`,
      [library.id, library.name, library.path, library.exclude, library.watch, library.hash],
    );
    return rows.length > 0;
  }

  /** @returns false when the name is taken; the transaction is of no use then. */
  async update(tx: Tx, library: LibrarySettings): Promise<boolean> {
    try {
      // Whoever scans by the old path or rules is superseded.
      await tx.query(
        `UPDATE library SET name = $2, exclude = $4, watch = $5, hash = $6, path = $3, watch_problem = CASE WHEN $5 THEN watch_problem END, problem = CASE WHEN path = $3 THEN problem END,
           state = CASE WHEN path = $3 THEN state ELSE 'active' END, root_mark = CASE WHEN path = $3 THEN root_mark END,
           scan_token = CASE WHEN path = $3 AND exclude = $4 THEN scan_token END WHERE id = $1`,
        [library.id, library.name, library.path, library.exclude, library.watch, library.hash],
      );
      return true;
    } catch (error) {
      if (isUniqueViolation(error)) return false;
      throw error;
    }
  }

  async retire(tx: Tx, id: string, state: 'removed' | 'purged'): Promise<void> {
    await tx.query('UPDATE library SET state = $2, problem = NULL, watch_problem = NULL, scan_token = NULL WHERE id = $1', [id, state]);
  }

  async delete(tx: Tx, id: string): Promise<void> {
    await tx.query('DELETE FROM library WHERE id = $1', [id]);
  }

  /** From now on only the scan with this token may write. */
  async beginScan(tx: Tx, id: string, token: string): Promise<LibraryInDatabase | undefined> {
    const [row] = await tx.query<LibraryInDatabase>(`UPDATE library SET scan_token = $2 WHERE id = $1 RETURNING ${columns}`, [id, token]);
    return row;
  }

  /** Whether the scan with this token may still write; nobody can supersede it before the transaction ends. */
  async mayWrite(tx: Tx, id: string, token: string): Promise<boolean> {
    const rows = await tx.query('SELECT 1 FROM library WHERE id = $1 AND scan_token = $2 FOR SHARE', [id, token]);
    return rows.length > 0;
  }

  async scanned(tx: Tx, id: string, result: { rootMark: string; problem: FailureReason | null }): Promise<void> {
    await tx.query(
      `UPDATE library SET state = 'active', root_mark = $2, problem = $3, last_scan_at = now() WHERE id = $1 AND state IN ('active', 'unavailable')`,
      [id, result.rootMark, result.problem === null ? null : JSON.stringify(result.problem)],
    );
  }

  async setProblem(tx: Tx, id: string, state: 'active' | 'unavailable', problem: FailureReason): Promise<void> {
    await tx.query(`UPDATE library SET state = $2, problem = $3 WHERE id = $1 AND state IN ('active', 'unavailable')`, [
      id,
      state,
      JSON.stringify(problem),
    ]);
  }

  async setWatchProblem(id: string, problem: FailureReason | null): Promise<void> {
    await this.database.query('UPDATE library SET watch_problem = $2 WHERE id = $1', [
      id,
      problem === null ? null : JSON.stringify(problem),
    ]);
  }
}
