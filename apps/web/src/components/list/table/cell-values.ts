import type { z } from 'zod';
import { preview, type Fields } from '../../edit/values';
import { changeOf, problemsOf, valuesOf, type FormField, type FormValue } from '../../entity-form/form-model';
import type { Item } from '../kind';
import type { Column } from './column';

/** What stands in a cell, as its editor takes it. */
export const valueIn = (field: FormField, item: Item): FormValue => valuesOf([field], item as unknown as Fields)[field.name] ?? '';

/** What is meant by text that was pasted into a cell; names of entities have to be looked up. */
export type Meant = { value: FormValue } | { names: readonly string[] } | { problem: string };

export function readText(field: FormField, given: string): Meant {
  const text = given.trim();
  switch (field.type) {
    case 'check':
    case 'yesno': {
      const yes = /^(yes|true|1|x|✓)$/i.test(text);
      const no = /^(no|false|0)$/i.test(text);
      if (!yes && !no && text !== '') return { problem: 'Yes or no is meant here' };
      if (field.type === 'check') return { value: yes };
      return { value: text === '' ? '' : String(yes) };
    }
    case 'choice': {
      const wanted = text.toLowerCase();
      const option = field.options.find(({ value, label }) => value.toLowerCase() === wanted || label.toLowerCase() === wanted);
      if (!option && text !== '') return { problem: `One of these: ${field.options.map(({ label }) => label).join(', ')}` };
      return { value: option?.value ?? '' };
    }
    case 'entities': {
      const names = field.multiple ? text.split(',').map((name) => name.trim()) : [text];
      return { names: names.filter((name) => name !== '') };
    }
    case 'lines':
    case 'ids':
    case 'long':
      return { value: given };
    case 'text':
    case 'number':
    case 'date':
    case 'time':
    case 'rating':
      return { value: text.replace(/\s*[\r\n]+\s*/g, ' ') };
  }
}

/** What one cell is to hold. */
export interface CellChange {
  item: Item;
  column: Column & { edit: FormField };
  value: FormValue;
}

/** Items that all become the same in the same fields: one of them is saved on its version, several as one bulk edit. */
export interface ItemGroup {
  patch: Fields;
  /** What the items show for the ids of the patch. */
  shown: Fields;
  items: readonly Item[];
}

export interface CellProblem {
  id: string;
  column: string;
  /** What was meant to stand there; it is kept, so that it can be put right. */
  value: FormValue;
  message: string;
}

export interface EditPlan {
  groups: readonly ItemGroup[];
  problems: readonly CellProblem[];
  /** Cells that will hold something else. */
  cells: number;
}

/** What has to be saved for these cells. A value that cannot be saved stops only its own cell. */
export function planEdits(changes: readonly CellChange[], schema: z.ZodType): EditPlan {
  const groups = new Map<string, ItemGroup>();
  const problems: CellProblem[] = [];
  let cells = 0;
  for (const ofItem of Map.groupBy(changes, ({ item }) => item.id).values()) {
    const item = ofItem[0]?.item;
    if (!item) continue;
    const wrong = problemsOf(schema, patchOf(item, ofItem).patch);
    const good = ofItem.filter((change) => !wrong[change.column.edit.name]);
    for (const { column, value } of ofItem) {
      const message = wrong[column.edit.name];
      if (message) problems.push({ id: item.id, column: column.id, value, message: inWords(column.edit, message) });
    }
    const { patch, shown } = patchOf(item, good);
    const fields = Object.keys(patch).length;
    if (fields === 0) continue;
    cells += fields;
    const key = JSON.stringify([patch, Object.keys(shown)]);
    const known = groups.get(key);
    groups.set(key, { patch, shown, items: [...(known?.items ?? []), item] });
  }
  return { groups: [...groups.values()], problems, cells };
}

function patchOf(item: Item, changes: readonly CellChange[]) {
  const fields = changes.map(({ column }) => column.edit);
  const entity = item as unknown as Fields;
  const before = valuesOf(fields, entity);
  return changeOf(
    fields,
    before,
    { ...before, ...Object.fromEntries(changes.map(({ column, value }) => [column.edit.name, value])) },
    entity,
  );
}

/** Schemas speak of what is stored. */
function inWords(field: FormField, message: string): string {
  if (field.type === 'rating') return 'A rating is up to 5 stars, as 4.5';
  if (field.type === 'number' && message.includes('expected number, received string')) return 'A number is meant here';
  if (field.type === 'time') return 'A time is meant here, as 1:15';
  return /received null|expected string/.test(message) ? `${field.label} cannot be empty` : message;
}

/** The card as it will look; what is called by its title is called by the new one. */
export function withPatch<T extends Item>(item: T, { patch, shown }: Pick<ItemGroup, 'patch' | 'shown'>): T {
  const next = preview(item, patch, shown as Partial<T>);
  return typeof patch['title'] === 'string' ? { ...next, name: patch['title'] } : next;
}
