import { Injectable } from '@nestjs/common';
import type { EntityKind } from '@reelm/contracts';
import { AppError, Database, type Tx } from '@reelm/service-kit';
import { invalidQuery, isTooSlow } from './read.js';
import type { Run } from './resolve.js';
import type { Statement } from './statements.js';

/** Milliseconds for a first attempt, for one that others follow, and for the last. */
const firstTry = 250;
const furtherTry = 1_500;
const longest = 3_000;

/** Carries out the statements of searches, none of them longer than it may take. */
@Injectable()
export class SearchRepository {
  constructor(private readonly database: Database) {}

  /** @throws AppError `query.too_slow`, `query.invalid` for a regular expression that PostgreSQL refuses */
  run<T>(statement: Statement, milliseconds = longest): Promise<T[]> {
    return this.database.transaction((tx) => this.runWithin<T>(tx, statement, milliseconds));
  }

  /** As {@link run}, in a transaction whose later statements may take as long then. */
  async runWithin<T>(tx: Tx, { sql, values }: Statement, milliseconds: number): Promise<T[]> {
    try {
      await tx.query(`SET LOCAL statement_timeout = ${milliseconds}`);
      return await tx.query<T>(sql, values);
    } catch (error) {
      throw asQueryError(error);
    }
  }

  /** What the first attempt finds that ends in time. @throws as {@link run} */
  async firstInTime<T>(attempts: readonly ((run: Run) => Promise<T>)[]): Promise<T> {
    for (const [index, attempt] of attempts.entries()) {
      const isLast = index === attempts.length - 1;
      const milliseconds = isLast ? longest : index === 0 ? firstTry : furtherTry;
      try {
        return await attempt((statement) => this.run(statement, milliseconds));
      } catch (error) {
        if (isLast || !isTooSlow(error)) throw error;
      }
    }
    throw new Error('There is nothing to attempt.');
  }

  /** How many rows PostgreSQL expects, of a statement that explains. */
  async expected(statement: Statement): Promise<number> {
    const [row] = await this.run<{ 'QUERY PLAN': [{ Plan: { 'Plan Rows': number } }] }>(statement);
    return row?.['QUERY PLAN'][0].Plan['Plan Rows'] ?? 0;
  }

  /** Where ids went that were merged away; others are left out. */
  async successors(kind: EntityKind, ids: readonly string[]): Promise<Map<string, string>> {
    const rows = await this.database.query<{ id: string; now: string }>(
      'SELECT id, now_id AS now FROM former_id WHERE kind = $1 AND id = ANY ($2::uuid[])',
      [kind, ids],
    );
    return new Map(rows.map(({ id, now }) => [id, now]));
  }

  /** The videos that files belong to; files without one are left out. */
  async videosOf(fileIds: readonly string[]): Promise<Map<string, string>> {
    const rows = await this.database.query<{ id: string; videoId: string }>(
      'SELECT id, video_id AS "videoId" FROM video_file WHERE id = ANY ($1::uuid[]) AND video_id IS NOT NULL',
      [fileIds],
    );
    return new Map(rows.map(({ id, videoId }) => [id, videoId]));
  }

  /** The search that a user may never see past, as it was typed. */
  async limitOf(userId: string): Promise<string | null> {
    const [row] = await this.database.query<{ limit: string | null }>('SELECT content_limit AS limit FROM user_account WHERE id = $1', [
      userId,
    ]);
    return row?.limit ?? null;
  }
}

/** What PostgreSQL says about a statement whose text it understood. */
const asQueryError = (error: unknown): unknown => {
  if (!(error instanceof Error) || !('code' in error)) return error;
  switch (error.code) {
    // query_canceled; what a transaction that hits its limit says.
    case '57014':
      return new AppError('query.too_slow', {}, { cause: error });
    // invalid_regular_expression
    case '2201B': {
      const problem = error.message.replace(/^invalid regular expression: /, '');
      return invalidQuery([{ message: `The regular expression cannot be read: ${problem}.`, start: 0, end: 0 }]);
    }
    default:
      return error;
  }
};
