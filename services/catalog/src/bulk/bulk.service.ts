import { Injectable } from '@nestjs/common';
import {
  collections,
  Id,
  isFinal,
  jobs,
  type BulkChange,
  type BulkEdit,
  type BulkForecast,
  type BulkOutcome,
  type BulkResult,
  type BulkTarget,
  type EntityKind,
  type Job,
} from '@reelm/contracts';
import { AppError, Database, JobQueue, newId, type Tx } from '@reelm/service-kit';
import { settled } from '../database/settled.js';
import { EntityStore } from '../entities/entity.store.js';
import { kinds } from '../entities/kinds.js';
import { SearchService } from '../search/search.service.js';
import { BulkRepository, type BulkEditRow } from './bulk.repository.js';
import { BulkWork, chunkSize } from './bulk-work.service.js';
import { idsStatement, snapshotStatement } from './targets.js';

/** So many are done at once; more go on as a job. */
const mostAtOnce = chunkSize;
/** Items that a dry run looks at together. */
const forecastSize = 1_000;

export interface BulkRequest {
  target: BulkTarget;
  change: { set?: object | undefined; add?: object | undefined; remove?: object | undefined };
  dryRun: boolean;
}

interface PageRequest {
  cursor?: string | undefined;
  limit: number;
}

/** Changes of many items at once: asked for, looked at, undone. */
@Injectable()
export class BulkService {
  constructor(
    private readonly edits: BulkRepository,
    private readonly work: BulkWork,
    private readonly search: SearchService,
    private readonly store: EntityStore,
    private readonly database: Database,
    private readonly queue: JobQueue,
  ) {}

  /**
   * Makes an edit to all items that the editor may see of those meant, at once or as a job; or counts what it would do.
   * @throws AppError `query.invalid`, `query.too_slow`, and for what the edit names `entity.reference_missing`, `custom_field.unknown`,
   * `custom_field.value_invalid`
   */
  async edit(kind: EntityKind, { target, change, dryRun }: BulkRequest, userId: string): Promise<BulkEdit | BulkForecast> {
    const wanted = { set: { ...change.set }, add: given(change.add), remove: given(change.remove) };
    if (dryRun) return this.forecast(kind, target, wanted, userId);
    await this.edits.prune();
    const q = 'q' in target ? target.q : null;
    const question = await this.search.ask(kind, q ?? '', userId);
    return settled(this.database, async (tx) => {
      const id = newId();
      // An edit that names what is not there is refused as a whole, before anything is done.
      await this.store.updateEach(tx, kind, [], wanted);
      const matched = await this.edits.insert(tx, { id, kind, change: wanted, q, userId }, snapshotStatement(question, target, id));
      return this.carryOut(tx, id, { items: matched, undo: false, label: `Edit ${counted(matched, kind)}` });
    });
  }

  private async forecast(kind: EntityKind, target: BulkTarget, change: BulkChange, userId: string): Promise<BulkForecast> {
    const question = await this.search.ask(kind, 'q' in target ? target.q : '', userId);
    const ids = await this.edits.ids(idsStatement(question, target));
    const missing = 'ids' in target ? new Set(target.ids).size - ids.length : 0;
    // Whose name is taken shows only where all that would get it are looked at together.
    const size = kinds[kind].unique?.some((name) => name in change.set) ? Math.max(ids.length, 1) : forecastSize;
    const total = { changed: 0, failed: missing };
    for (let at = 0; at === 0 || at < ids.length; at += size) {
      const { changed, failed } = await this.database.transaction((tx) => this.store.forecast(tx, kind, ids.slice(at, at + size), change));
      total.changed += changed;
      total.failed += failed;
    }
    const matched = ids.length + missing;
    return { matched, unchanged: matched - total.changed - total.failed, ...total };
  }

  /** @throws AppError `bulk_edit.not_found` */
  async get(id: string, userId: string): Promise<BulkEdit> {
    return this.shown(await this.find(id, userId));
  }

  /** Newest first; the cursor is the id of the last edit of the page before. @throws AppError `cursor.invalid` */
  async list({ cursor, limit }: PageRequest, userId: string): Promise<{ items: BulkEdit[]; nextCursor: string | null }> {
    const rows = await this.edits.list(await this.sees(userId), placeOf(cursor), limit + 1);
    const items = await Promise.all(rows.slice(0, limit).map((row) => this.shown(row)));
    return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
  }

  /** What became of each item, in the order of their ids. @throws AppError `bulk_edit.not_found`, `cursor.invalid` */
  async results(
    id: string,
    { cursor, limit, outcome }: PageRequest & { outcome?: BulkOutcome | undefined },
    userId: string,
  ): Promise<{ items: BulkResult[]; nextCursor: string | null }> {
    await this.find(id, userId);
    const rows = await this.edits.results(id, outcome, placeOf(cursor), limit + 1);
    const items = rows.slice(0, limit);
    return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
  }

  /**
   * Puts back what the edit changed and nobody changed since; also of one that was cancelled or failed on the way.
   * @throws AppError `bulk_edit.not_found`, `bulk_edit.running`, `bulk_edit.not_undoable`
   */
  async undo(id: string, userId: string): Promise<BulkEdit> {
    const known = await this.find(id, userId);
    const { state, undoable } = await this.shown(known);
    if (state === 'running' || state === 'undoing') throw new AppError('bulk_edit.running');
    if (!undoable) throw new AppError('bulk_edit.not_undoable');
    return settled(this.database, async (tx) => {
      const edit = await this.edits.lock(tx, id);
      if (edit === undefined) throw new AppError('bulk_edit.not_found');
      // Somebody else asked for the same, or tried the job again, at the same time.
      if (edit.state !== known.state || edit.jobId !== known.jobId) throw new AppError('bulk_edit.running');
      await this.edits.advance(tx, id, edit.state, 'undoing');
      const items = leftToUndo(edit);
      return this.carryOut(tx, id, { items, undo: true, label: `Undo the edit of ${counted(items, edit.kind)}` });
    });
  }

  /** Does or undoes few items in this transaction, many in a job. */
  private async carryOut(tx: Tx, id: string, { items, undo, label }: { items: number; undo: boolean; label: string }): Promise<BulkEdit> {
    if (items > mostAtOnce) {
      const [job] = await this.queue.enqueue(tx, jobs.bulkEdit, [{ payload: { editId: id, undo }, label }]);
      await this.edits.assign(tx, id, job?.id ?? null);
      return this.shown(await this.foundIn(tx, id), job);
    }
    await this.edits.assign(tx, id, null);
    await this.work.step(tx, id, undo ? 'undoing' : 'running', null);
    await this.edits.advance(tx, id, undo ? 'undoing' : 'running', undo ? 'undone' : 'done');
    return this.shown(await this.foundIn(tx, id));
  }

  private async foundIn(tx: Tx, id: string): Promise<BulkEditRow> {
    const row = await this.edits.find(id, null, tx);
    if (row === undefined) throw new AppError('bulk_edit.not_found');
    return row;
  }

  private async find(id: string, userId: string): Promise<BulkEditRow> {
    const row = await this.edits.find(id, await this.sees(userId));
    if (row === undefined) throw new AppError('bulk_edit.not_found');
    return row;
  }

  /** Whose edits a user sees: who may not see all videos sees the own alone. */
  private async sees(userId: string): Promise<string | null> {
    return (await this.search.scopeOf(userId)).limit === null ? null : userId;
  }

  private async shown(row: BulkEditRow, job?: Job): Promise<BulkEdit> {
    const { userId: _, ...edit } = row;
    const live = row.jobId === null || !isUnfinished(row) ? undefined : (job ?? (await this.queue.find(row.jobId)));
    const state = live === undefined ? row.state : stateOf(row.state, live);
    const ended = state !== 'running' && state !== 'undoing' && state !== 'undone';
    return { ...edit, state, undoable: ended && leftToUndo(row) > 0, createdAt: row.createdAt.toISOString() };
  }
}

const isUnfinished = ({ state }: BulkEditRow): boolean => state === 'running' || state === 'undoing';

const stateOf = (state: BulkEditRow['state'], job: Job): BulkEdit['state'] =>
  isFinal(job.state) && job.state !== 'succeeded' ? (job.state === 'cancelled' ? 'cancelled' : 'failed') : state;

const leftToUndo = ({ changed, undone, kept }: BulkEditRow): number => changed - undone - kept;

const counted = (count: number, kind: EntityKind): string => `${count.toLocaleString('en')} ${count === 1 ? kind : collections[kind]}`;

/** Lists that are given, without those that are not. */
const given = (lists: object = {}): Record<string, string[]> =>
  Object.fromEntries(
    Object.entries(lists).flatMap(([name, list]: [string, string[] | undefined]) => (list === undefined ? [] : [[name, list]])),
  );

const placeOf = (cursor: string | undefined): string | undefined => {
  if (cursor !== undefined && !Id.safeParse(cursor).success) throw new AppError('cursor.invalid');
  return cursor;
};
