'use client';

import type { EntityKind } from '@reelm/contracts';
import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useCallback, useMemo, useRef, useState } from 'react';
import { storeEntity } from '@/components/edit/use-edit';
import { bulkEdit, bulkFailures, getItem, undoBulkEdit, updateItem, updateSchema, type SavedItem } from '@/components/edit/item-api';
import { inverseOf, inWords, presentValue, shownName, type Fields } from '@/components/edit/values';
import type { FormValue } from '@/components/entity-form/form-model';
import { hasCode } from '@/lib/api';
import { plural } from '@/lib/format';
import { dismissToast, showToast, toastError } from '@/lib/toast';
import type { Item, ListKind } from '../kind';
import { itemInLists, patchItems, refreshLists } from '../list-data';
import { planEdits, withPatch, type CellChange, type ItemGroup } from './cell-values';

/** A value that was not saved, at its cell, and why. */
export interface Mark {
  value: FormValue;
  message: string;
}

/** By item, then by column. */
export type Marks = ReadonlyMap<string, ReadonlyMap<string, Mark>>;

/** How a part of an edit is taken back. */
type Step = { bulk: string } | { id: string; patch: Fields; inverse: Fields };

/** So many single items are saved at the same time. */
const together = 4;

const asFields = (item: Item): Fields => item as unknown as Fields;

/** Lists of ids have no order of their own. */
const sameValue = (one: unknown, other: unknown): boolean => JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
const sorted = (value: unknown): unknown => (Array.isArray(value) ? value.map((entry) => JSON.stringify(entry)).toSorted() : value);

/** Whether somebody else gave these fields another value than `before` has. */
const differs = (before: Item, now: Item, patch: Fields): boolean =>
  Object.keys(patch).some(
    (field) => !sameValue(presentValue(asFields(before), field, patch[field]), presentValue(asFields(now), field, patch[field])),
  );

/**
 * Saves cells. They show at once, are saved one edit after the other, and the last edit can be taken back. What could not be saved stays at its
 * cell with the reason, until it is put right or given up.
 */
export function useCellEdits({ kind, key, many }: Pick<ListKind, 'kind' | 'key' | 'many'>) {
  const client = useQueryClient();
  const [marks, setMarks] = useState<Marks>(new Map());
  const queue = useRef(Promise.resolve());
  const last = useRef<readonly Step[] | null>(null);
  const toast = useRef<number | null>(null);

  const change = useMemo(() => createChange({ kind, key, client, setMarks }), [kind, key, client]);
  const say = useCallback((message: string, undo?: () => void, detail?: string): void => {
    // Cells are edited one after the other: each note takes the place of the one before.
    if (toast.current !== null) dismissToast(toast.current);
    toast.current = showToast({ kind: 'good', message, detail, ...(undo ? { action: { label: 'Undo', run: undo } } : {}) });
  }, []);

  const undo = useCallback((): void => {
    queue.current = queue.current.then(async () => {
      // Asked for only now: the edit that is meant may have been on its way still.
      const steps = last.current;
      last.current = null;
      if (!steps) return;
      const kept = await change.takeBack(steps);
      say(kept === 0 ? 'Undone' : `Undone, but for ${plural(kept, 'item')} that somebody changed since`);
    }, toastError('Not undone'));
  }, [change, say]);

  const save = useCallback(
    (changes: readonly CellChange[]): void => {
      const plan = planEdits(changes, updateSchema(kind));
      setMarks((before) => {
        const without = changes.reduce((now, { item, column }) => unmark(now, item.id, column.id), before);
        return plan.problems.reduce((now, { id, column, ...mark }) => withMark(now, id, column, mark), without);
      });
      if (plan.problems.length > 1)
        showToast({
          kind: 'bad',
          message: `${plural(plan.problems.length, 'cell')} cannot be saved`,
          detail: 'They are marked, and say why.',
        });
      if (plan.groups.length === 0) return;
      change.show(plan.groups);
      queue.current = queue.current
        .then(async () => {
          const { steps, jobs } = await change.carryOut(plan.groups, changes);
          if (steps.length === 0) return;
          last.current = steps;
          const items = plan.groups.reduce((sum, group) => sum + group.items.length, 0);
          say(
            plan.cells === 1 ? 'Saved' : `${plural(plan.cells, 'cell')} of ${plural(items, kind, many)} saved`,
            undo,
            jobs ? 'A part goes on as a job; see Jobs.' : undefined,
          );
        })
        .catch(toastError('Not saved'));
    },
    [kind, many, change, undo, say],
  );
  /** Gives up what was not saved in a cell. */
  const discard = useCallback((id: string, column: string): void => setMarks((before) => unmark(before, id, column)), []);
  /** Keeps a value at its cell that is not even tried to save. */
  const mark = useCallback(
    (id: string, column: string, value: Mark): void => setMarks((before) => withMark(before, id, column, value)),
    [],
  );
  return { marks, save, undo, mark, discard };
}

interface Context {
  kind: EntityKind;
  key: string;
  client: QueryClient;
  setMarks: (next: (before: Marks) => Marks) => void;
}

function createChange({ kind, key, client, setMarks }: Context) {
  const show = (groups: readonly ItemGroup[]): void => {
    for (const group of groups) for (const { id } of group.items) patchItems(client, key, id, (item) => withPatch(item, group));
  };
  /** Shows again what was there, of what the patch set. */
  const unshow = (before: Item, patch: Fields): void => {
    const names = Object.keys(patch).map((field) => shownName(asFields(before), field));
    const then = Object.fromEntries(['name', ...names].map((name) => [name, asFields(before)[name]]));
    patchItems(client, key, before.id, (item) => ({ ...item, ...then }));
  };
  const refuse = (before: Item, patch: Fields, changes: readonly CellChange[], messageOf: (field: string) => string): void => {
    unshow(before, patch);
    setMarks((marks) =>
      changes
        .filter(({ item, column }) => item.id === before.id && column.edit.name in patch)
        .reduce((now, { column, value }) => withMark(now, before.id, column.id, { value, message: messageOf(column.edit.name) }), marks),
    );
  };

  async function saveOne(before: Item, patch: Fields, changes: readonly CellChange[]): Promise<Step | null> {
    const version = itemInLists<SavedItem>(client, key, before.id)?.version ?? (before as SavedItem).version;
    try {
      storeEntity(client, key, await saveAnyway(before, patch, version));
      return { id: before.id, patch, inverse: inverseOf(asFields(before), patch) };
    } catch (error) {
      if (!hasCode(error, 'request.conflict')) {
        refuse(before, patch, changes, () => (error instanceof Error ? error.message : 'Not saved'));
        return null;
      }
      const now = await getItem(kind, before.id);
      refuse(
        before,
        patch,
        changes,
        (field) => `Somebody changed this meanwhile to “${inWords(asFields(now)[shownName(asFields(before), field)])}”.`,
      );
      storeEntity(client, key, now);
      return null;
    }
  }

  /** Others may change other fields of the same item meanwhile; only who changed the same one is asked about. */
  async function saveAnyway(before: Item, patch: Fields, version: number): Promise<SavedItem> {
    try {
      return await updateItem(kind, before.id, patch, version);
    } catch (error) {
      if (!hasCode(error, 'request.conflict')) throw error;
      const now = await getItem(kind, before.id);
      if (differs(before, now, patch)) throw error;
      return updateItem(kind, before.id, patch, now.version);
    }
  }

  async function saveMany({ patch, items }: ItemGroup, changes: readonly CellChange[]): Promise<{ step: Step; job: boolean } | null> {
    try {
      const edit = await bulkEdit(kind, { target: { ids: items.map(({ id }) => id) }, change: { set: { ...patch } } });
      if (edit.failed > 0) {
        const failures = new Map((await bulkFailures(edit.id)).map(({ id, error }) => [id, error?.message ?? 'Not saved']));
        for (const item of items) {
          const message = failures.get(item.id);
          if (message) refuse(item, patch, changes, () => message);
        }
      }
      return edit.changed > 0 || edit.jobId !== null ? { step: { bulk: edit.id }, job: edit.jobId !== null } : null;
    } catch (error) {
      for (const item of items) refuse(item, patch, changes, () => (error instanceof Error ? error.message : 'Not saved'));
      return null;
    }
  }

  /** New versions and what follows from the edit come with the lists. */
  const readAgain = async (): Promise<void> => {
    void client.invalidateQueries({ queryKey: [key, 'detail'] });
    await refreshLists(client, key);
  };

  async function carryOut(groups: readonly ItemGroup[], changes: readonly CellChange[]): Promise<{ steps: Step[]; jobs: boolean }> {
    const steps: Step[] = [];
    const alone = groups.flatMap(({ items, patch }) => (items.length === 1 ? items.map((item) => ({ item, patch })) : []));
    for (let at = 0; at < alone.length; at += together) {
      const saved = await Promise.all(alone.slice(at, at + together).map(({ item, patch }) => saveOne(item, patch, changes)));
      steps.push(...saved.filter((step) => step !== null));
    }
    const many = groups.filter(({ items }) => items.length > 1);
    let jobs = false;
    for (const group of many) {
      const saved = await saveMany(group, changes);
      if (saved) steps.push(saved.step);
      jobs ||= saved?.job ?? false;
    }
    if (many.length > 0) await readAgain();
    return { steps, jobs };
  }

  /** @returns how many items stay as they are, because somebody changed them since */
  async function takeBack(steps: readonly Step[]): Promise<number> {
    let kept = 0;
    for (const step of steps.toReversed()) {
      if ('bulk' in step) {
        kept += (await undoBulkEdit(step.bulk)).kept;
        continue;
      }
      const now = await getItem(kind, step.id);
      const untouched = Object.keys(step.patch).every((field) =>
        sameValue(presentValue(asFields(now), field, step.patch[field]), step.patch[field]),
      );
      if (untouched) storeEntity(client, key, await updateItem(kind, step.id, step.inverse, now.version));
      else kept += 1;
    }
    await readAgain();
    return kept;
  }
  return { show, carryOut, takeBack };
}

const withMark = (marks: Marks, id: string, column: string, mark: Mark): Marks =>
  new Map(marks).set(id, new Map(marks.get(id)).set(column, mark));

function unmark(marks: Marks, id: string, column: string): Marks {
  if (!marks.get(id)?.has(column)) return marks;
  const left = new Map(marks.get(id));
  left.delete(column);
  const next = new Map(marks);
  if (left.size > 0) next.set(id, left);
  else next.delete(id);
  return next;
}
