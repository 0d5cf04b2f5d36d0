import { Injectable } from '@nestjs/common';
import { Log, toAppError, type AppError, type Tx } from '@reelm/service-kit';
import { isLost } from '../database/settled.js';
import { EntityStore } from '../entities/entity.store.js';
import { kinds, type Row } from '../entities/kinds.js';
import { BulkRepository, type BulkEditRow, type BulkItem, type Settled, type StoredState } from './bulk.repository.js';
import { LivingReferences } from './living-references.js';
import { putBack } from './put-back.js';

/** Items of one transaction: so few that lists and other editors never wait for long, so many that statements are well used. */
export const chunkSize = 500;

/** How far an edit is after a step. */
export interface Step {
  last: string;
  done: number;
  total: number;
}

/** Does and undoes bulk edits step by step, each within a transaction of the caller. */
@Injectable()
export class BulkWork {
  constructor(
    private readonly edits: BulkRepository,
    private readonly store: EntityStore,
    private readonly references: LivingReferences,
    private readonly log: Log,
  ) {}

  /**
   * Does the next items, or undoes them.
   * @param after the last item of the step before, null where there was none
   * @returns undefined where nothing is left, or the edit is not (or not any more) in the state `wanted`
   */
  async step(tx: Tx, editId: string, wanted: StoredState, after: string | null): Promise<Step | undefined> {
    const edit = await this.edits.lock(tx, editId);
    if (edit?.state !== wanted) return undefined;
    const items = await this.edits.next(tx, edit, after, chunkSize);
    const last = items.at(-1);
    if (last === undefined) return undefined;
    const undoing = wanted === 'undoing';
    const results = await this.each(tx, items, undoing ? 'kept' : 'failed', (some) =>
      undoing ? this.undo(tx, edit, some) : this.apply(tx, edit, some),
    );
    await this.edits.settle(tx, editId, results);
    const done = undoing ? edit.undone + edit.kept : edit.changed + edit.unchanged + edit.failed;
    return { last: last.id, done: done + items.length, total: undoing ? edit.changed : edit.matched };
  }

  private async apply(tx: Tx, { kind, change }: BulkEditRow, items: readonly BulkItem[]): Promise<Settled[]> {
    const outcome = await this.store.updateEach(
      tx,
      kind,
      items.map(({ id }) => id),
      change,
    );
    const changed = new Map(outcome.changed.map((one) => [one.id, one]));
    return items.map(({ id }) => {
      const error = outcome.failed.get(id);
      if (error !== undefined) return { id, outcome: 'failed', error: error.toReason() };
      const { before, after } = changed.get(id) ?? {};
      return before === undefined || after === undefined ? { id, outcome: 'unchanged' } : { id, outcome: 'changed', before, after };
    });
  }

  private async undo(tx: Tx, edit: BulkEditRow, items: readonly BulkItem[]): Promise<Settled[]> {
    const { kind } = edit;
    const definition = kinds[kind];
    const { tree } = definition;
    // Each gets the place back that it had: whether that makes a circle shows one after the other only.
    if (items.length > 1 && tree !== undefined && items.some(({ before }) => before !== null && tree.field in before)) {
      const results: Settled[] = [];
      for (const item of items) results.push(...(await this.each(tx, [item], 'kept', (one) => this.undo(tx, edit, one))));
      return results;
    }
    const before = await this.references.of(
      tx,
      kind,
      items.map((item) => item.before ?? {}),
    );
    const after = await this.references.of(
      tx,
      kind,
      items.map((item) => item.after ?? {}),
    );
    const place = new Map(items.map(({ id }, index) => [id, index]));
    const kept = new Map<string, readonly string[]>();
    const { failed } = await this.store.rewriteEach(
      tx,
      kind,
      items.map(({ id }) => id),
      (row): Row => {
        const index = place.get(row.id) ?? 0;
        const back = putBack(definition, row.values, before[index] ?? {}, after[index] ?? {});
        kept.set(row.id, back.kept);
        return back.values;
      },
    );
    return items.map(({ id }) => {
      const error = failed.get(id);
      if (error !== undefined) return { id, outcome: 'kept', error: error.toReason() };
      const fields = kept.get(id) ?? [];
      return fields.length > 0 ? { id, outcome: 'kept', kept: fields } : { id, outcome: 'undone' };
    });
  }

  /**
   * Does items together. What no item alone is known to be the cause of (a value that an index does not take, say) is found by halves, so
   * that it stops no others; an error of the catalogue is one of the edit itself, and so of all of them.
   */
  private async each(
    tx: Tx,
    items: readonly BulkItem[],
    otherwise: 'failed' | 'kept',
    work: (items: readonly BulkItem[]) => Promise<Settled[]>,
  ): Promise<Settled[]> {
    await tx.query('SAVEPOINT items');
    try {
      const results = await work(items);
      await tx.query('RELEASE SAVEPOINT items');
      return results;
    } catch (error) {
      const known = toAppError(error);
      if (isLost(error) || known.retryable) throw error;
      await tx.query('ROLLBACK TO SAVEPOINT items');
      await tx.query('RELEASE SAVEPOINT items');
      if (known.code !== 'internal' || items.length === 1) return items.map(({ id }) => this.failed(id, otherwise, known));
      const half = Math.ceil(items.length / 2);
      return [
        ...(await this.each(tx, items.slice(0, half), otherwise, work)),
        ...(await this.each(tx, items.slice(half), otherwise, work)),
      ];
    }
  }

  private failed(id: string, outcome: 'failed' | 'kept', error: AppError): Settled {
    if (error.code === 'internal') this.log.failure(error.cause, 'an item of a bulk edit failed', { id });
    return { id, outcome, error: error.toReason() };
  }
}
