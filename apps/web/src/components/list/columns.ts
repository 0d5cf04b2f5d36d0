import type { Layout } from '@reelm/contracts';

/** A column that is shown, and how wide where it is not as usual. */
export type ColumnLook = NonNullable<Layout['columns']>[number];

/** Stands for the usual columns where those of the last visit are not meant. */
export const usualColumns = 'usual';
/** As the contract of saved views has it. */
const narrowest = 20;
const widest = 2000;
const most = 60;

/** Columns in the short form of an address and a cookie: `name:300,rating,date`. */
export const writeColumns = (columns: readonly ColumnLook[]): string =>
  columns.map(({ id, width }) => (width === undefined ? id : `${id}:${width}`)).join(',');

/** Null where the text means the usual columns, or nothing that can be read. */
export function readColumns(text: string | null | undefined): readonly ColumnLook[] | null {
  if (!text || text === usualColumns) return null;
  const looks = new Map<string, ColumnLook>();
  for (const part of text.split(',').slice(0, most)) {
    const [, id, width] = /^([a-zA-Z]{1,60})(?::(\d{1,4}))?$/.exec(part) ?? [];
    if (id !== undefined && !looks.has(id)) looks.set(id, width === undefined ? { id } : { id, width: clampWidth(Number(width)) });
  }
  return looks.size === 0 ? null : [...looks.values()];
}

export const clampWidth = (width: number): number => Math.round(Math.max(narrowest, Math.min(widest, width)));

/** Moves a column to the place of another one. */
export function moveColumn(columns: readonly ColumnLook[], id: string, to: number): readonly ColumnLook[] {
  const column = columns.find((other) => other.id === id);
  if (!column || to < 0 || to >= columns.length) return columns;
  return columns.filter((other) => other.id !== id).toSpliced(to, 0, column);
}

/** Shows a column behind the others, or hides it; one always stays. */
export function toggleColumn(columns: readonly ColumnLook[], id: string): readonly ColumnLook[] {
  const left = columns.filter((other) => other.id !== id);
  if (left.length === columns.length) return [...columns, { id }];
  return left.length === 0 ? columns : left;
}

export const resizeColumn = (columns: readonly ColumnLook[], id: string, width: number): readonly ColumnLook[] =>
  columns.map((column) => (column.id === id ? { id, width: clampWidth(width) } : column));
