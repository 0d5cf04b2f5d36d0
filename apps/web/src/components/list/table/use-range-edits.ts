'use client';

import { useCallback, useRef, type ClipboardEvent } from 'react';
import { suggestEntities } from '@/components/filter/suggestions';
import { entityKinds } from '@/components/entity-picker/entity-kinds';
import type { Picked } from '@/components/entity-picker/entity-picker';
import { emptyOf, type FormField, type FormValue } from '@/components/entity-form/form-model';
import { showToast } from '@/lib/toast';
import { useLatest } from '@/lib/use-latest';
import type { Item } from '../kind';
import type { ListView } from '../use-list';
import { cellsOf, dragFill, fillDown, pasteInto, rectOf, type Cell, type Range, type Transfer } from './cell-range';
import { readText, valueIn, type CellChange } from './cell-values';
import type { Column } from './column';
import { isEditable } from './table-row';
import { parseTsv, writeTsv, type Matrix } from './tsv';
import type { Mark } from './use-cell-edits';

interface Edits {
  save: (changes: readonly CellChange[]) => void;
  mark: (id: string, column: string, mark: Mark) => void;
}

interface Source {
  field: FormField;
  value: FormValue;
}
/** What was copied here last. Pasted here again, it is the very values and not their text. */
interface Copied {
  text: string;
  cells: readonly (readonly (Source | null)[])[];
}

/** What is done with all marked cells at once: copy, cut, paste, fill, clear. */
export function useRangeEdits(view: ListView<Item>, columns: readonly Column[], mayEdit: boolean, edits: Edits) {
  const copied = useRef<Copied | null>(null);
  const latest = useLatest({ view, columns, mayEdit, edits });

  /** Saves what goes to these cells, of those that can be edited; says why where it is none of them. */
  const write = useCallback(
    (targets: readonly { to: Cell; make: (field: FormField) => Promised }[]): void => {
      const { view: list, columns: shown, edits: save } = latest.current;
      const editable: Target[] = [];
      for (const { to, make } of targets) {
        const item = list.itemAt(to.row);
        const column = shown[to.column];
        if (!item)
          return void showToast({ kind: 'bad', message: 'Some of these rows are not loaded yet', detail: 'Scroll to them first.' });
        if (column?.edit && isEditable(column, item, latest.current.mayEdit))
          editable.push({ item, column: { ...column, edit: column.edit }, make });
      }
      if (editable.length === 0) return void showToast({ kind: 'plain', message: 'These cells cannot be edited' });
      void settle(editable).then(({ changes, wrong }) => {
        if (changes.length > 0) save.save(changes);
        for (const { id, column, mark } of wrong) save.mark(id, column, mark);
      });
    },
    [latest],
  );

  const transfer = useCallback(
    (transfers: readonly Transfer[]): void => {
      const { view: list, columns: shown } = latest.current;
      write(
        transfers.map(({ from, to }) => ({
          to,
          // Filling stays within a column, so the value goes as it is.
          make: (field) => {
            const item = list.itemAt(from.row);
            const edit = shown[from.column]?.edit;
            return item && edit ? { value: valueIn(edit, item) } : { value: emptyOf(field) };
          },
        })),
      );
    },
    [write, latest],
  );

  const clear = useCallback(
    (range: Range): void => write(cellsOf(rectOf(range)).map((to) => ({ to, make: (field) => ({ value: emptyOf(field) }) }))),
    [write],
  );

  const copy = useCallback(
    (range: Range, event: ClipboardEvent): void => {
      const { view: list, columns: shown } = latest.current;
      const rect = rectOf(range);
      const places = Array.from({ length: rect.bottom - rect.top + 1 }, (_, down) => rect.top + down);
      const items = places.map((row) => list.itemAt(row));
      if (items.includes(undefined))
        return void showToast({ kind: 'bad', message: 'Some of these rows are not loaded yet', detail: 'Scroll to them first.' });
      const some = shown.slice(rect.left, rect.right + 1);
      const text = writeTsv(items.map((item) => some.map((column) => (item ? column.text(item) : ''))));
      copied.current = {
        text,
        cells: items.map((item) => some.map(({ edit }) => (item && edit ? { field: edit, value: valueIn(edit, item) } : null))),
      };
      event.clipboardData.setData('text/plain', text);
      event.preventDefault();
    },
    [latest],
  );

  const paste = useCallback(
    (range: Range, event: ClipboardEvent): void => {
      const text = event.clipboardData.getData('text/plain');
      if (text === '') return;
      event.preventDefault();
      const { view: list, columns: shown } = latest.current;
      const own = copied.current?.text === text ? copied.current : null;
      const block: Matrix = parseTsv(text);
      const across = Math.max(...block.map((row) => row.length));
      const transfers = pasteInto(range, { rows: block.length, columns: across }, { rows: list.count, columns: shown.length });
      const names = lookUp();
      write(
        transfers.map(({ from, to }) => ({
          to,
          make: (field) => {
            const source = own?.cells[from.row]?.[from.column];
            if (source && alike(source.field, field)) return { value: source.value };
            return meant(field, block[from.row]?.[from.column] ?? '', names);
          },
        })),
      );
    },
    [write, latest],
  );
  return {
    copy,
    paste,
    clear,
    fillDown: useCallback((range: Range) => transfer(fillDown(range)), [transfer]),
    dragFill: useCallback((range: Range, row: number) => transfer(dragFill(range, row)), [transfer]),
  };
}

type Made = { value: FormValue } | { problem: string; value: FormValue };
type Promised = Made | Promise<Made>;

interface Target {
  item: Item;
  column: Column & { edit: FormField };
  make: (field: FormField) => Promised;
}

async function settle(targets: readonly Target[]): Promise<{ changes: CellChange[]; wrong: { id: string; column: string; mark: Mark }[] }> {
  const made = await Promise.all(targets.map(async ({ item, column, make }) => ({ item, column, made: await make(column.edit) })));
  const changes: CellChange[] = [];
  const wrong: { id: string; column: string; mark: Mark }[] = [];
  for (const { item, column, made: what } of made) {
    if ('problem' in what) wrong.push({ id: item.id, column: column.id, mark: { value: what.value, message: what.problem } });
    else changes.push({ item, column, value: what.value });
  }
  return { changes, wrong };
}

/** Whether a value of one field can stand in another. */
const alike = (one: FormField, other: FormField): boolean =>
  one.name === other.name ||
  (one.type === other.type &&
    (one.type !== 'entities' || (other.type === 'entities' && one.kind === other.kind && one.multiple === other.multiple)));

type LookUp = (field: Extract<FormField, { type: 'entities' }>, name: string) => Promise<Picked | null>;

/** Finds entities by their names, each once. */
function lookUp(): LookUp {
  const found = new Map<string, Promise<Picked | null>>();
  return ({ kind }, name) => {
    const key = `${kind} ${name.toLowerCase()}`;
    const known =
      found.get(key) ??
      suggestEntities(kind, name).then((suggested) => suggested.find((one) => one.name.toLowerCase() === name.toLowerCase()) ?? null);
    found.set(key, known);
    return known;
  };
}

function meant(field: FormField, text: string, find: LookUp): Promised {
  const read = readText(field, text);
  if ('value' in read) return read;
  if ('problem' in read) return { problem: read.problem, value: text };
  if (field.type !== 'entities') return { value: text };
  return Promise.all(read.names.map((name) => find(field, name))).then(
    (found) => {
      const missing = read.names.find((_, place) => found[place] === null);
      const value = found.filter((one) => one !== null);
      return missing === undefined ? { value } : { problem: `No ${entityKinds[field.kind].one} is called “${missing}”`, value };
    },
    (error: Error) => ({ problem: error.message, value: [] }),
  );
}
