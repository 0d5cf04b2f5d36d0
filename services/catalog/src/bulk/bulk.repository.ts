import { Injectable } from '@nestjs/common';
import type { BulkChange, BulkOutcome, BulkResult, EntityKind, FailureReason } from '@reelm/contracts';
import { Database, type Tx } from '@reelm/service-kit';
import { jsonRows } from '../database/json-rows.js';
import type { Row } from '../entities/kinds.js';
import { SearchRepository } from '../search/search.repository.js';
import type { Statement } from '../search/statements.js';

/** How far an edit is by its own account; whether it was cancelled or failed on the way says its job. */
export type StoredState = 'running' | 'done' | 'undoing' | 'undone';

export interface BulkEditRow {
  id: string;
  kind: EntityKind;
  state: StoredState;
  change: BulkChange;
  q: string | null;
  userId: string | null;
  username: string | null;
  jobId: string | null;
  matched: number;
  changed: number;
  unchanged: number;
  failed: number;
  undone: number;
  kept: number;
  createdAt: Date;
}

/** An item that is to be done or undone, with what the edit changed. */
export interface BulkItem {
  id: string;
  before: Row | null;
  after: Row | null;
}

/** What became of an item. */
export interface Settled {
  id: string;
  outcome: BulkOutcome;
  kept?: readonly string[];
  error?: FailureReason;
  before?: Row;
  after?: Row;
}

const keptDays = 30;
/** Edits may be large: of many only so many are kept. */
const mostKept = 200;
/** Milliseconds for finding the items of an edit, which may be all there are. */
const findingTime = 60_000;

const columns = `e.id, e.kind, e.state, e.change, e.q, e.user_id AS "userId", u.username, e.job_id AS "jobId", e.matched, e.changed, e.unchanged,
  e.failed, e.undone, e.kept, e.created_at AS "createdAt"`;

@Injectable()
export class BulkRepository {
  constructor(
    private readonly database: Database,
    private readonly search: SearchRepository,
  ) {}

  /** Forgets what is kept no longer. */
  async prune(): Promise<void> {
    await this.database.query(
      `WITH gone AS (
         DELETE FROM bulk_edit WHERE created_at < now() - make_interval(days => $1) OR id IN (SELECT id FROM bulk_edit ORDER BY id DESC OFFSET $2)
         RETURNING id
       ) DELETE FROM bulk_edit_item WHERE edit_id IN (SELECT id FROM gone)`,
      [keptDays, mostKept],
    );
  }

  /** Ids of the items that an edit would be made to. @throws AppError as {@link SearchRepository.run} */
  async ids(statement: Statement): Promise<string[]> {
    const rows = await this.search.run<{ id: string }>(statement, findingTime);
    return rows.map((row) => row.id);
  }

  /** Writes an edit with the items that it found. Returns how many these are. @throws AppError as {@link SearchRepository.run} */
  async insert(tx: Tx, edit: Pick<BulkEditRow, 'id' | 'kind' | 'change' | 'q' | 'userId'>, snapshot: Statement): Promise<number> {
    const [found] = await this.search.runWithin<{ matched: number; failed: number }>(tx, snapshot, findingTime);
    await tx.query('SET LOCAL statement_timeout TO DEFAULT');
    const { matched = 0, failed = 0 } = found ?? {};
    await tx.query(
      `INSERT INTO bulk_edit (id, kind, state, change, q, user_id, matched, failed) VALUES ($1, $2, 'running', $3, $4, $5, $6, $7)`,
      [edit.id, edit.kind, edit.change, edit.q, edit.userId, matched, failed],
    );
    return matched;
  }

  /** @param userId sees only the own edits; null sees all */
  async find(id: string, userId: string | null, tx: Tx = this.database): Promise<BulkEditRow | undefined> {
    const [row] = await tx.query<BulkEditRow>(
      `SELECT ${columns} FROM bulk_edit e LEFT JOIN user_account u ON u.id = e.user_id WHERE e.id = $1 AND ($2::uuid IS NULL OR e.user_id = $2)`,
      [id, userId],
    );
    return row;
  }

  /** Newest first, those before `before`. */
  list(userId: string | null, before: string | undefined, limit: number): Promise<BulkEditRow[]> {
    return this.database.query<BulkEditRow>(
      `SELECT ${columns} FROM bulk_edit e LEFT JOIN user_account u ON u.id = e.user_id
       WHERE ($1::uuid IS NULL OR e.user_id = $1) AND ($2::uuid IS NULL OR e.id < $2) ORDER BY e.id DESC LIMIT $3`,
      [userId, before ?? null, limit],
    );
  }

  results(editId: string, outcome: BulkOutcome | undefined, after: string | undefined, limit: number): Promise<BulkResult[]> {
    return this.database.query<BulkResult>(
      `SELECT item_id AS id, outcome, kept, error FROM bulk_edit_item
       WHERE edit_id = $1 AND ($2::text IS NULL AND outcome IS NOT NULL OR outcome = $2) AND ($3::uuid IS NULL OR item_id > $3)
       ORDER BY item_id LIMIT $4`,
      [editId, outcome ?? null, after ?? null, limit],
    );
  }

  /** One at a time works on an edit: the others wait here until the end of the transaction. */
  async lock(tx: Tx, id: string): Promise<BulkEditRow | undefined> {
    await tx.query('SELECT 1 FROM bulk_edit WHERE id = $1 FOR UPDATE', [id]);
    return this.find(id, null, tx);
  }

  /** The next items that are not done yet, or not undone. */
  next(tx: Tx, { id, state }: BulkEditRow, after: string | null, limit: number): Promise<BulkItem[]> {
    return tx.query<BulkItem>(
      `SELECT item_id AS id, before, after FROM bulk_edit_item
       WHERE edit_id = $1 AND outcome ${state === 'undoing' ? `= 'changed'` : 'IS NULL'} AND ($2::uuid IS NULL OR item_id > $2)
       ORDER BY item_id LIMIT $3`,
      [id, after, limit],
    );
  }

  async settle(tx: Tx, editId: string, results: readonly Settled[]): Promise<void> {
    await tx.query(
      `UPDATE bulk_edit_item item SET outcome = i.outcome, kept = coalesce(i.kept, '{}'), error = i.error, before = i.before, after = i.after
       FROM json_to_recordset($2::json) AS i (id uuid, outcome text, kept text[], error jsonb, before jsonb, after jsonb)
       WHERE item.edit_id = $1 AND item.item_id = i.id`,
      [editId, jsonRows(results)],
    );
    const count = (outcome: BulkOutcome) => results.filter((result) => result.outcome === outcome).length;
    await tx.query(
      `UPDATE bulk_edit SET changed = changed + $2, unchanged = unchanged + $3, failed = failed + $4, undone = undone + $5, kept = kept + $6
       WHERE id = $1`,
      [editId, count('changed'), count('unchanged'), count('failed'), count('undone'), count('kept')],
    );
  }

  /** Goes from one state to the next; nothing where it is in another one by now. */
  async advance(tx: Tx, id: string, from: StoredState, to: StoredState): Promise<void> {
    await tx.query('UPDATE bulk_edit SET state = $3 WHERE id = $1 AND state = $2', [id, from, to]);
  }

  async assign(tx: Tx, id: string, jobId: string | null): Promise<void> {
    await tx.query('UPDATE bulk_edit SET job_id = $2 WHERE id = $1', [id, jobId]);
  }
}
